"""Posts as they come in and go out."""

from __future__ import annotations

from datetime import datetime
from typing import Literal
from uuid import UUID

from django.contrib.auth.models import User
from ninja import Schema
from typing_extensions import TypedDict  # pydantic reads the standard one only from 3.12 on

from liveblog.api.fields import Flag, Moment, Name, Text
from liveblog.api.schemas.authors import AuthorOut
from liveblog.api.schemas.base import Incoming, shown_as
from liveblog.api.schemas.images import ImageIn, ImageOut
from liveblog.models import Post, PostStatus
from liveblog.templatetags.sharing import share_targets
from liveblog.templatetags.site import absolute

SavedStatus = Literal["draft", "submitted", "scheduled", "published"]


class Share(TypedDict):
    """Addresses that count how often they are opened."""

    copy: str
    facebook: str
    x: str
    email: str


class PostOut(Schema):
    """A post with everything that readers see, and what the desk needs besides.

    Times carry the offset of the blog's zone. `version` goes into `If-Match`; `correction`,
    `retraction` and `note` are empty where there is none, `url` and `share` null until the post
    has been public.
    """

    id: str
    blog: str
    version: int
    status: PostStatus
    headline: str
    body: str
    html: str
    authors: list[AuthorOut]
    key: bool
    pinned: bool
    breaking: bool
    event_at: datetime
    publish_at: datetime | None
    published_at: datetime | None
    updated_at: datetime | None
    correction: str
    retraction: str
    note: str
    images: list[ImageOut]
    embed: str
    label: str
    sort: str
    created_by: str
    own: bool
    url: str | None
    share: Share | None

    @classmethod
    def of(cls, post: Post, viewer: User | None = None, note: str = "") -> PostOut:
        """`own` is as `viewer` sees it; `post` may be fetched `for_display()`, to spare queries.

        `note` is what the desk wrote when it sent the draft back (`desk_notes`).
        """
        return cls(
            id=post.public_id,
            blog=post.blog.slug,
            version=post.version,
            status=PostStatus(post.status),
            headline=post.headline,
            body=post.body,
            html=post.html,
            authors=[AuthorOut.of(byline.author) for byline in post.bylines.all()],
            key=post.is_key,
            pinned=post.is_pinned,
            breaking=post.is_breaking,
            event_at=post.event_at.astimezone(post.blog.zone),
            publish_at=_there(post, post.publish_at),
            published_at=_there(post, post.published_at),
            updated_at=_there(post, post.changed_at),
            correction=post.correction,
            retraction=post.retraction,
            note=note,
            images=[ImageOut.of(placed.image, placed) for placed in post.placements.all()],
            embed=post.embed,
            label=post.label,
            sort=post.sort,
            created_by=_name(post),
            own=viewer is not None and post.created_by_id == viewer.pk,
            url=absolute(post.get_absolute_url()) if post.published_at else None,
            share=_share(post) if post.published_at else None,
        )


def _there(post: Post, at: datetime | None) -> datetime | None:
    return at and at.astimezone(post.blog.zone)


def _name(post: Post) -> str:
    writer = post.created_by
    return (writer.get_full_name() or writer.get_username()) if writer else ""


def _share(post: Post) -> Share:
    address = {target.network: target.href for target in share_targets(post)}
    return Share(
        copy=absolute(address["copy"]),
        facebook=address["facebook"],
        x=address["x"],
        email=address["email"],
    )


class PostList(Schema):
    """`next` is the cursor of older posts, null on the last page; `seq` the blog's last change."""

    posts: list[PostOut]
    next: str | None
    seq: int


class PostContentIn(Incoming):
    """What a post says. Fields that are left out, or null, stay as they are."""

    headline: Text | None = None
    body: Text | None = None
    authors: list[Name] | None = None
    images: list[ImageIn] | None = None
    key: Flag | None = None
    breaking: Flag | None = None
    embed: Text | None = None
    event_at: Moment | None = None


class PostIn(PostContentIn):
    """A new post. `client_id` makes the call repeatable: it never makes a second post."""

    model_config = shown_as(
        client_id="0b8e7c1e-6f0c-4d5e-9a3b-2f1d7c9e4a10",
        headline="The delegations have arrived",
        body="Three cars drove up, and **nobody** spoke to the press.",
        images=[{"id": "k3v9q2xw", "caption": "In front of the palace", "credit": "Agency"}],
        key=True,
        status="published",
    )

    client_id: UUID | None = None
    pinned: Flag | None = None
    status: SavedStatus = "draft"
    publish_at: Moment | None = None


class PostPatch(PostContentIn):
    """A changed post. With `correction` readers see the note; `reason` is for the history only.

    `status` moves a post that is not public yet: to `submitted`, `scheduled` (with `publish_at`),
    `published`, or back to `draft` (with `note`, for its writer).
    """

    model_config = shown_as(
        body="Twelve people are at the table.",
        correction="We had written that they were twenty-one.",
    )

    correction: Text | None = None
    reason: Text = ""
    status: SavedStatus | None = None
    publish_at: Moment | None = None
    note: Text | None = None


class Reason(Incoming):
    """Why a post is taken back; its address shows it."""

    model_config = shown_as(reason="The source has withdrawn what it said.")

    reason: Text
