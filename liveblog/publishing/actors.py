"""Who did it, and by which way: what every change and revision records."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.contrib.auth.models import User


@dataclass(frozen=True, slots=True)
class Actor:
    """`user` is None for commands and the schedule; `via` says session, token, admin or command."""

    user: User | None = None
    via: str = "command"
