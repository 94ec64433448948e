"""Any saved state can be brought back whole."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from liveblog.models import Image, Post, PostRevision
from liveblog.publishing import drafts, posts
from liveblog.publishing.content import Picture, PostContent
from liveblog.publishing.errors import PostNotPublished, StaleVersion
from tests.publishing.ledger import changes_made, nothing_written
from tests.world import DESK, make_author, make_blog, make_draft, make_image, make_post

pytestmark = pytest.mark.django_db
MORNING = datetime(2025, 5, 16, 7, tzinfo=UTC)
EVERYTHING = ("headline", "body", "html", "embed", "is_key", "is_breaking", "event_at")


def saved(post: Post, number: int) -> PostRevision:
    return post.revisions.get(number=number)


def _rich_post() -> Post:
    return make_post(
        make_blog(),
        "The *first* words.",
        headline="First",
        authors=[make_author("Zoe"), make_author("Adam")],
        images=[make_image(caption="One", alt="1"), make_image(credit="Two", alt="2")],
        key=True,
        breaking=True,
        embed="https://example.org/clip",
        event_at=MORNING,
    )


def test_an_earlier_state_comes_back_whole() -> None:
    post = _rich_post()
    names = list(post.bylines.values_list("author", flat=True))
    placed = list(post.placements.values_list("image", "caption", "credit", "alt"))
    empty = PostContent("Second", "Else.", [], [], False, False, "", datetime.now(UTC))
    posts.edit(post, empty, by=DESK)
    with changes_made(post.blog) as made:
        back = posts.restore_revision(saved(post, 1), by=DESK, reason="was better")
    assert [(change.verb, change.regions) for change in made] == [("edit", ["key"])]
    assert [getattr(back, field) for field in EVERYTHING] == [
        getattr(post, field) for field in EVERYTHING
    ]
    assert list(back.bylines.values_list("author", flat=True)) == names
    assert list(back.placements.values_list("image", "caption", "credit", "alt")) == placed
    assert (saved(post, 3).reason, saved(post, 3).version) == ("was better", back.version)


def test_bringing_back_the_present_state_is_no_change() -> None:
    post = _rich_post()
    with nothing_written(post.blog):
        pass
    with changes_made(post.blog) as made:
        posts.restore_revision(saved(post, 1), by=DESK)
    assert not made


def test_a_state_from_before_the_publication_does_not_move_the_post() -> None:
    draft = drafts.save(make_draft(make_blog(), "Rough."), PostContent(body="Fine."), by=DESK)
    post = posts.publish(draft, by=DESK)
    back = posts.restore_revision(saved(post, 1), by=DESK)
    assert (back.body, back.event_at, back.sort) == ("Rough.", post.event_at, post.sort)


def test_a_given_time_comes_back_from_a_draft_too() -> None:
    post = posts.publish(make_draft(make_blog(), event_at=MORNING), by=DESK)
    posts.edit(post, PostContent(event_at=datetime.now(UTC)), by=DESK)
    assert posts.restore_revision(saved(post, 1), by=DESK).event_at == MORNING


def test_a_deleted_picture_is_left_out() -> None:
    image = make_image()
    post = make_post(make_blog(), images=[image, make_image()])
    posts.edit(post, PostContent(images=[], headline="Bare"), by=DESK)
    Image.objects.filter(pk=image.pk).delete()
    assert posts.restore_revision(saved(post, 1), by=DESK).placements.count() == 1


def test_a_stale_version_brings_nothing_back() -> None:
    post = make_post(make_blog())
    posts.edit(post, PostContent(body="Else."), by=DESK)
    with nothing_written(post.blog), pytest.raises(StaleVersion):
        posts.restore_revision(saved(post, 1), by=DESK, version=post.version)


def test_only_published_posts_get_an_earlier_state() -> None:
    draft = make_draft(make_blog())
    with nothing_written(draft.blog), pytest.raises(PostNotPublished):
        posts.restore_revision(saved(draft, 1), by=DESK)


def test_every_state_knows_its_pictures_words() -> None:
    image = make_image()
    post = make_post(make_blog(), images=[image])
    posts.edit(post, PostContent(images=[Picture(image, "Later")]), by=DESK)
    assert [kept.state["images"][0]["caption"] for kept in post.revisions.all()] == ["Later", ""]
