"""What we say in place of allauth."""

from __future__ import annotations

import re
from pathlib import Path

import allauth
import polib
from django.utils import translation
from django.utils.translation import gettext

from liveblog.newsroom.account_texts import TEXTS

THEIRS = Path(allauth.__file__).parent / "locale" / "de" / "LC_MESSAGES" / "django.po"
DU = re.compile(r"\b(du|dich|dir|dein\w*)\b", re.IGNORECASE)


def test_each_is_a_text_of_allauth() -> None:
    theirs = {entry.msgid for entry in polib.pofile(str(THEIRS))}
    assert set(TEXTS) <= theirs


def test_german_says_sie() -> None:
    with translation.override("de"):
        said = [gettext(text) for text in TEXTS]
    assert "Möchten Sie sich wirklich abmelden?" in said
    assert [text for text in said if DU.search(text)] == []
