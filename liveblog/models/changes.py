"""The numbered history of what readers saw change."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from liveblog.models.blogs import LiveBlog
from liveblog.models.posts import Post


class Verb(models.TextChoices):
    PUBLISH = "publish", _("published")
    EDIT = "edit", _("edited")
    CORRECT = "correct", _("corrected")
    RETRACT = "retract", _("retracted")
    RESTORE = "restore", _("restored")
    PIN = "pin", _("pinned")
    UNPIN = "unpin", _("unpinned")
    KEY = "key", _("marked as key update")
    UNKEY = "unkey", _("no longer a key update")
    OPEN = "open", _("opened")
    PAUSE = "pause", _("paused")
    RESUME = "resume", _("resumed")
    END = "end", _("ended")
    REOPEN = "reopen", _("reopened")
    ARCHIVE = "archive", _("archived")
    WITHDRAW = "withdraw", _("withdrawn")
    EDIT_BLOG = "edit_blog", _("blog edited")


class ChangeQuerySet(models.QuerySet["Change"]):
    def after(self, seq: int) -> ChangeQuerySet:
        """Everything that a reader who knows change `seq` has missed, oldest first."""
        return self.filter(seq__gt=seq).order_by("seq")


class Change(models.Model):
    """One public change. It refers and never holds text: catching up renders the present.

    `regions` names the parts of the page outside the post that it touched (`Region`).
    """

    blog = models.ForeignKey(LiveBlog, models.PROTECT, related_name="changes")
    seq = models.PositiveBigIntegerField(_("number"))
    epoch = models.CharField(max_length=12)
    verb = models.CharField(_("verb"), max_length=9, choices=Verb)
    post = models.ForeignKey(Post, models.PROTECT, null=True, related_name="changes")
    regions = models.JSONField(default=list)
    actor = models.ForeignKey("auth.User", models.SET_NULL, null=True, related_name="+")
    via = models.CharField(_("by way of"), max_length=80, blank=True)
    note = models.TextField(_("note"), blank=True)
    at = models.DateTimeField(_("time"))

    objects = ChangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("change")
        verbose_name_plural = _("changes")
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["blog", "seq"], name="change_number_once"),
            models.CheckConstraint(condition=models.Q(seq__gt=0), name="change_number_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.blog_id}/{self.seq} {self.verb}"
