"""API tokens: only their digest is kept."""

from __future__ import annotations

import hashlib
from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from liveblog.models.blogs import LiveBlog


def digest_of(secret: str) -> str:
    """64 hexadecimal digits. A random secret of 256 bits needs no slow hash."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


class ApiTokenQuerySet(models.QuerySet["ApiToken"]):
    def usable(self, now: datetime | None = None) -> ApiTokenQuerySet:
        """Neither revoked nor expired, of somebody who may still work."""
        return self.filter(
            revoked_at=None, expires_at__gt=now or timezone.now(), user__is_active=True
        )

    def with_secret(self, secret: str) -> ApiTokenQuerySet:
        return self.filter(digest=digest_of(secret))


class ApiToken(models.Model):
    """Speaks for `user` on `blogs`; without any, on all that the user may reach."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="tokens", verbose_name=_("user")
    )
    name = models.CharField(_("name"), max_length=60)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    blogs = models.ManyToManyField(
        LiveBlog, blank=True, related_name="+", verbose_name=_("only for these blogs")
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    expires_at = models.DateTimeField(_("expires"))
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True, editable=False)
    last_used_at = models.DateTimeField(_("last used"), null=True, blank=True, editable=False)

    objects = ApiTokenQuerySet.as_manager()

    class Meta:
        verbose_name = _("API token")
        verbose_name_plural = _("API tokens")
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def is_usable(self) -> bool:
        return self.revoked_at is None and self.expires_at > timezone.now()

    def get_status_display(self) -> str:
        """One word for how it stands."""
        if self.revoked_at:
            return gettext("revoked")
        return gettext("valid") if self.is_usable else gettext("expired")
