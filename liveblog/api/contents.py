"""From the wire to what publishing takes: names become rows, in the caller's reach."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from liveblog.api.callers import Caller
from liveblog.api.problems import invalid
from liveblog.api.schemas.blogs import BlogContentIn
from liveblog.api.schemas.images import ImageIn
from liveblog.api.schemas.posts import PostContentIn
from liveblog.models import Author, Image
from liveblog.publishing.blogs import BlogContent
from liveblog.publishing.content import Picture, PostContent


def post_content(caller: Caller, data: PostContentIn) -> PostContent:
    """Raises 422 for authors and pictures that are not there."""
    return PostContent(
        headline=data.headline,
        body=data.body,
        authors=None if data.authors is None else authors_named(data.authors),
        images=None if data.images is None else pictures_of(caller, data.images),
        key=data.key,
        breaking=data.breaking,
        embed=data.embed,
        event_at=data.event_at,
    )


def authors_named(slugs: Iterable[str]) -> list[Author]:
    """In the order given. Raises 422."""
    slugs = list(slugs)
    known = Author.objects.select_related("portrait")
    found = known.filter(slug__in=slugs).in_bulk(field_name="slug")
    for slug in slugs:
        if slug not in found:
            raise invalid("authors", _("There is no author “%s”.") % slug)
    return [found[slug] for slug in slugs]


def pictures_of(caller: Caller, data: Iterable[ImageIn]) -> list[Picture]:
    """In the order given. Raises 422."""
    data = list(data)
    ids = [given.id for given in data]
    rows = caller.images().filter(public_id__in=ids)
    found = {image.public_id: image for image in rows}
    for public_id in ids:
        if public_id not in found:
            raise invalid("images", _("There is no picture “%s”.") % public_id)
    return [Picture(found[given.id], given.caption, given.credit, given.alt) for given in data]


def blog_content(caller: Caller, data: BlogContentIn) -> BlogContent:
    """Raises 422 for a picture that is not there."""
    said = data.model_dump(exclude={"hero", "status"})
    return BlogContent(**said, hero=None if data.hero is None else _hero(caller, data.hero))


def _hero(caller: Caller, public_id: str) -> Image:
    image = caller.images().filter(public_id=public_id).first()
    if image is None:
        raise invalid("hero", _("There is no picture “%s”.") % public_id)
    return image
