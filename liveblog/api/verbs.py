"""`/posts/<id>/publish`, `/retract`, `/restore`."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from ninja import Router

from liveblog.api import versions
from liveblog.api.answers import show
from liveblog.api.callers import caller_of
from liveblog.api.schemas.posts import PostOut, Reason
from liveblog.publishing import posts

router = Router(tags=["Verbs"])


@router.post("/{public_id}/publish", response=PostOut)
def publish(request: HttpRequest, public_id: str, response: HttpResponse) -> PostOut:
    """Make a draft, submitted or scheduled post public now."""
    caller = caller_of(request)
    post = caller.post(public_id)
    caller.require("publish", post)
    return show(
        posts.publish(post, by=caller.actor, version=versions.seen(request)), caller, response
    )


@router.post("/{public_id}/retract", response=PostOut)
def retract(request: HttpRequest, public_id: str, data: Reason, response: HttpResponse) -> PostOut:
    """Take a published post back; its address shows the reason."""
    caller = caller_of(request)
    post = caller.post(public_id)
    caller.require("retract", post)
    version = versions.seen(request)
    return show(
        posts.retract(post, data.reason, by=caller.actor, version=version), caller, response
    )


@router.post("/{public_id}/restore", response=PostOut)
def restore(request: HttpRequest, public_id: str, response: HttpResponse) -> PostOut:
    """Bring a retracted post back."""
    caller = caller_of(request)
    post = caller.post(public_id)
    caller.require("restore", post)
    return show(
        posts.restore(post, by=caller.actor, version=versions.seen(request)), caller, response
    )
