"""A picture that comes with another form: kept only when the whole form is."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from liveblog.media import storage
from liveblog.media.variants import CARD, variant_name
from liveblog.models import Image
from liveblog.publishing import images
from liveblog.publishing.actors import Actor


@contextmanager
def taken_in(file: Any, *, by: Actor, alt: str = "") -> Iterator[Image | None]:
    """The picture of an uploaded `file`, or None without one. Raises ImageRefused.

    When the block fails, its files are removed again; the row goes with the request's transaction.
    """
    if file is None:
        yield None
        return
    image, _new = images.take_in(file, by=by, alt=alt)
    try:
        yield image
    except BaseException:
        storage.remove(image.token, [CARD, *map(variant_name, image.widths)])
        raise
