"""Pictures in lists and forms. Staff see what readers may not yet, so the address is our own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.files.storage import default_storage
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

if TYPE_CHECKING:
    from liveblog.models import Image

KEPT_SECONDS = 3600  # the files of a picture never change


def thumbnail(image: Image | None, height: int = 44) -> SafeString:
    """An `<img>` of this height in pixels, or nothing."""
    if image is None:
        return SafeString("")
    return format_html(
        '<img class="thumb" src="{}" width="{}" height="{}" alt="{}" loading="lazy">',
        reverse("admin:liveblog_image_file", args=[image.pk]),
        min(round(height * image.width / image.height), round(height * 1.5)),
        height,
        image.alt,
    )


def answer(image: Image) -> HttpResponse:
    """The smallest file of a picture. Raises Http404 when the file is gone."""
    try:
        with default_storage.open(image.path(f"{image.widths[0]}.webp")) as file:
            response = HttpResponse(file.read(), content_type="image/webp")
    except (FileNotFoundError, IndexError):
        raise Http404 from None
    response["Cache-Control"] = f"private, max-age={KEPT_SECONDS}"
    return response
