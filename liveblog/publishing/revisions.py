"""The saved states of a post: kept by every verb, brought back by one."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Max

from liveblog.models import Author, Image, Post, PostRevision
from liveblog.publishing.actors import Actor
from liveblog.publishing.content import Picture, PostContent


def next_number(post: Post) -> int:
    """The number that the next saved state of this post will have, from 1."""
    return (post.revisions.aggregate(last=Max("number"))["last"] or 0) + 1


def keep(post: Post, verb: str, *, by: Actor, reason: str = "") -> PostRevision:
    """Save the present state of `post`, whose blog is locked."""
    return PostRevision.objects.create(
        post=post,
        number=next_number(post),
        version=post.version,
        verb=verb,
        headline=post.headline,
        body=post.body,
        state=_state(post),
        reason=reason,
        actor=by.user,
        via=by.via,
        at=by.now(),
    )


def fingerprint(post: Post) -> tuple[Any, ...]:
    """What readers can tell apart: equal before and after, an edit changed nothing."""
    return post.headline, post.body, _state(post)


def content_of(revision: PostRevision) -> PostContent:
    """What that saved state said, as content to save again. Deleted pictures are left out."""
    state = revision.state
    authors = Author.objects.in_bulk(state["authors"])
    images = Image.objects.in_bulk([placed["image"] for placed in state["images"]])
    return PostContent(
        headline=revision.headline,
        body=revision.body,
        authors=[authors[pk] for pk in state["authors"] if pk in authors],
        images=[
            Picture(images[placed["image"]], placed["caption"], placed["credit"], placed["alt"])
            for placed in state["images"]
            if placed["image"] in images
        ],
        key=state["key"],
        breaking=state["breaking"],
        embed=state["embed"],
        event_at=datetime.fromisoformat(state["event_at"]) if state["event_at"] else None,
    )


def _state(post: Post) -> dict[str, Any]:
    timed = post.event_time_given or post.published_at is not None
    return {
        "status": post.status,
        "authors": [byline.author_id for byline in post.bylines.all()],
        "images": [
            {
                "image": placed.image_id,
                "caption": placed.caption,
                "credit": placed.credit,
                "alt": placed.alt,
            }
            for placed in post.placements.all()
        ],
        "key": post.is_key,
        "breaking": post.is_breaking,
        "embed": post.embed,
        # Until a post is published, its time is only a placeholder unless somebody gave it.
        "event_at": post.event_at.isoformat() if timed else None,
        "correction": post.correction,
        "retraction": post.retraction,
    }
