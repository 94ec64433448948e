"""Background articles."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from liveblog import limits
from liveblog.models import Article, ArticleImage, Author, LiveBlog, Verb
from liveblog.publishing.actors import Actor
from liveblog.publishing.content import Picture, Problems, check_words, too_long
from liveblog.publishing.recording import lock_blog, record
from liveblog.publishing.relations import said
from liveblog.text.characters import clean_text
from liveblog.text.guards import MarkupRefused
from liveblog.text.markup import render

LINES = {
    "kicker": limits.KICKER,
    "title": limits.TITLE,
    "standfirst": limits.STANDFIRST,
    "author_role": limits.NAME,
}


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
    problems = Problems()
    for field, value in fields.items():
        given = problems.line(field, value, LINES[field]) if field in LINES else value
        setattr(article, field, given)
    _check(article, gallery or (), problems)
    with transaction.atomic():
        was_public = Article.objects.public().filter(pk=article.pk).exists()
        article.save()
        if authors is not None:
            article.authors.set(authors)
        if gallery is not None:
            _hang(article, gallery)
        if was_public or Article.objects.public().filter(pk=article.pk).exists():
            _retell(article, by=by)
    return article


def _check(article: Article, gallery: Sequence[Picture], problems: Problems) -> None:
    article.body = clean_text(article.body)
    if len(article.body) > limits.ARTICLE:
        problems.add("body", too_long(len(article.body), limits.ARTICLE))
    else:
        _render(article, problems)
    check_words(gallery, "gallery", problems)
    if article.published_at:
        problems.time("published_at", article.published_at)
    try:
        article.full_clean(exclude=["hero", *problems.by_field])
    except ValidationError as error:
        for field, messages in error.message_dict.items():
            for message in messages:
                problems.add(field, message)
    problems.raise_any()


def _render(article: Article, problems: Problems) -> None:
    try:
        article.html = render_long(article.body, article.language)
    except MarkupRefused as refusal:
        problems.add("body", str(refusal))


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
            caption=said(picture.caption, picture.image.caption),
            credit=said(picture.credit, picture.image.credit),
            alt=said(picture.alt, picture.image.alt),
        )
        for n, picture in enumerate(pictures)
    )


def _retell(article: Article, *, by: Actor) -> None:
    linking = LiveBlog.objects.public().filter(articles=article).order_by("pk")
    for pk in linking.values_list("pk", flat=True):
        record(lock_blog(pk), Verb.EDIT_BLOG, by=by, regions=["background"])
