"""`/images`."""

from __future__ import annotations

from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth.models import User
from django.core.files.storage import default_storage
from django.http import HttpResponse
from django.test import Client

from liveblog import limits
from liveblog.models import Image, LiveBlog
from tests.api.conftest import Api, api_of
from tests.world import make_image, make_post, make_user, png


def upload(api: Api, file: BytesIO | None = None, name: str = "a.png", **data: Any) -> HttpResponse:
    file = file or png()
    file.name = name
    headers = {"authorization": f"Bearer {api.token}"} if api.token else {}
    return Client().post(  # type: ignore[return-value]
        "/api/v1/images", {"file": file, **data}, headers=headers
    )


def test_a_picture_is_taken_in(api: Api) -> None:
    answer = upload(api, alt="The door", credit="Agency")
    said = answer.json()
    assert (answer.status_code, said["alt"], said["credit"]) == (201, "The door", "Agency")
    assert (said["width"], said["height"]) == (640, 360)
    assert "480w" in said["srcset"]


def test_the_same_upload_again_is_the_same_picture(api: Api) -> None:
    client_id = str(uuid4())
    first, again = upload(api, client_id=client_id), upload(api, client_id=client_id)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()


@pytest.mark.parametrize(
    ("content", "status"),
    [
        (b"", 422),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", 415),
        (b"GIF89a" + b"\x00" * 50, 415),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 50, 422),
    ],
)
def test_what_is_no_picture_leaves_nothing(api: Api, content: bytes, status: int) -> None:
    answer = upload(api, BytesIO(content))
    assert (answer.status_code, list(answer.json()["errors"])) == (status, ["file"])
    assert not Image.objects.exists()
    assert not default_storage.exists("images") or default_storage.listdir("images") == ([], [])


def test_a_file_beyond_the_limit_is_too_large(api: Api) -> None:
    assert upload(api, BytesIO(b"x" * (limits.UPLOAD_BYTES + 1))).status_code == 413


def test_json_is_no_picture(api: Api) -> None:
    assert api.post("/images", {"file": "x"}).status_code == 415


def test_a_form_without_a_file_is_refused(api: Api) -> None:
    headers = {"authorization": f"Bearer {api.token}"}
    answer = Client().post("/api/v1/images", {"alt": "x"}, headers=headers)
    assert (answer.status_code, list(answer.json()["errors"])) == (422, ["file"])


def test_a_broken_form_is_refused(api: Api) -> None:
    headers = {"content-type": "multipart/form-data"}
    assert api.call("POST", "/images", b"junk", **headers).status_code in (400, 422)


@pytest.mark.parametrize("twice", ["alt", "file"])
def test_a_part_sent_twice_is_refused(api: Api, twice: str) -> None:
    parts: dict[str, Any] = {"file": [png(), png()], "alt": "One"}
    if twice == "alt":
        parts = {"file": png(), "alt": ["One", "Two"]}
    headers = {"authorization": f"Bearer {api.token}"}
    answer = Client().post("/api/v1/images", parts, headers=headers)
    assert (answer.status_code, list(answer.json()["errors"])) == (422, [twice])
    assert not Image.objects.exists()


def test_strangers_upload_nothing(db: None, stranger: Api) -> None:
    assert upload(stranger).status_code == 401
    assert upload(api_of(make_user())).status_code == 403
    assert not Image.objects.exists()


def test_pictures_of_colleagues_are_seen_once_they_stand_on_a_post(
    api: Api, blog: LiveBlog
) -> None:
    image = make_image(by=make_user())
    assert api.get(f"/images/{image.public_id}").status_code == 404
    make_post(blog, images=[image])
    assert api.get(f"/images/{image.public_id}").status_code == 200
    assert api.patch(f"/images/{image.public_id}", {"alt": "New"}).status_code == 403


def test_an_own_picture_is_described_anew(api: Api, editor: User) -> None:
    image = make_image(by=editor, caption="Stays")
    said = api.patch(f"/images/{image.public_id}", {"alt": "New"}).json()
    assert (said["alt"], said["caption"]) == ("New", "Stays")
