"""Pictures as they were taken in: re-encoded files under a random name."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import Any

from django.core.files.storage import default_storage
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from liveblog.limits import ALT_TEXT, CAPTION, CREDIT
from liveblog.models.blogs import PUBLIC_STATUSES as PUBLIC
from liveblog.models.ids import random_id


def image_id() -> str:
    return random_id(10)


class ImageQuerySet(models.QuerySet["Image"]):
    def public(self) -> ImageQuerySet:
        """Pictures that a public page shows. All others are invisible, retracted posts' too."""
        article = {"is_public": True, "published_at__lte": timezone.now()}
        shown: list[dict[str, Any]] = [
            {"placements__post__status": "published", "placements__post__blog__status__in": PUBLIC},
            {"hero_of_blogs__status__in": PUBLIC},
            {"portraits__isnull": False},
            {f"hero_of_articles__{field}": value for field, value in article.items()},
            {f"gallery_places__article__{field}": value for field, value in article.items()},
        ]
        anywhere = (models.Q(pk__in=self.model.objects.filter(**place)) for place in shown)
        return self.filter(reduce(or_, anywhere))


class Image(models.Model):
    """`token` is the random folder of the files; `widths` the WebP widths that lie in it."""

    public_id = models.CharField(max_length=10, unique=True, default=image_id, editable=False)
    client_id = models.UUIDField(null=True, blank=True, editable=False)
    token = models.CharField(max_length=64, unique=True, editable=False)
    width = models.PositiveIntegerField(_("width"), editable=False)
    height = models.PositiveIntegerField(_("height"), editable=False)
    widths = models.JSONField(default=list, editable=False)
    colour = models.CharField(max_length=7, default="#cccccc", editable=False)
    alt = models.CharField(_("alternative text"), max_length=ALT_TEXT, blank=True)
    caption = models.CharField(_("caption"), max_length=CAPTION, blank=True)
    credit = models.CharField(_("credit"), max_length=CREDIT, blank=True)
    focus_x = models.FloatField(_("focal point, from the left"), default=0.5)
    focus_y = models.FloatField(_("focal point, from the top"), default=0.5)
    uploaded_by = models.ForeignKey(
        "auth.User", models.SET_NULL, null=True, editable=False, related_name="+"
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    objects = ImageQuerySet.as_manager()

    class Meta:
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["uploaded_by", "client_id"], name="image_client_id_once"
            ),
            models.CheckConstraint(
                condition=models.Q(width__gt=0, height__gt=0), name="image_has_size"
            ),
            models.CheckConstraint(
                condition=models.Q(focus_x__range=(0, 1), focus_y__range=(0, 1)),
                name="image_focus_inside",
            ),
        ]

    def __str__(self) -> str:
        return self.caption or self.alt or self.public_id

    def path(self, name: str) -> str:
        """The storage path of one of the files, e.g. `960.webp` or `card.jpg`."""
        return f"images/{self.token[:2]}/{self.token}/{name}"

    def url(self, name: str) -> str:
        return default_storage.url(self.path(name))

    @property
    def src(self) -> str:
        """The address for browsers that read no `srcset`: the middle width."""
        return self.url(f"{self.widths[min(1, len(self.widths) - 1)]}.webp")

    @property
    def srcset(self) -> str:
        return ", ".join(f"{self.url(f'{width}.webp')} {width}w" for width in self.widths)

    @property
    def thumbnail(self) -> str:
        return self.url(f"{self.widths[0]}.webp")

    @property
    def card(self) -> str:
        return self.url("card.jpg")

    @property
    def is_portrait_format(self) -> bool:
        return self.height > self.width
