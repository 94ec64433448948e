"""The blog's page."""

from __future__ import annotations

from dataclasses import astuple
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from liveblog.live import rendering
from liveblog.models import LiveBlog
from liveblog.reader.headers import of_version, shared
from liveblog.reader.memory import remembered
from liveblog.reader.stretches import NEWEST, OLDEST, Place, Stretch, place_from, stretch_at


@require_safe
def blog(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The stream, newest first, with everything around it. Nonsense leads to its first page."""
    # Its number is read here, before anything that the page shows: what comes in between is sent
    # again, never missed.
    blog = get_object_or_404(LiveBlog.objects.public().select_related("hero"), slug=slug)
    try:
        place = place_from(request.GET)
    except ValueError:
        return redirect(blog)
    html = page(blog, place)
    if not html:
        return redirect(blog)
    response = HttpResponse(html, headers={"Content-Language": blog.language})
    return of_version(request, shared(request, response), blog)


def page(blog: LiveBlog, place: Place) -> str:
    """The rendered page; empty where nothing is at that place."""
    key = ("blog", blog.pk, blog.epoch, blog.seq, blog.is_upcoming(), *astuple(place))
    if place.is_first_page or is_ours(blog, place):
        return remembered(key, lambda: rendered(blog, place))
    return rendered(blog, place)


def is_ours(blog: LiveBlog, place: Place) -> bool:
    """Whether the cursor is a post's: invented ones must not fill the cache."""
    public_id = (place.before or place.after).partition(".")[2]
    post = blog.posts.public().filter(public_id=public_id).first()
    return post is not None and post.sort in (place.before, place.after)


def rendered(blog: LiveBlog, place: Place) -> str:
    """Render anew."""
    stretch = stretch_at(blog, place)
    if leads_home(place, stretch):
        return ""
    with rendering.in_language_of(blog):
        return render_to_string("reader/blog.html", context(blog, place, stretch))


def leads_home(place: Place, stretch: Stretch) -> bool:
    """Whether the blog's own address is the better answer: nothing is here, or only its top."""
    is_top = place.order == NEWEST and bool(place.after) and not stretch.newer
    return is_top or not (stretch.posts or place.is_first_page)


def context(blog: LiveBlog, place: Place, stretch: Stretch) -> dict[str, Any]:
    """What `reader/blog.html` shows."""
    oldest_first = place.order == OLDEST
    top = stretch.posts[0] if stretch.posts else None
    return {
        "blog": blog,
        "place": place,
        "stretch": stretch,
        "shown": rendering.public_html(stretch.posts, eager=top).items(),
        "oldest_first": oldest_first,
        "canonical": blog.get_absolute_url(),
        "onward": onward(stretch, oldest_first),
        "backward": backward(stretch, oldest_first),
        **regions(blog),
    }


def regions(blog: LiveBlog) -> dict[str, Any]:
    """What the regions show beyond the blog itself."""
    found: dict[str, Any] = {}
    for name in rendering.REGIONS:
        found |= rendering.region_context(name, blog)
    return found


def onward(stretch: Stretch, oldest_first: bool) -> str:
    """The query of the page after this one in reading order."""
    if oldest_first:
        return f"?order=oldest&after={stretch.newer}" if stretch.newer else ""
    return f"?before={stretch.older}" if stretch.older else ""


def backward(stretch: Stretch, oldest_first: bool) -> str:
    """The query of the page before this one in reading order."""
    if oldest_first:
        return f"?order=oldest&before={stretch.older}" if stretch.older else ""
    return f"?after={stretch.newer}" if stretch.newer else ""
