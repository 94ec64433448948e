"""Verbs on posts: asked first, then one change each."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from liveblog.models import LiveBlog, Post, PostStatus, Role, Verb
from liveblog.publishing import posts
from tests import world
from tests.backoffice.conftest import browser
from tests.backoffice.forms import address

pytestmark = pytest.mark.django_db


def ready_for(verb: str, blog: LiveBlog) -> Post:
    """A post with which this verb can be done."""
    if verb == Verb.PUBLISH:
        return world.make_draft(blog)
    post = world.make_post(blog, key=verb == Verb.UNKEY)
    if verb == Verb.UNPIN:
        return posts.pin(post, by=world.DESK)
    if verb == Verb.RESTORE:
        return posts.retract(post, "Wrong.", by=world.DESK)
    return post


PUBLIC = [Verb.PUBLISH, Verb.RETRACT, Verb.RESTORE, Verb.PIN, Verb.UNPIN, Verb.KEY, Verb.UNKEY]


@pytest.mark.parametrize("verb", PUBLIC)
def test_each_public_verb_is_exactly_one_change(desk: Client, blog: LiveBlog, verb: str) -> None:
    post = ready_for(verb, blog)
    before = blog.changes.count()
    url = address("post", "verb", post.pk, verb)
    assert desk.get(url).status_code == 200
    assert blog.changes.count() == before
    assert desk.post(url, {"note": "Because."}).status_code == 302
    assert list(blog.changes.filter(seq__gt=before).values_list("verb", "via")) == [(verb, "admin")]


@pytest.mark.parametrize("verb", PUBLIC)
def test_each_public_verb_works_in_bulk(desk: Client, blog: LiveBlog, verb: str) -> None:
    post = ready_for(verb, blog)
    before = blog.changes.count()
    sent = {"action": verb, "_selected_action": [post.pk], "note": "Because."}
    asked = desk.post(address("post"), {**sent, "index": 0})
    assert asked.status_code == 200 and blog.changes.count() == before
    assert desk.post(address("post"), {**sent, "confirmed": 1}).status_code == 302
    assert blog.changes.count() == before + 1


def test_a_retraction_asks_for_its_reason(desk: Client, blog: LiveBlog) -> None:
    post = world.make_post(blog)
    page = desk.post(address("post", "verb", post.pk, "retract"), {"note": " "})
    assert page.context["form"].errors["note"]
    desk.post(address("post", "verb", post.pk, "retract"), {"note": "Invented."})
    post.refresh_from_db()
    assert (post.status, post.retraction) == (PostStatus.RETRACTED, "Invented.")


def test_a_draft_is_discarded_with_its_history(desk: Client, blog: LiveBlog) -> None:
    draft = world.make_draft(blog)
    response = desk.post(address("post", "verb", draft.pk, "discard"))
    assert response.url == address("post")
    assert not Post.objects.exists()


def test_a_published_post_is_not_discarded(desk: Client, blog: LiveBlog) -> None:
    post = world.make_post(blog)
    page = desk.post(address("post", "verb", post.pk, "discard"), follow=True)
    assert [message.level_tag for message in page.context["messages"]] == ["error"]
    assert Post.objects.filter(pk=post.pk).exists()


def test_a_submitted_post_goes_back_with_a_note(desk: Client, blog: LiveBlog) -> None:
    post = world.make_post(blog, status=PostStatus.SUBMITTED)
    desk.post(address("post", "verb", post.pk, "send_back"), {"note": "Who says so?"})
    post.refresh_from_db()
    assert (post.status, post.revisions.first().reason) == (PostStatus.DRAFT, "Who says so?")


def test_a_refusal_is_a_message(desk: Client) -> None:
    blog = world.make_blog(status="paused")
    draft = world.make_draft(blog)
    page = desk.post(address("post", "verb", draft.pk, "publish"), follow=True)
    assert blog.title in str(next(iter(page.context["messages"])))


def test_bulk_does_what_it_may_and_says_what_not(blog: LiveBlog) -> None:
    reporter = browser(Role.REPORTER, blog)
    me = int(reporter.session["_auth_user_id"])
    mine, theirs = world.make_draft(blog), world.make_draft(blog)
    Post.objects.filter(pk=mine.pk).update(created_by=me)
    sent = {"action": "publish", "confirmed": 1, "_selected_action": [mine.pk, theirs.pk]}
    page = reporter.post(address("post"), sent, follow=True)
    tags = sorted(message.level_tag for message in page.context["messages"])
    assert tags == ["error", "success"]
    assert [post.status for post in (_fresh(mine), _fresh(theirs))] == ["published", "draft"]


@pytest.mark.parametrize("verb", [*PUBLIC, "discard", "send_back", "submit"])
def test_no_verb_without_the_role(blog: LiveBlog, verb: str) -> None:
    post = ready_for(verb, blog)
    url = address("post", "verb", post.pk, verb)
    status = browser(Role.CONTRIBUTOR, blog).post(url, {"note": "Because."}).status_code
    assert status in (403, 404)
    assert _fresh(post).version == post.version


def test_an_editor_of_another_blog_finds_no_post(blog: LiveBlog) -> None:
    url = address("post", "verb", world.make_post(blog).pk, "pin")
    assert browser(Role.EDITOR, world.make_blog()).post(url).status_code == 404


def test_an_unknown_verb_is_not_found(desk: Client, blog: LiveBlog) -> None:
    post = world.make_post(blog)
    assert desk.post(address("post", "verb", post.pk, "explode")).status_code == 404


def test_a_stranger_is_sent_to_the_door(client: Client, blog: LiveBlog) -> None:
    url = address("post", "verb", world.make_post(blog).pk, "pin")
    response = client.post(url)
    assert response.status_code == 302 and response.url.startswith(reverse("admin:login"))


def test_buttons_offer_what_can_be_done_now(desk: Client, blog: LiveBlog) -> None:
    page = desk.get(address("post", "change", world.make_post(blog, key=True).pk))
    offered = [link["verb"].name for link in page.context["verb_links"]]
    assert offered == ["pin", "unkey", "retract"]


def _fresh(post: Post) -> Post:
    return Post.objects.get(pk=post.pk)
