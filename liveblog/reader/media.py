"""Picture files, where no other server hands them out: only those that a public page shows."""

from __future__ import annotations

import re
from importlib import import_module

from csp.decorators import csp
from django.conf import settings
from django.contrib.auth import get_user
from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

from liveblog import access, policies
from liveblog.media.variants import file_path
from liveblog.models import Image, LiveBlog
from liveblog.reader.headers import MINUTE

FILE = re.compile(r"images/[0-9a-f]{2}/(?P<token>[0-9a-z]{1,64})/(?P<name>[0-9]+\.webp|card\.jpg)")
TYPES = {"webp": "image/webp", "jpg": "image/jpeg"}  # by our own names: what we wrote ourselves


@require_safe
@csp(policies.media())  # type: ignore[arg-type]  # its stubs know views without arguments only
def media(request: HttpRequest, path: str) -> HttpResponseBase:
    """The file; for drafts and retracted posts only to people of the newsroom."""
    match = FILE.fullmatch(path)
    if not match or path != file_path(match["token"], match["name"]):
        raise Http404
    images = Image.objects.filter(token=match["token"])
    if images.public().exists():
        # A token's files never change, so their address says all about their content.
        return kept(request, path, MINUTE)
    if images.exists() and is_of_the_newsroom(request):
        return kept(request, path, "private, no-store")
    raise Http404


def kept(request: HttpRequest, path: str, cache_control: str) -> HttpResponseBase:
    """The file, or 304 for those who have it."""
    etag = quote_etag(path)
    response = get_conditional_response(request, etag=etag) or opened(path)
    response["ETag"] = etag
    response["Cache-Control"] = cache_control
    return response


def opened(path: str) -> HttpResponse:
    """The stored file as a picture and nothing else; re-encoded, it has some 100 KB at most."""
    try:
        with default_storage.open(path) as file:
            content = file.read()
    except FileNotFoundError as error:
        raise Http404 from error
    response = HttpResponse(content, content_type=TYPES[path.rpartition(".")[2]])
    response["X-Content-Type-Options"] = "nosniff"
    return response


def is_of_the_newsroom(request: HttpRequest) -> bool:
    """Whether somebody with a role is signed in.

    Public paths have no session of their own, so that nobody's pages vary by a cookie: it is
    looked up here, for the few requests that need it.
    """
    cookie = request.COOKIES.get(settings.SESSION_COOKIE_NAME)
    if not cookie:
        return False
    request.session = import_module(settings.SESSION_ENGINE).SessionStore(cookie)
    user = get_user(request)
    if not user.is_active or access.lacks_second_factor(user):
        return False
    return user.is_staff or LiveBlog.objects.reachable_by(user).exists()
