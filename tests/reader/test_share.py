"""Share links."""

import pytest
from django.db import OperationalError
from django.test import Client

from liveblog.models import Post, ShareLink
from liveblog.publishing import blogs, posts, share_links
from tests.reader.pages import html
from tests.world import DESK, make_blog, make_post

pytestmark = pytest.mark.django_db


def link_of(post: Post) -> ShareLink:
    return post.share_links.get(network="copy")


def test_counts_and_leads_to_the_post(client: Client) -> None:
    post = make_post(make_blog())
    response = client.get(f"/s/{link_of(post).code}")
    assert (response.status_code, response["Location"]) == (302, post.get_absolute_url())
    assert response["Cache-Control"] == "no-store"
    assert link_of(post).opened == 1


def test_a_preview_is_not_counted(client: Client) -> None:
    post = make_post(make_blog())
    assert client.head(f"/s/{link_of(post).code}").status_code == 302
    assert link_of(post).opened == 0


def test_leads_to_the_tombstone_without_its_words(client: Client) -> None:
    post = make_post(make_blog(), headline="Wrong headline")
    posts.retract(post, "Forged.", by=DESK)
    response = client.get(f"/s/{link_of(post).code}", follow=True)
    assert "wrong" not in response.redirect_chain[0][0]
    assert response.status_code == 410


@pytest.mark.parametrize("code", ["2222222", "x", "%00", "a" * 500])
def test_an_unknown_code_is_not_found(client: Client, code: str) -> None:
    assert client.get(f"/s/{code}").status_code == 404


def test_posts_of_a_withdrawn_blog_are_not_found(client: Client) -> None:
    post = make_post(make_blog())
    blogs.withdraw(post.blog, by=DESK)
    assert client.get(f"/s/{link_of(post).code}").status_code == 404


def test_readers_get_on_where_nothing_can_be_counted(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def locked(code: str) -> None:
        raise OperationalError("database is locked")

    monkeypatch.setattr(share_links, "open", locked)
    post = make_post(make_blog())
    assert client.get(f"/s/{link_of(post).code}")["Location"] == post.get_absolute_url()


def test_the_share_row_has_four_links_through_our_own(client: Client) -> None:
    blog = make_blog()
    post = make_post(blog, headline="Tausend & eins")
    page = html(client, blog)
    codes = {link.network: link.code for link in post.share_links.all()}
    assert f'data-share="copy" href="/s/{codes["copy"]}"' in page
    assert f"sharer.php?u=http%3A%2F%2Ftestserver%2Fs%2F{codes['facebook']}" in page
    assert f"url=http%3A%2F%2Ftestserver%2Fs%2F{codes['x']}" in page
    assert "mailto:?subject=Tausend%20%26%20eins&amp;body=" in page
