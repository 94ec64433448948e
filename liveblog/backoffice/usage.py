"""Where a picture is shown."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.db.models import Q
from django.urls import reverse
from django.utils.html import format_html, format_html_join

from liveblog.models import Article, Author, Image, LiveBlog, Post

if TYPE_CHECKING:
    from django.utils.safestring import SafeString

LISTED = 30  # per kind


def links(image: Image) -> SafeString:
    """A list of links to the pages of whatever shows it."""
    items = format_html_join("", '<li>{} <a href="{}">{}</a></li>', _places(image))
    return format_html('<ul class="usage">{}</ul>', items) if items else items


def _places(image: Image) -> Iterator[tuple[str, str, str]]:
    shown = Q(hero=image) | Q(gallery__image=image)
    for rows in (
        Post.objects.filter(placements__image=image),
        LiveBlog.objects.filter(hero=image),
        Article.objects.filter(shown).distinct(),
        Author.objects.filter(portrait=image),
    ):
        name = f"admin:liveblog_{rows.model._meta.model_name}_change"
        for row in rows[:LISTED]:
            kind = str(row._meta.verbose_name)
            yield kind, reverse(name, args=[row.pk]), str(row)
