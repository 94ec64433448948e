"""Posts before they are public. None of this is a Change: no number ever tells of a draft."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from liveblog.models import LiveBlog, Post, PostStatus
from liveblog.publishing import content as contents
from liveblog.publishing import relations, revisions
from liveblog.publishing.actors import Actor
from liveblog.publishing.content import PostContent, Problems
from liveblog.publishing.errors import (
    AlreadyPublished,
    ClientIdReused,
    InvalidContent,
    PostRetracted,
)
from liveblog.publishing.posts import publish_locked
from liveblog.publishing.recording import lock_blog, tell_desk, write
from liveblog.publishing.working import working_on

UNPUBLISHED = (PostStatus.DRAFT, PostStatus.SUBMITTED, PostStatus.SCHEDULED)


def compose(
    blog: LiveBlog,
    content: PostContent,
    *,
    by: Actor,
    status: str = PostStatus.DRAFT,
    publish_at: datetime | None = None,
    client_id: UUID | None = None,
) -> tuple[Post, bool]:
    """Save a new post as draft, submitted or scheduled, or publish it at once.

    Returns the post and whether it is new: the same `client_id` with the same content returns the
    post that the first call made. Raises ClientIdReused, InvalidContent, BlogNotLive.
    """
    digest = _digest(content, status, publish_at)
    with transaction.atomic():
        locked = lock_blog(blog.pk)
        if client_id and (earlier := locked.posts.filter(client_id=client_id).first()):
            earlier.blog = locked
            return _same(earlier, digest), False
        post = Post(blog=locked, client_id=client_id, client_digest=digest, created_by=by.user)
        contents.apply(post, content)
        post.save(force_insert=True)
        relations.place_first(post, content)
        if status == PostStatus.PUBLISHED:
            return publish_locked(post, by=by), True
        return _file(post, status, publish_at, by=by), True


def _same(earlier: Post, digest: str) -> Post:
    if earlier.client_digest != digest:
        raise ClientIdReused(earlier)
    return earlier


def _digest(content: PostContent, status: str, publish_at: datetime | None) -> str:
    """What the caller sent, as 64 hex digits: tells a retry from another post."""
    authors, images = content.authors, content.images
    said: list[object] = [
        content.headline,
        content.body,
        authors and [author.pk for author in authors],
        images and [(shown.image.pk, shown.caption, shown.credit, shown.alt) for shown in images],
        content.key,
        content.breaking,
        content.embed,
        _moment(content.event_at),
        status,
        _moment(publish_at),
    ]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()


def _moment(at: datetime | None) -> float | str | None:
    """The same for the same instant; a time without offset is refused later."""
    if at is None:
        return None
    return at.timestamp() if at.tzinfo else at.isoformat()


def save(post: Post, content: PostContent, *, by: Actor, version: int | None = None) -> Post:
    """Save an unpublished post. Raises StaleVersion, AlreadyPublished, InvalidContent."""
    with working_on(post, version) as post:
        _require_unpublished(post)
        contents.apply(post, content)
        relations.place(post, content)
        if post.status != PostStatus.DRAFT:
            contents.require_something_to_read(post, post.placements.count())
        return _keep(post, "save", by=by)


def submit(post: Post, *, by: Actor, version: int | None = None) -> Post:
    """Hand a draft to the desk. Raises StaleVersion, AlreadyPublished, InvalidContent."""
    with working_on(post, version) as post:
        _require_unpublished(post)
        return _file(post, PostStatus.SUBMITTED, None, by=by)


def send_back(post: Post, note: str, *, by: Actor, version: int | None = None) -> Post:
    """Return a submitted post to its writer, with a note. Raises as `submit` does."""
    note = contents.note(note)
    with working_on(post, version) as post:
        _require_unpublished(post)
        post.status, post.publish_at = PostStatus.DRAFT, None
        return _keep(post, "send_back", by=by, reason=note)


def schedule(post: Post, publish_at: datetime, *, by: Actor, version: int | None = None) -> Post:
    """Have a post published at a time. Raises InvalidContent for a time that has passed."""
    with working_on(post, version) as post:
        _require_unpublished(post)
        return _file(post, PostStatus.SCHEDULED, publish_at, by=by)


def discard(post: Post, *, version: int | None = None) -> None:
    """Delete an unpublished post with its history. Raises AlreadyPublished, StaleVersion."""
    with working_on(post, version) as post:
        _require_unpublished(post)
        tell_desk(post)
        post.delete()


def _file(post: Post, status: str, publish_at: datetime | None, *, by: Actor) -> Post:
    if status not in UNPUBLISHED:
        raise InvalidContent({"status": [_("“%s” is not a status to save a post in.") % status]})
    if status == PostStatus.SCHEDULED:
        _require_future(publish_at)
    if status != PostStatus.DRAFT:
        contents.require_something_to_read(post, post.placements.count())
    post.status = status
    post.publish_at = publish_at if status == PostStatus.SCHEDULED else None
    return _keep(post, status, by=by)


def _require_future(publish_at: datetime | None) -> None:
    problems = Problems()
    if publish_at is None:
        problems.add("publish_at", _("Say when the post is to be published."))
    else:
        problems.time("publish_at", publish_at)
    problems.raise_any()
    if publish_at and publish_at <= timezone.now():
        raise InvalidContent({"publish_at": [_("This time has already passed.")]})


def _require_unpublished(post: Post) -> None:
    if post.status == PostStatus.PUBLISHED:
        raise AlreadyPublished()
    if post.status == PostStatus.RETRACTED:
        raise PostRetracted()


def _keep(post: Post, verb: str, *, by: Actor, reason: str = "") -> Post:
    post.version = -revisions.next_number(post)
    write(post)
    tell_desk(post)
    revisions.keep(post, verb, by=by, reason=reason)
    return post
