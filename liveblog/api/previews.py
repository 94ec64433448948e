"""`/preview`: what readers would get."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest
from ninja import Router

from liveblog.api import contents
from liveblog.api.callers import caller_of
from liveblog.api.doors import doors
from liveblog.api.problems import invalid
from liveblog.api.schemas.previews import PreviewIn, PreviewOut
from liveblog.api.sketches import sketch
from liveblog.live import rendering
from liveblog.text.guards import MarkupRefused
from liveblog.text.markup import render

router = Router(tags=["Preview"])


@router.post("", response=PreviewOut, auth=doors(writes=False))
def preview(request: HttpRequest, data: PreviewIn) -> PreviewOut:
    """Render a text; with `blog`, the whole post. Nothing is saved."""
    caller = caller_of(request)
    if data.blog is None:
        return PreviewOut(html=_text(data.body or ""))
    blog = caller.blog(data.blog)
    post = sketch(blog, contents.post_content(caller, data))
    return PreviewOut(html=post.html, post=rendering.post_html(post))


def _text(body: str) -> str:
    try:
        return render(body, settings.LANGUAGE_CODE)
    except MarkupRefused as refusal:
        raise invalid("body", str(refusal)) from refusal
