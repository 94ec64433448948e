"""What a shared cache may do with an answer, and the 304 for those who have it already."""

import hashlib

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag

from liveblog.models import LiveBlog

# A second shields the server from a storm and is shorter than anybody's patience; a stale copy
# heals itself, since every page catches up.
LIVE = "public, max-age=1, stale-while-revalidate=5"
# Retracted words and pictures must be gone from every cache within a minute.
MINUTE = "public, max-age=60"


def shared(
    request: HttpRequest, response: HttpResponse, cache_control: str = LIVE
) -> HttpResponseBase:
    """Mark an answer as everybody's; 304 without a body where the reader has these very bytes."""
    response["Cache-Control"] = cache_control
    response["ETag"] = quote_etag(hashlib.sha256(response.content).hexdigest()[:32])
    return get_conditional_response(request, etag=response["ETag"], response=response) or response


def of_version(response: HttpResponseBase, blog: LiveBlog) -> HttpResponseBase:
    """Note which state of the blog the answer shows, for caches inside this process."""
    response.liveblog_version = (blog.pk, blog.epoch, blog.seq)  # type: ignore[attr-defined]
    return response
