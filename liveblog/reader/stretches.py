"""The part of the stream that one page shows, found by cursors that never shift."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from liveblog.limits import PAGE_POSTS
from liveblog.models import LiveBlog, Post
from liveblog.models.posts import PostQuerySet

NEWEST, OLDEST = "newest", "oldest"
CURSOR = re.compile(r"[0-9]{17}\.[0-9a-z]{8}", re.ASCII)


@dataclass(frozen=True)
class Place:
    """Where in the stream a reader asks to be. At most one cursor is set; each is a `Post.sort`."""

    order: str = NEWEST
    before: str = ""
    after: str = ""

    @property
    def is_first_page(self) -> bool:
        return not (self.before or self.after)


@dataclass(frozen=True)
class Stretch:
    """Posts in reading order; `older` and `newer` are the cursors to go on, empty at the ends."""

    posts: list[Post]
    older: str
    newer: str


def place_from(query: Mapping[str, str]) -> Place:
    """Read `order`, `before` and `after`. Raises ValueError for a cursor that we never gave out."""
    order = OLDEST if query.get("order") == OLDEST else NEWEST
    before, after = query.get("before", ""), query.get("after", "")
    for cursor in filter(None, (before, after)):
        if not CURSOR.fullmatch(cursor):
            raise ValueError("not a cursor")
    return Place(order, before, "" if before else after)


def stretch_at(blog: LiveBlog, place: Place) -> Stretch:
    """The PAGE_POSTS public posts at a place."""
    posts = blog.posts.public()
    upwards = bool(place.after) or (place.order == OLDEST and not place.before)
    found = list(_from(posts, place, upwards)[: PAGE_POSTS + 1])
    goes_on, found = len(found) > PAGE_POSTS, found[:PAGE_POSTS]
    newest_first = found[::-1] if upwards else found
    if not found:
        return Stretch([], "", "")
    newest, oldest = newest_first[0].sort, newest_first[-1].sort
    comes_from = not place.is_first_page
    more_newer = goes_on if upwards else comes_from and posts.after_key(newest).exists()
    more_older = comes_from and posts.before_key(oldest).exists() if upwards else goes_on
    ordered = newest_first if place.order == NEWEST else newest_first[::-1]
    return Stretch(ordered, oldest if more_older else "", newest if more_newer else "")


def _from(posts: PostQuerySet, place: Place, upwards: bool) -> PostQuerySet:
    if place.before:
        posts = posts.before_key(place.before)
    if place.after:
        posts = posts.after_key(place.after)
    return posts.oldest_first() if upwards else posts.newest_first()
