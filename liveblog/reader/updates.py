"""Catching up over HTTP."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from liveblog.live.catchup import updates_since
from liveblog.models import LiveBlog
from liveblog.reader.headers import MISSING, of_no_blog, of_version, shared
from liveblog.reader.memory import remembered
from liveblog.reader.problems import problem

HIGHEST = 2**53  # beyond, numbers are not exact in a browser
EPOCH = re.compile(r"[0-9a-z]{1,12}", re.ASCII)


class BadParameter(ValueError):
    """`name` is the parameter, the text what it should be."""

    def __init__(self, name: str, text: str) -> None:
        self.name = name
        super().__init__(text)


@require_safe
def updates(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Everything after change `since` of history `epoch`; one cached answer for all who ask it."""
    try:
        since, epoch = since_from(request.GET), epoch_from(request.GET)
    except BadParameter as bad:
        detail = f"The parameter “{bad.name}” is wrong: {bad}"
        return problem(HTTPStatus.BAD_REQUEST, detail, **{bad.name: str(bad)})
    blog = LiveBlog.objects.public().filter(slug=slug).first()
    if blog is None:
        missing = problem(HTTPStatus.NOT_FOUND, "There is no live blog at this address.")
        return of_no_blog(request, shared(request, missing, MISSING))
    response = HttpResponse(body(blog, since, epoch), content_type="application/json")
    return of_version(request, shared(request, response), blog)


def body(blog: LiveBlog, since: int, epoch: str) -> str:
    """The answer as JSON; kept only for numbers that this history has given out."""
    if epoch != blog.epoch or since > blog.seq:
        return _body(blog, since, epoch)
    key = ("updates", blog.pk, blog.epoch, blog.seq, since)
    return remembered(key, lambda: _body(blog, since, epoch))


def _body(blog: LiveBlog, since: int, epoch: str) -> str:
    answer = updates_since(blog, since, epoch)
    return json.dumps(answer, ensure_ascii=False, separators=(",", ":"))


def since_from(query: Mapping[str, str]) -> int:
    """A whole number from 0 to HIGHEST."""
    text = query.get("since", "")
    if not (text.isascii() and text.isdigit() and len(text) <= 16 and int(text) <= HIGHEST):
        raise BadParameter("since", "a whole number, 0 or more, is expected.")
    return int(text)


def epoch_from(query: Mapping[str, str]) -> str:
    """Up to twelve small letters and digits, as the page carries them."""
    text = query.get("epoch", "")
    if not EPOCH.fullmatch(text):
        raise BadParameter("epoch", "the page's own epoch is expected.")
    return text
