"""What a frame says."""

from __future__ import annotations

import json
import zlib
from typing import Any

import pytest

from liveblog.live import rendering
from liveblog.live.frames import Frame, beat, behind, changes_after
from liveblog.models import LiveBlog, PostStatus
from liveblog.publishing import authors, blogs, posts
from liveblog.publishing.blogs import BlogContent
from liveblog.publishing.content import PostContent
from tests.world import DESK, make_author, make_blog, make_draft, make_post

pytestmark = pytest.mark.django_db


def messages(blog: LiveBlog, since: int) -> list[dict[str, Any]]:
    blog.refresh_from_db()
    return [json.loads(frame.text) for frame in changes_after(blog, since)]


def last(blog: LiveBlog) -> dict[str, Any]:
    return messages(blog, 0)[-1]


def test_a_publication_carries_the_whole_post() -> None:
    blog = make_blog()
    post = make_post(blog, "The **mayor** resigns.", headline="Resigned", key=True)
    message = last(blog)
    assert {name: message[name] for name in ("type", "v", "epoch", "seq", "prev", "gone")} == {
        "type": "change",
        "v": 1,
        "epoch": blog.epoch,
        "seq": 2,
        "prev": 1,
        "gone": [],
    }
    (sent,) = message["posts"]
    html = sent.pop("html")
    assert sent == {
        "id": post.public_id,
        "version": 2,
        "sort": post.sort,
        "key": True,
        "pinned": False,
        "breaking": False,
    }
    assert html == rendering.post_html(post)
    assert message["blog"]["regions"].keys() == {"updated", "key"}


def test_frames_are_numbered_without_a_gap() -> None:
    blog = make_blog()
    for _ in range(3):
        make_post(blog)
        make_draft(blog)
    assert [(m["prev"], m["seq"]) for m in messages(blog, 1)] == [(1, 2), (2, 3), (3, 4)]


def test_a_frame_shows_a_post_under_its_last_change_only() -> None:
    blog = make_blog()
    post = make_post(blog, "First words")
    posts.edit(post, PostContent(body="Last words"), by=DESK)
    published, edited = messages(blog, 1)
    assert published["posts"] == []
    assert "Last words" in edited["posts"][0]["html"]


def test_a_retraction_says_gone_and_no_word_of_the_post() -> None:
    blog = make_blog()
    post = make_post(blog, "Canary", headline="Canary")
    posts.retract(post, "Canary was wrong", by=DESK)
    assert last(blog)["gone"] == [post.public_id]
    assert "Canary" not in json.dumps(messages(blog, 0))


def test_a_pin_that_moves_carries_both_posts() -> None:
    blog = make_blog()
    before, after = make_post(blog), make_post(blog)
    posts.pin(before, by=DESK)
    posts.pin(after, by=DESK)
    message = last(blog)
    assert {sent["id"]: sent["pinned"] for sent in message["posts"]} == {
        before.public_id: False,
        after.public_id: True,
    }
    assert message["blog"]["pinned"] == after.public_id
    assert "pinned" in message["blog"]["regions"]


def test_a_renamed_author_changes_all_posts_in_one_frame() -> None:
    blog = make_blog()
    author = make_author("Jale Brandt")
    written = {make_post(blog, authors=[author]).public_id for _ in range(3)}
    make_post(blog)
    authors.save(author, by=DESK, name="Jale Brandt-Rehm")
    sent = last(blog)["posts"]
    assert {post["id"] for post in sent} == written
    assert all("Brandt-Rehm" in post["html"] for post in sent)


def test_the_status_of_the_blog_is_told() -> None:
    blog = make_blog()
    blogs.pause(blog, by=DESK)
    assert last(blog)["blog"]["status"] == "paused"
    assert "head" in last(blog)["blog"]["regions"]


def test_only_regions_that_changed_are_sent() -> None:
    blog = make_blog()
    blogs.edit(blog, BlogContent(title="Another title"), by=DESK)
    regions = last(blog)["blog"]["regions"]
    assert regions.keys() == {"head", "updated"}
    assert "Another title" in regions["head"]


def test_only_a_plain_publication_leaves_earlier_frames_true() -> None:
    blog = make_blog()
    post = make_post(blog)
    make_post(blog, key=True)
    posts.edit(post, PostContent(body="Other words"), by=DESK)
    blog.refresh_from_db()
    assert [frame.supersedes for frame in changes_after(blog, 1)] == [False, True, True]


@pytest.mark.parametrize("status", [PostStatus.DRAFT, PostStatus.SUBMITTED])
def test_an_unpublished_post_is_in_no_frame(status: str) -> None:
    blog = make_blog()
    make_post(blog, "Canary", status=status)
    make_post(blog)
    assert "Canary" not in json.dumps(messages(blog, 0))
    assert [message["seq"] for message in messages(blog, 0)] == [1, 2]


def test_times_are_told_in_the_zone_of_the_blog() -> None:
    blog = make_blog(time_zone="Asia/Tokyo", language="en")
    post = make_post(blog)
    tokyo = post.event_at.astimezone(blog.zone)
    assert f">{tokyo:%H:%M}</time>" in last(blog)["posts"][0]["html"]


def test_a_frame_is_the_same_text_plain_and_deflated() -> None:
    frame = Frame.of({"type": "change", "epoch": "e", "seq": 1, "text": "so oft, so long " * 99})
    assert frame.plain[4:].decode() == frame.text
    packed = frame.deflated[2:] if frame.deflated[1] < 126 else frame.deflated[4:]
    inflate = zlib.decompressobj(-zlib.MAX_WBITS)
    assert inflate.decompress(packed + b"\0\0\xff\xff").decode() == frame.text
    assert len(frame.deflated) < len(frame.plain) / 5


def test_signals_say_where_the_head_is() -> None:
    assert json.loads(beat("e", 7).text) == {"type": "beat", "v": 1, "epoch": "e", "seq": 7}
    told = behind("e", 7, 2.5)
    assert json.loads(told.text) == {"type": "behind", "v": 1, "epoch": "e", "seq": 7, "wait": 2.5}
    assert "wait" not in json.loads(behind("e", 7).text)
    assert told.prev == told.seq == 7
