"""The description of the API and its page."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from liveblog.api.schemas.base import Incoming
from liveblog.api.schemas.blogs import BlogIn, BlogPatch
from liveblog.api.schemas.images import ImageWords
from liveblog.api.schemas.posts import PostIn, PostPatch, Reason
from liveblog.api.schemas.previews import PreviewIn


@pytest.fixture
def document(client: Client) -> dict[str, Any]:
    said: dict[str, Any] = client.get("/api/v1/openapi.json").json()
    return said


def test_every_operation_tells_its_problems(document: dict[str, Any]) -> None:
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            refusal = operation["responses"]["401"]["content"]
            assert list(refusal) == ["application/problem+json"], (method, path)


def test_changes_name_the_version_header(document: dict[str, Any]) -> None:
    change = document["paths"]["/api/v1/posts/{public_id}"]["patch"]
    (header,) = [found for found in change["parameters"] if found["in"] == "header"]
    assert (header["name"], header["required"]) == ("If-Match", True)
    assert {"412", "428"} <= set(change["responses"])


def test_every_operation_has_an_example_or_speaks_for_itself(document: dict[str, Any]) -> None:
    for operations in document["paths"].values():
        assert all(operation.get("description") for operation in operations.values())


def test_the_docs_load_nothing_from_elsewhere(client: Client) -> None:
    page = client.get("/api/v1/docs").content.decode()
    sources = re.findall(r'(?:src|href)="([^"]+)"', page)
    assert sources and all(source.startswith("/static/") for source in sources)
    assert not re.search(r"<script(?![^>]*\bsrc=)", page)


@pytest.mark.parametrize(
    "schema", [BlogIn, BlogPatch, ImageWords, PostIn, PostPatch, PreviewIn, Reason]
)
def test_examples_would_be_accepted(document: dict[str, Any], schema: type[Incoming]) -> None:
    examples = document["components"]["schemas"][schema.__name__]["examples"]
    assert examples
    for example in examples:
        assert schema.model_validate(example).model_fields_set == set(example)
    assert schema.model_config["extra"] == "forbid"
