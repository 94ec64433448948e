"""Refusals as `application/problem+json` (RFC 9457): the one place that maps them to a status."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.multipartparser import MultiPartParserError
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from ninja.errors import HttpError, ValidationError
from ninja.responses import NinjaJSONEncoder

from liveblog import limits
from liveblog.api.schemas.posts import PostOut
from liveblog.api.validation import messages_by_field
from liveblog.media.refusals import ImageRefused
from liveblog.publishing import errors

log = logging.getLogger(__name__)

MEDIA_TYPE = "application/problem+json"
BUSY_SECONDS = 2  # after this the database has usually got through
STATUS_OF: dict[type[errors.PublishingError], int] = {
    errors.InvalidContent: 422,
    errors.StaleVersion: 412,
}  # everything else that publishing refuses is a conflict with the present state: 409
IMAGE_STATUS_OF = {
    "too_large": 413,
    "too_many_pixels": 413,
    "too_wide": 413,
    "not_an_image": 415,
    "wrong_format": 415,
}  # what cannot be read of a right format is 422


class Problem(Exception):
    """An answer that is no success. `code` is stable and for machines, `detail` for people."""

    def __init__(
        self,
        status: int,
        code: str,
        detail: str = "",
        *,
        errors: Mapping[str, Sequence[str]] | None = None,
        headers: Mapping[str, str] | None = None,
        **more: Any,
    ) -> None:
        super().__init__(code)
        self.status = status
        self.code = code
        self.detail = detail
        self.errors = errors
        self.headers = headers or {}
        self.more = more


def respond(problem: Problem) -> HttpResponse:
    """The problem as an answer; never stored by anybody."""
    said: dict[str, Any] = {
        "type": f"urn:liveblog:problem:{problem.code}",
        "title": HTTPStatus(problem.status).phrase,
        "status": problem.status,
        "detail": problem.detail,
    }
    if problem.errors is not None:
        said["errors"] = problem.errors
    response = JsonResponse(
        said | problem.more,
        encoder=NinjaJSONEncoder,
        status=problem.status,
        headers=problem.headers,
        content_type=MEDIA_TYPE,
    )
    add_never_cache_headers(response)
    return response


def problem_of(error: Exception) -> Problem | None:
    """The problem that an exception stands for; None when it is a mistake of ours."""
    for kind, tell in TELLERS.items():
        if isinstance(error, kind):
            return tell(error)
    return None


def handle(request: HttpRequest, error: Any) -> HttpResponse:
    """Answer for any exception of a call."""
    problem = problem_of(error)
    if problem is None:
        log.exception("a call failed", exc_info=error)
        problem = Problem(500, "internal", _("Something went wrong here. Nothing was changed."))
    return respond(problem)


def answering(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Wrap a view: its bare 405 becomes a problem, and nothing private is kept in caches."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            response = view(request, *args, **kwargs)
        except Http404:
            return respond(not_found())
        if response.status_code == 405:
            allow = {"Allow": response.headers["Allow"]}
            detail = _("This address does not know that method.")
            return respond(Problem(405, "method_not_allowed", detail, headers=allow))
        add_never_cache_headers(response)
        return response

    return answer


def not_found(detail: str = "") -> Problem:
    return Problem(404, "not_found", detail or _("There is nothing here, or not for you."))


def invalid(field: str, message: str) -> Problem:
    """One field that cannot be accepted."""
    return Problem(422, "invalid_content", message, errors={field: [message]})


def _publishing(error: errors.PublishingError) -> Problem:
    status = next((code for kind, code in STATUS_OF.items() if isinstance(error, kind)), 409)
    more: dict[str, Any] = {}
    if isinstance(error, errors.InvalidContent):
        more["errors"] = error.errors
    if isinstance(error, errors.StaleVersion | errors.ClientIdReused):
        more["current"] = PostOut.of(error.current)
    return Problem(status, error.code, error.message, **more)


def _image(error: ImageRefused) -> Problem:
    status = IMAGE_STATUS_OF.get(error.code, 422)
    return Problem(status, f"image_{error.code}", error.message, errors={"file": [error.message]})


def _validation(error: ValidationError) -> Problem:
    by_field = messages_by_field(error.errors)
    detail = _("These fields cannot be accepted: %s.") % ", ".join(by_field)
    return Problem(422, "invalid_content", detail, errors=by_field)


def _http(error: HttpError) -> Problem:
    if error.status_code == 401:
        return unauthorized()
    if error.status_code == 400:
        return Problem(400, "malformed", _("The body is not readable JSON."))
    return Problem(error.status_code, "refused", error.message)


def unauthorized() -> Problem:
    """Nobody, or a token that is not (or no longer) good."""
    return Problem(
        401,
        "unauthorized",
        _("Sign in, or send a valid token."),
        headers={"WWW-Authenticate": 'Bearer realm="liveblog"'},
    )


def busy(error: OperationalError) -> Problem:
    """The database is locked, or away for the moment."""
    log.warning("database busy: %s", error)
    return Problem(
        503,
        "busy",
        _("The database is busy. Nothing was lost; try again in a moment."),
        headers={"Retry-After": str(BUSY_SECONDS)},
    )


def too_large() -> Problem:
    detail = _("One request may carry at most %s KB.") % (limits.JSON_BODY_BYTES // 1024)
    return Problem(413, "too_large", detail)


TELLERS: dict[type[Exception], Callable[[Any], Problem]] = {
    Problem: lambda problem: problem,
    errors.PublishingError: _publishing,
    ImageRefused: _image,
    ValidationError: _validation,
    RequestDataTooBig: lambda _error: too_large(),
    MultiPartParserError: lambda _error: Problem(400, "malformed", _("The form is unreadable.")),
    OperationalError: busy,
    Http404: lambda _error: not_found(),
    HttpError: _http,
}
