"""Blogs as they come in and go out."""

from __future__ import annotations

from datetime import datetime

from ninja import Schema

from liveblog.api.fields import Moment, Name, Text
from liveblog.api.schemas.base import Incoming, shown_as
from liveblog.models import BlogStatus, LiveBlog
from liveblog.templatetags.site import absolute


class BlogOut(Schema):
    """`seq` numbers the public changes of the history `epoch`; `pinned` is a post's id."""

    slug: str
    url: str
    language: str
    kicker: str
    title: str
    standfirst: str
    introduction: str
    introduction_html: str
    summary: str
    summary_html: str
    status: BlogStatus
    starts_at: datetime
    ends_at: datetime | None
    time_zone: str
    changed_at: datetime
    epoch: str
    seq: int
    pinned: str | None
    role: str | None

    @classmethod
    def of(cls, blog: LiveBlog, role: str | None) -> BlogOut:
        """`role` is the caller's."""
        return cls(
            slug=blog.slug,
            url=absolute(blog.get_absolute_url()),
            language=blog.language,
            kicker=blog.kicker,
            title=blog.title,
            standfirst=blog.standfirst,
            introduction=blog.introduction,
            introduction_html=blog.introduction_html,
            summary=blog.summary,
            summary_html=blog.summary_html,
            status=BlogStatus(blog.status),
            starts_at=blog.starts_at.astimezone(blog.zone),
            ends_at=blog.ends_at and blog.ends_at.astimezone(blog.zone),
            time_zone=blog.time_zone,
            changed_at=blog.changed_at.astimezone(blog.zone),
            epoch=blog.epoch,
            seq=blog.seq,
            pinned=blog.pinned.public_id if blog.pinned else None,
            role=role,
        )


class BlogList(Schema):
    blogs: list[BlogOut]


class BlogContentIn(Incoming):
    """What the head of a blog says. Fields that are left out, or null, stay as they are."""

    language: Text | None = None
    kicker: Text | None = None
    title: Text | None = None
    standfirst: Text | None = None
    introduction: Text | None = None
    summary: Text | None = None
    starts_at: Moment | None = None
    ends_at: Moment | None = None
    time_zone: Text | None = None
    hero: Name | None = None


class BlogIn(BlogContentIn):
    """A new blog: not public until its status is `live`."""

    model_config = shown_as(
        slug="istanbul-talks",
        title="The talks in Istanbul",
        language="en",
        time_zone="Europe/Istanbul",
        starts_at="2025-05-16T09:00:00+03:00",
    )

    slug: Text
    title: Text


class BlogPatch(BlogContentIn):
    """A changed blog; `status` opens, pauses, resumes, ends, reopens, archives or withdraws it."""

    model_config = shown_as(status="ended", summary="The day in **five** paragraphs.")

    slug: Text | None = None
    status: BlogStatus | None = None
