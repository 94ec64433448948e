"""Who did it, and by which way: what every change and revision records."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils import timezone

if TYPE_CHECKING:
    from django.contrib.auth.models import User


@dataclass(frozen=True, slots=True)
class Actor:
    """`user` is None for commands and the schedule; `via` says session, token, admin or command.

    `at` is when it happened, for stories that are told afterwards; None is now.
    """

    user: User | None = None
    via: str = "command"
    at: datetime | None = None

    def now(self) -> datetime:
        """The time that the verb writes down."""
        return self.at or timezone.now()
