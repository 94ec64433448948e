"""`/blogs`."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User

from liveblog.models import Change, LiveBlog
from tests.api.conftest import Api, api_of
from tests.world import make_blog, make_image, make_user


def test_a_caller_sees_own_blogs_with_the_role(api: Api, blog: LiveBlog) -> None:
    make_blog()
    (said,) = api.get("/blogs").json()["blogs"]
    assert (said["slug"], said["role"], said["status"]) == (blog.slug, "editor", "live")


def test_a_new_introduction_is_a_change(api: Api, blog: LiveBlog) -> None:
    before = blog.seq
    said = api.patch(f"/blogs/{blog.slug}", {"introduction": "*Now*"}).json()
    assert (said["introduction_html"], said["seq"]) == ("<p><em>Now</em></p>", before + 1)


@pytest.mark.parametrize(
    ("status", "wanted", "verb"),
    [
        ("draft", "live", "open"),
        ("live", "paused", "pause"),
        ("paused", "live", "resume"),
        ("live", "ended", "end"),
        ("paused", "ended", "end"),
        ("ended", "live", "reopen"),
        ("ended", "archived", "archive"),
        ("live", "draft", "withdraw"),
    ],
)
def test_a_status_is_reached_by_its_verb(status: str, wanted: str, verb: str, db: None) -> None:
    blog = make_blog(status=status)
    api = api_of(make_user(role="administrator"))
    assert api.patch(f"/blogs/{blog.slug}", {"status": wanted}).json()["status"] == wanted
    assert Change.objects.filter(blog=blog).latest("seq").verb == verb


def test_a_blog_ends_with_its_summary_or_not_at_all(api: Api, blog: LiveBlog) -> None:
    said = {"status": "archived", "summary": "All of it."}
    assert api.patch(f"/blogs/{blog.slug}", said).status_code == 409
    blog.refresh_from_db()
    assert (blog.status, blog.summary) == ("live", "")
    said = api.patch(f"/blogs/{blog.slug}", said | {"status": "ended"}).json()
    assert (said["status"], said["summary"]) == ("ended", "All of it.")


def test_fields_of_a_blog_are_refused_by_name(api: Api, blog: LiveBlog) -> None:
    said = {"title": "x" * 201, "time_zone": "Mars/Base", "language": "xx"}
    answer = api.patch(f"/blogs/{blog.slug}", said)
    assert (answer.status_code, set(answer.json()["errors"])) == (422, set(said))


def test_a_slug_belongs_to_one_blog(db: None) -> None:
    api = api_of(make_user(role="administrator"))
    answer = api.post("/blogs", {"slug": make_blog().slug, "title": "Again"})
    assert (answer.status_code, list(answer.json()["errors"])) == (422, ["slug"])


def test_the_picture_of_a_blog_is_one_in_reach(api: Api, blog: LiveBlog, editor: User) -> None:
    own, foreign = make_image(by=editor), make_image(by=make_user())
    assert api.patch(f"/blogs/{blog.slug}", {"hero": foreign.public_id}).status_code == 422
    assert api.patch(f"/blogs/{blog.slug}", {"hero": own.public_id}).status_code == 200
    blog.refresh_from_db()
    assert blog.hero == own
