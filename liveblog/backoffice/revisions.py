"""The history of a post: every saved state, and the way back to one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseNotAllowed, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from liveblog import access
from liveblog.backoffice.base import actor_of
from liveblog.backoffice.post_verbs import is_unpublished
from liveblog.backoffice.rendering import rendered
from liveblog.models import Post, PostRevision
from liveblog.publishing import drafts, posts, revisions
from liveblog.publishing.actors import Actor
from liveblog.publishing.errors import PublishingError

if TYPE_CHECKING:
    from django.contrib.admin import ModelAdmin

    Base = ModelAdmin
else:
    Base = object


class RevisionPages(Base):
    """Two pages of the posts: the list of revisions, and the button that brings one back."""

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(self.restore_revision_view)
        address = "<int:object_id>/revisions/<int:number>/restore/"
        return [path(address, view, name="liveblog_post_restore_revision"), *super().get_urls()]

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> Any:
        """Every saved state, the latest first, in the blog's time zone."""
        post = self._post(request, object_id)
        context = {
            **self.admin_site.each_context(request),
            "title": _("History"),
            "subtitle": post.label,
            "opts": self.opts,
            "post": post,
            "revisions": post.revisions.select_related("actor"),
            "may_restore": self.has_change_permission(request, post),
            **(extra_context or {}),
        }
        with timezone.override(post.blog.zone):
            return rendered(TemplateResponse(request, "admin/post_history.html", context))

    def restore_revision_view(
        self, request: HttpRequest, object_id: int, number: int
    ) -> HttpResponseNotAllowed | HttpResponseRedirect:
        """Save an earlier state again."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        post = self._post(request, str(object_id))
        verb = "write" if is_unpublished(post) else "edit"
        if not access.may(request.user, verb, post):
            raise PermissionDenied
        revision = post.revisions.filter(number=number).first()
        if revision is None:
            raise Http404
        revision.post = post
        self._bring_back(request, revision)
        return HttpResponseRedirect(reverse("admin:liveblog_post_history", args=[post.pk]))

    def _bring_back(self, request: HttpRequest, revision: PostRevision) -> None:
        try:
            restore(revision, by=actor_of(request))
        except PublishingError as refusal:
            self.message_user(request, refusal.message, messages.ERROR)
        else:
            words = _("Version %(number)d is back.") % {"number": revision.number}
            self.message_user(request, words, messages.SUCCESS)

    def _post(self, request: HttpRequest, object_id: str) -> Post:
        post = self.get_object(request, object_id)
        if post is None:
            raise Http404
        return post


def restore(revision: PostRevision, *, by: Actor) -> Post:
    """The verb for this revision's post, public or not yet."""
    post = revision.post
    reason = _("Back to version %(number)d") % {"number": revision.number}
    if is_unpublished(post):
        content = revisions.content_of(revision)
        return drafts.save(post, content, by=by, version=post.version)
    return posts.restore_revision(revision, by=by, version=post.version, reason=reason)
