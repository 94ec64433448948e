"""Whatever is sent to whichever operation: no 5xx, and no answer outside the description."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode, checks
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from liveblog import limits
from liveblog.api.urls import api as described
from liveblog.models import LiveBlog
from tests.api.conftest import api_of
from tests.world import make_admin, make_draft, make_image, make_post

pytestmark = pytest.mark.slow
PATIENT = settings(
    max_examples=20,
    deadline=None,
    database=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
CHECKS = [
    checks.not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]


def operations() -> list[Any]:
    """Everything that the document describes, as parameters of a test."""
    schema = schemathesis.openapi.from_dict(described.get_openapi_schema())
    schema.app = get_wsgi_application()
    found = [result.ok() for result in schema.get_all_operations()]
    return [pytest.param(operation, id=operation.label) for operation in found]


@pytest.fixture(autouse=True)
def one_connection(db: None) -> Iterator[None]:
    """The server in this process stays inside the test's transaction."""
    ends = (request_started, request_finished)
    for signal in ends:
        signal.disconnect(close_old_connections)
    yield
    for signal in ends:
        signal.connect(close_old_connections)


@pytest.fixture
def there(blog: LiveBlog, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Somebody who may do everything as often as wanted, and things that really are there."""
    for limit in ("API_WRITES_PER_MINUTE", "API_READS_PER_MINUTE"):
        monkeypatch.setattr(limits, limit, 1_000_000)
    admin = make_admin()
    posts = [make_post(blog), make_draft(blog, by=admin)]
    return {
        "token": api_of(admin).token,
        "slug": [blog.slug],
        "public_id": [*(post.public_id for post in posts), make_image(by=admin).public_id],
        "number": [1],
        "versions": {post.public_id: post.version for post in posts},
    }


@pytest.mark.parametrize("mode", list(GenerationMode), ids=str)
@pytest.mark.parametrize("operation", operations())
def test_every_answer_is_as_described(
    operation: Any, mode: GenerationMode, there: dict[str, Any]
) -> None:
    """For what the document allows, and for what it does not: that is refused."""

    @PATIENT
    @given(case=operation.as_strategy(generation_mode=mode))
    def answers_as_described(case: Any) -> None:
        lead_somewhere(case, there)
        answer = case.call(headers={"Authorization": f"Bearer {there['token']}"})
        case.validate_response(answer, checks=checks_for(case, answer))

    answers_as_described()


def checks_for(case: Any, answer: Any) -> list[Any]:
    """Schemathesis does not count "too large" as a refusal of invalid data; it is one."""
    if answer.status_code == 413 or says_nothing_wrong(case):
        return CHECKS
    return [*CHECKS, negative_data_rejection]


def says_nothing_wrong(case: Any) -> bool:
    """The one wrong thing was the token, which is ours, or it is not wrong the way it is sent.

    In a form a list of one word goes out as the word itself, and an empty one not at all.
    """
    if made_wrong(case) == {"Authorization"}:
        return True
    if case.media_type != "multipart/form-data" or not isinstance(case.body, dict):
        return False
    return any(isinstance(value, list) and len(value) < 2 for value in case.body.values())


def made_wrong(case: Any) -> set[str | None]:
    """The names of what schemathesis spoilt in this case; None stands for a body."""
    return {mutation.parameter for mutation in getattr(case.meta.phase.data, "mutations", ())}


def lead_somewhere(case: Any, there: dict[str, Any]) -> None:
    """Mostly ask for what is there: random names would only ever find nothing."""
    parameters, wrong = case.path_parameters or {}, made_wrong(case)
    for name in parameters.keys() - wrong:
        turn = sum(str(parameters[name]).encode("utf-8", "replace"))
        if there.get(name) and turn % 5:
            parameters[name] = there[name][turn % len(there[name])]
    version = there["versions"].get(parameters.get("public_id"))
    spoilt = "If-Match" in wrong
    if version is not None and not spoilt and "If-Match" in (case.headers or {}):
        case.headers["If-Match"] = f'"{version}"'
