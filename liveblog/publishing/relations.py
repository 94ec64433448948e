"""The ordered names and pictures of a post, replaced as a whole."""

from __future__ import annotations

from collections.abc import Sequence

from liveblog.models import Author, Post, PostAuthor, PostImage
from liveblog.publishing.content import Picture, PostContent, visible
from liveblog.text.characters import clean_line


def place(post: Post, content: PostContent) -> None:
    """Write the authors and pictures that `content` gives; None leaves them."""
    if content.authors is not None:
        _place_authors(post, content.authors)
    if content.images is not None:
        _place_pictures(post, content.images)


def _place_authors(post: Post, authors: Sequence[Author]) -> None:
    once = {author.pk: author for author in authors}.values()
    post.bylines.all().delete()
    PostAuthor.objects.bulk_create(
        PostAuthor(post=post, author=author, position=n) for n, author in enumerate(once)
    )


def _place_pictures(post: Post, pictures: Sequence[Picture]) -> None:
    post.placements.all().delete()
    PostImage.objects.bulk_create(
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


def said(here: str | None, on_the_image: str) -> str:
    """What stands beside a picture: its own words, unless others are given for this place."""
    return on_the_image if here is None else visible(clean_line(here))
