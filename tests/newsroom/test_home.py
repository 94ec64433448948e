"""The way in."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.world import make_blog, make_user

pytestmark = pytest.mark.django_db


def test_strangers_sign_in_first(client: Client) -> None:
    answer = client.get("/newsroom/")
    assert (answer.status_code, answer.headers["Location"]) == (
        302,
        "/newsroom/account/login/?next=/newsroom/",
    )


def test_everybody_sees_the_own_blogs_only(client: Client) -> None:
    own, other = make_blog(title="The talks"), make_blog(title="The election")
    client.force_login(make_user(role="reporter", blog=own))
    page = client.get("/newsroom/").content.decode()
    assert own.title in page
    assert other.title not in page


def test_drafts_are_there_too(client: Client) -> None:
    blog = make_blog(status="draft", title="Not yet")
    client.force_login(make_user(role="editor", blog=blog))
    assert "Not yet" in client.get("/newsroom/").content.decode()


def test_without_a_blog_the_page_says_what_to_do(client: Client) -> None:
    make_blog()
    client.force_login(make_user())
    page = client.get("/newsroom/")
    assert page.context["desks"] == []
    assert 'class="notice"' in page.content.decode()
