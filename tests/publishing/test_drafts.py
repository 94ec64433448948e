"""Posts before they are public: saved, handed in, planned, thrown away, and never a Change."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
import time_machine
from django.utils import timezone as clock

from liveblog.models import Post, PostRevision
from liveblog.publishing import blogs, drafts, posts
from liveblog.publishing.content import PostContent
from liveblog.publishing.errors import (
    AlreadyPublished,
    BlogNotLive,
    PostRetracted,
    StaleVersion,
)
from tests.publishing.ledger import changes_made, nothing_written, refused
from tests.world import DESK, STEPS, make_blog, make_draft, make_post

pytestmark = pytest.mark.django_db
TEXT = PostContent(body="Better words.")


def soon() -> datetime:
    return clock.now() + timedelta(hours=1)


QUIET: dict[str, Callable[[Post], Any]] = {
    "save": lambda post: drafts.save(post, TEXT, by=DESK),
    "submit": lambda post: drafts.submit(post, by=DESK),
    "send back": lambda post: drafts.send_back(post, "More, please.", by=DESK),
    "schedule": lambda post: drafts.schedule(post, soon(), by=DESK),
    "discard": drafts.discard,
}


@pytest.mark.parametrize("verb", QUIET)
def test_nothing_before_publication_is_a_change(verb: str) -> None:
    blog = make_blog()
    with changes_made(blog) as made:
        QUIET[verb](make_draft(blog))
    assert not made


@pytest.mark.parametrize("verb", [verb for verb in QUIET if verb != "discard"])
def test_every_saved_state_before_publication_counts_down(verb: str) -> None:
    post = make_draft(make_blog())
    assert post.version == -1
    done = QUIET[verb](post)
    assert done.version == Post.objects.get(pk=post.pk).version == -2
    assert [kept.version for kept in post.revisions.all()] == [-2, -1]


@pytest.mark.parametrize("status", ["draft", "submitted"])
@pytest.mark.parametrize("blog_status", STEPS)
def test_drafts_can_be_written_whatever_the_blog_does(blog_status: str, status: str) -> None:
    blog = make_blog(status=blog_status)
    with changes_made(blog) as made:
        post = make_post(blog, status=status)
    assert (post.status, made) == (status, [])


@pytest.mark.parametrize("blog_status", [status for status in STEPS if status != "live"])
def test_publishing_to_a_blog_that_is_not_live_is_refused_by_name(blog_status: str) -> None:
    blog = make_blog(status=blog_status, title="The long day")
    draft = make_draft(blog)
    with nothing_written(blog), pytest.raises(BlogNotLive) as caught:
        posts.publish(draft, by=DESK)
    assert "The long day" in caught.value.message
    assert blog.get_status_display() in caught.value.message
    with nothing_written(blog), pytest.raises(BlogNotLive):
        make_post(blog)


def test_a_copy_from_before_the_publication_never_passes_for_current() -> None:
    draft = make_draft(make_blog())
    saved = drafts.save(draft, TEXT, by=DESK, version=draft.version)
    published = posts.publish(saved, by=DESK, version=saved.version)
    for old in (draft, saved):
        with pytest.raises(StaleVersion) as caught:
            posts.edit(old, TEXT, by=DESK, version=old.version)
        assert caught.value.current == published


@pytest.mark.parametrize(
    "do",
    [
        lambda post, **how: drafts.save(post, TEXT, by=DESK, **how),
        lambda post, **how: drafts.submit(post, by=DESK, **how),
        lambda post, **how: drafts.send_back(post, "More.", by=DESK, **how),
        lambda post, **how: drafts.schedule(post, soon(), by=DESK, **how),
        drafts.discard,
    ],
)
def test_a_stale_draft_overwrites_nothing(do: Callable[..., Any]) -> None:
    draft = make_draft(make_blog())
    newer = drafts.save(draft, PostContent(body="Theirs."), by=DESK)
    with nothing_written(draft.blog), pytest.raises(StaleVersion) as caught:
        do(draft, version=draft.version)
    assert (caught.value.current, caught.value.current.body) == (newer, "Theirs.")


@pytest.mark.parametrize("verb", QUIET)
def test_what_is_public_is_no_draft(verb: str) -> None:
    blog = make_blog()
    post, gone = make_post(blog), posts.retract(make_post(blog), "Wrong.", by=DESK)
    for public, error in ((post, AlreadyPublished), (gone, PostRetracted)):
        with nothing_written(blog), pytest.raises(error):
            QUIET[verb](public)


def test_discarding_takes_post_and_history_along() -> None:
    draft = make_draft(make_blog())
    drafts.discard(draft, version=draft.version)
    assert not Post.objects.exists() and not PostRevision.objects.exists()


def test_a_note_goes_back_with_the_post() -> None:
    post = drafts.send_back(make_post(make_blog(), status="submitted"), " Who says so? ", by=DESK)
    kept = post.revisions.first()
    assert (post.status, kept.verb, kept.reason) == ("draft", "send_back", "Who says so?")


@pytest.mark.parametrize("note", ["", "x" * 501])
def test_sending_back_needs_a_note(note: str) -> None:
    post = make_post(make_blog(), status="submitted")
    with nothing_written(post.blog), refused("note"):
        drafts.send_back(post, note, by=DESK)


def test_a_planned_post_knows_its_time_and_stays_secret() -> None:
    at = soon()
    post = drafts.schedule(make_draft(make_blog()), at, by=DESK)
    assert (post.status, post.publish_at) == ("scheduled", at)
    assert not Post.objects.public().exists()


def test_leaving_the_plan_forgets_its_time() -> None:
    for leave in (QUIET["submit"], QUIET["send back"], lambda post: posts.publish(post, by=DESK)):
        assert leave(drafts.schedule(make_draft(make_blog()), soon(), by=DESK)).publish_at is None


@pytest.mark.parametrize(
    "at",
    [
        datetime(2020, 1, 1, tzinfo=UTC),
        datetime(2035, 1, 1),
        datetime.min,
        datetime.max,
        datetime.max.replace(tzinfo=timezone(-timedelta(hours=14))),
        datetime.min.replace(tzinfo=timezone(timedelta(hours=14))),
        None,
    ],
)
def test_a_plan_needs_a_real_time_to_come(at: datetime | None) -> None:
    blog = make_blog()
    draft = make_draft(blog)
    with nothing_written(blog), refused("publish_at"):
        drafts.schedule(draft, at, by=DESK)
    with nothing_written(blog), refused("publish_at"):
        drafts.compose(blog, TEXT, by=DESK, status="scheduled", publish_at=at)


def test_now_has_already_passed() -> None:
    with time_machine.travel(datetime(2025, 5, 16, tzinfo=UTC), tick=False), refused("publish_at"):
        drafts.schedule(make_draft(make_blog()), clock.now(), by=DESK)


@pytest.mark.parametrize("status", ["retracted", "published ", "", "DRAFT", "\x00"])
def test_a_post_is_composed_in_a_known_status(status: str) -> None:
    blog = make_blog()
    with nothing_written(blog), refused("status"):
        drafts.compose(blog, TEXT, by=DESK, status=status)


def test_a_draft_may_be_empty_but_not_what_others_wait_for() -> None:
    blog = make_blog()
    draft = make_draft(blog, "")
    for do in (QUIET["submit"], QUIET["schedule"], lambda post: posts.publish(post, by=DESK)):
        with nothing_written(blog), refused("body"):
            do(draft)


@pytest.mark.parametrize("wait", ["submit", "schedule"])
def test_a_waiting_post_cannot_be_emptied(wait: str) -> None:
    post = QUIET[wait](make_draft(make_blog()))
    with nothing_written(post.blog), refused("body"):
        drafts.save(post, PostContent(body=""), by=DESK)


def test_a_time_that_was_given_stays_when_the_post_is_published() -> None:
    at = datetime(2025, 5, 16, 9, 30, tzinfo=UTC)
    draft = make_draft(make_blog(), event_at=at)
    assert posts.publish(draft, by=DESK).event_at == at


def test_a_withdrawn_blog_takes_drafts_that_wait_for_its_return() -> None:
    blog = blogs.withdraw(make_blog(), by=DESK)
    draft = make_draft(blog)
    reopened = blogs.open(blog, by=DESK)
    assert posts.publish(draft, by=DESK).version == reopened.seq + 1
