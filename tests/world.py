"""The cast and the small things they work with."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from itertools import count
from typing import Any

from django.contrib.auth.models import User
from PIL import Image as Pixels

from liveblog.models import Author, Image, LiveBlog, Post, PostStatus, Role
from liveblog.publishing import authors, blogs, drafts, images, memberships
from liveblog.publishing.actors import Actor
from liveblog.publishing.content import Picture, PostContent

DESK = Actor(None, "test")
PASSWORD = "correct horse battery staple"
_numbers = count(1)


def make_user(name: str = "", *, role: str | None = None, blog: LiveBlog | None = None) -> User:
    """An account with a role on one blog, or on all; None for a stranger with a login."""
    name = name or f"user{next(_numbers)}"
    user = User.objects.create_user(name, f"{name}@example.org", PASSWORD)
    if role:
        memberships.grant(user, role, blog=blog)
    return user


def make_editor(blog: LiveBlog | None = None) -> User:
    return make_user(role=Role.EDITOR, blog=blog)


def make_admin(name: str = "") -> User:
    name = name or f"admin{next(_numbers)}"
    return User.objects.create_superuser(name, f"{name}@example.org", PASSWORD)


def make_blog(*, status: str = "live", **fields: Any) -> LiveBlog:
    """A blog; live, and so at change 1, unless another status is asked for."""
    number = next(_numbers)
    fields = {"slug": f"blog-{number}", "title": f"Blog {number}", **fields}
    blog = blogs.create(blogs.BlogContent(**fields))
    for verb in STEPS[status]:
        blog = blogs.VERBS[verb](blog, by=DESK)
    return blog


STEPS: dict[str, list[str]] = {
    "draft": [],
    "live": ["open"],
    "paused": ["open", "pause"],
    "ended": ["open", "end"],
    "archived": ["open", "end", "archive"],
}


def make_author(name: str = "Jale Brandt", **fields: Any) -> Author:
    slug = f"author-{next(_numbers)}"
    return authors.save(Author(), by=DESK, **{"name": name, "slug": slug, **fields})


def png(width: int = 640, height: int = 360, colour: str = "#c8102e") -> BytesIO:
    """A small real picture file."""
    file = BytesIO()
    Pixels.new("RGB", (width, height), colour).save(file, "PNG")
    file.seek(0)
    return file


def make_image(*, alt: str = "A red square", by: User | None = None, **words: str) -> Image:
    return images.take_in(png(), by=Actor(by, "test"), alt=alt, **words)[0]


def make_post(
    blog: LiveBlog,
    body: str = "Something happened.",
    *,
    status: str = PostStatus.PUBLISHED,
    by: User | None = None,
    authors: Sequence[Author] | None = None,
    images: Sequence[Image] = (),
    event_at: datetime | None = None,
    **fields: Any,
) -> Post:
    content = PostContent(
        body=body,
        authors=authors,
        images=[Picture(image) for image in images],
        event_at=event_at,
        **fields,
    )
    return drafts.compose(blog, content, by=Actor(by, "test"), status=status)[0]


def make_draft(blog: LiveBlog, body: str = "Not for readers yet.", **fields: Any) -> Post:
    return make_post(blog, body, status=PostStatus.DRAFT, **fields)
