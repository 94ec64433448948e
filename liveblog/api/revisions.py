"""`/posts/<id>/revisions`: what a post said before, and the way back."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpRequest, HttpResponse
from ninja import Path, Router

from liveblog.api import versions
from liveblog.api.answers import show
from liveblog.api.callers import caller_of
from liveblog.api.problems import not_found
from liveblog.api.schemas.posts import PostOut
from liveblog.api.schemas.revisions import RevisionList, RevisionOut
from liveblog.models import Post
from liveblog.publishing import drafts, posts
from liveblog.publishing.revisions import content_of

router = Router(tags=["Revisions"])
MOST = 2**31 - 1
SHOWN = 200  # of a post that was saved more often, the latest


@router.get("/{public_id}/revisions", response=RevisionList)
def list_revisions(request: HttpRequest, public_id: str) -> RevisionList:
    """Every saved state, newest first."""
    caller = caller_of(request)
    post = caller.post(public_id)
    # Earlier states may never have been public: whoever reads them could read the draft.
    caller.require("read", Post(blog=post.blog, created_by_id=post.created_by_id))
    saved = post.revisions.select_related("actor", "post__blog")[:SHOWN]
    return RevisionList(revisions=[RevisionOut.of(revision) for revision in saved])


@router.post("/{public_id}/revisions/{number}/restore", response=PostOut)
def restore_revision(
    request: HttpRequest,
    public_id: str,
    number: Annotated[int, Path(ge=1, le=MOST)],
    response: HttpResponse,
) -> PostOut:
    """Save an earlier state again, as the newest. Needs `If-Match`."""
    caller = caller_of(request)
    post = caller.post(public_id)
    revision = post.revisions.select_related("post").filter(number=number).first()
    if revision is None:
        raise not_found()
    version = versions.required(request)
    if post.status in drafts.UNPUBLISHED:
        caller.require("write", post)
        post = drafts.save(post, content_of(revision), by=caller.actor, version=version)
    else:
        caller.require("edit", post)
        post = posts.restore_revision(revision, by=caller.actor, version=version)
    return show(post, caller, response)
