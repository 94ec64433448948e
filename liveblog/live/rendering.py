"""What readers get to see of a post or a part of the page: one template for each thing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone, translation

from liveblog.models import Article, LiveBlog, Post

REGIONS = ("head", "updated", "introduction", "summary", "key", "pinned", "background")


@contextmanager
def in_language_of(blog: LiveBlog) -> Iterator[None]:
    """Render inside in the blog's language and time zone."""
    with translation.override(blog.language), timezone.override(blog.zone):
        yield


def post_html(post: Post) -> str:
    """The post as `posts/_post.html`; wants `PostQuerySet.for_display()`."""
    with in_language_of(post.blog):
        return render_to_string("posts/_post.html", {"post": post, "blog": post.blog}).strip()


def region_html(name: str, blog: LiveBlog) -> str:
    """One of REGIONS as `reader/regions/<name>.html`."""
    with in_language_of(blog):
        context = {"blog": blog, **region_context(name, blog)}
        return render_to_string(f"reader/regions/{name}.html", context).strip()


def region_context(name: str, blog: LiveBlog) -> dict[str, Any]:
    """What a region shows beyond the blog itself."""
    if name == "key":
        return {"key_posts": list(key_posts(blog))}
    if name == "pinned":
        return {"pinned": pinned_post(blog)}
    if name == "background":
        return {"articles": list(Article.objects.public().filter(blogs=blog))}
    return {}


def key_posts(blog: LiveBlog) -> Any:
    """The public key updates, newest first."""
    return blog.posts.public().filter(is_key=True).newest_first().select_related("blog")


def pinned_post(blog: LiveBlog) -> Post | None:
    """The pinned post, where it is public."""
    if blog.pinned_id is None:
        return None
    return blog.posts.public().filter(pk=blog.pinned_id).select_related("blog").first()
