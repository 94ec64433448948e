"""The front page."""

from __future__ import annotations

from collections import defaultdict

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.utils import translation
from django.views.decorators.http import require_safe

from liveblog.models import BlogStatus, LiveBlog, Post
from liveblog.reader.headers import of_all_blogs, shared
from liveblog.reader.memory import remembered

BLOGS = 50  # on the front page; older ones stay reachable by their address and the sitemap
GOING_ON = (BlogStatus.LIVE, BlogStatus.PAUSED)
KEY_POSTS = 3  # under each blog that goes on


@require_safe
def index(request: HttpRequest) -> HttpResponseBase:
    """All public blogs; what goes on comes first and large, what is still to begin after it."""
    blogs = list(LiveBlog.objects.public().live_first().select_related("hero")[:BLOGS])
    heads = tuple((blog.pk, blog.epoch, blog.seq) for blog in blogs)
    upcoming = tuple(blog.is_upcoming() for blog in blogs)
    html = remembered(("index", heads, upcoming), lambda: rendered(blogs))
    headers = {"Content-Language": settings.LANGUAGE_CODE}
    return of_all_blogs(request, shared(request, HttpResponse(html, headers=headers)), blogs)


def rendered(blogs: list[LiveBlog]) -> str:
    """Render anew."""
    going_on = sorted((b for b in blogs if b.status in GOING_ON), key=LiveBlog.is_upcoming)
    rest = [blog for blog in blogs if blog.status not in GOING_ON]
    key = key_posts(going_on)
    with translation.override(settings.LANGUAGE_CODE):
        leads = [(blog, key[blog.pk]) for blog in going_on]
        return render_to_string("reader/index.html", {"leads": leads, "rest": rest})


def key_posts(blogs: list[LiveBlog]) -> dict[int, list[Post]]:
    """The latest key updates of each blog, in one query."""
    found: dict[int, list[Post]] = defaultdict(list)
    posts = Post.objects.public().filter(blog__in=blogs, is_key=True)
    for post in posts.newest_first().select_related("blog"):
        if len(found[post.blog_id]) < KEY_POSTS:
            found[post.blog_id].append(post)
    return found
