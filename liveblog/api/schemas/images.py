"""Pictures, on their own and in their place on a post."""

from __future__ import annotations

from uuid import UUID

from ninja import Schema

from liveblog.api.fields import Name, Text
from liveblog.api.schemas.base import Incoming, shown_as
from liveblog.models import Image, PostImage


class ImageOut(Schema):
    """`width` and `height` in pixels, `srcset` as browsers read it."""

    id: str
    alt: str
    caption: str
    credit: str
    width: int
    height: int
    src: str
    srcset: str
    thumbnail: str

    @classmethod
    def of(cls, image: Image, placed: PostImage | None = None) -> ImageOut:
        """With the words of the place where there is one."""
        words = placed or image
        return cls(
            id=image.public_id,
            alt=words.alt,
            caption=words.caption,
            credit=words.credit,
            width=image.width,
            height=image.height,
            src=image.src,
            srcset=image.srcset,
            thumbnail=image.thumbnail,
        )


class ImageIn(Incoming):
    """A picture of a post. Words that are left out are taken over from the picture itself."""

    id: Name
    caption: Text | None = None
    credit: Text | None = None
    alt: Text | None = None


class UploadWords(Incoming):
    """What comes with a file. `client_id` makes the call repeatable."""

    alt: Text = ""
    caption: Text = ""
    credit: Text = ""
    client_id: UUID | None = None


class ImageWords(Incoming):
    """What a picture says of itself."""

    model_config = shown_as(alt="Three black cars in the rain", credit="Agency")

    alt: Text | None = None
    caption: Text | None = None
    credit: Text | None = None
