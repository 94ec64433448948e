"""`/images`: pictures, uploaded before the post that shows them."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import File, Form, Router, Status
from ninja.files import UploadedFile

from liveblog.api.callers import caller_of, forbidden
from liveblog.api.doors import FORM, doors
from liveblog.api.fields import is_name
from liveblog.api.problems import invalid, not_found
from liveblog.api.schemas.images import ImageOut, ImageWords, UploadWords
from liveblog.publishing import images

router = Router(tags=["Images"])


@router.post("", response={200: ImageOut, 201: ImageOut}, auth=doors(FORM))
def upload_image(
    request: HttpRequest,
    file: Annotated[UploadedFile, File(description="JPEG, PNG, WebP or HEIC, at most 15 MB.")],
    words: Form[UploadWords],
) -> Status[ImageOut]:
    """A new picture: 201. The same `client_id` again: 200 and the picture of the first call."""
    caller = caller_of(request)
    if not caller.blogs().exists():
        raise forbidden()
    _require_each_once(request)
    image, is_new = images.take_in(file, by=caller.actor, **words.model_dump())
    return Status(201 if is_new else 200, ImageOut.of(image))


def _require_each_once(request: HttpRequest) -> None:
    """A part sent twice would be taken at its last word, and nobody told."""
    for sent in (request.POST, request.FILES):
        for name, values in sent.lists():
            if len(values) > 1:
                raise invalid(name, _("This was sent more than once."))


@router.get("/{public_id}", response=ImageOut)
def get_image(request: HttpRequest, public_id: str) -> ImageOut:
    """One of the own pictures, or of those on posts in reach."""
    found = caller_of(request).images().filter(public_id=public_id) if is_name(public_id) else None
    image = found.first() if found is not None else None
    if image is None:
        raise not_found()
    return ImageOut.of(image)


@router.patch("/{public_id}", response=ImageOut)
def describe_image(request: HttpRequest, public_id: str, data: ImageWords) -> ImageOut:
    """Change what an own picture says of itself; posts keep what they say."""
    caller = caller_of(request)
    image = caller.images().filter(public_id=public_id).first() if is_name(public_id) else None
    if image is None:
        raise not_found()
    if image.uploaded_by_id != caller.user.pk:
        raise forbidden()
    said = images.describe(image, alt=data.alt, caption=data.caption, credit=data.credit)
    return ImageOut.of(said)
