"""What a PATCH of a post means, by the post's status and the fields given."""

from __future__ import annotations

from django.utils.translation import gettext as _

from liveblog.api import contents
from liveblog.api.callers import Caller
from liveblog.api.problems import invalid
from liveblog.api.schemas.posts import PostPatch
from liveblog.models import Post, PostStatus
from liveblog.publishing import drafts, posts


def change(caller: Caller, post: Post, data: PostPatch, version: int) -> Post:
    """One change, or several in the caller's transaction. Raises as the verbs do, 403 and 422."""
    if data.key is not None and data.key != post.is_key:
        caller.require("key", post)
    if post.status in drafts.UNPUBLISHED:
        return _change_unpublished(caller, post, data, version)
    return _change_public(caller, post, data, version)


def _change_public(caller: Caller, post: Post, data: PostPatch, version: int) -> Post:
    if data.status not in (None, PostStatus.PUBLISHED):
        raise invalid("status", _("A published post can only be retracted."))
    content = contents.post_content(caller, data)
    if data.correction is not None:
        caller.require("correct", post)
        return posts.correct(post, content, data.correction, by=caller.actor, version=version)
    caller.require("edit", post)
    return posts.edit(post, content, by=caller.actor, version=version, reason=data.reason)


def _change_unpublished(caller: Caller, post: Post, data: PostPatch, version: int) -> Post:
    if data.correction is not None:
        raise invalid("correction", _("Only a published post can be corrected."))
    content = contents.post_content(caller, data)
    if content.given or data.status is None:
        caller.require("write", post)
        post = drafts.save(post, content, by=caller.actor, version=version)
        version = post.version
    if data.status is None and data.publish_at is None:
        return post
    wanted = PostStatus(data.status or PostStatus.SCHEDULED)
    return _move(caller, post, wanted, data, version)


def _move(caller: Caller, post: Post, wanted: PostStatus, data: PostPatch, version: int) -> Post:
    by = caller.actor
    if wanted == PostStatus.PUBLISHED:
        caller.require("publish", post)
        return posts.publish(post, by=by, version=version)
    if wanted == PostStatus.SCHEDULED:
        caller.require("schedule", post)
        if data.publish_at is None:
            raise invalid("publish_at", _("Say when the post is to be published."))
        return drafts.schedule(post, data.publish_at, by=by, version=version)
    if wanted == PostStatus.SUBMITTED:
        caller.require("submit", post)
        return drafts.submit(post, by=by, version=version)
    return _back_to_draft(caller, post, data, version)


def _back_to_draft(caller: Caller, post: Post, data: PostPatch, version: int) -> Post:
    """The desk sends back and says why; writers may take back what is theirs without a word."""
    if post.status == PostStatus.DRAFT:
        return post
    note = data.note or ""
    if post.created_by_id == caller.user.pk:
        caller.require("write", post)
        note = note or _("Taken back by its writer.")
    else:
        caller.require("send_back", post)
    return drafts.send_back(post, note, by=caller.actor, version=version)
