"""The columns and fields that show a post."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.admin import display
from django.utils.html import format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _

from liveblog.backoffice.badges import blog_line, post_marks, status_badge
from liveblog.backoffice.clocks import clock
from liveblog.backoffice.thumbnails import thumbnail

if TYPE_CHECKING:
    from django.utils.safestring import SafeString

    from liveblog.models import Post


class PostColumns:
    """Times are those of the post's blog; relations must be prefetched."""

    @display(description=_("time"), ordering="event_at")
    def time(self, post: Post) -> SafeString:
        return clock(post.event_at, post.blog)

    @display(description=_("post"))
    def line(self, post: Post) -> str:
        return post.label

    @display(description=_("status"), ordering="status")
    def badge(self, post: Post) -> SafeString:
        return status_badge(post)

    @display(description=_("marks"))
    def marks(self, post: Post) -> SafeString:
        return post_marks(post)

    @display(description=_("authors"))
    def names(self, post: Post) -> SafeString:
        lines = ((byline.author.name,) for byline in post.bylines.all())
        return format_html_join(mark_safe("<br>"), "{}", lines)

    @display(description=_("blog"), ordering="blog__title")
    def where(self, post: Post) -> SafeString:
        return blog_line(post.blog)

    @display(description=_("picture"))
    def picture(self, post: Post) -> SafeString:
        shown = [placed.image for placed in post.placements.all()]
        return thumbnail(shown[0] if shown else None, 32)

    @display(description=_("pictures"))
    def strip(self, post: Post) -> SafeString:
        shown = ((thumbnail(placed.image, 72),) for placed in post.placements.all())
        return format_html_join(" ", "{}", shown)

    @display(description=_("opened"))
    def opened(self, post: Post) -> int:
        """By share links of all networks."""
        return sum(link.opened for link in post.share_links.all())
