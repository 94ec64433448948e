"""Who works on which blog, and as what."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from liveblog.models.blogs import LiveBlog


class Role(models.TextChoices):
    """Each may do what the ones before it may."""

    CONTRIBUTOR = "contributor", _("Contributor")
    REPORTER = "reporter", _("Reporter")
    EDITOR = "editor", _("Editor")
    ADMINISTRATOR = "administrator", _("Administrator")


class Membership(models.Model):
    """A role on one blog, or on every blog where `blog` is empty."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships", verbose_name=_("user")
    )
    blog = models.ForeignKey(
        LiveBlog,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="memberships",
        verbose_name=_("blog"),
    )
    role = models.CharField(_("role"), max_length=13, choices=Role)

    class Meta:
        verbose_name = _("role on a blog")
        verbose_name_plural = _("roles on blogs")
        constraints = [
            models.UniqueConstraint(fields=["user", "blog"], name="one_role_per_blog"),
            models.UniqueConstraint(
                fields=["user"], condition=models.Q(blog=None), name="one_role_everywhere"
            ),
            models.CheckConstraint(
                condition=models.Q(role__in=Role.values), name="membership_role_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.get_role_display()}"
