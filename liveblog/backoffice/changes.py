"""The record of public changes: read, filtered, never edited."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.admin import display
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from liveblog.backoffice.badges import blog_line
from liveblog.backoffice.base import BackofficeAdmin, user_of
from liveblog.backoffice.clocks import clock
from liveblog.backoffice.filters import BlogFilter, PersonFilter, WayFilter
from liveblog.models import Change, LiveBlog
from liveblog.templatetags.ways import way

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest
    from django.utils.safestring import SafeString


class ChangeAdmin(BackofficeAdmin):
    """Who did what, when, by which way, and why."""

    actions = None
    list_display = ("number", "time", "what", "line", "who", "way", "note", "where")
    list_filter = ("verb", ("blog", BlogFilter), ("actor", PersonFilter), ("via", WayFilter))
    search_fields = ("note", "post__headline", "post__public_id", "actor__username")
    date_hierarchy = "at"
    ordering = ("-at", "-pk")
    fields = ("where", "number", "what", "line", "who", "way", "note", "time")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Change]:
        reachable = LiveBlog.objects.reachable_by(user_of(request)).values("pk")
        changes = Change.objects.filter(blog__in=reachable).order_by(*self.ordering)
        return changes.select_related("blog", "post__blog", "actor")

    @display(description=_("number"), ordering="seq")
    def number(self, change: Change) -> SafeString:
        return format_html('<span class="number">{}</span>', change.seq)

    @display(description=_("time"), ordering="at")
    def time(self, change: Change) -> SafeString:
        return clock(change.at, change.blog, "H:i:s")

    @display(description=_("what"), ordering="verb")
    def what(self, change: Change) -> SafeString:
        return format_html(
            '<span class="badge badge-{}">{}</span>', change.verb, change.get_verb_display()
        )

    @display(description=_("post"))
    def line(self, change: Change) -> str:
        return change.post.label if change.post else "–"

    @display(description=_("blog"), ordering="blog__title")
    def where(self, change: Change) -> SafeString:
        return blog_line(change.blog)

    @display(description=_("who"), ordering="actor__username")
    def who(self, change: Change) -> str:
        return change.actor.get_full_name() or change.actor.username if change.actor else "–"

    @display(description=_("by way of"), ordering="via")
    def way(self, change: Change) -> str:
        return way(change.via)
