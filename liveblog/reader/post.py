"""One post under an address of its own, or the tombstone in its place."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from liveblog.limits import PAGE_POSTS
from liveblog.live import rendering
from liveblog.models import Post, PostStatus
from liveblog.models.blogs import PUBLIC_STATUSES
from liveblog.models.posts import PostQuerySet
from liveblog.reader.headers import MINUTE, of_version, shared
from liveblog.reader.memory import remembered

NEWER_ABOVE = 2  # posts shown above the one that somebody comes back to, for context


@require_safe
def post(request: HttpRequest, slug: str, headline: str, public_id: str) -> HttpResponseBase:
    """Only the id counts: any other address of a post leads to the right one."""
    post = get_object_or_404(addressable().select_related("blog"), public_id=public_id)
    if post.status == PostStatus.RETRACTED:
        return tombstone(request, post)
    address = post.get_absolute_url()
    if request.path != address:
        # Its words stand in the address: what caches keep for good could not be taken back.
        return HttpResponsePermanentRedirect(address, headers={"Cache-Control": MINUTE})
    blog = post.blog
    key = ("post", blog.pk, blog.epoch, blog.seq, post.pk)
    html = remembered(key, lambda: rendered(post))
    response = HttpResponse(html, headers={"Content-Language": blog.language})
    return of_version(request, shared(request, response), blog)


def addressable() -> PostQuerySet:
    """Posts that answer at their address: public ones, and the tombstones of those that were."""
    known = (PostStatus.PUBLISHED, PostStatus.RETRACTED)
    return Post.objects.filter(status__in=known, blog__status__in=PUBLIC_STATUSES)


def tombstone(request: HttpRequest, post: Post) -> HttpResponseBase:
    """410 with the reason. Neither headline nor text is shown, nor an address made of them."""
    with rendering.in_language_of(post.blog):
        html = render_to_string("reader/tombstone.html", {"post": post, "blog": post.blog})
    response = HttpResponse(html, status=410, headers={"Content-Language": post.blog.language})
    return of_version(request, shared(request, response), post.blog)


def rendered(post: Post) -> str:
    """Render anew."""
    shown = Post.objects.for_display().get(pk=post.pk)
    with rendering.in_language_of(post.blog):
        return render_to_string("reader/post.html", context(shown))


def context(post: Post) -> dict[str, Any]:
    """What `reader/post.html` shows."""
    others = post.blog.posts.public().select_related("blog")
    newer = list(others.after_key(post.sort).oldest_first()[:PAGE_POSTS])
    return {
        "post": post,
        "blog": post.blog,
        "newer": newer[0] if newer else None,
        "older": others.before_key(post.sort).newest_first().first(),
        "back": way_back(post, newer),
    }


def way_back(post: Post, newer: list[Post]) -> str:
    """The page of the blog that holds the post, scrolled to it.

    `newer` are the posts after it, oldest first: PAGE_POSTS of them push it off the first page.
    """
    place = f"?before={newer[NEWER_ABOVE].sort}" if len(newer) >= PAGE_POSTS else ""
    return f"{post.blog.get_absolute_url()}{place}#post-{post.public_id}"
