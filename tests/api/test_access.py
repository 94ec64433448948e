"""Every role at every address: what it may, and that it may nothing else."""

from __future__ import annotations

import pytest

from liveblog.models import LiveBlog
from tests.api.conftest import Api, api_of
from tests.world import make_blog, make_draft, make_post, make_user

ROLES = ("contributor", "reporter", "editor", "administrator")
# call: the answers to contributor, reporter, editor, administrator, on the posts of others
CALLS: dict[str, tuple[int, int, int, int]] = {
    "GET /blogs/{blog}": (200, 200, 200, 200),
    "PATCH /blogs/{blog} title": (403, 403, 200, 200),
    "PATCH /blogs/{blog} status:paused": (403, 403, 200, 200),
    "PATCH /blogs/{blog} status:draft": (403, 403, 403, 200),
    "POST /blogs/{blog}/posts draft": (201, 201, 201, 201),
    "POST /blogs/{blog}/posts submitted": (201, 201, 201, 201),
    "POST /blogs/{blog}/posts published": (403, 201, 201, 201),
    "POST /blogs/{blog}/posts scheduled": (403, 201, 201, 201),
    "POST /blogs/{blog}/posts key": (403, 201, 201, 201),
    "POST /blogs/{blog}/posts pinned": (403, 403, 201, 201),
    "GET /posts/{post}": (200, 200, 200, 200),
    "GET /posts/{draft}": (404, 200, 200, 200),
    "GET /posts/{post}/revisions": (403, 200, 200, 200),
    "PATCH /posts/{post} body": (403, 403, 200, 200),
    "PATCH /posts/{post} correction": (403, 403, 200, 200),
    "PATCH /posts/{draft} body": (404, 403, 200, 200),
    "PATCH /posts/{draft} status:submitted": (404, 403, 200, 200),
    "DELETE /posts/{draft}": (404, 403, 204, 204),
    "POST /posts/{draft}/publish": (404, 403, 200, 200),
    "POST /posts/{post}/retract": (403, 403, 200, 200),
    "POST /posts/{retracted}/restore": (404, 403, 200, 200),
    "PUT /posts/{post}/pin": (403, 403, 200, 200),
    "DELETE /posts/{post}/pin": (403, 403, 200, 200),
    "PUT /posts/{post}/key": (403, 403, 200, 200),
    "DELETE /posts/{post}/key": (403, 403, 200, 200),
    "POST /posts/{post}/revisions/1/restore": (403, 403, 200, 200),
    "GET /authors": (200, 200, 200, 200),
    "POST /blogs": (403, 403, 403, 403),
}
# The same on posts of one's own, where it differs.
OWN: dict[str, tuple[int, int, int, int]] = {
    "PATCH /posts/{post} body": (403, 200, 200, 200),
    "PATCH /posts/{post} correction": (403, 200, 200, 200),
    "PATCH /posts/{draft} body": (200, 200, 200, 200),
    "PATCH /posts/{draft} status:submitted": (200, 200, 200, 200),
    "PATCH /posts/{draft} status:published": (403, 200, 200, 200),
    "DELETE /posts/{draft}": (204, 204, 204, 204),
    "POST /posts/{draft}/publish": (403, 200, 200, 200),
    "POST /posts/{post}/retract": (403, 200, 200, 200),
    "POST /posts/{retracted}/restore": (403, 403, 200, 200),
    "PUT /posts/{post}/pin": (403, 403, 200, 200),
    "PUT /posts/{post}/key": (403, 200, 200, 200),
}
BODIES: dict[str, dict[str, object]] = {
    "title": {"title": "Another"},
    "body": {"body": "Other words."},
    "correction": {"body": "Other words.", "correction": "They were wrong."},
    "draft": {"body": "x"},
    "submitted": {"body": "x", "status": "submitted"},
    "published": {"body": "x", "status": "published"},
    "scheduled": {"body": "x", "status": "scheduled", "publish_at": "2199-01-01T00:00:00Z"},
    "key": {"body": "x", "key": True},
    "pinned": {"body": "x", "status": "published", "pinned": True},
}


def perform(call: str, role: str, *, own: bool, narrowed_to: LiveBlog | None = None) -> int:
    """The status that a fresh user of this role gets in a fresh blog."""
    blog = make_blog()
    user = make_user(role=role, blog=blog)
    writer = user if own else None
    draft = make_draft(blog, by=writer)
    posts = {
        "blog": blog.slug,
        "post": make_post(blog, by=writer).public_id,
        "draft": draft.public_id,
        "retracted": make_post(blog, by=writer).public_id,
    }
    desk = api_of(make_user(role="administrator"))
    desk.post(f"/posts/{posts['retracted']}/retract", {"reason": "Wrong."})
    method, path, *kind = call.split()
    path = path.format(**posts)
    token = api_of(user, *([narrowed_to] if narrowed_to else []))
    return token.call(method, path, _body(path, kind), **_version(desk, path)).status_code


def _body(path: str, kind: list[str]) -> object:
    if kind:
        _, _, status = kind[0].partition(":")
        return {"status": status} if status else BODIES[kind[0]]
    if path.endswith("/retract"):
        return {"reason": "Wrong."}
    return {"slug": "new", "title": "New"} if path == "/blogs" else None


def _version(desk: Api, path: str) -> dict[str, str]:
    if not path.startswith("/posts/"):
        return {}
    public_id = path.split("/")[2]
    return {"if-match": desk.get(f"/posts/{public_id}").headers["ETag"]}


def table(calls: dict[str, tuple[int, int, int, int]]) -> list[tuple[str, str, int]]:
    return [
        (call, role, status)
        for call, row in calls.items()
        for role, status in zip(ROLES, row, strict=True)
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(("call", "role", "status"), table(CALLS))
def test_on_the_posts_of_others(call: str, role: str, status: int) -> None:
    assert perform(call, role, own=False) == status


@pytest.mark.django_db
@pytest.mark.parametrize(("call", "role", "status"), table(OWN))
def test_on_own_posts(call: str, role: str, status: int) -> None:
    assert perform(call, role, own=True) == status


@pytest.mark.django_db
@pytest.mark.parametrize("call", [call for call in CALLS if "{" in call])
def test_a_token_for_another_blog_finds_nothing(call: str) -> None:
    assert perform(call, "administrator", own=True, narrowed_to=make_blog()) == 404


@pytest.mark.django_db
@pytest.mark.parametrize("call", [call for call in CALLS if "{" in call])
def test_somebody_without_a_role_finds_nothing(call: str) -> None:
    blog, user = make_blog(), make_user(role="editor", blog=make_blog())
    names = {"blog": blog.slug, "post": make_post(blog).public_id}
    names |= {"draft": make_draft(blog).public_id, "retracted": names["post"]}
    method, path, *kind = call.split()
    path = path.format(**names)
    answer = api_of(user).call(method, path, _body(path, kind), **{"if-match": '"1"'})
    assert answer.status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize("call", CALLS)
def test_a_stranger_is_sent_away(call: str, stranger: Api) -> None:
    blog = make_blog()
    post = make_post(blog).public_id
    method, path, *kind = call.split()
    path = path.format(blog=blog.slug, post=post, draft=post, retracted=post)
    answer = stranger.call(method, path, _body(path, kind))
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")


@pytest.mark.django_db
def test_administrators_of_everything_create_blogs() -> None:
    api = api_of(make_user(role="administrator"))
    answer = api.post("/blogs", {"slug": "new", "title": "New"})
    assert (answer.status_code, answer.json()["status"]) == (201, "draft")


@pytest.mark.django_db
def test_a_narrowed_token_creates_no_blogs() -> None:
    api = api_of(make_user(role="administrator"), make_blog())
    assert api.post("/blogs", {"slug": "new", "title": "New"}).status_code == 403
