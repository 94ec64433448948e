"""What an answer shows, as its view says it to the page lane."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

EXTENSION = "liveblog.keep"  # in the ASGI scope of a pass that the page lane has asked for


@dataclass(frozen=True, slots=True)
class Mark:
    """The answer shows `blog` (its number) at change `seq` of `epoch`; None: it shows all
    blogs, or that there is no such blog.

    `until`: Unix time at which it becomes another one although nothing has changed.
    """

    blog: int | None
    epoch: str = ""
    seq: int = 0
    until: float = math.inf


def offer(scope: Mapping[str, Any], mark: Mark) -> None:
    """Allow the page lane, where there is one, to keep the answer to the request of this scope."""
    keep = (scope.get("extensions") or {}).get(EXTENSION)
    if keep is not None:
        keep(mark)
