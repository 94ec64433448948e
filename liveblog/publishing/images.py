"""Taking pictures in."""

from __future__ import annotations

from typing import BinaryIO
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from liveblog import limits
from liveblog.media import intake, storage
from liveblog.models import Image
from liveblog.publishing.actors import Actor
from liveblog.publishing.content import Problems


def take_in(
    file: BinaryIO | UploadedFile,
    *,
    by: Actor,
    alt: str = "",
    caption: str = "",
    credit: str = "",
    client_id: UUID | None = None,
) -> tuple[Image, bool]:
    """Verify, re-encode and keep a picture; returns it and whether it is new.

    The same `client_id` from the same user returns the picture of the first call. Raises
    ImageRefused (of liveblog.media) and InvalidContent; then neither row nor file is left.
    """
    words = _words(alt, caption, credit)
    if earlier := _earlier(by, client_id):
        return earlier, False
    picture = intake.take_in(file)
    token = storage.store(picture)
    try:
        with transaction.atomic():
            image = Image.objects.create(
                token=token,
                width=picture.width,
                height=picture.height,
                widths=picture.widths,
                colour=picture.colour,
                uploaded_by=by.user,
                client_id=client_id,
                **words,
            )
    except BaseException as error:
        # Whatever stops the row, even a dying request: no file without a row stays behind.
        storage.remove(token, picture.files)
        if isinstance(error, IntegrityError) and (earlier := _earlier(by, client_id)):
            return earlier, False  # the same upload, twice at once: the first one counts
        raise
    return image, True


def describe(
    image: Image,
    *,
    alt: str | None = None,
    caption: str | None = None,
    credit: str | None = None,
    focus: tuple[float, float] | None = None,
) -> Image:
    """Change what the picture itself says; posts keep what they say. Raises InvalidContent."""
    words = _words(
        image.alt if alt is None else alt,
        image.caption if caption is None else caption,
        image.credit if credit is None else credit,
    )
    if focus is not None:
        _require_inside(focus)
        image.focus_x, image.focus_y = focus
    for field, text in words.items():
        setattr(image, field, text)
    image.save(update_fields=[*words, "focus_x", "focus_y"])
    return image


def _words(alt: str, caption: str, credit: str) -> dict[str, str]:
    problems = Problems()
    words = {
        "alt": problems.line("alt", alt, limits.ALT_TEXT),
        "caption": problems.line("caption", caption, limits.CAPTION),
        "credit": problems.line("credit", credit, limits.CREDIT),
    }
    problems.raise_any()
    return words


def _require_inside(focus: tuple[float, float]) -> None:
    problems = Problems()
    for field, share in zip(("focus_x", "focus_y"), focus, strict=True):
        if not 0 <= share <= 1:
            problems.add(field, _("This must be a number from 0 to 1."))
    problems.raise_any()


def _earlier(by: Actor, client_id: UUID | None) -> Image | None:
    if client_id is None or by.user is None:
        return None
    return Image.objects.filter(uploaded_by=by.user, client_id=client_id).first()
