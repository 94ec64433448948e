"""Opening a share link: counted, and nobody recorded."""

from __future__ import annotations

from django.db.models import F

from liveblog.models import ShareLink
from liveblog.models.ids import ALPHABET


def open(code: str) -> ShareLink | None:  # noqa: A001 - what readers do with it
    """Count one opening and return the link with its post and blog, or None for no such code.

    Posts that are not public (any more) keep their link, since their tombstone has an address.
    """
    if not set(code) <= set(ALPHABET):
        return None  # PostgreSQL takes no NUL, not even to look for it
    if not ShareLink.objects.filter(code=code).update(opened=F("opened") + 1):
        return None
    return ShareLink.objects.select_related("post__blog").get(code=code)
