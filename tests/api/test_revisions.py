"""`/posts/<id>/revisions`."""

from __future__ import annotations

from django.contrib.auth.models import User

from liveblog.models import LiveBlog, Post
from tests.api.conftest import Api
from tests.world import make_draft, make_post


def test_every_saved_state_is_listed(api: Api, blog: LiveBlog, editor: User) -> None:
    post = make_post(blog, "First.")
    api.change(post, body="Second.", reason="Typo")
    latest, first = api.get(f"/posts/{post.public_id}/revisions").json()["revisions"]
    assert (latest["body"], latest["reason"], latest["by"]) == (
        "Second.",
        "Typo",
        editor.username,
    )
    assert (first["body"], first["verb"], first["number"]) == ("First.", "publish", 1)


def test_an_earlier_state_is_saved_again(api: Api, blog: LiveBlog) -> None:
    post = make_post(blog, "First.")
    version = api.change(post, body="Second.").json()["version"]
    path = f"/posts/{post.public_id}/revisions/1/restore"
    assert api.post(path).status_code == 428
    assert api.post(path, **{"if-match": '"1"'}).status_code == 412
    said = api.post(path, **{"if-match": f'"{version}"'}).json()
    assert (said["body"], said["version"]) == ("First.", version + 1)


def test_a_draft_goes_back_too(api: Api, blog: LiveBlog) -> None:
    draft = make_draft(blog, "First.")
    version = api.change(draft, body="Second.").json()["version"]
    path = f"/posts/{draft.public_id}/revisions/1/restore"
    assert api.post(path, **{"if-match": f'"{version}"'}).json()["body"] == "First."
    assert Post.objects.get().status == "draft"


def test_a_state_that_was_never_saved_is_not_there(api: Api, blog: LiveBlog) -> None:
    path = f"/posts/{make_post(blog).public_id}/revisions/99/restore"
    assert api.post(path, **{"if-match": '"1"'}).status_code == 404
