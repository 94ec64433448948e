"""Authors, whose names stand under many posts: changing one changes them all, live."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from liveblog.models import Author, LiveBlog, Verb
from liveblog.publishing.actors import Actor
from liveblog.publishing.errors import InvalidContent
from liveblog.publishing.recording import lock_blog, record
from liveblog.text.characters import clean_line

LINES = ("name", "role", "place")
FIELDS = (*LINES, "slug", "portrait", "links", "user")


def save(author: Author, *, by: Actor, **fields: Any) -> Author:
    """Create or change an author (`fields` are of FIELDS). Raises InvalidContent.

    Every public blog in which the author wrote gets one Change with all those posts.
    """
    for field, value in fields.items():
        setattr(author, field, clean_line(value) if field in LINES else value)
    try:
        author.full_clean()
    except ValidationError as error:
        raise InvalidContent(error.message_dict) from error
    with transaction.atomic():
        author.save()
        written_in = LiveBlog.objects.public().filter(posts__bylines__author=author)
        for pk in written_in.order_by("pk").distinct().values_list("pk", flat=True):
            _retell(lock_blog(pk), author, by=by)
    return author


def _retell(blog: LiveBlog, author: Author, *, by: Actor) -> None:
    posts = list(blog.posts.public().filter(bylines__author=author))
    if posts:
        record(blog, Verb.EDIT, by=by, also=posts, note=author.name)
