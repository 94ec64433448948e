"""Posts: what strangers see, how they sort, what the database refuses."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from liveblog.models import BlogStatus, LiveBlog, Post, PostStatus
from liveblog.models.ids import ALPHABET
from liveblog.models.posts import parse_sort_key, sort_key
from liveblog.publishing import posts
from tests.models.refusing import database_refuses
from tests.world import DESK, make_blog, make_draft, make_post

pytestmark = pytest.mark.django_db
NOON = datetime(2025, 5, 16, 12, tzinfo=UTC)

public_ids = st.text(ALPHABET, min_size=8, max_size=8)
instants = st.one_of(
    st.datetimes(datetime(1900, 1, 1), datetime(2200, 1, 1), timezones=st.just(UTC)),
    st.integers(0, 3).map(lambda micros: NOON + timedelta(microseconds=micros)),
)


@pytest.mark.parametrize("blog_status", BlogStatus.values)
def test_strangers_see_published_posts_of_public_blogs_only(blog_status: str) -> None:
    blog = make_blog()
    published = make_post(blog)
    posts.retract(make_post(blog), "Wrong.", by=DESK)
    for status in ("draft", "submitted"):
        make_post(blog, status=status)
    Post.objects.filter(pk=make_draft(blog).pk).update(
        status="scheduled", publish_at=timezone.now() - timedelta(days=1)
    )
    LiveBlog.objects.filter(pk=blog.pk).update(status=blog_status)
    assert set(blog.posts.values_list("status", flat=True)) == set(PostStatus.values)
    assert list(Post.objects.public()) == ([] if blog_status == "draft" else [published])


def test_after_gives_what_changed_since() -> None:
    blog = make_blog()
    first, second = make_post(blog), make_post(blog)
    assert list(blog.posts.public().after(first.version)) == [second]
    edited = posts.mark_key(first, by=DESK)
    assert list(blog.posts.public().after(second.version)) == [edited]
    assert not blog.posts.public().after(edited.version).exists()


def test_after_never_gives_drafts() -> None:
    blog = make_blog()
    make_draft(blog)
    assert not blog.posts.after(0).exists()


def test_newest_and_oldest_first_are_mirrors() -> None:
    blog = make_blog()
    for _ in range(5):
        make_post(blog, event_at=NOON)
    assert list(blog.posts.newest_first())[::-1] == list(blog.posts.oldest_first())


def _stream() -> LiveBlog:
    """Nine posts: three each at one instant, a microsecond apart from the next three."""
    blog = make_blog()
    for n in range(9):
        make_post(blog, event_at=NOON + timedelta(microseconds=n // 3))
    return blog


def _walk(shown: Any, step: str) -> list[Post]:
    seen: list[Post] = []
    page = list(shown[:2])
    while page:
        seen += page
        page = list(getattr(shown, step)(seen[-1].sort)[:2])
    return seen


def test_older_pages_show_every_post_once() -> None:
    shown = _stream().posts.newest_first()
    assert _walk(shown, "before_key") == list(shown)


def test_newer_pages_show_every_post_once() -> None:
    shown = _stream().posts.oldest_first()
    assert _walk(shown, "after_key") == list(shown)


def test_a_page_does_not_shift_when_posts_arrive() -> None:
    blog = _stream()
    floor = list(blog.posts.newest_first()[:4])[-1].sort
    older = list(blog.posts.newest_first().before_key(floor))
    make_post(blog)
    assert list(blog.posts.newest_first().before_key(floor)) == older


@settings(max_examples=50, deadline=None)
@given(instants, public_ids)
def test_a_sort_key_can_be_read_back(at: datetime, public_id: str) -> None:
    assert parse_sort_key(sort_key(at, public_id)) == (at, public_id)


@pytest.mark.parametrize(
    "text",
    [
        "", ".", "x", "17.bcdfghjk", "0" * 17, "0" * 17 + ".", "0" * 16 + ".bcdfghjk",
        "0" * 18 + ".bcdfghjk", "-" + "0" * 16 + ".bcdfghjk", "²" * 17 + ".bcdfghjk",
        "٣" * 17 + ".bcdfghjk", "0" * 17 + ".bcdfghj\x00", "0" * 17 + ".bcdfghjk\n",
        "0" * 17 + ".BCDFGHJK", "0" * 17 + ".bcdfghjkm", "0" * 17 + ".' OR 1=1",
    ],
)  # fmt: skip
def test_garbage_is_no_sort_key(text: str) -> None:
    with pytest.raises(ValueError, match="not a sort key"):
        parse_sort_key(text)


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=40))
def test_no_text_breaks_the_sort_key_parser(text: str) -> None:
    try:
        at, public_id = parse_sort_key(text)
    except ValueError:
        return
    assert sort_key(at, public_id) == text


@pytest.mark.parametrize("micros", [0, 99_999_999_999_999_999])
def test_every_number_of_seventeen_digits_is_a_time(micros: int) -> None:
    assert sort_key(*parse_sort_key(f"{micros:017d}.bcdfghjk")) == f"{micros:017d}.bcdfghjk"


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(instants, public_ids), max_size=8, unique_by=lambda pair: pair[1]))
def test_text_order_of_sort_keys_is_the_order_of_the_database(
    pairs: list[tuple[datetime, str]],
) -> None:
    blog = LiveBlog.objects.first() or make_blog()
    blog.posts.all().delete()
    Post.objects.bulk_create(Post(blog=blog, event_at=at, public_id=pk) for at, pk in pairs)
    ordered = [post.sort for post in blog.posts.oldest_first()]
    assert ordered == sorted(sort_key(at, pk) for at, pk in pairs)


def test_a_post_is_told_in_a_constant_number_of_queries(
    django_assert_num_queries: Any,
) -> None:
    blog = make_blog()
    for _ in range(3):
        make_post(blog)
    with django_assert_num_queries(4):
        shown = list(blog.posts.public().for_display())
        assert len([link for post in shown for link in post.share_links.all()]) == 12


def test_a_post_without_headline_is_called_by_its_text() -> None:
    post = make_post(make_blog(), "The **gate** opens.")
    assert post.label == str(post) == "The gate opens."
    assert post.headline_slug == "the-gate-opens"


def test_addresses_of_german_headlines_can_be_read() -> None:
    post = make_post(make_blog(), headline="Großer Übergang – „heiß“ " + "x" * 90)
    assert post.headline_slug.startswith("grosser-ubergang-heiss-x")
    assert len(post.headline_slug) <= 60


def test_a_headline_without_letters_still_has_an_address() -> None:
    assert make_post(make_blog(), headline="🎉🎉").headline_slug == "update"


@pytest.mark.django_db
def test_a_link_is_no_part_of_the_address() -> None:
    post = make_post(make_blog(), "Look: https://www.youtube.com/watch?v=x1 now.")
    assert post.headline_slug == "look-now"


def test_only_a_later_change_counts_as_an_edit() -> None:
    post = make_post(make_blog())
    assert not post.was_edited
    assert posts.correct(post, posts.PostContent(), "Was wrong.", by=DESK).was_edited


@pytest.mark.parametrize(
    ("constraint", "values"),
    [
        ("post_status_known", {"status": "secret"}),
        ("post_scheduled_has_time", {"status": "scheduled"}),
        ("post_published_is_numbered", {"status": "published", "published_at": NOON}),
        ("post_published_is_numbered", {"status": "published", "version": 7}),
        ("post_published_is_numbered", {"status": "retracted", "published_at": NOON}),
        ("post_unpublished_is_unnumbered", {"version": 7}),
    ],
)
def test_the_database_refuses_impossible_drafts(constraint: str, values: dict[str, Any]) -> None:
    draft = make_draft(make_blog())
    with database_refuses(constraint):
        Post.objects.filter(pk=draft.pk).update(**values)


def test_the_database_lets_no_published_post_go_back_to_draft() -> None:
    post = make_post(make_blog())
    with database_refuses("post_unpublished_is_unnumbered"):
        Post.objects.filter(pk=post.pk).update(status="draft")


def test_the_database_keeps_one_post_per_client_id_and_blog() -> None:
    blog, key = make_blog(), uuid4()
    Post.objects.create(blog=blog, client_id=key)
    Post.objects.create(blog=make_blog(), client_id=key)
    with database_refuses("post_client_id_once"):
        Post.objects.create(blog=blog, client_id=key)


def test_posts_without_client_id_do_not_collide() -> None:
    blog = make_blog()
    assert Post.objects.create(blog=blog).pk != Post.objects.create(blog=blog).pk


def test_the_database_keeps_one_post_per_public_id() -> None:
    post = make_post(make_blog())
    with database_refuses("public_id"):
        Post.objects.create(blog=post.blog, public_id=post.public_id)
