"""From a search box to words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liveblog.limits import SEARCH_WORDS
from liveblog.text.search_words import WORD, Term, plain, search_terms


@pytest.mark.parametrize(
    ("typed", "terms"),
    [
        ("Gespräche in Ist", [Term(("gespräche",), True), Term(("in",)), Term(("ist",), True)]),
        ("ist ", [Term(("ist",))]),
        ('"der Palast" -Bus', [Term(("der", "palast")), Term(("bus",), False, True)]),
        ('"der Pal', [Term(("der", "pal"), True)]),
        ("Selenskyj-Treffen", [Term(("selenskyj", "treffen"), True)]),
        ("STRASSE straße", [Term(("strasse",), True)] * 2),
        ("Çavuşoğlu ", [Term(("çavuşoğlu",), True)]),
        ("-", []),
        ('"" \'; DROP TABLE--', [Term(("drop",), True), Term(("table",), True)]),
        ("a\x00b", [Term(("a", "b"), True)]),
        ("", []),
    ],
)
def test_words_phrases_and_exclusions(typed: str, terms: list[Term]) -> None:
    assert search_terms(typed) == terms


def test_too_much_is_cut() -> None:
    words = [word for term in search_terms("wort " * 2_000) for word in term.words]
    assert len(words) == SEARCH_WORDS
    assert [len(term.words[0]) for term in search_terms("x" * 10_000)] == [200]


@given(st.text())
def test_any_text_becomes_nothing_but_words(typed: str) -> None:
    for term in search_terms(typed):
        assert term.words
        assert all(WORD.fullmatch(word) for word in term.words)


@pytest.mark.parametrize(
    ("word", "bare"), [("çavuşoğlu", "cavusoglu"), ("київ", "киів"), ("über", "uber"), ("이", "이")]
)
def test_accents_come_off(word: str, bare: str) -> None:
    assert plain(word) == bare
