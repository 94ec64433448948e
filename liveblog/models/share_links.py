"""Share links: short addresses that count how often a post was opened through them."""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from liveblog.models.ids import share_code
from liveblog.models.posts import Post


class Network(models.TextChoices):
    COPY = "copy", _("Copied link")
    FACEBOOK = "facebook", "Facebook"
    X = "x", "X"
    EMAIL = "email", _("E-mail")


class ShareLink(models.Model):
    post = models.ForeignKey(Post, models.CASCADE, related_name="share_links")
    network = models.CharField(_("network"), max_length=12, choices=Network)
    code = models.CharField(_("code"), max_length=7, unique=True, default=share_code)
    opened = models.PositiveBigIntegerField(_("opened"), default=0)

    class Meta:
        verbose_name = _("share link")
        verbose_name_plural = _("share links")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["post", "network"], name="share_link_per_network")
        ]

    def __str__(self) -> str:
        return f"/s/{self.code}"

    def get_absolute_url(self) -> str:
        return reverse("reader:share", args=[self.code])
