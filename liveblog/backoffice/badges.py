"""Small marks in lists: always a word, the colour only helps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from django.utils.safestring import SafeString

    from liveblog.models import LiveBlog, Post


def status_badge(thing: LiveBlog | Post) -> SafeString:
    return badge(thing.status, thing.get_status_display())


def badge(kind: str, word: str) -> SafeString:
    return format_html('<span class="badge badge-{}">{}</span>', kind, word)


def blog_line(blog: LiveBlog) -> SafeString:
    """A blog's title where it only says to what something belongs; whole when pointed at."""
    return format_html('<span class="blog-line" title="{0}">{0}</span>', blog.title)


def post_marks(post: Post) -> SafeString:
    """Key, breaking, pinned and corrected, in words."""
    marks = [
        ("key", _("Key update"), post.is_key),
        ("breaking", _("Breaking"), post.is_breaking),
        ("pinned", _("Pinned"), post.is_pinned),
        ("corrected", _("Corrected"), bool(post.correction)),
    ]
    shown = [(kind, word) for kind, word, there in marks if there]
    return format_html_join(mark_safe("<br>"), '<span class="badge badge-{}">{}</span>', shown)
