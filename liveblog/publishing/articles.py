"""Background articles."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from liveblog.models import Article, ArticleImage, Author, LiveBlog, Verb
from liveblog.publishing.actors import Actor
from liveblog.publishing.content import Picture, Problems
from liveblog.publishing.recording import lock_blog, record
from liveblog.text.characters import clean_line
from liveblog.text.guards import MarkupRefused
from liveblog.text.markup import render

LINES = ("kicker", "title", "standfirst", "author_role")


def save(
    article: Article,
    *,
    by: Actor,
    authors: Sequence[Author] | None = None,
    gallery: Sequence[Picture] | None = None,
    **fields: Any,
) -> Article:
    """Create or change an article; the blogs that link it show it at once.

    `fields` are the model's own. Raises InvalidContent.
    """
    for field, value in fields.items():
        setattr(article, field, clean_line(value) if field in LINES else value)
    _check(article)
    with transaction.atomic():
        article.save()
        if authors is not None:
            article.authors.set(authors)
        if gallery is not None:
            _hang(article, gallery)
        _retell(article, by=by)
    return article


def _check(article: Article) -> None:
    problems = Problems()
    try:
        article.html = render_long(article.body, article.language)
    except MarkupRefused as refusal:
        problems.add("body", str(refusal))
    try:
        article.full_clean(exclude=["hero"])
    except ValidationError as error:
        for field, messages in error.message_dict.items():
            for message in messages:
                problems.add(field, message)
    problems.raise_any()


def render_long(body: str, language: str) -> str:
    """Render a text longer than a post: each of its sections is held to a post's limits."""
    sections = body.replace("\r\n", "\n").split("\n## ")
    sources = [sections[0], *(f"## {section}" for section in sections[1:])]
    return "\n".join(render(source, language) for source in sources if source.strip())


def _hang(article: Article, pictures: Sequence[Picture]) -> None:
    article.gallery.all().delete()
    ArticleImage.objects.bulk_create(
        ArticleImage(
            article=article,
            image=picture.image,
            position=n,
            caption=picture.image.caption if picture.caption is None else picture.caption,
            credit=picture.image.credit if picture.credit is None else picture.credit,
            alt=picture.image.alt if picture.alt is None else picture.alt,
        )
        for n, picture in enumerate(pictures)
    )


def _retell(article: Article, *, by: Actor) -> None:
    linking = LiveBlog.objects.public().filter(articles=article).order_by("pk")
    for pk in linking.values_list("pk", flat=True):
        record(lock_blog(pk), Verb.EDIT_BLOG, by=by, regions=["background"])
