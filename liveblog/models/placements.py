"""A picture in its place: position, caption, credit and alternative text on one page."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from liveblog.limits import ALT_TEXT, CAPTION, CREDIT


class Placement(models.Model):
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    caption = models.CharField(_("caption"), max_length=CAPTION, blank=True)
    credit = models.CharField(_("credit"), max_length=CREDIT, blank=True)
    alt = models.CharField(_("alternative text"), max_length=ALT_TEXT, blank=True)

    class Meta:
        abstract = True
        ordering = ["position", "pk"]


class PostImage(Placement):
    post = models.ForeignKey("Post", models.CASCADE, related_name="placements")
    image = models.ForeignKey("Image", models.PROTECT, related_name="placements")

    class Meta(Placement.Meta):
        verbose_name = _("picture on a post")
        verbose_name_plural = _("pictures on a post")
        constraints = [
            models.UniqueConstraint(fields=["post", "image"], name="post_shows_image_once")
        ]

    def __str__(self) -> str:
        return self.caption or str(self.image)


class ArticleImage(Placement):
    article = models.ForeignKey("Article", models.CASCADE, related_name="gallery")
    image = models.ForeignKey("Image", models.PROTECT, related_name="gallery_places")

    class Meta(Placement.Meta):
        verbose_name = _("picture in a gallery")
        verbose_name_plural = _("pictures in a gallery")

    def __str__(self) -> str:
        return self.caption or str(self.image)
