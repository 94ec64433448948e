"""A live blog: one event, told in posts."""

from __future__ import annotations

import zoneinfo
from datetime import datetime, tzinfo
from functools import cache
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from liveblog import limits
from liveblog.models.ids import epoch_id

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser, User

    from liveblog.models.articles import Article


class Language(models.TextChoices):
    GERMAN = "de", _("German")
    SWISS_GERMAN = "de-ch", _("German (Switzerland)")
    ENGLISH = "en", _("English")


class BlogStatus(models.TextChoices):
    DRAFT = "draft", _("Draft")
    LIVE = "live", _("Live")
    PAUSED = "paused", _("Paused")
    ENDED = "ended", _("Ended")
    ARCHIVED = "archived", _("Archived")


PUBLIC_STATUSES = (BlogStatus.LIVE, BlogStatus.PAUSED, BlogStatus.ENDED, BlogStatus.ARCHIVED)


@cache
def _known_zones() -> frozenset[str]:
    # Looked up once: it opens some six hundred files.
    return frozenset(zoneinfo.available_timezones())


def validate_time_zone(name: str) -> None:
    if name not in _known_zones():
        raise ValidationError(_("“%(name)s” is not a time zone."), params={"name": name})


class LiveBlogQuerySet(models.QuerySet["LiveBlog"]):
    def public(self) -> LiveBlogQuerySet:
        """What a stranger may see."""
        return self.filter(status__in=PUBLIC_STATUSES)

    def live_first(self) -> LiveBlogQuerySet:
        order = models.Case(
            *(models.When(status=s, then=n) for n, s in enumerate(PUBLIC_STATUSES)),
            default=len(PUBLIC_STATUSES),
            output_field=models.IntegerField(),
        )
        return self.order_by(order, "-starts_at", "-pk")

    def reachable_by(self, user: User | AnonymousUser) -> LiveBlogQuerySet:
        """The blogs on which this user has a role, in any status."""
        if user.is_superuser and user.is_active:
            return self.all()
        if not user.is_authenticated or not user.is_active:
            return self.none()
        if user.memberships.filter(blog=None).exists():
            return self.all()
        return self.filter(memberships__user=user)


class LiveBlog(models.Model):
    """`seq` numbers the public changes of this history (`epoch`), from 1 and without a gap."""

    slug = models.SlugField(_("address"), max_length=80, unique=True)
    language = models.CharField(
        _("language"), max_length=8, choices=Language, default=Language.GERMAN
    )
    kicker = models.CharField(_("kicker"), max_length=limits.KICKER, blank=True)
    title = models.CharField(_("title"), max_length=limits.TITLE)
    standfirst = models.CharField(_("standfirst"), max_length=limits.STANDFIRST, blank=True)
    introduction = models.TextField(_("introduction"), blank=True)
    introduction_html = models.TextField(editable=False, blank=True)
    summary = models.TextField(_("summary"), blank=True)
    summary_html = models.TextField(editable=False, blank=True)
    status = models.CharField(
        _("status"), max_length=8, choices=BlogStatus, default=BlogStatus.DRAFT
    )
    starts_at = models.DateTimeField(_("starts"), default=timezone.now)
    ends_at = models.DateTimeField(_("ends"), null=True, blank=True)
    time_zone = models.CharField(
        _("time zone"), max_length=64, default="Europe/Berlin", validators=[validate_time_zone]
    )
    epoch = models.CharField(max_length=12, default=epoch_id, editable=False)
    seq = models.PositiveBigIntegerField(default=0, editable=False)
    pinned = models.ForeignKey(
        "Post", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("pinned")
    )
    hero = models.ForeignKey(
        "Image",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="hero_of_blogs",
        verbose_name=_("picture"),
    )
    articles: models.ManyToManyField[Article, models.Model] = models.ManyToManyField(
        "Article", blank=True, related_name="blogs", verbose_name=_("background")
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    changed_at = models.DateTimeField(_("last public change"), default=timezone.now, editable=False)

    objects = LiveBlogQuerySet.as_manager()

    class Meta:
        verbose_name = _("live blog")
        verbose_name_plural = _("live blogs")
        ordering = ["-starts_at", "-pk"]
        indexes = [models.Index(fields=["status", "starts_at"])]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status__in=BlogStatus.values), name="blog_status_known"
            ),
            models.CheckConstraint(
                condition=models.Q(ends_at=None) | models.Q(ends_at__gte=models.F("starts_at")),
                name="blog_ends_after_start",
                violation_error_message=_("A blog cannot end before it starts."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("reader:blog", args=[self.slug])

    @property
    def zone(self) -> tzinfo:
        return zoneinfo.ZoneInfo(self.time_zone)

    @property
    def is_public(self) -> bool:
        return self.status in PUBLIC_STATUSES

    @property
    def accepts_posts(self) -> bool:
        return self.status == BlogStatus.LIVE

    def is_upcoming(self, now: datetime | None = None) -> bool:
        """Open to readers, but the event has not begun: the page counts down."""
        return self.status == BlogStatus.LIVE and self.starts_at > (now or timezone.now())
