"""Live blogs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.admin import display
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from liveblog import access
from liveblog.backoffice.badges import status_badge
from liveblog.backoffice.base import actor_of, take_over, user_of
from liveblog.backoffice.blog_form import BlogForm
from liveblog.backoffice.blog_verbs import VERBS
from liveblog.backoffice.clocks import clock
from liveblog.backoffice.memberships import MembershipInline
from liveblog.backoffice.permissions import standing_of
from liveblog.backoffice.rendering import rendered
from liveblog.backoffice.verbs import VerbAdmin
from liveblog.models import LiveBlog, Post, Role
from liveblog.publishing import blogs

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest
    from django.utils.safestring import SafeString


class LiveBlogAdmin(VerbAdmin):
    """Writes through `publishing.blogs`; times are entered in the blog's own zone."""

    form = BlogForm
    verbs = VERBS
    inlines = (MembershipInline,)
    list_display = (
        "title_line", "badge", "language", "posts_count", "seq_number", "starts", "changed",
    )  # fmt: skip
    list_display_links = ("title_line",)
    list_filter = ("status", "language")
    search_fields = ("title", "kicker", "slug", "standfirst")
    date_hierarchy = "starts_at"
    ordering = ("-starts_at", "-pk")
    autocomplete_fields = ("hero", "articles")
    prepopulated_fields = {"slug": ("title",)}
    readonly_fields = ("badge", "seq_number", "changed")
    fieldsets = (
        (None, {"fields": (("badge", "seq_number", "changed"),)}),
        (_("Head"), {"fields": ("kicker", "title", "standfirst", "hero")}),
        (_("Texts"), {"fields": ("introduction", "summary", "articles")}),
        (
            _("Address and time"),
            {"fields": (("slug", "language"), ("starts_at", "ends_at"), "time_zone")},
        ),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[LiveBlog]:
        """The blogs in reach, with the number of their published posts."""
        posts = Post.objects.filter(blog=OuterRef("pk"), status="published").order_by()
        number = posts.values("blog").annotate(n=Count("pk")).values("n")
        reachable = LiveBlog.objects.reachable_by(user_of(request)).values("pk")
        blogs_in_reach = LiveBlog.objects.filter(pk__in=reachable).order_by(*self.ordering)
        return blogs_in_reach.annotate(posts_number=Coalesce(Subquery(number), 0))

    def has_add_permission(self, request: HttpRequest) -> bool:
        return access.may_create_blogs(request.user)

    def has_change_permission(self, request: HttpRequest, obj: LiveBlog | None = None) -> bool:
        if obj is None:
            return standing_of(request).somewhere(Role.EDITOR)
        return access.may(request.user, "edit_blog", obj)

    def get_fieldsets(self, request: HttpRequest, obj: LiveBlog | None = None) -> Any:
        """A new blog has no state to show yet."""
        return self.fieldsets if obj else self.fieldsets[1:]

    def get_prepopulated_fields(self, request: HttpRequest, obj: LiveBlog | None = None) -> Any:
        """An address is suggested for a new blog and never changed by itself afterwards."""
        return {} if obj else self.prepopulated_fields

    def view_on_site(self, blog: LiveBlog) -> str | None:
        return blog.get_absolute_url() if blog.is_public else None

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        """The form, in the time zone of its blog."""
        blog = self.get_object(request, object_id) if object_id else None
        zone = blog.zone if blog else timezone.get_default_timezone()
        with timezone.override(zone):
            context = {"zone": zone, **(extra_context or {})}
            return rendered(super().changeform_view(request, object_id, form_url, context))

    def save_model(self, request: HttpRequest, obj: LiveBlog, form: Any, change: bool) -> None:
        """Create or edit through the verb."""
        if change:
            take_over(obj, blogs.edit(obj, form.content(), by=actor_of(request)))
        else:
            obj.pk = blogs.create(form.content()).pk
            take_over(obj, obj)

    @display(description=_("title"), ordering="title")
    def title_line(self, blog: LiveBlog) -> SafeString:
        return format_html('<span class="kicker">{}</span> {}', blog.kicker, blog.title)

    @display(description=_("status"), ordering="status")
    def badge(self, blog: LiveBlog) -> SafeString:
        return status_badge(blog)

    @display(description=_("posts"), ordering="posts_number")
    def posts_count(self, blog: Any) -> SafeString:
        return format_html('<span class="number">{}</span>', blog.posts_number)

    @display(description=_("head"), ordering="seq")
    def seq_number(self, blog: LiveBlog) -> SafeString:
        return format_html('<span class="number">{}</span>', blog.seq)

    @display(description=_("starts"), ordering="starts_at")
    def starts(self, blog: LiveBlog) -> SafeString:
        return clock(blog.starts_at, blog)

    @display(description=_("last public change"), ordering="changed_at")
    def changed(self, blog: LiveBlog) -> SafeString | str:
        return clock(blog.changed_at, blog) if blog.seq else "–"
