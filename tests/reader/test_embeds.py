"""A post's link: a box for a network that we know, a quiet link for all others."""

from __future__ import annotations

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.utils import translation

from liveblog.text.embeds import frame_hosts
from tests.world import make_blog, make_editor, make_post

VIDEO = "https://www.youtube.com/watch?v=abcdefghijk"


def drawn(link: str) -> str:
    return render_to_string("posts/_embed.html", {"link": link})


def test_a_known_link_is_a_box_that_says_what_it_loads() -> None:
    with translation.override("de"):
        html = drawn(VIDEO)
    assert 'data-embed="https://www.youtube-nocookie.com/embed/abcdefghijk"' in html
    assert ">Inhalt von YouTube laden</button>" in html
    assert "Erst dann erhält YouTube Daten über Sie" in html
    assert f'href="{VIDEO}"' in html
    assert "youtube.com/watch?v=abcdefghijk</span>" in html


@pytest.mark.parametrize(
    ("link", "shape"),
    [
        (VIDEO, "video"),
        ("https://www.tiktok.com/@a/video/1", "tall"),
        ("https://x.com/a/status/1", "post"),
        ("https://soundcloud.com/a/b", "audio"),
    ],
)
def test_its_height_is_known_from_the_link(link: str, shape: str) -> None:
    assert f'class="embed-box embed-{shape}"' in drawn(link)


@pytest.mark.parametrize(
    "link", ["https://example.org/clip", "https://www.youtube.com/@somebody", "https://x.com/a"]
)
def test_an_unknown_link_stays_a_link(link: str) -> None:
    html = drawn(link)
    assert f'class="embed-link" href="{link}"' in html
    assert "<button" not in html


def test_the_server_draws_no_frame_and_no_foreign_source() -> None:
    html = drawn(VIDEO)
    assert "<iframe" not in html
    assert " src=" not in html


def test_signs_in_a_link_stay_signs() -> None:
    html = drawn('https://example.org/"><script>alert(1)</script>')
    assert "<script" not in html


@pytest.mark.django_db
@pytest.mark.parametrize("place", ["reader", "newsroom"])
def test_pages_may_frame_the_networks_and_nobody_else(client: Client, place: str) -> None:
    blog = make_blog()
    make_post(blog, "See.", embed=VIDEO)
    address = blog.get_absolute_url()
    if place == "newsroom":
        client.force_login(make_editor(blog))
        address = f"/newsroom/{blog.slug}/"
    answer = client.get(address)
    assert answer.status_code == 200
    policy = dict(
        rule.strip().split(" ", 1) for rule in answer["Content-Security-Policy"].split(";")
    )
    assert policy["frame-src"].split() == frame_hosts()
    assert policy["script-src"] == "'self'"
