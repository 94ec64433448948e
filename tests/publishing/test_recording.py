"""Numbers and the doorbell: after the commit, or not at all."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from pytest_django.fixtures import DjangoAssertNumQueries

from liveblog.live import doorbell, reading, rendering
from liveblog.live.frames import Frame
from liveblog.models import Change, LiveBlog, Post, PostRevision, ShareLink
from liveblog.publishing import blogs, drafts, posts, recording
from liveblog.publishing.content import Picture, PostContent
from tests.publishing.ledger import everything
from tests.world import DESK, make_author, make_blog, make_draft, make_image, make_post

Rings = list[tuple[int, str, int, Frame | None]]


@pytest.fixture
def rings(monkeypatch: pytest.MonkeyPatch) -> Rings:
    """Every ring of the doorbell."""
    heard: Rings = []
    monkeypatch.setattr(recording, "ring", lambda *head: heard.append(head))
    return heard


@pytest.mark.django_db(transaction=True)
def test_the_doorbell_rings_once_with_the_new_head(rings: Rings) -> None:
    blog = make_blog()
    rings.clear()
    post = make_post(blog)
    assert rings == [(blog.pk, blog.epoch, post.version, None)]
    posts.pin(post, by=DESK)
    assert rings[1:] == [(blog.pk, blog.epoch, post.version + 1, None)]


@pytest.mark.django_db(transaction=True)
def test_the_doorbell_rings_after_the_commit(monkeypatch: pytest.MonkeyPatch) -> None:
    blog, seen = make_blog(), []
    monkeypatch.setattr(
        recording,
        "ring",
        lambda *head: seen.append(
            (transaction.get_connection().in_atomic_block, Change.objects.filter(seq=2).exists())
        ),
    )
    make_post(blog)
    assert seen == [(False, True)]


@pytest.mark.django_db(transaction=True)
def test_nothing_rings_when_the_transaction_rolls_back(rings: Rings) -> None:
    blog = make_blog()
    before = everything(blog)
    rings.clear()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        make_post(blog)
        raise ZeroDivisionError
    assert rings == []
    assert everything(blog) == before


@pytest.mark.django_db(transaction=True)
def test_drafts_and_edits_of_nothing_ring_nothing(rings: Rings) -> None:
    blog = make_blog()
    post = make_post(blog)
    rings.clear()
    drafts.submit(make_draft(blog), by=DESK)
    posts.edit(post, PostContent(body=post.body), by=DESK)
    assert rings == []


@pytest.mark.django_db(transaction=True)
def test_a_failing_doorbell_does_not_fail_the_verb(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*head: Any) -> None:
        raise ConnectionError("no doorbell today")

    blog = make_blog()
    monkeypatch.setattr(recording, "ring", broken)
    post = make_post(blog)
    assert Post.objects.get(pk=post.pk).is_published
    assert "no doorbell today" in caplog.text


WRITERS: dict[str, Callable[[Post, Post], Any]] = {
    "publish": lambda draft, post: posts.publish(draft, by=DESK),
    "compose": lambda draft, post: make_post(draft.blog, images=[make_image()]),
    "edit": lambda draft, post: posts.edit(post, PostContent("New", authors=[]), by=DESK),
    "correct": lambda draft, post: posts.correct(post, PostContent("New"), "A slip.", by=DESK),
    "retract": lambda draft, post: posts.retract(post, "Wrong.", by=DESK),
    "pin": lambda draft, post: posts.pin(post, by=DESK),
    "key": lambda draft, post: posts.mark_key(post, by=DESK),
    "pause": lambda draft, post: blogs.pause(post.blog, by=DESK),
    "end": lambda draft, post: blogs.end(post.blog, by=DESK, summary="Over."),
    "edit blog": lambda draft, post: blogs.edit(post.blog, blogs.BlogContent(title="New"), by=DESK),
}


@pytest.mark.django_db
@pytest.mark.parametrize("verb", WRITERS)
def test_what_cannot_be_recorded_is_not_done(verb: str, monkeypatch: pytest.MonkeyPatch) -> None:
    blog = make_blog()
    draft, post = make_draft(blog), make_post(blog, authors=[make_author()])
    before = everything(blog)

    def fail(*args: Any, **kwargs: Any) -> Change:
        raise OSError("disk full")

    monkeypatch.setattr(Change.objects, "create", fail)
    with pytest.raises(OSError, match="disk full"):
        WRITERS[verb](draft, post)
    assert everything(blog) == before


@pytest.mark.django_db
def test_what_cannot_be_kept_in_the_history_is_not_published(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    blog = make_blog()

    def fail(*args: Any, **kwargs: Any) -> PostRevision:
        raise OSError("disk full")

    monkeypatch.setattr(PostRevision.objects, "create", fail)
    with pytest.raises(OSError, match="disk full"):
        make_post(blog)
    assert not Post.objects.exists() and not ShareLink.objects.exists()
    assert LiveBlog.objects.get(pk=blog.pk).seq == 1


@pytest.mark.django_db
def test_a_change_names_each_region_once_in_order() -> None:
    blog = make_blog()
    with transaction.atomic():
        change = recording.record(
            recording.lock_blog(blog.pk), "edit", by=DESK, regions=["pinned", "key", "pinned"]
        )
    assert change.regions == ["key", "pinned"]


def _shown_anew(post: Post) -> str:
    return rendering.post_html(Post.objects.for_display().get(pk=post.pk))


def _edit_everything(post: Post) -> Post:
    images = [Picture(make_image(), caption="A square"), Picture(make_image(), alt="Another")]
    authors = [make_author("Second"), make_author("First")]
    return posts.edit(post, PostContent(authors=authors, images=images), by=DESK)


VERBS: dict[str, Callable[[Post], Post]] = {
    "publish": lambda post: make_post(post.blog, authors=[make_author()], images=[make_image()]),
    "edit": _edit_everything,
    "correct": lambda post: posts.correct(post, PostContent(body="Right"), "It was wrong", by=DESK),
    "pin": lambda post: posts.pin(post, by=DESK),
    "key": lambda post: posts.mark_key(post, by=DESK),
    "restore": lambda post: posts.restore(posts.retract(post, "Why", by=DESK), by=DESK),
}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("verb", VERBS)
def test_what_the_publisher_rendered_is_what_anybody_reads(
    verb: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    post = make_post(make_blog(), authors=[make_author()], images=[make_image()])
    done: list[Post] = []
    ringing(lambda: done.append(VERBS[verb](post)))
    post = done[0]
    read = Post.objects.select_related("blog").get(pk=post.pk)
    with django_assert_num_queries(0):  # it is kept
        html = rendering.public_html([read])[read]
    assert html == _shown_anew(post)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("verb", VERBS)
def test_the_frame_in_hand_is_the_one_that_a_hub_would_read(verb: str) -> None:
    post = make_post(make_blog(), authors=[make_author()], images=[make_image()])
    for seq, frame in ringing(lambda: VERBS[verb](post)):
        blog = LiveBlog.objects.get(pk=post.blog_id)
        if seq == blog.seq:
            assert frame == reading.news(blog.pk, blog.epoch, seq - 1).frames[0]


@pytest.mark.django_db(transaction=True)
def test_a_blog_that_goes_out_of_sight_leaves_no_frame() -> None:
    blog = make_blog()
    assert ringing(lambda: blogs.withdraw(blog, by=DESK)) == [(2, None)]


@pytest.mark.django_db(transaction=True)
def test_two_changes_of_one_transaction_are_told_one_after_the_other() -> None:
    blog = make_blog()

    def publish_pinned() -> None:
        with transaction.atomic():
            posts.pin(make_post(blog), by=DESK)

    (_, first), (seq, second) = ringing(publish_pinned)
    assert (first.prev, first.seq) == (1, 2)
    assert second == reading.news(blog.pk, blog.epoch, seq - 1).frames[0]


def ringing(act: Callable[[], object]) -> list[tuple[int, Frame | None]]:
    """What a hub of this process hears while `act` runs: numbers and frames."""
    heard: list[tuple[int, Frame | None]] = []

    def hear(blog: int, epoch: str, seq: int, frame: Frame | None) -> None:
        heard.append((seq, frame))

    doorbell.listen(hear)
    try:
        act()
    finally:
        doorbell.forget(hear)
    assert heard
    return heard
