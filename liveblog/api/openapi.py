"""The API's own description: operations as ninja collects them, refusals as we answer them."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from ninja import NinjaAPI
from ninja.openapi.docs import DocsBase
from ninja.openapi.schema import OpenAPISchema

from liveblog.api.problems import MEDIA_TYPE
from liveblog.api.schemas.base import Problem

ALWAYS = {"401": "No or a bad token", "429": "Too many calls", "503": "The database is busy"}
WITH_PATH = {"404": "Nothing there, or not for you"}
WITH_BODY = {
    "400": "Malformed",
    "413": "Too large",
    "415": "Wrong type",
    "422": "Fields that cannot be accepted, by name",
}
ON_WRITES = {"403": "Not yours to do", "409": "Not in this state"}
WITH_VERSION = {"400": "Malformed", "412": "Changed in the meantime", "428": "If-Match is missing"}
IF_MATCH = {
    "name": "If-Match",
    "in": "header",
    "description": "The version that was changed, in quotes.",
    "schema": {"type": "string"},
    "example": '"12"',
}
NEED_VERSION = ("change_post", "restore_revision")
MAY_HAVE_VERSION = ("publish", "retract", "restore", "discard_post")


class Api(NinjaAPI):
    """Describes each operation's problems in one place instead of at every operation."""

    def get_openapi_schema(
        self, *, path_prefix: str | None = None, path_params: dict[str, Any] | None = None
    ) -> OpenAPISchema:
        """The OpenAPI document."""
        document = super().get_openapi_schema(path_prefix=path_prefix, path_params=path_params)
        document["components"]["schemas"]["Problem"] = Problem.model_json_schema()
        for path, operations in document["paths"].items():
            for method, operation in operations.items():
                _describe(path, method, operation)
        return document


def _describe(path: str, method: str, operation: dict[str, Any]) -> None:
    name = operation["operationId"].rpartition("_api_")[2]
    name = next((known for known in NEED_VERSION + MAY_HAVE_VERSION if name.endswith(known)), "")
    problems = dict(ALWAYS) | ON_WRITES | {"422": WITH_BODY["422"]}
    if "{" in path or "Preview" in operation["tags"]:
        problems |= WITH_PATH
    if method != "get":
        problems |= WITH_BODY
    if name:
        problems |= WITH_VERSION
        header = IF_MATCH | {"required": name in NEED_VERSION}
        operation.setdefault("parameters", []).append(header)
    for status, description in problems.items():
        operation["responses"][status] = _problem(description)


def _problem(description: str) -> dict[str, Any]:
    schema = {"$ref": "#/components/schemas/Problem"}
    return {"description": description, "content": {MEDIA_TYPE: {"schema": schema}}}


class Docs(DocsBase):
    """The bundled Swagger page, without a script in the page and without foreign hosts."""

    def render_page(self, request: HttpRequest, api: NinjaAPI, **kwargs: Any) -> HttpResponse:
        """For everybody: what it describes is public, what it calls is not."""
        return render(request, "api/docs.html", {"document": self.get_openapi_url(api, kwargs)})
