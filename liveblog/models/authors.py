"""Authors: the names under the posts. An author need not have an account, nor an account one."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from liveblog.limits import NAME


class Author(models.Model):
    slug = models.SlugField(_("short name"), max_length=80, unique=True)
    name = models.CharField(_("name"), max_length=NAME)
    role = models.CharField(_("role"), max_length=NAME, blank=True)
    place = models.CharField(_("place"), max_length=NAME, blank=True)
    portrait = models.ForeignKey(
        "Image",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="portraits",
        verbose_name=_("portrait"),
    )
    links = models.JSONField(_("links"), default=list, blank=True)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="author",
        verbose_name=_("account"),
    )

    class Meta:
        verbose_name = _("author")
        verbose_name_plural = _("authors")
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def initials(self) -> str:
        """At most two letters, where there is no portrait."""
        words = self.name.split()
        return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()


class PostAuthor(models.Model):
    """One name in a post's byline."""

    post = models.ForeignKey("Post", models.CASCADE, related_name="bylines")
    author = models.ForeignKey(Author, models.PROTECT, related_name="bylines")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["post", "author"], name="byline_names_author_once")
        ]

    def __str__(self) -> str:
        return self.author.name
