"""Publish, retract, restore, pin, key."""

from __future__ import annotations

from liveblog.models import LiveBlog, Post
from tests.api.conftest import Api
from tests.world import make_draft, make_post


def test_a_draft_is_published(api: Api, blog: LiveBlog) -> None:
    draft = make_draft(blog)
    said = api.post(f"/posts/{draft.public_id}/publish").json()
    assert (said["status"], said["version"] > 0) == ("published", True)


def test_publishing_twice_is_a_conflict(api: Api, blog: LiveBlog) -> None:
    post = make_post(blog)
    answer = api.post(f"/posts/{post.public_id}/publish")
    assert (answer.status_code, answer.json()["type"]) == (
        409,
        "urn:liveblog:problem:already_published",
    )


def test_publishing_a_stale_draft_is_refused(api: Api, blog: LiveBlog) -> None:
    draft = make_draft(blog)
    answer = api.post(f"/posts/{draft.public_id}/publish", **{"if-match": '"-99"'})
    assert (answer.status_code, Post.objects.get().status) == (412, "draft")


def test_a_post_is_retracted_and_restored(api: Api, blog: LiveBlog) -> None:
    post = make_post(blog)
    said = api.post(f"/posts/{post.public_id}/retract", {"reason": "Wrong source."}).json()
    assert (said["status"], said["retraction"]) == ("retracted", "Wrong source.")
    assert api.post(f"/posts/{post.public_id}/restore").json()["status"] == "published"


def test_a_retraction_needs_a_reason(api: Api, blog: LiveBlog) -> None:
    post = make_post(blog)
    assert api.post(f"/posts/{post.public_id}/retract", {"reason": ""}).status_code == 422
    assert api.post(f"/posts/{post.public_id}/retract").status_code == 422
    assert Post.objects.get().status == "published"


def test_a_pin_moves(api: Api, blog: LiveBlog) -> None:
    first, second = make_post(blog), make_post(blog)
    assert api.put(f"/posts/{first.public_id}/pin").json()["pinned"]
    assert api.put(f"/posts/{second.public_id}/pin").json()["pinned"]
    assert not api.get(f"/posts/{first.public_id}").json()["pinned"]
    assert not api.delete(f"/posts/{second.public_id}/pin").json()["pinned"]


def test_a_key_update_is_marked_and_unmarked(api: Api, blog: LiveBlog) -> None:
    post = make_post(blog)
    assert api.put(f"/posts/{post.public_id}/key").json()["key"]
    assert not api.delete(f"/posts/{post.public_id}/key").json()["key"]


def test_a_draft_cannot_be_pinned(api: Api, blog: LiveBlog) -> None:
    assert api.put(f"/posts/{make_draft(blog).public_id}/pin").status_code == 409
