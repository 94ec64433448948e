"""Picture files: only those that a public page shows."""

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from pytest_django import Settings

from liveblog.models import Image, Role
from liveblog.publishing import posts
from tests.world import DESK, make_admin, make_blog, make_draft, make_image, make_post, make_user

pytestmark = pytest.mark.django_db


def address(image: Image, name: str = "480.webp") -> str:
    return f"/media/{image.path(name)}"


def test_a_published_picture_is_served(client: Client) -> None:
    image = make_image()
    make_post(make_blog(), images=[image])
    response = client.get(address(image))
    assert (response.status_code, response["Content-Type"]) == (200, "image/webp")
    assert response.content[8:12] == b"WEBP"


def test_the_card_is_a_jpeg(client: Client) -> None:
    image = make_image()
    make_post(make_blog(), images=[image])
    response = client.get(address(image, "card.jpg"))
    assert response["Content-Type"] == "image/jpeg"


def test_it_can_do_nothing_in_a_browser(client: Client) -> None:
    image = make_image()
    make_post(make_blog(), images=[image])
    response = client.get(address(image))
    policy = {part.strip() for part in response["Content-Security-Policy"].split(";")}
    assert policy == {"default-src 'none'", "sandbox"}
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "public, max-age=60"
    assert not response.has_header("Vary")


def test_who_has_it_gets_no_body(client: Client) -> None:
    image = make_image()
    make_post(make_blog(), images=[image])
    first = client.get(address(image))
    again = client.get(address(image), headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_a_drafts_picture_is_not_there(client: Client) -> None:
    image = make_image()
    make_draft(make_blog(), images=[image])
    assert client.get(address(image)).status_code == 404


def test_a_retracted_picture_is_gone_even_for_who_has_it(client: Client) -> None:
    image = make_image()
    post = make_post(make_blog(), images=[image])
    first = client.get(address(image))
    posts.retract(post, "Wrong.", by=DESK)
    again = client.get(address(image), headers={"if-none-match": first["ETag"]})
    assert again.status_code == 404


def test_the_newsroom_sees_a_drafts_picture_and_caches_do_not(client: Client) -> None:
    blog, image = make_blog(), make_image()
    make_draft(blog, images=[image])
    client.force_login(make_user(role=Role.CONTRIBUTOR, blog=blog))
    response = client.get(address(image))
    assert (response.status_code, response["Cache-Control"]) == (200, "private, no-store")


def test_a_login_without_a_role_does_not(client: Client) -> None:
    image = make_image()
    make_draft(make_blog(), images=[image])
    client.force_login(make_user())
    assert client.get(address(image)).status_code == 404


def test_a_session_without_the_second_factor_does_not(client: Client, settings: Settings) -> None:
    image = make_image()
    make_draft(make_blog(), images=[image])
    client.force_login(make_admin())
    assert client.get(address(image)).status_code == 200
    settings.REQUIRE_SECOND_FACTOR = True
    assert client.get(address(image)).status_code == 404


def test_a_cookie_that_means_nothing_is_a_stranger(client: Client) -> None:
    image = make_image()
    client.cookies["sessionid"] = "nonsense"
    assert client.get(address(image)).status_code == 404


@pytest.mark.parametrize(
    "path",
    ["x", "../manage.py", "images/../x", "images/ab/abcd/480.webp", "images/%00/a/480.webp"],
)
def test_nonsense_is_not_found(client: Client, path: str) -> None:
    assert client.get(f"/media/{path}").status_code == 404


def test_a_lost_file_is_not_found(client: Client) -> None:
    image = make_image()
    make_post(make_blog(), images=[image])
    default_storage.delete(image.path("480.webp"))
    assert client.get(address(image)).status_code == 404
