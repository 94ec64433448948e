"""What can be done with a post."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext_lazy as _

from liveblog import access
from liveblog.backoffice.verbs import AdminVerb
from liveblog.models import Post, PostStatus
from liveblog.publishing import drafts, posts
from liveblog.publishing.actors import Actor


def _verb(
    name: str,
    label: Any,
    run: Callable[[Post, Actor, str], object],
    fits: Callable[[Post], bool],
    *,
    needs: str = "",
    **more: Any,
) -> AdminVerb:
    needed = needs or name
    return AdminVerb(
        name, label, run, lambda user, post: access.may(user, needed, post), fits, **more
    )


def is_unpublished(post: Post) -> bool:
    return post.status in drafts.UNPUBLISHED


VERBS = (
    _verb(
        "publish",
        _("Publish"),
        lambda post, by, note: posts.publish(post, by=by, version=post.version),
        is_unpublished,
        warns=_("Every reader gets it within a second."),
    ),
    _verb(
        "submit",
        _("Submit to the desk"),
        lambda post, by, note: drafts.submit(post, by=by, version=post.version),
        lambda post: post.status == PostStatus.DRAFT,
    ),
    _verb(
        "send_back",
        _("Send back"),
        lambda post, by, note: drafts.send_back(post, note, by=by, version=post.version),
        lambda post: post.status == PostStatus.SUBMITTED,
        asks=_("What is missing?"),
    ),
    _verb(
        "pin",
        _("Pin"),
        lambda post, by, note: posts.pin(post, by=by),
        lambda post: post.is_published and not post.is_pinned,
        warns=_("It takes the place of the post that is pinned now."),
    ),
    _verb(
        "unpin",
        _("Unpin"),
        lambda post, by, note: posts.unpin(post, by=by),
        lambda post: post.is_pinned,
        needs="pin",
    ),
    _verb(
        "key",
        _("Mark as key update"),
        lambda post, by, note: posts.mark_key(post, by=by),
        lambda post: post.is_published and not post.is_key,
    ),
    _verb(
        "unkey",
        _("No longer a key update"),
        lambda post, by, note: posts.unmark_key(post, by=by),
        lambda post: post.is_published and post.is_key,
        needs="key",
    ),
    _verb(
        "restore",
        _("Restore"),
        lambda post, by, note: posts.restore(post, by=by),
        lambda post: post.status == PostStatus.RETRACTED,
        warns=_("Readers see it again as it was."),
    ),
    _verb(
        "retract",
        _("Retract"),
        lambda post, by, note: posts.retract(post, note, by=by),
        lambda post: post.is_published,
        asks=_("Reason, shown to readers at the address of the post"),
        warns=_("It disappears from every open page at once."),
        grave=True,
    ),
    _verb(
        "discard",
        _("Discard the draft"),
        lambda post, by, note: drafts.discard(post, version=post.version),
        is_unpublished,
        warns=_("It is deleted with its history and cannot be brought back."),
        grave=True,
    ),
)
