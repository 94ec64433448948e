"""What somebody typed into a search box, as words that no database can trip over.

Words, "exact phrases" and -exclusions; whatever is neither letter nor digit only separates.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from liveblog.limits import SEARCH_CHARACTERS, SEARCH_WORDS

PART = re.compile(r'(-?)(?:"([^"]*)"?|([^\s"]+))')
WORD = re.compile(r"[^\W_]+")
MARKS = re.compile("[\u0300-\u036f]+")  # accents, once they are taken apart from their letters
BEGINNING = 4  # letters from which a word also stands for what begins with it


@dataclass(frozen=True, slots=True)
class Term:
    """Words that follow each other, in lower case; `plain` takes off their accents.

    `begins`: the last one may go on. `excluded`: they must not be there.
    """

    words: tuple[str, ...]
    begins: bool = False
    excluded: bool = False


def search_terms(text: str) -> list[Term]:
    """The terms of a search, all of which must hold; none when nothing can be searched for.

    Input beyond limits.SEARCH_CHARACTERS or SEARCH_WORDS is not looked at.
    """
    terms: list[Term] = []
    left = SEARCH_WORDS
    for sign, phrase, loose in PART.findall(text[:SEARCH_CHARACTERS]):
        words = tuple(WORD.findall(_composed(phrase or loose)))[:left]
        left -= len(words)
        if words:
            begins = not phrase and len(words[-1]) >= BEGINNING
            terms.append(Term(words, begins, bool(sign)))
    return _open_end(terms, text)


def plain(word: str) -> str:
    """Without accents: `çavuşoğlu` and `cavusoglu` are the same."""
    return unicodedata.normalize("NFC", MARKS.sub("", unicodedata.normalize("NFD", word)))


def _composed(text: str) -> str:
    """Lower case, `ß` as `ss`, each letter one character with its accents."""
    return MARKS.sub("", unicodedata.normalize("NFC", text.casefold()))


def _open_end(terms: list[Term], text: str) -> list[Term]:
    """The last word may still be being typed, however short it is."""
    if terms and text[-1:] != '"' and not text[-1:].isspace() and not terms[-1].excluded:
        last = terms[-1]
        terms[-1] = Term(last.words, True, last.excluded)
    return terms
