"""Posts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from liveblog import access
from liveblog.backoffice.base import actor_of, take_over, user_of
from liveblog.backoffice.bylines import BylineInline
from liveblog.backoffice.filters import BlogFilter, ReachableFilter
from liveblog.backoffice.permissions import standing_of
from liveblog.backoffice.pictures import PostPictureInline
from liveblog.backoffice.post_form import PostForm
from liveblog.backoffice.post_list import PostColumns
from liveblog.backoffice.post_verbs import VERBS, is_unpublished
from liveblog.backoffice.rendering import rendered
from liveblog.backoffice.revisions import RevisionPages
from liveblog.backoffice.verbs import VerbAdmin
from liveblog.models import Post, PostStatus
from liveblog.publishing import drafts, posts
from liveblog.publishing.errors import StaleVersion

if TYPE_CHECKING:
    from django.db.models import QuerySet

WORDS = ("headline", "body", "embed", ("is_key", "is_breaking"), "event_at")


class PostAdmin(PostColumns, RevisionPages, VerbAdmin):
    """Writes through `publishing.drafts` and `publishing.posts`; times are those of the blog."""

    form = PostForm
    verbs = VERBS
    inlines = (BylineInline, PostPictureInline)
    list_display = ("time", "picture", "line", "badge", "marks", "names", "where")
    list_display_links = ("line",)
    list_filter = (
        "status", ("blog", BlogFilter), "is_key", ("authors", ReachableFilter),
    )  # fmt: skip
    search_fields = ("public_id", "bylines__author__name")  # and the words of the posts
    date_hierarchy = "event_at"
    ordering = ("-event_at", "-public_id")
    autocomplete_fields = ("blog",)
    readonly_fields = ("badge", "marks", "names", "strip", "correction", "retraction", "opened")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Post]:
        return access.posts_for(user_of(request)).for_display().order_by(*self.ordering)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Post], search_term: str
    ) -> tuple[QuerySet[Post], bool]:
        """By words of the text, by an author's name or by a post's id."""
        named, doubles = super().get_search_results(request, queryset, search_term)
        if not search_term.strip():
            return named, doubles
        worded = access.posts_for(user_of(request)).search(search_term)
        ids = named.order_by().values("pk").union(worded.order_by().values("pk"))
        return queryset.filter(pk__in=ids), False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return standing_of(request).works_here

    def has_change_permission(self, request: HttpRequest, obj: Post | None = None) -> bool:
        """A form that was open when the post was retracted still gets its answer, and its text."""
        if obj is None:
            return standing_of(request).works_here
        if obj.status == PostStatus.RETRACTED and request.method != "POST":
            return False
        return access.may(request.user, "write" if is_unpublished(obj) else "edit", obj)

    def view_on_site(self, post: Post) -> str | None:
        public = post.blog.is_public and post.published_at
        return post.get_absolute_url() if public else None

    def get_inlines(self, request: HttpRequest, obj: Post | None) -> Any:
        """Whoever may only read sees names and pictures as fields."""
        return self.inlines if obj is None or self.has_change_permission(request, obj) else ()

    def get_fieldsets(self, request: HttpRequest, obj: Post | None = None) -> Any:
        if obj is None:
            return ((None, {"fields": ("blog", *WORDS)}),)
        if not self.has_change_permission(request, obj):
            told = ("badge", "names", *WORDS, "strip", "correction", "retraction")
            return ((None, {"fields": told}),)
        notes = () if is_unpublished(obj) else ("correction_note", "edit_reason")
        shown = (("badge", "marks", "opened"), *WORDS, "seen_version")
        parts: list[Any] = [(None, {"fields": shown})]
        if notes:
            parts.append((_("Why it is changed"), {"fields": notes}))
        return parts

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """A link may say which blog: `?blog=<key>`; it must be one in reach."""
        given = super().get_changeform_initial_data(request)
        return {name: value for name, value in given.items() if name == "blog"}

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        """The form, in the time zone of its blog."""
        post = self.get_object(request, object_id) if object_id else None
        zone = post.blog.zone if post else timezone.get_default_timezone()
        with timezone.override(zone):
            context = {"zone": zone, "may_publish": self._may_publish(request, post)}
            return rendered(
                super().changeform_view(
                    request, object_id, form_url, {**context, **(extra_context or {})}
                )
            )

    def refusal_context(self, request: HttpRequest, refusal: Exception) -> dict[str, Any]:
        """After a stale save: the other version beside the own text, which the next save replaces
        knowingly.
        """
        if not isinstance(refusal, StaleVersion):
            return {}
        data = request.POST.copy()
        data["seen_version"] = str(refusal.current.version)
        request.POST = data  # type: ignore[assignment]
        return {"theirs": self.get_queryset(request).get(pk=refusal.current.pk)}

    def save_model(self, request: HttpRequest, obj: Post, form: Any, change: bool) -> None:
        """Nothing yet: the verb needs the names and pictures, too."""

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Hand everything to one verb."""
        content = form.content(*formsets)
        if change:
            written = self._save(request, form, content)
        else:
            written = self._compose(request, form, content)
        take_over(form.instance, written)
        super().save_related(request, form, formsets, change)

    def _compose(self, request: HttpRequest, form: Any, content: Any) -> Post:
        blog = form.cleaned_data["blog"]
        publishing = "_publish" in request.POST
        if not access.may(request.user, "publish" if publishing else "write", blog):
            raise PermissionDenied
        status = PostStatus.PUBLISHED if publishing else PostStatus.DRAFT
        return drafts.compose(blog, content, by=actor_of(request), status=status)[0]

    def _save(self, request: HttpRequest, form: Any, content: Any) -> Post:
        post, by = Post.objects.select_related("blog").get(pk=form.instance.pk), actor_of(request)
        version, note = form.cleaned_data["seen_version"], form.cleaned_data.get("correction_note")
        if is_unpublished(post):
            saved = drafts.save(post, content, by=by, version=version)
            return self._published(request, saved) if "_publish" in request.POST else saved
        if note:
            if not access.may(request.user, "correct", post):
                raise PermissionDenied
            return posts.correct(post, content, note, by=by, version=version)
        reason = form.cleaned_data.get("edit_reason", "")
        return posts.edit(post, content, by=by, version=version, reason=reason)

    def _published(self, request: HttpRequest, post: Post) -> Post:
        if not access.may(request.user, "publish", post):
            raise PermissionDenied
        published = posts.publish(post, by=actor_of(request), version=post.version)
        self.message_user(request, gettext("Published: readers see it now."), messages.SUCCESS)
        return published

    def _may_publish(self, request: HttpRequest, post: Post | None) -> bool:
        if post is None:
            return standing_of(request).works_here
        return is_unpublished(post) and access.may(request.user, "publish", post)
