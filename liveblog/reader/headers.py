"""What a shared cache may do with an answer, and the 304 for those who have it already."""

import hashlib
import math
import time
from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import quote_etag

from liveblog.live.marks import Mark, offer
from liveblog.models import LiveBlog

# A second shields the server from a storm and is shorter than anybody's patience; a stale copy
# heals itself, since every page catches up.
LIVE = "public, max-age=1, stale-while-revalidate=5"
# Everybody who read a withdrawn blog asks at once. Never stale: for a page, a 404 is the end.
MISSING = "public, max-age=1"
MISSING_SECONDS = 5  # how long the page lane may keep a 404, should its hub hear of nothing
# Retracted words and pictures must be gone from every cache within a minute.
MINUTE = "public, max-age=60"


def shared(
    request: HttpRequest, response: HttpResponse, cache_control: str = LIVE
) -> HttpResponseBase:
    """Mark an answer as everybody's; 304 without a body where the reader has these very bytes."""
    response["Cache-Control"] = cache_control
    # Whoever compresses on the way, a cache must know it of the plain bytes, too.
    patch_vary_headers(response, ("Accept-Encoding",))
    response["ETag"] = quote_etag(hashlib.sha256(response.content).hexdigest()[:32])
    return get_conditional_response(request, etag=response["ETag"], response=response) or response


def of_version(
    request: HttpRequest, response: HttpResponseBase, blog: LiveBlog
) -> HttpResponseBase:
    """Tell the page lane which state of the blog the answer shows, as read before its content."""
    mark = Mark(blog.pk, blog.epoch, blog.seq, until=next_start([blog]))
    offer(getattr(request, "scope", {}), mark)
    return response


def of_all_blogs(
    request: HttpRequest, response: HttpResponseBase, blogs: Iterable[LiveBlog]
) -> HttpResponseBase:
    """Tell the page lane that the answer shows these blogs, and that any other may join them."""
    offer(getattr(request, "scope", {}), Mark(None, until=next_start(blogs)))
    return response


def of_no_blog(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """Tell the page lane that no public blog is here, and that the next one may be."""
    offer(getattr(request, "scope", {}), Mark(None, until=time.time() + MISSING_SECONDS))
    return response


def next_start(blogs: Iterable[LiveBlog]) -> float:
    """Unix time at which the next of these blogs begins, and its pages stop counting down."""
    starts = [blog.starts_at.timestamp() for blog in blogs if blog.is_upcoming()]
    return min(starts, default=math.inf)
