"""Names and addresses of a picture's files: strings in, strings out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

WIDTHS: Final = (480, 960, 1600)  # pixels: a phone, a column, the same on a dense screen
CARD: Final = "card.jpg"
PREFERRED_WIDTH: Final = 960  # pixels; for browsers that read no srcset
# The stream's measure is 41rem (656 pixels); below the phone's break the picture has the page's
# width without its two margins of 1rem.
SIZES: Final = "(max-width: 43rem) calc(100vw - 2rem), 41rem"


def variant_name(width: int) -> str:
    return f"{width}.webp"


def file_path(token: str, name: str) -> str:
    """`images/ab/abcdef…/card.jpg`: two characters apart, so that no folder grows too long."""
    return f"images/{token[:2]}/{token}/{name}"


def variant_path(token: str, width: int) -> str:
    """`images/ab/abcdef…/960.webp`"""
    return file_path(token, variant_name(width))


def card_path(token: str) -> str:
    return file_path(token, CARD)


def srcset(name: str, widths: Sequence[int]) -> str:
    """`{name}/480.webp 480w, {name}/960.webp 960w`; `name` is the address of the folder."""
    folder = name.rstrip("/")
    return ", ".join(f"{folder}/{variant_name(width)} {width}w" for width in sorted(widths))


def src(name: str, widths: Sequence[int]) -> str:
    """The address for those who choose none: the widest up to 960, or the only one there is.

    Raises ValueError without widths.
    """
    fitting = [width for width in widths if width <= PREFERRED_WIDTH]
    chosen = max(fitting) if fitting else min(widths)
    return f"{name.rstrip('/')}/{variant_name(chosen)}"


def sizes(measure: str = "") -> str:
    """The `sizes` attribute: the stream's, or one fixed CSS length for smaller places."""
    return measure or SIZES
