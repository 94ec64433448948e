"""ARCHITECTURE.md names only what exists."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
DOCUMENT = ROOT / "ARCHITECTURE.md"
# `liveblog/live/hub.py`, `seeds/`: in backticks, with a slash, made of plain names.
PATH = re.compile(r"`((?:[\w.-]+/)+[\w.-]*)`")


def missing_paths(text: str, root: Path) -> list[str]:
    """The code paths in a text that lead nowhere, from the root or from `liveblog/`."""
    named = sorted(set(PATH.findall(text)))
    return [
        path
        for path in named
        if not (root / path).exists() and not (root / "liveblog" / path).exists()
    ]


def test_every_path_exists() -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    assert PATH.search(text)
    assert missing_paths(text, ROOT) == []


def test_a_path_that_leads_nowhere_is_seen() -> None:
    text = "See `liveblog/limits.py`, `nowhere/at_all.py` and `/live/<slug>/`."
    assert missing_paths(text, ROOT) == ["nowhere/at_all.py"]
