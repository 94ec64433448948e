"""Text into lines of a given width: broken, balanced and cut."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterator

Measure = Callable[[str], float]  # the width of a text in pixels

VOWELS = "aeiouyäöüáàâéèêëíîïóôúûæøåăąęěıů"
CLUSTERS = ("sch", "ch", "ck", "ph", "th", "sh", "qu", "st")
SOFT_HYPHEN = "\u00ad"
ELLIPSIS = "…"
LOOSE = " ,;:–-"  # what looks forgotten before an ellipsis
# Where German compounds are joined, a break reads best: Gerichts-präsident.
JOINTS = ("ungs", "heits", "keits", "schafts", "ions", "täts", "chts", "rens", "innen")
JOINT_REACH = 8  # letters of a line given up for a joint
KEPT_TOGETHER = 3  # letters that stay on either side of a break


def tidy(text: str) -> str:
    """One line, composed, without control and direction characters."""
    composed = unicodedata.normalize("NFC", " ".join(text.split()))
    return "".join(
        letter
        for letter in composed
        if letter == SOFT_HYPHEN or not unicodedata.category(letter).startswith("C")
    )


def balanced(text: str, width: float, measure: Measure) -> list[str]:
    """As few lines as the width allows, and then about equally long ones."""
    lines = wrapped(text, width, measure)
    narrow, wide = width / 2, width
    while wide - narrow > 8:
        middle = (narrow + wide) / 2
        tried = wrapped(text, middle, measure)
        if len(tried) > len(lines) or broken_words(tried) > broken_words(lines):
            narrow = middle
        else:
            wide = middle
    return wrapped(text, wide, measure)


def wrapped(text: str, width: float, measure: Measure) -> list[str]:
    """Lines no wider than `width` pixels; a word alone too wide is broken, with a hyphen."""
    lines: list[str] = []
    line = ""
    for piece in _pieces(text, width, measure):
        joined = f"{line}{piece}"
        if line and measure(joined.rstrip()) > width:
            lines.append(line.rstrip())
            joined = piece
        line = joined
    return [*lines, line.rstrip()] if line.strip() else lines


def broken_words(lines: list[str]) -> int:
    """How many lines end in a hyphen that the text may not have had."""
    return sum(line.endswith("-") for line in lines)


def cut(lines: list[str], most: int, width: float, measure: Measure) -> list[str]:
    """At most so many lines, the last with an ellipsis where something is missing."""
    if len(lines) <= most:
        return lines
    last = lines[most - 1].rstrip(LOOSE)
    if measure(last + ELLIPSIS) > width:
        return [*lines[: most - 1], shortened(f"{last} {ELLIPSIS}", width, measure)]
    return [*lines[: most - 1], last + ELLIPSIS]


def shortened(text: str, width: float, measure: Measure) -> str:
    """The text if it fits, else as many whole words as do, or letters of a single one."""
    if measure(text) <= width:
        return text
    words = text.split(" ")
    for count in range(len(words) - 1, 0, -1):
        tried = " ".join(words[:count]).rstrip(LOOSE) + ELLIPSIS
        if measure(tried) <= width:
            return tried
    letters = words[0]
    while letters and measure(letters + ELLIPSIS) > width:
        letters = letters[:-1]
    return letters + ELLIPSIS


def _pieces(text: str, width: float, measure: Measure) -> Iterator[str]:
    """What must stay on one line: words with the space after them, parts of compounds."""
    for word in text.split(" "):
        # A hyphen or slash inside a word is a place to break that needs no second hyphen.
        *parts, last = re.split(r"(?<=\w[-–/])(?=\w{3})", word.replace(SOFT_HYPHEN, ""))
        if measure(word) > width and SOFT_HYPHEN in word:
            *parts, last = _hyphenated(word.split(SOFT_HYPHEN), width, measure)
        for part in parts:
            yield from _fitting(part, width, measure)
        *broken, rest = _fitting(last, width, measure)
        yield from broken
        yield f"{rest} "


def _hyphenated(syllables: list[str], width: float, measure: Measure) -> list[str]:
    parts = [syllables[0]]
    for syllable in syllables[1:]:
        if measure(f"{parts[-1]}{syllable}-") <= width:
            parts[-1] += syllable
        else:
            parts[-1] += "-"
            parts.append(syllable)
    return parts


def _fitting(word: str, width: float, measure: Measure) -> list[str]:
    parts: list[str] = []
    while measure(word) > width and len(word) > 1:
        place = _break_before(word, width, measure)
        hyphen = "-" if word[place - 1].isalpha() and word[place].isalpha() else ""
        parts.append(word[:place] + hyphen)
        word = word[place:]
    return [*parts, word]


def _break_before(word: str, width: float, measure: Measure) -> int:
    """The last joint or syllable's start that fits, else the last letter that does; at least 1."""
    places = range(1, len(word))
    fits = max(1, bisect_right(places, width, key=lambda at: measure(f"{word[:at]}-")))
    good = [at for at in range(fits, KEPT_TOGETHER - 1, -1) if at <= len(word) - KEPT_TOGETHER]
    joint = next((at for at in good[:JOINT_REACH] if word[:at].lower().endswith(JOINTS)), None)
    return joint or next((at for at in good if _starts_syllable(word.lower(), at)), fits)


def _starts_syllable(word: str, at: int) -> bool:
    """Whether one consonant sound and a vowel follow, and a vowel stands before."""
    onset = next((c for c in CLUSTERS if word.startswith(c, at)), word[at])
    after = at + len(onset)
    inside_cluster = any(word.startswith(c, at - n) for c in CLUSTERS for n in range(1, len(c)))
    return (
        onset[0] not in VOWELS
        and not inside_cluster
        and any(letter in VOWELS for letter in word[:at])
        and after < len(word)
        and word[after] in VOWELS
    )
