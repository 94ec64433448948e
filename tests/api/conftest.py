"""Callers of the API."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.http import HttpResponse
from django.test import Client

from liveblog.models import LiveBlog, Post
from liveblog.publishing import tokens
from liveblog.publishing.actors import Actor
from tests.world import make_blog, make_editor


@dataclass
class Api:
    """Calls `/api/v1` with a token, or as a stranger."""

    token: str = ""

    def call(self, method: str, path: str, data: Any = None, **headers: str) -> HttpResponse:
        if self.token:
            headers.setdefault("authorization", f"Bearer {self.token}")
        body = data if isinstance(data, bytes | str) else json.dumps(data)
        return Client(raise_request_exception=True).generic(  # type: ignore[return-value]
            method,
            f"/api/v1{path}",
            b"" if data is None else body,
            content_type="application/json",
            headers=headers,
        )

    def get(self, path: str, **headers: str) -> HttpResponse:
        return self.call("GET", path, **headers)

    def post(self, path: str, data: Any = None, **headers: str) -> HttpResponse:
        return self.call("POST", path, data, **headers)

    def put(self, path: str) -> HttpResponse:
        return self.call("PUT", path)

    def delete(self, path: str, **headers: str) -> HttpResponse:
        return self.call("DELETE", path, **headers)

    def patch(self, path: str, data: Any, version: int | None = None) -> HttpResponse:
        headers = {} if version is None else {"if-match": f'"{version}"'}
        return self.call("PATCH", path, data, **headers)

    def change(self, post: Post, **data: Any) -> HttpResponse:
        """PATCH with the version that the test's copy of the post has."""
        return self.patch(f"/posts/{post.public_id}", data, post.version)


def api_of(user: User, *blogs: LiveBlog) -> Api:
    return Api(tokens.create(user, by=Actor(user, "test"), blogs=blogs)[1])


@pytest.fixture
def blog(db: None) -> LiveBlog:
    return make_blog()


@pytest.fixture
def editor(blog: LiveBlog) -> User:
    return make_editor(blog)


@pytest.fixture
def api(editor: User) -> Api:
    return api_of(editor)


@pytest.fixture
def stranger() -> Api:
    return Api()
