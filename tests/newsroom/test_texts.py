"""The words of the newsroom's script."""

from __future__ import annotations

import re
from pathlib import Path

from liveblog.newsroom.texts import TEXTS

SCRIPTS = Path(__file__).parents[2] / "liveblog" / "static" / "liveblog" / "js" / "newsroom"
BY_STATUS_OR_VERB = ("status_", "verb_")


def scripts() -> str:
    return "".join(path.read_text(encoding="utf-8") for path in SCRIPTS.glob("*.js"))


def test_every_text_that_a_script_asks_for_is_there() -> None:
    asked = set(re.findall(r'\btext\(\s*"(\w+)"', scripts()))
    assert asked
    assert asked <= TEXTS.keys()


def test_no_text_is_left_over() -> None:
    named = set(re.findall(r'"(\w+)"', scripts()))
    left = {name for name in TEXTS.keys() - named if not name.startswith(BY_STATUS_OR_VERB)}
    assert left == set()
