"""`/posts/<id>/pin`: the one post that stays on top."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from ninja import Router

from liveblog.api.answers import show
from liveblog.api.callers import caller_of
from liveblog.api.schemas.posts import PostOut
from liveblog.publishing import posts

router = Router(tags=["Verbs"])


@router.put("/{public_id}/pin", response=PostOut)
def pin(request: HttpRequest, public_id: str, response: HttpResponse) -> PostOut:
    """Pin a post; the one that was pinned before loses its pin."""
    caller = caller_of(request)
    post = caller.post(public_id)
    caller.require("pin", post)
    return show(posts.pin(post, by=caller.actor), caller, response)


@router.delete("/{public_id}/pin", response=PostOut)
def unpin(request: HttpRequest, public_id: str, response: HttpResponse) -> PostOut:
    """Take the pin off."""
    caller = caller_of(request)
    post = caller.post(public_id)
    caller.require("pin", post)
    return show(posts.unpin(post, by=caller.actor), caller, response)
