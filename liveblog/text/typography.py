"""Typographic quotes, dashes and non-breaking spaces by language.

Quotes are paired over a whole paragraph, so emphasis inside a quotation, apostrophes beside
single quotes and the half quotes left by a forgotten key come out right.
"""

import re
from typing import NamedTuple

NBSP = "\u00a0"
APOSTROPHE = "’"


class Quotes(NamedTuple):
    """The four signs of a language, outer pair first."""

    opening: str
    closing: str
    inner_opening: str
    inner_closing: str


GERMAN = Quotes("„", "“", "‚", "‘")
SWISS = Quotes("«", "»", "‹", "›")
ENGLISH = Quotes("“", "”", "‘", "’")

BEFORE_OPENING = frozenset("([{-–—/„‚«‹")
UNITS = (
    "%|‰|€|$|£|°C|°F|°|Euro|Cent|Dollar|Franken|Rubel|Pfund|EUR|USD|CHF|Uhr|h|min|s|km/h|km|hm|m|cm"
    "|mm|m²|km²|kg|g|mg|t|l|ml|kW|MW|GW|kWh|MWh|GWh|TWh|Prozent|Prozentpunkte|Tausend|Million"
    "|Millionen|Milliarde|Milliarden|Billionen|Mio.|Mrd.|percent|million|billion|trillion|a.m.|p.m."
)
BEFORE_UNIT = re.compile(
    rf"(?<=\d)[ ](?=(?:{'|'.join(re.escape(unit) for unit in UNITS.split('|'))})(?!\w))"
)
TWO_LETTERS = re.compile(
    r"\b(?P<first>[zZ]|[dD]|[uU]|[iI]|[oO])\.[ ]?(?P<second>B|T|h|a|U|E|Ä)\.(?P<space>[ ]?)(?!\w\.)"
)
BEFORE_NUMBER = re.compile(r"\b(Nr|S|Art|Abs)\.[ ](?=\d)")


def quotes_of(language: str) -> Quotes:
    """Return the signs for a language tag such as `de`, `de-CH` or `en-GB`; English by default."""
    if is_swiss(language):
        return SWISS
    return GERMAN if is_german(language) else ENGLISH


def is_german(language: str) -> bool:
    """Tell whether German abbreviations apply."""
    return language.lower().replace("_", "-").split("-")[0] == "de"


def is_swiss(language: str) -> bool:
    """Tell whether Swiss spelling applies: no ß, angled quotes."""
    return language.lower().replace("_", "-") in {"de-ch", "de-li"}


def curl(text: str, quotes: Quotes) -> str:
    """Replace straight quotes by typographic ones, character for character."""
    characters = list(text)
    last_closing = max((m.start() for m in re.finditer(r"(?<=\S)'(?!\w)", text)), default=-1)
    outer = inner = False
    opened_at = -1
    for index, sign in enumerate(text):
        if sign not in "\"'":
            continue
        before = text[index - 1] if index else ""
        after = text[index + 1 : index + 2]
        opens = opened_at == index - 1 >= 0 or may_open(before)
        opens = opens and bool(after) and not after.isspace()
        if sign == '"':
            if not opens and not outer and before.isdigit():
                continue  # inches
            outer = opens
            characters[index] = quotes.opening if opens else quotes.closing
        elif opens and index < last_closing:
            inner = True
            characters[index] = quotes.inner_opening
        else:
            closes = inner and not after.isalnum()
            characters[index] = quotes.inner_closing if closes else APOSTROPHE
            inner = inner and not closes
            continue
        opened_at = index if opens else opened_at
    return "".join(characters)


def may_open(before: str) -> bool:
    """Tell whether a quotation may begin behind this character (empty at a paragraph's start)."""
    return not before or before.isspace() or before in BEFORE_OPENING


def space_and_dash(text: str, language: str) -> str:
    """Set dashes, ellipses and non-breaking spaces; German abbreviations and Swiss ss with them."""
    text = re.sub(r"(?<!-)---(?!-)", "—", text)
    text = re.sub(r"(?<!-)--(?!-)|(?<=\s)-(?=\s)", "–", text)
    text = re.sub(r"(?<!\.)\.\.\.(?!\.)", "…", text)
    text = BEFORE_UNIT.sub(NBSP, text)
    if is_german(language):
        text = keep_abbreviations(text)
    if is_swiss(language):
        text = text.replace("ß", "ss").replace("ẞ", "SS")
    return text


def keep_abbreviations(text: str) -> str:
    """Hold `z. B.` and its like together, and `Nr.` with its number."""

    def join(match: re.Match[str]) -> str:
        return f"{match['first']}.{NBSP}{match['second']}.{NBSP if match['space'] else ''}"

    return BEFORE_NUMBER.sub(rf"\1.{NBSP}", TWO_LETTERS.sub(join, text))
