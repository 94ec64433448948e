"""Where things are."""

from __future__ import annotations

import sys
from pathlib import Path

PROJECT = Path(__file__).parents[2]
PROGRAMS = "tests.faults.programs"
SLUG = "storm"  # of the one blog of every town


def python(program: str, *arguments: str) -> list[str]:
    """The command line of one of our programs."""
    return [sys.executable, "-m", f"{PROGRAMS}.{program}", *arguments]
