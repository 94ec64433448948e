"""What readers get to see of a post or a part of the page: one template for each thing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.core.cache import caches
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.safestring import SafeString

from liveblog.models import Article, LiveBlog, Post, PostStatus
from liveblog.models.posts import add_what_is_shown

REGIONS = ("head", "updated", "introduction", "summary", "key", "pinned", "background")


@contextmanager
def in_language_of(blog: LiveBlog) -> Iterator[None]:
    """Render inside in the blog's language and time zone."""
    with translation.override(blog.language), timezone.override(blog.zone):
        yield


def post_html(post: Post, *, eager: bool = False) -> SafeString:
    """The post as `posts/_post.html`; wants `PostQuerySet.for_display()`.

    `eager`: its picture is at the top of a page, and must not wait to be scrolled to.
    """
    with in_language_of(post.blog):
        context = {"post": post, "blog": post.blog, "eager": eager}
        return SafeString(render_to_string("posts/_post.html", context).strip())


def public_html(posts: Iterable[Post], *, eager: Post | None = None) -> dict[Post, SafeString]:
    """The HTML of public posts, kept for a few seconds: a version of a post never changes.

    Wants each post's own fields and its blog; the rest is read where it is needed.
    """
    posts = list(posts)
    kept = caches["posts"]
    names = {post: _name(post, eager=post == eager) for post in posts}
    found = kept.get_many(names.values())
    missing = [post for post in posts if names[post] not in found]
    add_what_is_shown(missing)
    for post in missing:
        found[names[post]] = post_html(post, eager=post == eager)
        kept.set(names[post], found[names[post]])
    return {post: found[names[post]] for post in posts}


def _name(post: Post, *, eager: bool) -> str:
    """All that the HTML of a public post depends on, except the names of its authors."""
    if post.status != PostStatus.PUBLISHED:
        raise ValueError(f"post {post.public_id} is not public")
    blog = post.blog
    shown = blog.epoch, blog.slug, blog.language, blog.time_zone, post.pk, post.version, eager
    return ":".join(map(str, shown))


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
