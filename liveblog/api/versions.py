"""`If-Match`: which state of a post the caller has seen."""

from __future__ import annotations

import re

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from liveblog.api.problems import Problem
from liveblog.models import Post

# Unpublished posts have negative versions.
TAG = re.compile(r'"(-?[0-9]{1,18})"')


def seen(request: HttpRequest) -> int | None:
    """The version in `If-Match`, or None without one. Raises 400 for anything else in it."""
    header = request.headers.get("If-Match")
    if header is None:
        return None
    tag = TAG.fullmatch(header.strip())
    if tag is None:
        raise Problem(400, "malformed", _('If-Match must be one version in quotes, as in "12".'))
    return int(tag[1])


def required(request: HttpRequest) -> int:
    """As `seen`; raises 428 where there is none."""
    version = seen(request)
    if version is None:
        raise Problem(428, "version_required", _("Say in If-Match which version you changed."))
    return version


def tell(response: HttpResponse, post: Post) -> None:
    """The version for the caller's next `If-Match`."""
    response.headers["ETag"] = f'"{post.version}"'
