"""Times in lists, in the zone of the blog that they belong to."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html

if TYPE_CHECKING:
    from django.utils.safestring import SafeString

    from liveblog.models import LiveBlog


def clock(at: datetime, blog: LiveBlog, time: str = "H:i") -> SafeString:
    """A `<time>` that leads with the time of day, as lists of one day are read by it."""
    local = timezone.localtime(at, blog.zone)
    return format_html(
        '<time class="time" datetime="{}"><b>{}</b> <span>{}</span></time>',
        local.isoformat(),
        date_format(local, time),
        date_format(local, "SHORT_DATE_FORMAT"),
    )
