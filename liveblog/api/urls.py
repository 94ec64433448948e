"""Addresses of the API."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, path, re_path
from django.views.decorators.csrf import csrf_exempt

from liveblog.api import (
    authors,
    blogs,
    images,
    keys,
    pins,
    posts,
    previews,
    problems,
    revisions,
    verbs,
)
from liveblog.api.doors import doors
from liveblog.api.openapi import Api, Docs
from liveblog.api.parsing import StrictParser

api = Api(
    title="Live blog API",
    version="1",
    description=(
        "Everything that the newsroom does. Send `Authorization: Bearer <token>`. "
        "Errors are `application/problem+json`; an error leaves nothing half done."
    ),
    auth=doors(),
    parser=StrictParser(),
    docs=Docs(),
    urls_namespace="api",
)
api.add_router("/blogs", blogs.router)
api.add_router("", posts.router)
for resource in (verbs, pins, keys, revisions):
    api.add_router("/posts", resource.router)
api.add_router("/images", images.router)
api.add_router("/authors", authors.router)
api.add_router("/preview", previews.router)
api.add_exception_handler(Exception, problems.handle)
for kind in problems.TELLERS:
    api.add_exception_handler(kind, problems.handle)


@csrf_exempt
def nowhere(request: HttpRequest) -> HttpResponse:
    """Whatever is no address of the API."""
    return problems.respond(problems.not_found())


def _answering(pattern: URLPattern | URLResolver) -> URLPattern:
    if not isinstance(pattern, URLPattern):
        raise TypeError("the API's addresses are a flat list")
    view = problems.answering(pattern.callback)
    return URLPattern(pattern.pattern, view, pattern.default_args, pattern.name)


_patterns, _app, _namespace = api.urls
urlpatterns = [
    path("", ([_answering(pattern) for pattern in _patterns], _app, _namespace)),
    re_path("", nowhere),
]
