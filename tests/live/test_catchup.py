"""Everything after change N, in its present state."""

from __future__ import annotations

import json

import pytest

from liveblog.limits import POLL_SECONDS
from liveblog.live import catchup
from liveblog.live.catchup import updates_since
from liveblog.models import LiveBlog
from liveblog.publishing import posts
from liveblog.publishing.content import PostContent
from tests.world import DESK, make_blog, make_draft, make_post

pytestmark = pytest.mark.django_db


def fresh(blog: LiveBlog) -> LiveBlog:
    return LiveBlog.objects.get(pk=blog.pk)


def test_it_answers_with_what_changed_after_a_number() -> None:
    blog = make_blog()
    make_post(blog, "Old news")
    post = make_post(blog, "News")
    answer = updates_since(fresh(blog), 2, blog.epoch)
    assert [sent["id"] for sent in answer["posts"]] == [post.public_id]
    assert answer["type"] == "updates"
    assert (answer["since"], answer["seq"], answer["poll"]) == (2, 3, POLL_SECONDS)
    assert (answer["v"], answer["epoch"], answer["gone"]) == (1, blog.epoch, [])


def test_who_knows_everything_gets_nothing_new() -> None:
    blog = fresh(make_blog())
    answer = updates_since(blog, 1, blog.epoch)
    assert (answer["posts"], answer["gone"], answer["seq"]) == ([], [], 1)


def test_posts_appear_once_and_as_they_are_now() -> None:
    blog = make_blog()
    post = make_post(blog, "Canary")
    posts.edit(post, PostContent(body="Final words"), by=DESK)
    (sent,) = updates_since(fresh(blog), 0, blog.epoch)["posts"]
    assert sent["version"] == 3
    assert "Final words" in sent["html"]


def test_a_retracted_post_is_gone_without_a_word() -> None:
    blog = make_blog()
    post = make_post(blog, "Canary", headline="Canary")
    posts.retract(post, "Canary was wrong", by=DESK)
    answer = updates_since(fresh(blog), 0, blog.epoch)
    assert answer["gone"] == [post.public_id]
    assert "Canary" not in json.dumps(answer)


def test_a_restored_post_is_there_again() -> None:
    blog = make_blog()
    post = posts.retract(make_post(blog), "Wrong.", by=DESK)
    posts.restore(post, by=DESK)
    answer = updates_since(fresh(blog), 3, blog.epoch)
    assert ([sent["id"] for sent in answer["posts"]], answer["gone"]) == ([post.public_id], [])


def test_all_regions_touched_since_then_are_told() -> None:
    blog = make_blog()
    posts.pin(make_post(blog, key=True), by=DESK)
    assert updates_since(fresh(blog), 1, blog.epoch)["blog"]["regions"].keys() == {
        "updated",
        "key",
        "pinned",
    }


def test_drafts_neither_appear_nor_count(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catchup, "CATCH_UP_POSTS", 0)
    blog = make_blog()
    make_draft(blog, "Canary")
    answer = updates_since(fresh(blog), 0, blog.epoch)
    assert answer["type"] == "updates"
    assert "Canary" not in json.dumps(answer)


@pytest.mark.parametrize(("since", "epoch"), [(0, "another"), (2, None), (0, "")])
def test_what_this_history_has_not_given_out_starts_over(since: int, epoch: str | None) -> None:
    blog = fresh(make_blog())
    answer = updates_since(blog, since, blog.epoch if epoch is None else epoch)
    assert answer == {
        "type": "reset",
        "v": 1,
        "epoch": blog.epoch,
        "seq": 1,
        "poll": POLL_SECONDS,
    }


def test_too_much_starts_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catchup, "CATCH_UP_POSTS", 2)
    blog = make_blog()
    for _ in range(3):
        make_post(blog)
    assert updates_since(fresh(blog), 2, blog.epoch)["type"] == "updates"
    assert updates_since(fresh(blog), 1, blog.epoch)["type"] == "reset"
