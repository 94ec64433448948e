from __future__ import annotations

import pytest

from liveblog.media import variants


def test_paths_begin_with_two_characters_of_the_token() -> None:
    assert variants.variant_path("abcdef", 960) == "images/ab/abcdef/960.webp"
    assert variants.card_path("abcdef") == "images/ab/abcdef/card.jpg"


@pytest.mark.parametrize("folder", ["/media/images/ab/abcdef", "/media/images/ab/abcdef/"])
def test_srcset_names_every_width_in_order(folder: str) -> None:
    assert variants.srcset(folder, [960, 480]) == (
        "/media/images/ab/abcdef/480.webp 480w, /media/images/ab/abcdef/960.webp 960w"
    )


@pytest.mark.parametrize(
    ("widths", "chosen"),
    [([480, 960, 1600], 960), ([480, 700], 700), ([300], 300), ([1200], 1200), ([480, 1400], 480)],
)
def test_src_is_the_widest_up_to_960(widths: list[int], chosen: int) -> None:
    assert variants.src("a", widths) == f"a/{chosen}.webp"


def test_src_without_widths_is_an_error() -> None:
    with pytest.raises(ValueError, match="empty"):
        variants.src("a", [])


def test_sizes_are_the_streams_or_the_given_one() -> None:
    assert variants.sizes() == "(max-width: 43rem) calc(100vw - 2rem), 41rem"
    assert variants.sizes("5rem") == "5rem"
