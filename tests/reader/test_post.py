"""Permalinks and tombstones."""

import pytest
from django.test import Client, override_settings

from liveblog.limits import PAGE_POSTS
from liveblog.models import Post
from liveblog.publishing import blogs, posts
from tests.reader.stories import HOSTILE, make_posts
from tests.world import DESK, make_blog, make_draft, make_post

pytestmark = pytest.mark.django_db


def test_shows_the_post_under_its_own_title(client: Client) -> None:
    post = make_post(make_blog(title="The blog"), "All of it.", headline="Only this")
    page = client.get(post.get_absolute_url()).content.decode()
    assert "<h1" in page.split("Only this</h1>")[0]
    assert "<title>Only this | The blog | Fernblick</title>" in page
    assert "<p>All of it.</p>" in page
    assert f'property="og:url" content="http://testserver{post.get_absolute_url()}"' in page


def test_headings_rank_below_the_posts_own_wherever_that_stands(client: Client) -> None:
    blog = make_blog()
    post = make_post(blog, "## What is known\n\nLittle.", headline="Only this")
    alone = client.get(post.get_absolute_url()).content.decode()
    assert '<h3 aria-level="2">What is known</h3>' in alone
    assert "<h3>What is known</h3>" in client.get(blog.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    "wrong",
    ["/live/one/other-words-{id}/", "/live/ONE/only-this-{id}/", "/live/two/only-this-{id}/"],
)
def test_a_wrong_address_leads_to_the_right_one(client: Client, wrong: str) -> None:
    post = make_post(make_blog(slug="one"), headline="Only this")
    response = client.get(wrong.format(id=post.public_id))
    assert (response.status_code, response["Location"]) == (301, post.get_absolute_url())


def test_an_id_in_capitals_is_the_same_id(client: Client) -> None:
    post = make_post(make_blog(slug="one"), headline="Only this")
    response = client.get(f"/live/one/only-this-{post.public_id.upper()}/")
    assert response.status_code in (200, 301)


def test_a_retracted_post_leaves_a_tombstone_with_the_reason(client: Client) -> None:
    post = make_post(make_blog(slug="one"), "The wrong text.", headline="Wrong headline")
    address = post.get_absolute_url()
    posts.retract(post, "The letter was forged.", by=DESK)
    response = client.get(address)
    page = response.content.decode()
    assert response.status_code == 410
    assert "The letter was forged." in page
    for word in ("wrong text", "Wrong headline", "wrong-headline"):
        assert word not in page


def test_a_tombstone_answers_at_any_of_its_addresses(client: Client) -> None:
    post = make_post(make_blog(slug="one"), headline="Wrong headline")
    posts.retract(post, HOSTILE, by=DESK)
    response = client.get(f"/live/one/update-{post.public_id}/")
    assert response.status_code == 410
    assert b"<script>alert" not in response.content


def test_a_restored_post_is_back(client: Client) -> None:
    post = make_post(make_blog())
    posts.retract(post, "A mistake.", by=DESK)
    posts.restore(post, by=DESK)
    assert client.get(post.get_absolute_url()).status_code == 200


@override_settings(DEBUG=False)
def test_unknown_and_unpublished_are_the_same_answer(client: Client) -> None:
    hidden = make_post(make_blog())
    blogs.withdraw(hidden.blog, by=DESK)
    buried = make_post(make_blog())
    posts.retract(buried, "Wrong.", by=DESK)
    blogs.withdraw(buried.blog, by=DESK)
    draft = make_draft(make_blog())
    answers = [
        client.get(f"/live/one/words-{public_id}/")
        for public_id in ("22222222", draft.public_id, hidden.public_id, buried.public_id)
    ]
    assert {answer.status_code for answer in answers} == {404}
    assert len({(answer.content, str(answer.headers)) for answer in answers}) == 1


def test_the_way_back_leads_to_its_place(client: Client) -> None:
    post = make_post(make_blog(slug="one"))
    page = client.get(post.get_absolute_url()).content.decode()
    assert f'href="/live/one/#post-{post.public_id}"' in page


def test_the_way_back_finds_a_page_that_holds_an_old_post(client: Client) -> None:
    blog = make_blog(slug="one")
    oldest = make_posts(blog, PAGE_POSTS + 5)[0]
    page = client.get(oldest.get_absolute_url()).content.decode()
    back = page.split('class="way-back"><a href="')[1].split('"')[0]
    assert back.startswith("/live/one/?before=")
    assert f'id="post-{oldest.public_id}"' in client.get(back).content.decode()


def test_neighbours_are_linked(client: Client) -> None:
    older, post, newer = make_posts(make_blog(), 3)
    page = client.get(post.get_absolute_url()).content.decode()
    assert f'rel="prev" href="{older.get_absolute_url()}"' in page
    assert f'rel="next" href="{newer.get_absolute_url()}"' in page


def test_a_post_without_headline_has_a_title(client: Client) -> None:
    post = make_post(make_blog(), "Nobody speaks.")
    page = client.get(post.get_absolute_url()).content.decode()
    assert "<title>Nobody speaks. |" in page
    assert f'id="post-{post.public_id}-label"' in page


def test_hostile_headlines_stay_text(client: Client) -> None:
    post = make_post(make_blog(), headline=HOSTILE)
    page = client.get(post.get_absolute_url()).content.decode()
    assert "<script>alert" not in page
    assert "<img src=x" not in page


def test_an_edit_shows_at_once(client: Client) -> None:
    post = make_post(make_blog(), "First.", headline="The same")
    client.get(post.get_absolute_url())
    posts.edit(post, posts.PostContent(body="Second."), by=DESK)
    fresh = Post.objects.get(pk=post.pk)
    assert "<p>Second.</p>" in client.get(fresh.get_absolute_url()).content.decode()
