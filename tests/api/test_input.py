"""Whatever is sent: a clear answer, never a 500, nothing half done."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from liveblog import limits
from liveblog.models import LiveBlog, Post
from tests.api.conftest import Api
from tests.world import make_post

PROBLEM = "application/problem+json"


@pytest.mark.parametrize("body", ["{", "nonsense", '{"body": NaN}', b"\xff\xfe", "[" * 100_000])
def test_unreadable_json_is_malformed(api: Api, blog: LiveBlog, body: Any) -> None:
    answer = api.post(f"/blogs/{blog.slug}/posts", body)
    assert (answer.status_code, answer.headers["Content-Type"]) == (400, PROBLEM)


@pytest.mark.parametrize("body", ["null", "[]", "1", '"text"'])
def test_json_of_another_shape_is_refused(api: Api, blog: LiveBlog, body: str) -> None:
    assert api.post(f"/blogs/{blog.slug}/posts", body).status_code == 422


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("headline", 5),
        ("headline", "\ud800"),
        ("body", {"a": 1}),
        ("key", "yes"),
        ("breaking", 1),
        ("authors", "all"),
        ("authors", ["\x00"]),
        ("authors", [None]),
        ("images", [{"id": "a\x00"}]),
        ("images", [{"id": "x", "extra": 1}]),
        ("client_id", "not-a-uuid"),
        ("client_id", 10**30),
        ("event_at", 1e400),
        ("event_at", 5),
        ("event_at", "2025-05-16T16:31:00"),
        ("event_at", "9999-12-31T23:59:59-14:00"),
        ("publish_at", "0001-01-01T00:00:00+14:00"),
        ("status", "retracted"),
        ("embed", "javascript:alert(1)"),
        ("nonsense", 1),
        ("\ud800", 1),
    ],
)
def test_a_wrong_value_is_named(api: Api, blog: LiveBlog, field: str, value: Any) -> None:
    answer = api.post(f"/blogs/{blog.slug}/posts", {"body": "x", field: value})
    assert answer.status_code in (400, 422)
    assert answer.headers["Content-Type"] == PROBLEM
    if answer.status_code == 422 and field.isascii():
        assert any(name.startswith(field) for name in answer.json()["errors"])
    assert not Post.objects.exists()


def test_control_characters_are_not_stored(api: Api, blog: LiveBlog) -> None:
    said = {"headline": "a\x00b\u202e", "body": "c\x00d"}
    post = api.post(f"/blogs/{blog.slug}/posts", said).json()
    assert (post["headline"], post["body"]) == ("ab", "cd")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)
FIELDS = [
    "headline",
    "body",
    "authors",
    "images",
    "key",
    "embed",
    "event_at",
    "status",
    "client_id",
]


@pytest.mark.slow
@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(said=st.dictionaries(st.sampled_from(FIELDS), JSON, max_size=4))
def test_no_json_breaks_the_server(
    api: Api, blog: LiveBlog, monkeypatch: pytest.MonkeyPatch, said: dict[str, Any]
) -> None:
    monkeypatch.setattr(limits, "API_WRITES_PER_MINUTE", 10_000)
    answer = api.post(f"/blogs/{blog.slug}/posts", said)
    assert answer.status_code in (201, 400, 422)


@pytest.mark.parametrize(
    "path",
    [
        "/posts/%00",
        "/posts/%ff",
        "/posts/..%2f",
        "/blogs/%00",
        "/images/%00",
        "/posts/x/revisions/1/restore",
        "/nowhere",
        "/",
        "/posts/" + "x" * 3000,
    ],
)
def test_what_is_not_there_is_a_problem(api: Api, path: str) -> None:
    answer = api.get(path)
    assert answer.status_code in (404, 405)
    assert answer.headers["Content-Type"] == PROBLEM


@pytest.mark.parametrize("query", ["since=-1", "since=" + "9" * 30, "since=x", "limit=0"])
def test_numbers_out_of_range_are_refused(api: Api, blog: LiveBlog, query: str) -> None:
    answer = api.get(f"/blogs/{blog.slug}/posts?{query}")
    assert list(answer.json()["errors"]) == [query.partition("=")[0]]


@pytest.mark.parametrize("cursor", ["x", "%00", "999999999999999999.x", "0" * 17 + ".%00"])
def test_a_foreign_cursor_is_refused(api: Api, blog: LiveBlog, cursor: str) -> None:
    answer = api.get(f"/blogs/{blog.slug}/posts?cursor={cursor}")
    assert answer.status_code == 422


@pytest.mark.parametrize("tag", ["12", "W/12", '"12", "13"', "*", '"' + "9" * 30 + '"', '"x"'])
def test_a_strange_if_match_is_malformed(api: Api, blog: LiveBlog, tag: str) -> None:
    post = make_post(blog)
    answer = api.call("PATCH", f"/posts/{post.public_id}", {"body": "x"}, **{"if-match": tag})
    assert answer.status_code == 400


def test_a_body_beyond_the_limit_is_too_large(api: Api, blog: LiveBlog) -> None:
    answer = api.post(f"/blogs/{blog.slug}/posts", {"body": "x" * limits.JSON_BODY_BYTES})
    assert (answer.status_code, answer.headers["Content-Type"]) == (413, PROBLEM)


def test_a_form_is_the_wrong_type(api: Api, blog: LiveBlog) -> None:
    headers = {"content-type": "application/x-www-form-urlencoded"}
    answer = api.call("POST", f"/blogs/{blog.slug}/posts", "body=x", **headers)
    assert (answer.status_code, Post.objects.count()) == (415, 0)


def test_an_unknown_method_is_a_problem(api: Api) -> None:
    answer = api.call("TRACE", "/blogs")
    assert (answer.status_code, answer.headers["Content-Type"]) == (405, PROBLEM)
    assert "GET" in answer.headers["Allow"]
