"""Where every public change gets its number and rings the doorbell: the only place for both."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from liveblog.live.deskbell import changed
from liveblog.live.doorbell import is_heard_here, ring
from liveblog.live.frames import Frame, frame_of
from liveblog.models import Change, LiveBlog, Post, Verb
from liveblog.publishing.actors import Actor


def lock_blog(blog_id: int) -> LiveBlog:
    """Take the blog's row for this transaction; every number of the blog is given under it.

    On SQLite the transaction itself is the lock (BEGIN IMMEDIATE).
    """
    return LiveBlog.objects.select_for_update(of=("self",)).get(pk=blog_id)


def record(
    blog: LiveBlog,
    verb: Verb,
    *,
    by: Actor,
    post: Post | None = None,
    also: Iterable[Post] = (),
    regions: Iterable[str] = (),
    note: str = "",
) -> Change:
    """Number one public change of a locked blog; the last thing before the commit.

    `post` is the post it is about, `also` others whose look it changes (the one that lost the
    pin): all of them get the number as their version and are written with it. `regions` are parts
    of the page outside the posts. After the commit every server process hears of it.
    """
    blog.seq += 1
    blog.changed_at = by.now()
    blog.save(update_fields=["seq", "changed_at"])
    touched = [touched for touched in (post, *also) if touched is not None]
    _stamp(blog.seq, touched)
    change = Change.objects.create(
        blog=blog,
        seq=blog.seq,
        epoch=blog.epoch,
        verb=verb,
        post=post,
        regions=sorted(set(regions)),
        actor=by.user,
        via=by.via,
        note=note,
        at=blog.changed_at,
    )
    _ring_on_commit(blog, change, touched)
    return change


def _ring_on_commit(blog: LiveBlog, change: Change, posts: list[Post]) -> None:
    """Ring with the frame of what is in hand, where a hub would read all of it again.

    Two callbacks: should the frame fail, the doorbell still rings.
    """
    head = blog.pk, change.epoch, change.seq
    frames: list[Frame] = []

    # Functions with a name: Django's report of a failing robust callback dies on a `partial`.
    def frame_now() -> None:
        # Where a later change of this transaction has taken the posts along, its frame has them.
        is_whole = all(post.version == change.seq for post in posts)
        if is_heard_here() and blog.is_public and is_whole:
            frames.append(frame_of(blog, change, posts))

    def ring_now() -> None:
        ring(*head, frames[0] if frames else None)

    transaction.on_commit(frame_now, robust=True)
    transaction.on_commit(ring_now, robust=True)


def tell_desk(post: Post) -> None:
    """After the commit, tell the newsroom's open pages that its list of posts has changed.

    Never a Change: what is not public has no number.
    """
    blog_id, post_id = post.blog_id, post.public_id

    def tell_now() -> None:
        changed(blog_id, post_id)

    transaction.on_commit(tell_now, robust=True)


def _stamp(seq: int, posts: list[Post]) -> None:
    for post in posts:
        post.version = seq
        write(post)
        tell_desk(post)


def write(post: Post) -> None:
    """Write what verbs may have set on a post; never its identity."""
    post.save(update_fields=WRITTEN)


WRITTEN = [
    "headline",
    "body",
    "html",
    "embed",
    "status",
    "is_key",
    "is_breaking",
    "event_at",
    "event_time_given",
    "publish_at",
    "published_at",
    "changed_at",
    "correction",
    "corrected_at",
    "retraction",
    "retracted_at",
    "version",
]
