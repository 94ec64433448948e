"""Share links: how often posts were opened through them. Counted by readers, never edited."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.admin import display
from django.db.models import OuterRef, Subquery, Sum
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from liveblog import access
from liveblog.backoffice.base import BackofficeAdmin, user_of
from liveblog.backoffice.filters import BlogFilter
from liveblog.models import ShareLink

if TYPE_CHECKING:
    from typing import Any

    from django.db.models import QuerySet
    from django.http import HttpRequest
    from django.utils.safestring import SafeString


class ShareLinkAdmin(BackofficeAdmin):
    """Each link with its count, and the sum of its post."""

    actions = None
    list_display = ("code", "network", "line", "opened_number", "post_sum")
    list_filter = ("network", ("post__blog", BlogFilter))
    search_fields = ("code", "post__headline", "post__public_id")
    ordering = ("-opened", "pk")
    fields = ("code", "network", "line", "opened")

    def get_queryset(self, request: HttpRequest) -> QuerySet[ShareLink]:
        of_post = ShareLink.objects.filter(post=OuterRef("post")).order_by().values("post")
        total = of_post.annotate(total=Sum("opened")).values("total")
        links = ShareLink.objects.filter(post__in=access.posts_for(user_of(request)).values("pk"))
        counted = links.annotate(total=Subquery(total)).select_related("post__blog")
        return counted.order_by(*self.ordering)

    def view_on_site(self, link: ShareLink) -> str:
        return link.get_absolute_url()

    @display(description=_("post"), ordering="post__headline")
    def line(self, link: ShareLink) -> str:
        return link.post.label

    @display(description=_("opened"), ordering="opened")
    def opened_number(self, link: ShareLink) -> SafeString:
        return format_html('<span class="number">{}</span>', link.opened)

    @display(description=_("all links of the post"), ordering="total")
    def post_sum(self, link: Any) -> SafeString:
        return format_html('<span class="number">{}</span>', link.total)
