"""A post: one timestamped update of a live blog."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from django.db import connections, models
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from liveblog.limits import HEADLINE
from liveblog.models.authors import Author, PostAuthor
from liveblog.models.blogs import PUBLIC_STATUSES, LiveBlog
from liveblog.models.ids import ALPHABET, post_id
from liveblog.models.placements import PostImage
from liveblog.models.search import matching
from liveblog.text.excerpt import excerpt
from liveblog.text.search_words import search_terms


class PostStatus(models.TextChoices):
    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Submitted")
    SCHEDULED = "scheduled", _("Scheduled")
    PUBLISHED = "published", _("Published")
    RETRACTED = "retracted", _("Retracted")


FIRST_MOMENT = datetime(1900, 1, 1, tzinfo=UTC)  # no event lies before it, so no key is negative
LINK = re.compile(r"https?://\S+")  # squeezed into an address it is noise
SORT_KEY = re.compile(rf"([0-9]{{17}})\.([{ALPHABET}]{{8}})")


def sort_key(event_at: datetime, public_id: str) -> str:
    """Event time in microseconds since 1900 (17 digits), then id: sorts as text everywhere."""
    micros = (event_at - FIRST_MOMENT) // timedelta(microseconds=1)
    return f"{max(micros, 0):017d}.{public_id}"


def parse_sort_key(text: str) -> tuple[datetime, str]:
    """The reverse of `sort_key`. Raises ValueError on anything else."""
    if not (found := SORT_KEY.fullmatch(text)):
        raise ValueError("not a sort key")
    return FIRST_MOMENT + timedelta(microseconds=int(found[1])), found[2]


class PostQuerySet(models.QuerySet["Post"]):
    def public(self) -> PostQuerySet:
        """What a stranger may see. Every public surface starts here."""
        return self.filter(status=PostStatus.PUBLISHED, blog__status__in=PUBLIC_STATUSES)

    def after(self, seq: int) -> PostQuerySet:
        """Posts whose last public change came after change number `seq` of their blog."""
        return self.filter(version__gt=seq)

    def newest_first(self) -> PostQuerySet:
        return self.order_by("-event_at", "-public_id")

    def oldest_first(self) -> PostQuerySet:
        return self.order_by("event_at", "public_id")

    def before_key(self, key: str) -> PostQuerySet:
        """Posts that sort below a `Post.sort` value: the cursor of "older posts"."""
        at, public_id = parse_sort_key(key)
        return self.filter(
            models.Q(event_at__lt=at) | models.Q(event_at=at, public_id__lt=public_id)
        )

    def after_key(self, key: str) -> PostQuerySet:
        """Posts that sort above a `Post.sort` value."""
        at, public_id = parse_sort_key(key)
        return self.filter(
            models.Q(event_at__gt=at) | models.Q(event_at=at, public_id__gt=public_id)
        )

    def search(self, text: str) -> PostQuerySet:
        """Posts with all these words; `"…"` a phrase, `-` without. Takes any text; one without a
        word to search for finds nothing.
        """
        terms = search_terms(text)
        return matching(self, terms, connections[self.db].vendor) if terms else self.none()

    def for_display(self) -> PostQuerySet:
        """With everything that `posts/_post.html` shows, in a constant number of queries."""
        return self.select_related("blog").prefetch_related(*_shown())


def add_what_is_shown(posts: Sequence[Post]) -> None:
    """What `for_display` reads beside the post, where it is not there yet: for posts in hand."""
    models.prefetch_related_objects(posts, *_shown())


def _shown() -> tuple[models.Prefetch[str] | str, ...]:
    bylines = models.Prefetch("bylines", PostAuthor.objects.select_related("author__portrait"))
    placements = models.Prefetch("placements", PostImage.objects.select_related("image"))
    return bylines, placements, "share_links"


class Post(models.Model):
    """`version` is the `seq` of the last public change.

    While a post is not public it is negative: minus the number of its saved states, so that a
    copy from before the publication never passes for a current one.
    """

    public_id = models.CharField(max_length=8, unique=True, default=post_id, editable=False)
    client_id = models.UUIDField(null=True, blank=True, editable=False)
    client_digest = models.CharField(max_length=64, blank=True, editable=False)
    blog = models.ForeignKey(LiveBlog, models.PROTECT, related_name="posts", verbose_name=_("blog"))
    authors: models.ManyToManyField[Author, models.Model] = models.ManyToManyField(
        "Author", through="PostAuthor", related_name="posts", verbose_name=_("authors")
    )
    headline = models.CharField(_("headline"), max_length=HEADLINE, blank=True)
    body = models.TextField(_("text"), blank=True)
    html = models.TextField(editable=False, blank=True)
    embed = models.URLField(_("embedded link"), max_length=500, blank=True)
    status = models.CharField(
        _("status"), max_length=9, choices=PostStatus, default=PostStatus.DRAFT
    )
    is_key = models.BooleanField(_("key update"), default=False)
    is_breaking = models.BooleanField(_("breaking"), default=False)
    event_at = models.DateTimeField(_("event time"), default=timezone.now)
    event_time_given = models.BooleanField(default=False, editable=False)
    publish_at = models.DateTimeField(_("publish at"), null=True, blank=True)
    published_at = models.DateTimeField(_("first published"), null=True, editable=False)
    changed_at = models.DateTimeField(_("last changed"), null=True, editable=False)
    correction = models.TextField(_("correction"), blank=True)
    corrected_at = models.DateTimeField(_("corrected"), null=True, editable=False)
    retraction = models.TextField(_("reason of the retraction"), blank=True)
    retracted_at = models.DateTimeField(_("retracted"), null=True, editable=False)
    version = models.BigIntegerField(default=0, editable=False)
    created_by = models.ForeignKey(
        "auth.User", models.SET_NULL, null=True, editable=False, related_name="+"
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    bylines: models.Manager
    placements: models.Manager[PostImage]
    share_links: models.Manager

    objects = PostQuerySet.as_manager()

    class Meta:
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        ordering = ["-event_at", "-public_id"]
        indexes = [
            models.Index(fields=["blog", "status", "event_at", "public_id"]),
            models.Index(fields=["blog", "version"]),
            models.Index(
                fields=["publish_at"],
                condition=models.Q(status="scheduled"),
                name="post_scheduled",
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["blog", "client_id"], name="post_client_id_once"),
            models.CheckConstraint(
                condition=models.Q(status__in=PostStatus.values), name="post_status_known"
            ),
            models.CheckConstraint(
                condition=~models.Q(status="scheduled") | models.Q(publish_at__isnull=False),
                name="post_scheduled_has_time",
            ),
            models.CheckConstraint(
                condition=~models.Q(status__in=["published", "retracted"])
                | models.Q(published_at__isnull=False, version__gt=0),
                name="post_published_is_numbered",
            ),
            models.CheckConstraint(
                condition=models.Q(status__in=["published", "retracted"])
                | models.Q(version__lte=0),
                name="post_unpublished_is_unnumbered",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    def get_absolute_url(self) -> str:
        return reverse("reader:post", args=[self.blog.slug, self.headline_slug, self.public_id])

    @property
    def sort(self) -> str:
        return sort_key(self.event_at, self.public_id)

    @property
    def label(self) -> str:
        """The headline, or the beginning of the text: what lists, titles and shares say."""
        return self.headline or excerpt(self.html, 90) or self.public_id

    @property
    def headline_slug(self) -> str:
        words = LINK.sub(" ", self.label).replace("ß", "ss")
        return slugify(words)[:60].strip("-") or "update"

    @property
    def is_published(self) -> bool:
        return self.status == PostStatus.PUBLISHED

    @property
    def is_pinned(self) -> bool:
        return self.blog.pinned_id == self.pk

    @property
    def was_edited(self) -> bool:
        return bool(self.changed_at and self.published_at and self.changed_at > self.published_at)
