"""Every saved state of a post, so that nothing is lost and anything can be brought back."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import models
from django.utils.translation import gettext_lazy as _

from liveblog.models.changes import Verb
from liveblog.models.posts import Post, PostStatus

# How a post is saved before readers see it; from then on it is one of the public verbs.
SAVED = {
    "draft": _("saved"),
    "save": _("saved"),
    "scheduled": _("scheduled"),
    "send_back": _("sent back"),
    "submitted": _("submitted"),
}


class PostRevision(models.Model):
    """`state` holds what is neither headline nor text, as `publishing/revisions.py` writes it."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField(_("number"))
    version = models.BigIntegerField(_("version"))
    verb = models.CharField(_("verb"), max_length=9)
    headline = models.CharField(_("headline"), max_length=200, blank=True)
    body = models.TextField(_("text"), blank=True)
    state = models.JSONField(default=dict)
    reason = models.TextField(_("reason"), blank=True)
    actor = models.ForeignKey("auth.User", models.SET_NULL, null=True, related_name="+")
    via = models.CharField(_("by way of"), max_length=80, blank=True)
    at = models.DateTimeField(_("time"))

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["post", "number"], name="revision_number_once")
        ]

    def __str__(self) -> str:
        return f"{self.post_id}#{self.number}"

    @property
    def verb_label(self) -> str:
        """What was done, in the active language."""
        return str(SAVED.get(self.verb) or Verb(self.verb).label)


def desk_notes(posts: Sequence[Post]) -> dict[int, str]:
    """What the desk wrote to the drafts that it has sent back, by the post's key; one query.

    A draft that was handed in again since, or taken back by its writer, has none.
    """
    drafts = [post.pk for post in posts if post.status == PostStatus.DRAFT]
    if not drafts:
        return {}
    moves = PostRevision.objects.filter(post__in=drafts, verb__in=["send_back", "submitted"])
    told = moves.exclude(verb="send_back", actor=models.F("post__created_by"))
    rows = told.order_by("number").values_list("post_id", "verb", "reason")
    last = {post: (verb, reason) for post, verb, reason in rows}
    return {post: reason for post, (verb, reason) in last.items() if verb == "send_back"}
