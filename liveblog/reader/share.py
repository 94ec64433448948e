"""Share links: counted, and on to the post. No cookie, no address kept."""

import logging

from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from liveblog.models import Post, PostStatus, ShareLink
from liveblog.publishing import share_links
from liveblog.reader.post import addressable

log = logging.getLogger(__name__)


@require_safe
def share(request: HttpRequest, code: str) -> HttpResponse:
    """302 to the post, or to its tombstone."""
    link = opened(code) if request.method == "GET" else found(code)
    if link is None or not addressable().filter(pk=link.post_id).exists():
        raise Http404
    response = redirect(address_of(link.post))
    response["Cache-Control"] = "no-store"  # a cached answer would not be counted
    response["X-Robots-Tag"] = "noindex"
    return response


def opened(code: str) -> ShareLink | None:
    """The link, counted; uncounted where the database takes no writes, since readers come first."""
    try:
        return share_links.open(code)
    except OperationalError:
        log.warning("an opened share link was not counted", exc_info=True)
        return found(code)


def found(code: str) -> ShareLink | None:
    """The link without counting: previews ask with HEAD."""
    return ShareLink.objects.select_related("post__blog").filter(code=code).first()


def address_of(post: Post) -> str:
    """The permalink; for a retracted post one without its words."""
    if post.status == PostStatus.RETRACTED:
        return reverse("reader:post", args=[post.blog.slug, "update", post.public_id])
    return post.get_absolute_url()
