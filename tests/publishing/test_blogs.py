"""The verbs on blogs: which move leads where, and what each change says."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from liveblog.models import Article, BlogStatus, LiveBlog
from liveblog.publishing import articles, blogs
from liveblog.publishing.actors import Actor
from liveblog.publishing.blogs import BlogContent
from liveblog.publishing.errors import BlogStatusRefused
from tests.publishing.ledger import changes_made, nothing_written, refused
from tests.world import DESK, STEPS, make_blog, make_draft, make_image, make_post, make_user

pytestmark = pytest.mark.django_db

MOVES = {
    ("draft", "open"): "live",
    ("live", "pause"): "paused",
    ("live", "end"): "ended",
    ("live", "withdraw"): "draft",
    ("paused", "resume"): "live",
    ("paused", "end"): "ended",
    ("paused", "withdraw"): "draft",
    ("ended", "reopen"): "live",
    ("ended", "archive"): "archived",
    ("ended", "withdraw"): "draft",
    ("archived", "reopen"): "live",
    ("archived", "withdraw"): "draft",
}
VERBS = ["open", "pause", "resume", "end", "reopen", "archive", "withdraw"]
REFUSED = [(status, verb) for status in STEPS for verb in VERBS if (status, verb) not in MOVES]


def edit(blog: LiveBlog, **fields: Any) -> LiveBlog:
    return blogs.edit(blog, BlogContent(**fields), by=DESK)


def test_the_table_of_moves_is_about_every_verb_and_status() -> None:
    assert set(VERBS) == set(blogs.VERBS)
    assert set(STEPS) == set(BlogStatus.values)


@pytest.mark.parametrize(("status", "verb"), MOVES)
def test_an_allowed_move_is_one_change(status: str, verb: str) -> None:
    blog, user = make_blog(status=status), make_user()
    head = blog.seq
    with changes_made(blog) as made:
        moved = blogs.VERBS[verb](blog, by=Actor(user, "session"))
    (change,) = made
    assert moved.status == LiveBlog.objects.get(pk=blog.pk).status == MOVES[status, verb]
    assert (change.seq, change.verb, change.post) == (head + 1, verb, None)
    assert (change.actor, change.via) == (user, "session")
    assert change.regions == ["head", "introduction", "summary"]
    assert moved.seq == change.seq


@pytest.mark.parametrize(("status", "verb"), REFUSED)
def test_every_other_move_is_refused_by_name(status: str, verb: str) -> None:
    blog = make_blog(status=status, title="The long day")
    with nothing_written(blog), pytest.raises(BlogStatusRefused) as caught:
        blogs.VERBS[verb](blog, by=DESK)
    message = caught.value.message
    assert "The long day" in message and blog.get_status_display() in message
    assert str(blogs.PARTICIPLES[verb]) in message


def test_creating_a_blog_is_no_change() -> None:
    blog = make_blog(status="draft", articles=[])
    assert (blog.status, blog.seq, blog.changes.count()) == ("draft", 0, 0)


def test_editing_a_draft_is_no_change() -> None:
    blog = make_blog(status="draft")
    assert edit(blog, title="Better", summary="Said.").title == "Better"
    assert not blog.changes.exists()


@pytest.mark.parametrize(
    ("fields", "regions"),
    [
        ({"title": "New"}, ["head"]),
        ({"kicker": "New"}, ["head"]),
        ({"standfirst": "New"}, ["head"]),
        ({"starts_at": datetime(2025, 5, 16, tzinfo=UTC)}, ["head"]),
        ({"introduction": "New"}, ["introduction"]),
        ({"summary": "New", "title": "New"}, ["head", "summary"]),
    ],
)
def test_an_edit_names_the_regions_it_touched(fields: dict[str, Any], regions: list[str]) -> None:
    blog = make_blog()
    with changes_made(blog) as made:
        edit(blog, **fields)
    assert [(change.verb, change.regions) for change in made] == [("edit_blog", regions)]


def test_background_and_picture_are_edits_too() -> None:
    blog = make_blog()
    article = articles.save(Article(), by=DESK, slug="a", title="A", body="A")
    with changes_made(blog) as made:
        edit(blog, articles=[article])
        edit(blog, hero=make_image())
    assert [change.regions for change in made] == [["background"], ["head"]]


def test_picture_and_end_are_taken_away_in_one_change() -> None:
    blog = make_blog(hero=make_image(), ends_at=timezone.now() + timedelta(days=1))
    with changes_made(blog) as made:
        bare = edit(blog, cleared=["hero", "ends_at"])
    assert (bare.hero, bare.ends_at) == (None, None)
    assert [change.regions for change in made] == [["head"]]


def test_what_is_only_left_out_stays() -> None:
    blog = make_blog(hero=make_image(), ends_at=timezone.now() + timedelta(days=1))
    edited = edit(blog, title="New", hero=None, ends_at=None)
    assert (edited.hero, edited.ends_at) == (blog.hero, blog.ends_at)


def test_nothing_else_is_emptied() -> None:
    blog = make_blog(kicker="Stays")
    with nothing_written(blog):
        edit(blog, cleared=["kicker", "starts_at", "status"])


@pytest.mark.parametrize("status", ["ended", "archived"])
def test_a_blog_that_has_ended_keeps_its_end(status: str) -> None:
    blog = make_blog(status=status)
    with nothing_written(blog), refused("ends_at"):
        edit(blog, cleared=["ends_at"])


def test_an_edit_that_changes_nothing_is_no_change() -> None:
    blog = make_blog(introduction="Same.", articles=[])
    with nothing_written(blog):
        edit(blog, title=f" {blog.title} ", introduction="Same.", articles=[], language="de")


def test_an_edit_works_on_the_stored_blog_not_on_an_old_copy() -> None:
    blog = make_blog()
    edit(blog, kicker="Kept")
    assert edit(blog, title="New").kicker == "Kept"


def test_texts_of_a_blog_are_rendered_once_when_saved() -> None:
    blog = make_blog(introduction="**Loud** “quoted”", language="en")
    assert blog.introduction_html == "<p><strong>Loud</strong> “quoted”</p>"
    ended = blogs.end(blog, by=DESK, summary='"Over."')
    assert (ended.summary, ended.summary_html) == ('"Over."', "<p>“Over.”</p>")


def test_another_language_sets_the_texts_anew_and_starts_a_new_epoch() -> None:
    blog = make_blog(introduction='"Guten Tag"', language="en")
    assert blog.introduction_html == "<p>“Guten Tag”</p>"
    german = edit(blog, language="de")
    assert german.introduction_html == "<p>„Guten Tag“</p>"
    assert german.epoch != blog.epoch
    assert german.changes.get(seq=german.seq).epoch == german.epoch


@pytest.mark.parametrize("make", [make_post, make_draft])
def test_the_language_is_settled_by_the_first_post(make: Any) -> None:
    blog = make_blog(language="de")
    make(blog)
    with nothing_written(blog), refused("language"):
        edit(blog, language="en")
    assert edit(blog, language="de", title="New").title == "New"


def test_the_address_of_a_public_blog_stays() -> None:
    blog = make_blog(slug="before")
    with nothing_written(blog), refused("slug"):
        edit(blog, slug="after")
    assert edit(make_blog(status="draft"), slug="after").slug == "after"


def test_an_address_belongs_to_one_blog() -> None:
    make_blog(slug="taken")
    with refused("slug"):
        make_blog(slug="taken")
    with refused("slug"):
        edit(make_blog(status="draft"), slug="taken")


def test_another_time_zone_starts_a_new_epoch() -> None:
    blog = make_blog(time_zone="Europe/Berlin")
    moved = edit(blog, time_zone="Europe/Istanbul")
    assert moved.epoch != blog.epoch
    assert moved.changes.get(seq=moved.seq).epoch == moved.epoch
    assert edit(moved, title="New").epoch == moved.epoch


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("time_zone", "Europe/Nowhere"),
        ("time_zone", "Europe/Berlin\x00"),
        ("starts_at", datetime(2025, 5, 16)),
        ("starts_at", datetime.max),
        ("starts_at", datetime(1899, 1, 1, tzinfo=UTC)),
        ("ends_at", datetime.min),
        ("ends_at", datetime(2201, 1, 1, tzinfo=UTC)),
        ("ends_at", datetime(2000, 1, 1, tzinfo=UTC)),
    ],
)
def test_impossible_times_and_zones_are_refused(field: str, value: Any) -> None:
    blog = make_blog()
    with nothing_written(blog), refused(field):
        edit(blog, **{field: value})
    with refused(field):
        make_blog(**{field: value})


def test_every_problem_of_a_blog_is_told_at_once() -> None:
    blog = make_blog()
    make_post(blog)
    with nothing_written(blog), refused("introduction", "language", "slug", "time_zone", "title"):
        edit(
            blog, slug="new", language="en", time_zone="x", title="x" * 201, introduction="[" * 999
        )


def test_ending_sets_the_end() -> None:
    blog = make_blog(ends_at=timezone.now() + timedelta(days=1))
    with time_machine.travel(datetime(2030, 1, 1, tzinfo=UTC), tick=False):
        ended = blogs.end(blog, by=DESK)
    assert LiveBlog.objects.get(pk=blog.pk).ends_at == ended.ends_at
    assert ended.ends_at == datetime(2030, 1, 1, tzinfo=UTC)


def test_a_blog_ended_before_it_began_ends_as_it_begins() -> None:
    blog = make_blog(starts_at=timezone.now() + timedelta(days=1))
    assert blogs.end(blog, by=DESK).ends_at == blog.starts_at


def test_reopening_forgets_the_end() -> None:
    blog = make_blog(status="ended")
    assert blog.ends_at is not None
    assert blogs.reopen(blog, by=DESK).ends_at is None


def test_a_refused_end_keeps_summary_and_end() -> None:
    blog = make_blog(status="archived")
    with nothing_written(blog), pytest.raises(BlogStatusRefused):
        blogs.end(blog, by=DESK, summary="Once more.")
    with nothing_written(blog), refused("summary"):
        blogs.end(make_blog(), by=DESK, summary="x" * 10_001)


def test_numbers_go_on_after_a_withdrawal() -> None:
    blog = make_blog()
    make_post(blog)
    opened = blogs.open(blogs.withdraw(blog, by=DESK), by=DESK)
    assert [change.seq for change in opened.changes.after(0)] == [1, 2, 3, 4]
