"""The verbs on published posts: one Change each, one version, one saved state."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from liveblog.models import LiveBlog, Network, Post
from liveblog.publishing import posts
from liveblog.publishing.actors import Actor
from liveblog.publishing.content import PostContent
from liveblog.publishing.errors import (
    AlreadyPublished,
    PostNotPublished,
    PostNotRetracted,
    PostRetracted,
    StaleVersion,
)
from tests.publishing.ledger import changes_made, nothing_written, refused
from tests.world import DESK, make_blog, make_draft, make_post, make_user

pytestmark = pytest.mark.django_db
NEW = PostContent(body="Something else happened.")


def _retracted(blog: LiveBlog, **fields: Any) -> Post:
    return posts.retract(make_post(blog, **fields), "Wrong.", by=DESK)


def _pinned(blog: LiveBlog, **fields: Any) -> Post:
    return posts.pin(make_post(blog, **fields), by=DESK)


def _key(blog: LiveBlog) -> Post:
    return make_post(blog, key=True)


@dataclass(frozen=True)
class Case:
    """A verb: the post that it begins with, the call, and what its Change must say."""

    verb: str
    begin: Callable[[LiveBlog], Post]
    do: Callable[..., Post]
    regions: tuple[str, ...] = ()
    note: str = ""
    saves_state: bool = True


CASES = [
    Case("publish", make_draft, posts.publish),
    Case("publish", lambda blog: make_draft(blog, key=True), posts.publish, ("key",)),
    Case("edit", make_post, lambda post, by: posts.edit(post, NEW, by=by)),
    Case("edit", _key, lambda post, by: posts.edit(post, NEW, by=by), ("key",)),
    Case("edit", _pinned, lambda post, by: posts.edit(post, NEW, by=by), ("pinned",)),
    Case(
        "edit", _key, lambda post, by: posts.edit(post, PostContent(key=False), by=by), ("key",)
    ),
    Case("correct", make_post, lambda post, by: posts.correct(post, NEW, "A slip.", by=by),
         note="A slip."),
    Case("retract", make_post, lambda post, by: posts.retract(post, "Untrue.", by=by),
         note="Untrue."),
    Case("retract", _key, lambda post, by: posts.retract(post, "Untrue.", by=by), ("key",),
         note="Untrue."),
    Case("retract", _pinned, lambda post, by: posts.retract(post, "Untrue.", by=by), ("pinned",),
         note="Untrue."),
    Case("restore", _retracted, posts.restore),
    Case("restore", lambda blog: _retracted(blog, key=True), posts.restore, ("key",)),
    Case("pin", make_post, posts.pin, ("pinned",), saves_state=False),
    Case("unpin", _pinned, posts.unpin, ("pinned",), saves_state=False),
    Case("key", make_post, posts.mark_key, ("key",)),
    Case("key", _pinned, posts.mark_key, ("key", "pinned")),
    Case("unkey", _key, posts.unmark_key, ("key",)),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.verb} {'+'.join(case.regions)}")
def test_every_verb_is_one_change_with_the_next_number(case: Case) -> None:
    blog, user = make_blog(), make_user("ines")
    post = case.begin(blog)
    head = LiveBlog.objects.get(pk=blog.pk).seq
    with changes_made(blog) as made:
        done = case.do(post, by=Actor(user, "session"))
    (change,) = made
    assert (change.seq, change.epoch, change.verb) == (head + 1, blog.epoch, case.verb)
    assert (change.post, change.actor, change.via) == (post, user, "session")
    assert (tuple(change.regions), change.note) == (case.regions, case.note)
    stored = Post.objects.select_related("blog").get(pk=post.pk)
    assert done.version == stored.version == stored.blog.seq == change.seq
    assert stored.blog.changed_at == change.at


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.verb} {'+'.join(case.regions)}")
def test_every_change_of_a_posts_words_is_a_saved_state(case: Case) -> None:
    user = make_user("ines")
    post = case.begin(make_blog())
    before = post.revisions.count()
    done = case.do(post, by=Actor(user, "token: phone"))
    assert post.revisions.count() == before + case.saves_state
    if case.saves_state:
        kept = post.revisions.first()
        assert (kept.number, kept.version, kept.verb) == (before + 1, done.version, case.verb)
        assert (kept.headline, kept.body) == (done.headline, done.body)
        assert (kept.actor, kept.via, kept.reason) == (user, "token: phone", case.note)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.verb} {'+'.join(case.regions)}")
def test_what_a_verb_returns_is_what_is_stored(case: Case) -> None:
    done = case.do(case.begin(make_blog()), by=DESK)
    stored = Post.objects.get(pk=done.pk)
    for field in Post._meta.concrete_fields:
        assert getattr(done, field.attname) == getattr(stored, field.attname), field.name


def test_numbers_of_two_blogs_do_not_touch() -> None:
    one, two = make_blog(), make_blog()
    assert [make_post(blog).version for blog in (one, two, one, two)] == [2, 2, 3, 3]


STALE_VERBS: list[Callable[..., Post]] = [
    lambda post, **how: posts.edit(post, NEW, **how),
    lambda post, **how: posts.correct(post, NEW, "A slip.", **how),
    lambda post, **how: posts.retract(post, "Untrue.", **how),
]


@pytest.mark.parametrize("do", STALE_VERBS)
def test_a_stale_version_carries_the_present_post_and_overwrites_nothing(
    do: Callable[..., Post],
) -> None:
    blog = make_blog()
    mine = make_post(blog)
    theirs = posts.edit(mine, PostContent(body="Theirs."), by=DESK, version=mine.version)
    with nothing_written(blog), pytest.raises(StaleVersion) as caught:
        do(mine, by=DESK, version=mine.version)
    assert caught.value.current == theirs
    assert (caught.value.current.body, caught.value.current.version) == ("Theirs.", theirs.version)


def test_restoring_and_publishing_ask_for_the_version_too() -> None:
    blog = make_blog()
    retracted, draft = _retracted(blog), make_draft(blog)
    for do, post in ((posts.restore, retracted), (posts.publish, draft)):
        with nothing_written(blog), pytest.raises(StaleVersion):
            do(post, by=DESK, version=post.version + 1)
        assert do(post, by=DESK, version=post.version).is_published


def test_a_verb_works_on_the_stored_post_not_on_an_old_copy() -> None:
    post = make_post(make_blog())
    posts.edit(post, PostContent(headline="Kept"), by=DESK)
    post.headline = "Never saved"
    assert posts.mark_key(post, by=DESK).headline == "Kept"


def test_publishing_makes_a_share_link_for_every_network() -> None:
    post = make_post(make_blog())
    assert sorted(link.network for link in post.share_links.all()) == sorted(Network.values)
    codes = set(post.share_links.values_list("code", flat=True))
    posts.restore(posts.retract(post, "Wrong.", by=DESK), by=DESK)
    assert set(post.share_links.values_list("code", flat=True)) == codes


def test_a_published_post_happened_when_it_was_published() -> None:
    post = posts.publish(make_draft(make_blog()), by=DESK)
    assert post.event_at == post.published_at == post.changed_at


def test_the_first_publication_stays_its_time() -> None:
    post = make_post(make_blog())
    edited = posts.edit(post, NEW, by=DESK)
    assert edited.published_at == post.published_at
    assert edited.was_edited and not post.was_edited


def test_an_edit_that_changes_nothing_is_no_change() -> None:
    blog = make_blog()
    post = make_post(blog, headline="Same", key=True)
    said = PostContent(headline=" Same ", body=post.body + "\r\n", key=True, breaking=False)
    with changes_made(blog) as made:
        same = posts.edit(post, said, by=DESK, version=post.version)
    assert not made
    assert (same.version, same.changed_at) == (post.version, post.changed_at)
    assert post.revisions.count() == 1


def test_an_edit_keeps_its_reason_for_the_history_only() -> None:
    post = posts.edit(make_post(make_blog()), NEW, by=DESK, reason="typo")
    assert (post.correction, post.revisions.first().reason) == ("", "typo")


def test_a_correction_stands_on_the_post_with_its_time() -> None:
    post = posts.correct(make_post(make_blog()), NEW, " It was\nnot so. ", by=DESK)
    assert (post.correction, post.body) == ("It was not so.", NEW.body)
    assert post.corrected_at == post.changed_at


def test_a_correction_may_leave_the_text() -> None:
    post = posts.correct(make_post(make_blog()), PostContent(), "We said more before.", by=DESK)
    assert post.correction == "We said more before."


@pytest.mark.parametrize("note", ["", " \n\t", "\u200b\u200e", "\x00", "x" * 501])
def test_a_correction_needs_a_note_of_some_length(note: str) -> None:
    post = make_post(make_blog())
    with nothing_written(post.blog), refused("note"):
        posts.correct(post, NEW, note, by=DESK)


@pytest.mark.parametrize("reason", ["", "   ", "\u200b", "x" * 501])
def test_a_retraction_needs_a_reason_of_some_length(reason: str) -> None:
    post = make_post(make_blog())
    with nothing_written(post.blog), refused("reason"):
        posts.retract(post, reason, by=DESK)


def test_the_limit_of_a_note_is_named() -> None:
    with pytest.raises(posts.contents.InvalidContent) as caught:
        posts.correct(make_post(make_blog()), NEW, "x" * 501, by=DESK)
    assert "501" in caught.value.message and "500" in caught.value.message
    assert posts.correct(make_post(make_blog()), NEW, "x" * 500, by=DESK).correction == "x" * 500


def test_a_retracted_post_comes_back_as_it_was() -> None:
    post = make_post(make_blog(), "Told.", headline="As it was", key=True, breaking=True)
    gone = posts.retract(post, "Doubts.", by=DESK)
    assert (gone.retraction, gone.is_published) == ("Doubts.", False)
    back = posts.restore(gone, by=DESK)
    assert (back.headline, back.body, back.html) == (post.headline, post.body, post.html)
    assert (back.is_key, back.is_breaking, back.sort) == (True, True, post.sort)
    assert (back.retraction, back.retracted_at) == ("", None)
    assert back.published_at == post.published_at


def test_an_edit_may_not_leave_an_empty_post() -> None:
    post = make_post(make_blog())
    with nothing_written(post.blog), refused("body"):
        posts.edit(post, PostContent(body=" "), by=DESK)


ON_PUBLISHED: list[Callable[[Post], Post]] = [
    lambda post: posts.edit(post, NEW, by=DESK),
    lambda post: posts.correct(post, NEW, "A slip.", by=DESK),
    lambda post: posts.retract(post, "Untrue.", by=DESK),
    lambda post: posts.pin(post, by=DESK),
    lambda post: posts.mark_key(post, by=DESK),
    lambda post: posts.unmark_key(post, by=DESK),
]


@pytest.mark.parametrize("do", ON_PUBLISHED)
def test_verbs_on_published_posts_refuse_drafts_and_retracted_ones(
    do: Callable[[Post], Post],
) -> None:
    blog = make_blog()
    for post, error in ((make_draft(blog), PostNotPublished), (_retracted(blog), PostRetracted)):
        with nothing_written(blog), pytest.raises(error):
            do(post)


def test_only_retracted_posts_are_restored() -> None:
    blog = make_blog()
    for post in (make_draft(blog), make_post(blog)):
        with nothing_written(blog), pytest.raises(PostNotRetracted):
            posts.restore(post, by=DESK)


def test_a_post_is_published_once() -> None:
    blog = make_blog()
    for post, error in ((make_post(blog), AlreadyPublished), (_retracted(blog), PostRetracted)):
        with nothing_written(blog), pytest.raises(error):
            posts.publish(post, by=DESK)
