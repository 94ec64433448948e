"""The answer when the database is locked or away for the moment: 503, to be tried again."""

from __future__ import annotations

import logging

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import translation

from liveblog.api import problems

log = logging.getLogger(__name__)


def busy(request: HttpRequest, error: OperationalError) -> HttpResponse:
    """A page, or the API's problem, in the caller's language and with Retry-After in seconds.

    The page is made without the request: its user would have to be read from the database.
    """
    with translation.override(translation.get_language_from_request(request)):
        if request.path_info.startswith("/api/"):
            return problems.respond(problems.busy(error))
        log.warning("database busy: %s", error)
        page = HttpResponse(render_to_string("errors/503.html"), status=503)
    page.headers["Retry-After"] = str(problems.BUSY_SECONDS)
    return page
