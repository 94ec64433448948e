"""A post in memory, to be looked at by its writer: never saved."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Model, QuerySet

from liveblog.models import LiveBlog, Post, PostAuthor, PostImage, ShareLink
from liveblog.publishing import content as contents
from liveblog.publishing.content import Picture, PostContent

NO_ROW = 0  # a key that no row has; relations ask for one


def sketch(blog: LiveBlog, content: PostContent) -> Post:
    """The post that this content would make. Raises InvalidContent."""
    post = Post(pk=NO_ROW, blog=blog)
    contents.apply(post, content)
    bylines = [PostAuthor(author=author) for author in content.authors or ()]
    placements = [_placed(picture) for picture in content.images or ()]
    # What prefetching would leave behind; the template then asks the database for nothing.
    post._prefetched_objects_cache = {  # type: ignore[attr-defined]
        "bylines": _as_fetched(PostAuthor, bylines),
        "placements": _as_fetched(PostImage, placements),
        "share_links": _as_fetched(ShareLink, []),
    }
    return post


def _placed(picture: Picture) -> PostImage:
    image = picture.image
    return PostImage(
        image=image,
        caption=image.caption if picture.caption is None else picture.caption,
        credit=image.credit if picture.credit is None else picture.credit,
        alt=image.alt if picture.alt is None else picture.alt,
    )


def _as_fetched(model: type[Model], rows: Sequence[Any]) -> QuerySet[Any]:
    queryset: QuerySet[Any] = model._default_manager.none()
    queryset._result_cache = list(rows)
    return queryset
