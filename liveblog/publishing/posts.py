"""The verbs on a published post, and the one that publishes it."""

from __future__ import annotations

from liveblog.models import Network, Post, PostRevision, PostStatus, ShareLink, Verb
from liveblog.publishing import content as contents
from liveblog.publishing import relations, revisions
from liveblog.publishing.actors import Actor
from liveblog.publishing.content import PostContent
from liveblog.publishing.errors import (
    AlreadyPublished,
    BlogNotLive,
    PostNotPublished,
    PostNotRetracted,
    PostRetracted,
)
from liveblog.publishing.recording import record
from liveblog.publishing.working import working_on


def publish(post: Post, *, by: Actor, version: int | None = None) -> Post:
    """Make a draft, submitted or scheduled post public.

    Raises BlogNotLive, AlreadyPublished, PostRetracted, StaleVersion, InvalidContent.
    """
    with working_on(post, version) as post:
        return publish_locked(post, by=by)


def publish_locked(post: Post, *, by: Actor) -> Post:
    """`publish` inside a transaction that already holds the blog."""
    _require_publishable(post)
    now = by.now()
    if not post.event_time_given:
        post.event_at = now
    post.status = PostStatus.PUBLISHED
    post.published_at = post.changed_at = now
    post.publish_at = None
    record(post.blog, Verb.PUBLISH, by=by, post=post, regions=_regions(post))
    links = [ShareLink(post=post, network=network) for network in Network]
    relations.remember(post, "share_links", ShareLink.objects.bulk_create(links))
    revisions.keep(post, Verb.PUBLISH, by=by)
    return post


def _require_publishable(post: Post) -> None:
    if post.status == PostStatus.PUBLISHED:
        raise AlreadyPublished()
    if post.status == PostStatus.RETRACTED:
        raise PostRetracted()
    if not post.blog.accepts_posts:
        raise BlogNotLive(blog=post.blog.title, status=post.blog.get_status_display())
    contents.require_something_to_read(post, post.placements.count())


def edit(
    post: Post, content: PostContent, *, by: Actor, version: int | None = None, reason: str = ""
) -> Post:
    """Change a published post without a public note: a typo, a picture, a byline.

    An edit that changes nothing is not a Change. Raises PostNotPublished, StaleVersion,
    InvalidContent.
    """
    reason = contents.remark(reason, "reason")
    with working_on(post, version) as post:
        _require_published(post)
        if not _change(post, content):
            return post
        post.changed_at = by.now()
        record(post.blog, Verb.EDIT, by=by, post=post, regions=_regions(post, content))
        revisions.keep(post, Verb.EDIT, by=by, reason=reason)
        return post


def correct(
    post: Post, content: PostContent, note: str, *, by: Actor, version: int | None = None
) -> Post:
    """Change a published post and say openly what was wrong (`note`, shown to readers).

    Raises PostNotPublished, StaleVersion, InvalidContent.
    """
    note = contents.note(note)
    with working_on(post, version) as post:
        _require_published(post)
        _change(post, content)
        post.correction, post.corrected_at = note, by.now()
        post.changed_at = post.corrected_at
        regions = _regions(post, content)
        record(post.blog, Verb.CORRECT, by=by, post=post, regions=regions, note=note)
        revisions.keep(post, Verb.CORRECT, by=by, reason=note)
        return post


def _change(post: Post, content: PostContent) -> bool:
    """Apply content to a locked published post; tell whether it says anything new."""
    before = revisions.fingerprint(post)
    contents.apply(post, content)
    relations.place(post, content)
    contents.require_something_to_read(post, post.placements.count())
    return revisions.fingerprint(post) != before


def retract(post: Post, reason: str, *, by: Actor, version: int | None = None) -> Post:
    """Take a published post back; its address then shows a tombstone with the reason.

    Raises PostNotPublished, StaleVersion, InvalidContent.
    """
    reason = contents.note(reason, "reason")
    with working_on(post, version) as post:
        _require_published(post)
        regions = _regions(post)
        post.status = PostStatus.RETRACTED
        post.retraction, post.retracted_at = reason, by.now()
        if post.is_pinned:
            _move_pin(post, None)
        record(post.blog, Verb.RETRACT, by=by, post=post, regions=regions, note=reason)
        revisions.keep(post, Verb.RETRACT, by=by, reason=reason)
        return post


def restore(post: Post, *, by: Actor, version: int | None = None) -> Post:
    """Bring a retracted post back as it was. Raises PostNotRetracted, StaleVersion."""
    with working_on(post, version) as post:
        if post.status != PostStatus.RETRACTED:
            raise PostNotRetracted()
        post.status = PostStatus.PUBLISHED
        post.retraction, post.retracted_at = "", None
        record(post.blog, Verb.RESTORE, by=by, post=post, regions=_regions(post))
        revisions.keep(post, Verb.RESTORE, by=by)
        return post


def restore_revision(
    revision: PostRevision, *, by: Actor, version: int | None = None, reason: str = ""
) -> Post:
    """Save an earlier state of a published post again. Raises as `edit` does."""
    return edit(
        revision.post, revisions.content_of(revision), by=by, version=version, reason=reason
    )


def pin(post: Post, *, by: Actor) -> Post:
    """Pin a published post; the one that was pinned before loses the pin in the same Change.

    Raises PostNotPublished.
    """
    with working_on(post) as post:
        _require_published(post)
        if post.is_pinned:
            return post
        before = _pinned_of(post)
        _move_pin(post, post)
        also = [before] if before else []
        record(post.blog, Verb.PIN, by=by, post=post, also=also, regions=["pinned"])
        return post


def unpin(post: Post, *, by: Actor) -> Post:
    """Take the pin off; nothing happens to a post that has none."""
    with working_on(post) as post:
        if not post.is_pinned:
            return post
        _move_pin(post, None)
        record(post.blog, Verb.UNPIN, by=by, post=post, regions=["pinned"])
        return post


def _pinned_of(post: Post) -> Post | None:
    if post.blog.pinned_id is None:
        return None
    before = Post.objects.get(pk=post.blog.pinned_id)
    before.blog = post.blog
    return before


def _move_pin(post: Post, to: Post | None) -> None:
    post.blog.pinned = to
    post.blog.save(update_fields=["pinned"])


def mark_key(post: Post, *, by: Actor) -> Post:
    """Put a published post among the key updates. Raises PostNotPublished."""
    return _set_key(post, Verb.KEY, by=by)


def unmark_key(post: Post, *, by: Actor) -> Post:
    """Take a published post off the key updates. Raises PostNotPublished."""
    return _set_key(post, Verb.UNKEY, by=by)


def _set_key(post: Post, verb: Verb, *, by: Actor) -> Post:
    with working_on(post) as post:
        _require_published(post)
        if post.is_key == (verb == Verb.KEY):
            return post
        post.is_key = verb == Verb.KEY
        regions = ["key", "pinned"] if post.is_pinned else ["key"]
        record(post.blog, verb, by=by, post=post, regions=regions)
        revisions.keep(post, verb, by=by)
        return post


def _require_published(post: Post) -> None:
    if post.status == PostStatus.RETRACTED:
        raise PostRetracted()
    if post.status != PostStatus.PUBLISHED:
        raise PostNotPublished()


def _regions(post: Post, content: PostContent | None = None) -> list[str]:
    """The parts of the page outside the post that show something of it."""
    listed = post.is_key or (content is not None and content.key is False)
    return ["key"] * listed + ["pinned"] * post.is_pinned
