"""The history of a post, and the way back."""

from __future__ import annotations

import pytest
from django.test import Client

from liveblog.models import LiveBlog, Role
from liveblog.publishing import drafts, posts
from liveblog.publishing.content import PostContent
from tests import world
from tests.backoffice.conftest import browser
from tests.backoffice.forms import address

pytestmark = pytest.mark.django_db


def test_the_history_shows_every_saved_text(desk: Client, blog: LiveBlog) -> None:
    post = world.make_post(blog, "First words.")
    posts.edit(post, PostContent(body="Second words."), by=world.DESK, reason="Better")
    text = desk.get(address("post", "history", post.pk)).content.decode()
    assert "First words." in text and "Second words." in text and "Better" in text


def test_the_history_says_in_words_what_was_done(desk: Client, blog: LiveBlog) -> None:
    draft = world.make_draft(blog, "First words.")
    posts.publish(draft, by=world.DESK, version=draft.version)
    german = {"accept-language": "de"}
    page = desk.get(address("post", "history", draft.pk), headers=german).content.decode()
    assert ">gespeichert · " in page and ">veröffentlicht · " in page


def test_an_old_version_comes_back_as_one_edit(desk: Client, blog: LiveBlog) -> None:
    post = world.make_post(blog, "First words.")
    number = post.revisions.first().number
    posts.edit(post, PostContent(body="Second words."), by=world.DESK)
    before = blog.changes.count()
    desk.post(address("post", "restore_revision", post.pk, number))
    post.refresh_from_db()
    assert post.body == "First words."
    assert blog.changes.count() == before + 1


def test_a_draft_goes_back_without_a_change(desk: Client, blog: LiveBlog) -> None:
    draft = world.make_draft(blog, "First words.")
    number = draft.revisions.first().number
    drafts.save(draft, PostContent(body="Second words."), by=world.DESK)
    before = blog.changes.count()
    desk.post(address("post", "restore_revision", draft.pk, number))
    draft.refresh_from_db()
    assert (draft.body, blog.changes.count()) == ("First words.", before)


def test_a_retracted_post_does_not_come_back_this_way(desk: Client, blog: LiveBlog) -> None:
    post = world.make_post(blog)
    posts.retract(post, "Wrong.", by=world.DESK)
    page = desk.post(address("post", "restore_revision", post.pk, 1), follow=True)
    assert [message.level_tag for message in page.context["messages"]] == ["error"]


@pytest.mark.parametrize("number", [99, 10**12])
def test_an_unknown_version_is_not_found(desk: Client, blog: LiveBlog, number: int) -> None:
    url = address("post", "restore_revision", world.make_post(blog).pk, number)
    assert desk.post(url).status_code == 404


def test_reading_changes_nothing(desk: Client, blog: LiveBlog) -> None:
    url = address("post", "restore_revision", world.make_post(blog).pk, 1)
    assert desk.get(url).status_code == 405


def test_a_contributor_brings_nothing_back(blog: LiveBlog) -> None:
    post = world.make_post(blog)
    contributor = browser(Role.CONTRIBUTOR, blog)
    url = address("post", "restore_revision", post.pk, 1)
    assert contributor.get(address("post", "history", post.pk)).status_code == 200
    assert contributor.post(url).status_code == 403
