"""Answers that show a post or a blog as it stands now."""

from __future__ import annotations

from django.http import HttpResponse

from liveblog import access
from liveblog.api import versions
from liveblog.api.callers import Caller
from liveblog.api.schemas.blogs import BlogOut
from liveblog.api.schemas.posts import PostOut
from liveblog.models import LiveBlog, Post, desk_notes
from liveblog.models.posts import add_what_is_shown


def show(post: Post, caller: Caller, response: HttpResponse) -> PostOut:
    """A post as a query or a verb returned it, with its version."""
    add_what_is_shown([post])
    versions.tell(response, post)
    note = desk_notes([post]).get(post.pk, "")
    return PostOut.of(post, caller.user, note)


def show_blog(blog: LiveBlog, caller: Caller) -> BlogOut:
    """With the caller's role."""
    return BlogOut.of(blog, access.role_of(caller.user, blog))
