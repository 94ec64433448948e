from __future__ import annotations

import io
import time

import pytest
from PIL import Image, ImageChops

from liveblog.media.social_cards import (
    FOOT_BASELINE,
    HEADLINE_TOP,
    HEIGHT,
    MARGIN,
    RULE,
    WIDTH,
    draw_card,
)

PAPER, SIGNAL = (253, 252, 250), (200, 16, 46)
TITLE = "Erstes Treffen seit drei Jahren: Was in Istanbul auf dem Tisch liegt"
COMPOUND = "Rechtsschutzversicherungsgesellschaftsvorstandsvorsitzendenkonferenz"


def card(
    title: str = TITLE,
    kicker: str = "Ukraine-Gespräche",
    status: str = "Live",
    magazine: str = "Fernblick",
    when: str = "16. Mai 2025",
    live: bool = True,
) -> Image.Image:
    return Image.open(io.BytesIO(draw_card(title, kicker, status, magazine, when, live)))


def drawn(image: Image.Image, top: int, bottom: int) -> tuple[int, int, int, int]:
    """The box of everything that is not paper between two rows, below the bar at the top."""
    strip = image.crop((0, top, WIDTH, bottom))
    box = ImageChops.difference(strip, Image.new("RGB", strip.size, PAPER)).getbbox()
    assert box, "nothing is drawn there"
    return box


def colours(image: Image.Image) -> set[tuple[int, ...]]:
    return {colour for _, colour in image.getcolors(WIDTH * HEIGHT)}


def test_a_card_is_a_png_of_1200_by_630_on_paper_below_300_kb() -> None:
    data = draw_card(TITLE, "Kicker", "Live", "Fernblick", "17:42", True)
    image = Image.open(io.BytesIO(data))
    assert (image.format, image.size, image.mode) == ("PNG", (1200, 630), "RGB")
    assert image.getpixel((WIDTH - 5, HEIGHT - 5)) == PAPER
    assert len(data) < 300_000


def test_red_stands_for_live_alone() -> None:
    assert SIGNAL in colours(card(live=True))
    assert SIGNAL not in colours(card(live=False, status="Beendet"))


@pytest.mark.parametrize(
    "title",
    [TITLE, "Kurz", COMPOUND, COMPOUND * 3, "Ein sehr langer Titel " * 9, "W" * 200, "i" * 200],
)
def test_every_headline_stays_inside_its_place(title: str) -> None:
    left, _, right, bottom = drawn(card(title), HEADLINE_TOP - 10, RULE - 4)
    assert left >= MARGIN - 6
    assert right <= WIDTH - MARGIN + 6
    assert bottom < RULE - HEADLINE_TOP


@pytest.mark.parametrize("text", [COMPOUND, "Ein langer Name " * 9])
def test_long_kickers_times_and_names_stay_inside_and_apart(text: str) -> None:
    image = card(kicker=text, magazine=text, when=text, status=text)
    for top, bottom in ((20, HEADLINE_TOP - 10), (RULE + 4, HEIGHT)):
        left, _, right, _ = drawn(image, top, bottom)
        assert left >= MARGIN - 6
        assert right <= WIDTH - MARGIN + 6


def test_a_short_headline_is_set_larger_than_a_long_one() -> None:
    short = drawn(card("Hhhh"), HEADLINE_TOP - 10, RULE - 4)
    long = drawn(card("Hhhh " * 30), HEADLINE_TOP - 10, HEADLINE_TOP + 70)
    assert short[3] - short[1] > 90
    assert long[3] - long[1] < 90


def test_the_headline_reads_at_a_quarter_of_the_size() -> None:
    """Capitals at least 11 pixels high in a preview of 300 pixels, even in the smallest size."""
    line = drawn(card("H" * 200), HEADLINE_TOP - 10, HEADLINE_TOP + 62)
    assert (line[3] - line[1]) / 4 >= 11


def test_letters_beyond_latin_are_drawn_in_the_other_font() -> None:
    box = drawn(card("Зеленський і Ердоган"), HEADLINE_TOP - 10, RULE - 4)
    assert box[2] - box[0] > 400


def test_turkish_and_polish_letters_are_drawn() -> None:
    assert card("Erdoğan") != card("Erdoan")


def test_what_no_font_has_is_left_out() -> None:
    assert draw_card("Kurz 🎉", "", "", "", "", True) == draw_card("Kurz", "", "", "", "", True)


def test_empty_texts_are_no_error() -> None:
    image = card("", "", "", "", "", live=False)
    assert image.size == (WIDTH, HEIGHT)
    assert drawn(image, RULE - 10, FOOT_BASELINE)[1] == 10


def test_the_same_words_give_the_same_bytes() -> None:
    assert draw_card(TITLE, "", "", "", "", True) == draw_card(TITLE, "", "", "", "", True)


def test_a_headline_of_hostile_length_is_drawn_in_time() -> None:
    started = time.thread_time()
    card("Wort" * 2500)
    card("Wort " * 2000)
    assert time.thread_time() - started < 4
