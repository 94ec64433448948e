from __future__ import annotations

import pytest

from liveblog.media.card_text import balanced, cut, shortened, tidy, wrapped

COMPOUND = "Verfassungsgerichtspräsident"


def test_every_line_fits_and_no_word_is_lost() -> None:
    text = "Was in Istanbul auf dem Tisch liegt"
    lines = wrapped(text, 12, len)
    assert max(map(len, lines)) <= 12
    assert " ".join(lines) == text


@pytest.mark.parametrize("width", range(2, 40))
def test_a_compound_is_broken_with_hyphens_and_stays_whole(width: int) -> None:
    lines = wrapped(COMPOUND, width, len)
    assert max(map(len, lines)) <= width
    assert "".join(line.removesuffix("-") for line in lines) == COMPOUND


def test_compounds_break_at_their_joints_first() -> None:
    assert wrapped(COMPOUND, 22, len) == ["Verfassungsgerichts-", "präsident"]


def test_otherwise_before_a_syllable() -> None:
    assert wrapped("Kapitänsmütze", 9, len)[0] in {"Kapi-", "Kapitäns-"}


def test_digraphs_stay_together() -> None:
    assert wrapped("Dreschmaschine", 10, len) == ["Dreschma-", "schine"]


def test_own_hyphens_break_without_a_second() -> None:
    assert wrapped("Ukraine-Gespräche", 12, len) == ["Ukraine-", "Gespräche"]


def test_soft_hyphens_are_obeyed_and_never_seen() -> None:
    assert wrapped("Donau\u00addampf\u00adschiff", 12, len) == ["Donaudampf-", "schiff"]
    assert wrapped("Donau\u00addampf\u00adschiff", 40, len) == ["Donaudampfschiff"]


@pytest.mark.parametrize("width", [1, 2, 3])
def test_no_width_is_too_small(width: int) -> None:
    assert "".join(wrapped("abc", width, len)).replace("-", "") == "abc"


def test_lines_are_balanced_without_becoming_more() -> None:
    text = "eins zwei drei vier fünf sechs sieben acht neun zehn elf"
    measure = lambda line: len(line) * 20  # noqa: E731 - pixels of a letter
    plain, even = wrapped(text, 800, measure), balanced(text, 800, measure)
    assert len(even) == len(plain) == 2
    assert abs(len(even[0]) - len(even[1])) < abs(len(plain[0]) - len(plain[1]))


def test_what_is_cut_ends_in_an_ellipsis() -> None:
    assert cut(["eins", "zwei", "drei", "vier"], 2, 9, len) == ["eins", "zwei…"]
    assert cut(["eins", "zwei drei", "vier"], 2, 9, len) == ["eins", "zwei…"]
    assert cut(["eins", "Donau-", "dampf"], 2, 9, len) == ["eins", "Donau…"]
    assert cut(["eins", "zwei"], 2, 9, len) == ["eins", "zwei"]


def test_shortening_keeps_whole_words_and_drops_loose_commas() -> None:
    assert shortened("eins, zwei, drei", 12, len) == "eins, zwei…"
    assert shortened("Grundstück", 6, len) == "Grund…"
    assert shortened("", 6, len) == ""


def test_control_and_direction_characters_and_line_breaks_go() -> None:
    assert tidy("a\u202eb\n\tc\x00 d\u200f") == "ab c d"
    assert tidy("a\u0308") == "ä"
