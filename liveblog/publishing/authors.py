"""Authors, whose names stand under many posts: changing one changes them all, live."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction
from django.utils.translation import gettext as _

from liveblog import limits
from liveblog.models import Author, LiveBlog, Verb
from liveblog.publishing.actors import Actor
from liveblog.publishing.content import Problems
from liveblog.publishing.recording import lock_blog, record

LINES = ("name", "role", "place")
SHOWN = (*LINES, "portrait", "links")  # what readers see
FIELDS = (*LINES, "slug", "portrait", "links", "user")


def save(author: Author, *, by: Actor, **fields: Any) -> Author:
    """Create or change an author (`fields` are of FIELDS). Raises InvalidContent.

    When readers see anything of it, every public blog in which the author wrote gets one Change
    with all those posts.
    """
    problems = Problems()
    for field, value in fields.items():
        given = problems.line(field, value, limits.NAME) if field in LINES else value
        setattr(author, field, given)
    _check(author, problems)
    with transaction.atomic():
        before = Author.objects.filter(pk=author.pk).values(*SHOWN).first()
        author.save()
        if before == Author.objects.values(*SHOWN).get(pk=author.pk):
            return author
        written_in = LiveBlog.objects.public().filter(posts__bylines__author=author)
        for pk in written_in.order_by("pk").distinct().values_list("pk", flat=True):
            _retell(lock_blog(pk), author, by=by)
    return author


def _check(author: Author, problems: Problems) -> None:
    for link in author.links if isinstance(author.links, list) else [author.links]:
        try:
            URLValidator(schemes=["http", "https"])(link)
        except ValidationError:
            problems.add("links", _("Only complete http or https addresses."))
    try:
        author.full_clean(exclude=problems.by_field)
    except ValidationError as error:
        for field, messages in error.message_dict.items():
            for message in messages:
                problems.add(field, message)
    problems.raise_any()


def _retell(blog: LiveBlog, author: Author, *, by: Actor) -> None:
    posts = list(blog.posts.public().filter(bylines__author=author))
    if posts:
        record(blog, Verb.EDIT, by=by, also=posts, note=author.name)
