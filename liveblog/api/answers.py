"""Answers that show a post or a blog as it stands now."""

from __future__ import annotations

from django.http import HttpResponse

from liveblog import access
from liveblog.api import versions
from liveblog.api.callers import Caller
from liveblog.api.schemas.blogs import BlogOut
from liveblog.api.schemas.posts import PostOut
from liveblog.models import LiveBlog, Post


def show(post: Post, caller: Caller, response: HttpResponse) -> PostOut:
    """Read the post again, whole, and give its version with it."""
    whole = Post.objects.for_display().select_related("created_by").get(pk=post.pk)
    versions.tell(response, whole)
    return PostOut.of(whole, caller.user)


def show_blog(blog: LiveBlog, caller: Caller) -> BlogOut:
    """With the caller's role."""
    return BlogOut.of(blog, access.role_of(caller.user, blog))
