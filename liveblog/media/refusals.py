"""Why a file is not taken in, in words that name the limit."""

from __future__ import annotations

from django.utils.formats import number_format
from django.utils.translation import gettext as _

MEGABYTE = 1024 * 1024
ACCEPTED = "JPEG, PNG, WebP, HEIC"


class ImageRefused(ValueError):
    """A file that is not taken in; nothing of it was kept.

    `code` is one of `CODES`, for programs. `limit` and `found` carry what was allowed and what
    was there: bytes for `too_large`, pixels for `too_many_pixels`, pixels of the longer side for
    `too_wide`, format names for `wrong_format`; None where there is nothing to measure.
    `str()` is the message for people, in the language active when it is read.
    """

    CODES = (
        "too_large",
        "too_many_pixels",
        "too_wide",
        "not_an_image",
        "wrong_format",
        "broken",
        "empty",
    )

    def __init__(
        self, code: str, *, limit: int | str | None = None, found: int | str | None = None
    ) -> None:
        super().__init__(code, limit, found)
        self.code = code
        self.limit = limit
        self.found = found

    def __str__(self) -> str:
        return self.message

    @property
    def message(self) -> str:
        return _sentence(self.code) % {
            "limit": _in_words(self.code, self.limit),
            "found": _in_words(self.code, self.found),
            "formats": ACCEPTED,
        }


def _sentence(code: str) -> str:
    return {
        "too_large": _("The file has %(found)s; a picture may have at most %(limit)s."),
        "too_many_pixels": _("The picture has %(found)s; it may have at most %(limit)s."),
        "too_wide": _("The picture's longer side is %(found)s; it may be at most %(limit)s."),
        "not_an_image": _("This file is not a picture. Accepted are %(formats)s."),
        "wrong_format": _("%(found)s files are not accepted. Accepted are %(formats)s."),
        "broken": _("The picture is damaged or incomplete and cannot be read."),
        "empty": _("The file is empty."),
    }[code]


def _in_words(code: str, amount: int | str | None) -> str:
    """A measured amount with its unit: rounded up, so that one too many never looks allowed."""
    if not isinstance(amount, int):
        return str(amount or "")
    if code == "too_large":
        return _("%(count)s MB") % {"count": _tenths(amount, MEGABYTE)}
    if code == "too_many_pixels":
        return _("%(count)s megapixels") % {"count": _tenths(amount, 1_000_000)}
    return _("%(count)s pixels") % {"count": amount}


def _tenths(amount: int, unit: int) -> str:
    tenths = -(-amount * 10 // unit)
    return f"{tenths // 10}" if tenths % 10 == 0 else number_format(tenths / 10, 1)
