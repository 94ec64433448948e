"""`/posts/<id>/key`: the list of key updates."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from ninja import Router

from liveblog.api.answers import show
from liveblog.api.callers import caller_of
from liveblog.api.schemas.posts import PostOut
from liveblog.publishing import posts

router = Router(tags=["Verbs"])


@router.put("/{public_id}/key", response=PostOut)
def mark_key(request: HttpRequest, public_id: str, response: HttpResponse) -> PostOut:
    """Put a post among the key updates."""
    caller = caller_of(request)
    post = caller.post(public_id)
    caller.require("key", post)
    return show(posts.mark_key(post, by=caller.actor), caller, response)


@router.delete("/{public_id}/key", response=PostOut)
def unmark_key(request: HttpRequest, public_id: str, response: HttpResponse) -> PostOut:
    """Take a post off the key updates."""
    caller = caller_of(request)
    post = caller.post(public_id)
    caller.require("key", post)
    return show(posts.unmark_key(post, by=caller.actor), caller, response)
