"""The ordered names and pictures of a post, replaced as a whole."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import models

from liveblog.models import Author, Post, PostAuthor, PostImage
from liveblog.publishing.content import Picture, PostContent, visible
from liveblog.text.characters import clean_line


def place_first(post: Post, content: PostContent) -> None:
    """Write the authors and pictures of a post that has none yet."""
    _place_authors(post, content.authors or ())
    _place_pictures(post, content.images or ())


def place(post: Post, content: PostContent) -> None:
    """Write the authors and pictures that `content` gives; None leaves them."""
    if content.authors is not None:
        post.bylines.all().delete()
        _place_authors(post, content.authors)
    if content.images is not None:
        post.placements.all().delete()
        _place_pictures(post, content.images)


def _place_authors(post: Post, authors: Sequence[Author]) -> None:
    once = {author.pk: author for author in authors}.values()
    bylines = PostAuthor.objects.bulk_create(
        PostAuthor(post=post, author=author, position=n) for n, author in enumerate(once)
    )
    remember(post, "bylines", bylines)


def _place_pictures(post: Post, pictures: Sequence[Picture]) -> None:
    placements = PostImage.objects.bulk_create(
        PostImage(
            post=post,
            image=picture.image,
            position=n,
            caption=said(picture.caption, picture.image.caption),
            credit=said(picture.credit, picture.image.credit),
            alt=said(picture.alt, picture.image.alt),
        )
        for n, picture in enumerate(pictures)
    )
    remember(post, "placements", placements)


def remember(post: Post, name: str, written: Sequence[models.Model]) -> None:
    """Let `post` know what was just written, as prefetching would: it is shown and told at once."""
    found = getattr(post, name).all()
    found._result_cache, found._prefetch_done = list(written), True
    vars(post).setdefault("_prefetched_objects_cache", {})[name] = found


def said(here: str | None, on_the_image: str) -> str:
    """What stands beside a picture: its own words, unless others are given for this place."""
    return on_the_image if here is None else visible(clean_line(here))
