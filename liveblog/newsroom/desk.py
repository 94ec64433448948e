"""The desk of one blog: blogs, stream and composer."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, render
from django.templatetags.static import static
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

from liveblog import access, limits
from liveblog.live import rendering
from liveblog.models import Author, LiveBlog, Post, PostStatus
from liveblog.newsroom import rights
from liveblog.newsroom.home import desks_of
from liveblog.newsroom.texts import TEXTS


@login_required
def desk(request: HttpRequest, slug: str) -> HttpResponse:
    """The whole desk; `?before=<sort>` is an older stretch of its stream.

    `?shell` is the desk without its stream, which a browser may keep for times without a network.
    """
    blog = get_object_or_404(LiveBlog.objects.reachable_by(request.user), slug=slug)
    may = rights.verbs(request.user, blog)
    is_shell = "shell" in request.GET
    posts, floor = ([], "") if is_shell else _stretch(blog, request.GET.get("before", ""))
    context = {
        "blog": blog,
        "desks": desks_of(request.user),
        "role": access.role_of(request.user, blog),
        "may": may,
        "articles": [mark_safe(rendering.post_html(post)) for post in posts],
        "floor": floor,
        "is_shell": is_shell,
        "authors": Author.objects.all(),
        "own_author": Author.objects.filter(user__username=request.user.get_username()).first(),
        "limits": limits,
        "data": _data(request, blog, may),
    }
    return render(request, "newsroom/desk.html", context)


def _stretch(blog: LiveBlog, before: str) -> tuple[list[Post], str]:
    """A page of published posts, newest first, and the cursor of the next one. Raises Http404."""
    posts = blog.posts.filter(status=PostStatus.PUBLISHED).newest_first()
    if before:
        try:
            posts = posts.before_key(before)
        except ValueError:
            raise Http404 from None
    found = list(posts.for_display()[: limits.PAGE_POSTS + 1])
    shown = found[: limits.PAGE_POSTS]
    return shown, shown[-1].sort if len(found) > len(shown) else ""


def _data(request: HttpRequest, blog: LiveBlog, may: dict[str, list[str]]) -> dict[str, Any]:
    """What the script needs to know; it never holds what the user may not see."""
    return {
        "slug": blog.slug,
        "language": get_language(),
        "blogLanguage": blog.language,
        "zone": blog.time_zone,
        "isPublic": blog.is_public,
        "status": blog.status,
        "may": may,
        "mine": rights.own_posts(request.user, blog),
        "csrf": get_token(request),
        "user": request.user.pk,
        "icons": static("liveblog/icons/newsroom.svg"),
        "limits": {
            "images": limits.POST_IMAGES,
            "upload": limits.UPLOAD_BYTES,
            "characters": {
                "headline": limits.HEADLINE,
                "body": limits.POST_BODY,
                "correction": limits.NOTE,
            },
        },
        "texts": {name: str(text) for name, text in TEXTS.items()},
    }
