"""The picture that networks show with a link: paper, badge, headline, time and magazine."""

from __future__ import annotations

import io
from functools import lru_cache
from pathlib import Path
from typing import Final

from PIL import Image, ImageDraw, ImageFont

from liveblog.media.card_text import (
    Measure,
    balanced,
    broken_words,
    cut,
    shortened,
    tidy,
    wrapped,
)

# Pixels throughout. Networks show the card at a quarter of this in a message on a phone.
WIDTH: Final = 1200
HEIGHT: Final = 630
MARGIN: Final = 72
MEASURE: Final = WIDTH - 2 * MARGIN
LABEL_BASELINE: Final = 116
HEADLINE_TOP: Final = 152
RULE: Final = 508
FOOT_BASELINE: Final = 572
HEADLINE_SIZES: Final = (148, 128, 112, 104, 96, 88, 82, 76, 70)
LINE_HEIGHT: Final = 1.06
LINES: Final = 4
LABEL_SIZE: Final = 36
TRACKING: Final = 0.045  # of the size, as the labels of the page

PAPER: Final = "#fdfcfa"
INK: Final = "#16191d"
QUIET: Final = "#5c646d"
HAIR: Final = "#e3dfd8"
SIGNAL: Final = "#c8102e"
SIGNAL_RING: Final = "#f3cbd0"  # signal at 22 % on paper

FONTS: Final = Path(__file__).parent / "fonts"
SERIF: Final = "newsreader-headline.ttf"
BOLD: Final = "libre-franklin-bold.ttf"
SANS: Final = "libre-franklin-regular.ttf"
MOST: Final = 300  # characters; no font is so narrow that more would fit, and measuring costs
NO_GLYPH: Final = "\U0010ffff"  # a code point that no font has


def draw_card(
    title: str, kicker: str, status_label: str, magazine: str, time_label: str, live: bool
) -> bytes:
    """A PNG of 1200×630 pixels. Texts that do not fit end in an ellipsis; characters that the
    fonts lack (emoji, say) are left out. Red stands for `live` alone.
    """
    card = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    pen = ImageDraw.Draw(card)
    pen.rectangle((0, 0, WIDTH, 11), fill=INK)
    _label(card, pen, status_label, kicker, live)
    _headline(pen, title)
    _foot(pen, magazine, time_label)
    out = io.BytesIO()
    card.save(out, "PNG", optimize=True)
    return out.getvalue()


def _label(
    card: Image.Image, pen: ImageDraw.ImageDraw, status: str, kicker: str, live: bool
) -> None:
    x: float = MARGIN
    if live:
        _dot(card, (MARGIN + 18, LABEL_BASELINE - 13))
        x += 52
    x = _tracked(pen, x, _capitals(status, MEASURE / 2), SIGNAL if live else QUIET)
    x += 26 if x > MARGIN else 0
    _tracked(pen, x, _capitals(kicker, WIDTH - MARGIN - x), INK)


def _capitals(text: str, room: float) -> str:
    return shortened(_drawable(text, BOLD).upper(), room, _tracked_width)


def _dot(card: Image.Image, centre: tuple[int, int]) -> None:
    """The badge's point and its ring, drawn large and scaled down for smooth edges."""
    side, fine = 36, 4
    dot = Image.new("RGB", (side * fine, side * fine), PAPER)
    pen = ImageDraw.Draw(dot)
    for radius, colour in ((17, SIGNAL_RING), (11, SIGNAL)):
        pen.circle((side * fine / 2, side * fine / 2), radius * fine, fill=colour)
    small = dot.resize((side, side), Image.Resampling.LANCZOS)
    card.paste(small, (centre[0] - side // 2, centre[1] - side // 2))


def _tracked(pen: ImageDraw.ImageDraw, x: float, text: str, colour: str) -> float:
    """Capitals set slightly wide; returns where the next text may begin."""
    font = _font(BOLD, LABEL_SIZE)
    for letter in text:
        pen.text((x, LABEL_BASELINE), letter, font=font, fill=colour, anchor="ls")
        x += font.getlength(letter) + LABEL_SIZE * TRACKING
    return x


def _tracked_width(text: str) -> float:
    font = _font(BOLD, LABEL_SIZE)
    return sum(font.getlength(letter) + LABEL_SIZE * TRACKING for letter in text)


def _headline(pen: ImageDraw.ImageDraw, title: str) -> None:
    family = SERIF if _covers(SERIF, tidy(title[:MOST])) else BOLD
    size, lines = _fitted(_drawable(title, family), family)
    font = _font(family, size)
    for number, line in enumerate(lines):
        baseline = HEADLINE_TOP + size * (0.86 + number * LINE_HEIGHT)
        pen.text((MARGIN, baseline), line, font=font, fill=INK, anchor="ls")


def _fitted(text: str, family: str) -> tuple[int, list[str]]:
    """The largest size at which the headline fits without breaking a word; else the largest at
    which it fits at all; else the smallest, cut.
    """
    tried = {size: wrapped(text, MEASURE, _width(family, size)) for size in HEADLINE_SIZES}
    fitting = [size for size, lines in tried.items() if len(lines) <= _most_lines(size)]
    whole = [size for size in fitting if not broken_words(tried[size])]
    if not fitting:
        size = HEADLINE_SIZES[-1]
        return size, cut(tried[size], LINES, MEASURE, _width(family, size))
    size = (whole or fitting)[0]
    return size, balanced(text, MEASURE, _width(family, size))


def _width(family: str, size: int) -> Measure:
    return lru_cache(maxsize=None)(_font(family, size).getlength)


def _most_lines(size: int) -> int:
    return min(LINES, int((RULE - 12 - HEADLINE_TOP) / (size * LINE_HEIGHT)))


def _foot(pen: ImageDraw.ImageDraw, magazine: str, time_label: str) -> None:
    pen.line((MARGIN, RULE, WIDTH - MARGIN, RULE), fill=HAIR, width=2)
    small = _font(SANS, 34)
    time = shortened(_drawable(time_label, SANS), MEASURE * 0.6, small.getlength)
    room = MEASURE - small.getlength(time) - 40
    family = SERIF if _covers(SERIF, tidy(magazine[:MOST])) else BOLD
    name = _font(family, 48)
    title = shortened(_drawable(magazine, family), room, name.getlength)
    pen.text((MARGIN, FOOT_BASELINE), title, font=name, fill=INK, anchor="ls")
    pen.text((WIDTH - MARGIN, FOOT_BASELINE), time, font=small, fill=QUIET, anchor="rs")


def _drawable(text: str, family: str) -> str:
    return " ".join("".join(c for c in tidy(text[:MOST]) if _has(family, c)).split())


def _covers(family: str, text: str) -> bool:
    """Whether no letter is missing; Libre Franklin knows Cyrillic, Newsreader does not."""
    return all(_has(family, letter) for letter in text if letter.isalpha())


@lru_cache(maxsize=4096)
def _has(family: str, letter: str) -> bool:
    if letter.isspace() or letter == "\u00ad":
        return True
    font = _font(family, 24)
    return bytes(font.getmask(letter)) != bytes(font.getmask(NO_GLYPH))


@lru_cache(maxsize=32)
def _font(family: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FONTS / family, size)
