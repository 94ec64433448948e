"""A longer background piece that goes with a live blog."""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from liveblog import limits
from liveblog.models.authors import Author
from liveblog.models.blogs import Language
from liveblog.models.placements import ArticleImage


class ArticleQuerySet(models.QuerySet["Article"]):
    def public(self) -> ArticleQuerySet:
        return self.filter(is_public=True, published_at__lte=timezone.now())


class Article(models.Model):
    slug = models.SlugField(_("address"), max_length=80, unique=True)
    language = models.CharField(
        _("language"), max_length=8, choices=Language, default=Language.GERMAN
    )
    kicker = models.CharField(_("kicker"), max_length=limits.KICKER, blank=True)
    title = models.CharField(_("title"), max_length=limits.TITLE)
    standfirst = models.CharField(_("standfirst"), max_length=limits.STANDFIRST, blank=True)
    body = models.TextField(_("text"))
    html = models.TextField(editable=False, blank=True)
    authors = models.ManyToManyField(
        Author, blank=True, related_name="articles", verbose_name=_("authors")
    )
    author_role = models.CharField(_("role of the author"), max_length=limits.NAME, blank=True)
    hero = models.ForeignKey(
        "Image",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="hero_of_articles",
        verbose_name=_("picture"),
    )
    published_at = models.DateTimeField(_("published"), default=timezone.now)
    is_public = models.BooleanField(_("public"), default=False)

    gallery: models.Manager[ArticleImage]

    objects = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        ordering = ["-published_at", "-pk"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("reader:article", args=[self.slug])
