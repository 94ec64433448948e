"""What a post would look like."""

from __future__ import annotations

from ninja import Schema

from liveblog.api.fields import Name
from liveblog.api.schemas.base import shown_as
from liveblog.api.schemas.posts import PostContentIn


class PreviewIn(PostContentIn):
    """A post that is being written; `blog` settles its language and time zone."""

    model_config = shown_as(blog="istanbul-talks", body="> Nothing is decided.\n> — a diplomat")

    blog: Name | None = None


class PreviewOut(Schema):
    """`html` is the text alone; `post` the whole post as readers get it, where `blog` is given."""

    html: str
    post: str | None = None
