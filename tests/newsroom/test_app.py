"""The newsroom as an app on a phone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from PIL import Image as Pixels

from liveblog.models import LiveBlog
from tests.world import make_blog, make_post, make_user

pytestmark = pytest.mark.django_db
MOST_BYTES = 20 * 1024


@pytest.fixture
def blog() -> LiveBlog:
    return make_blog(slug="talks")


@pytest.mark.parametrize(("language", "word"), [("de", "schreiben"), ("en", "Write")])
def test_the_manifest_speaks_the_users_language(client: Client, language: str, word: str) -> None:
    answer = client.get("/newsroom/manifest.webmanifest", headers={"accept-language": language})
    assert answer.headers["Content-Type"] == "application/manifest+json"
    said = json.loads(answer.content)
    assert said["lang"] == language
    assert word in said["description"]
    assert said["start_url"] == said["scope"] == "/newsroom/"


def test_the_icons_are_small_and_as_large_as_promised(client: Client) -> None:
    said = client.get("/newsroom/manifest.webmanifest").json()
    assert {icon["purpose"] for icon in said["icons"]} == {"any", "maskable"}
    for icon in said["icons"]:
        found = finders.find(icon["src"].removeprefix("/static/"))
        assert isinstance(found, str)
        assert Path(found).stat().st_size <= MOST_BYTES
        with Pixels.open(found) as pixels:
            assert "{}x{}".format(*pixels.size) == icon["sizes"]


def test_texts_and_pictures_can_be_shared(client: Client) -> None:
    target = client.get("/newsroom/manifest.webmanifest").json()["share_target"]
    assert (target["method"], target["enctype"]) == ("POST", "multipart/form-data")
    assert set(target["params"]) == {"title", "text", "url", "files"}


def test_the_worker_may_serve_the_newsroom_and_no_more(client: Client) -> None:
    answer = client.get("/newsroom/sw.js")
    assert answer.headers["Content-Type"].startswith("text/javascript")
    assert answer.headers["Cache-Control"] == "no-cache"
    assert "Service-Worker-Allowed" not in answer.headers
    policy = answer.headers["Content-Security-Policy"]
    assert "worker-src 'self'" in policy
    assert "manifest-src 'self'" in policy


def test_the_worker_knows_the_addresses(client: Client) -> None:
    script = client.get("/newsroom/sw.js").content.decode()
    for address in ("/newsroom/", "/newsroom/-/share/", "/newsroom/account/logout/", "/static/"):
        assert f'"{address}"' in script
    assert "{" + "%" not in script


def test_what_no_worker_took_gets_a_helpful_page() -> None:
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post("/newsroom/-/share/", {"text": "Heard this."})
    assert answer.status_code == 200
    assert b"/newsroom/" in answer.content
    assert b"Heard this." not in answer.content


def test_the_shell_holds_no_posts(blog: LiveBlog, client: Client) -> None:
    make_post(blog, "canary")
    client.force_login(make_user(role="editor", blog=blog))
    page = client.get("/newsroom/talks/?shell").content.decode()
    assert "canary" not in page
    assert 'data-epoch=""' in page
    assert "data-composer" in page


def test_what_was_shared_goes_to_the_only_blog(blog: LiveBlog, client: Client) -> None:
    user = make_user(role="reporter", blog=blog)
    client.force_login(user)
    assert client.get("/newsroom/?shared").headers["Location"] == "/newsroom/talks/"
    make_user(role="reporter")
    other = make_blog()
    client.force_login(make_user(role="reporter"))
    assert other.title in client.get("/newsroom/?shared").content.decode()
