"""The way in: a token or the newsroom's session, not too often, and carrying what was asked for."""

from __future__ import annotations

import logging

from django.db import OperationalError
from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja.security import APIKeyCookie, HttpBearer
from ninja.utils import check_csrf

from liveblog import access, limits
from liveblog.api import throttles
from liveblog.api.callers import Caller
from liveblog.api.problems import Problem, too_large, unauthorized
from liveblog.media.refusals import ImageRefused
from liveblog.models import ApiToken
from liveblog.publishing import tokens

JSON = "application/json"
FORM = "multipart/form-data"
MOST_BYTES = {JSON: limits.JSON_BODY_BYTES, FORM: limits.UPLOAD_BYTES + 64 * 1024}
READS = ("GET", "HEAD", "OPTIONS")
log = logging.getLogger(__name__)


class Entry:
    """What an operation takes, and whether it counts as a write."""

    def __init__(self, carries: str = JSON, *, writes: bool = True) -> None:
        self.carries = carries
        self.writes = writes

    def count_call(self, request: HttpRequest, caller: Caller) -> None:
        """Raises 429."""
        if not self.writes or request.method in READS:
            throttles.count_read(request)
        elif caller.token:
            throttles.count_write(f"token:{caller.token.pk}")
        else:
            throttles.count_write(f"user:{caller.user.pk}")

    def check_load(self, request: HttpRequest) -> None:
        """Raises 413 and 415; a request without a body carries nothing wrong."""
        length = _length(request)
        if request.method in READS or length == 0:
            return
        if length > MOST_BYTES[self.carries]:
            raise self._too_large(length)
        if request.content_type != self.carries:
            raise Problem(415, "wrong_type", _("This must be sent as %s.") % self.carries)

    def _too_large(self, length: int) -> Exception:
        if self.carries == FORM:
            return ImageRefused("too_large", limit=limits.UPLOAD_BYTES, found=length)
        return too_large()

    def admit(self, request: HttpRequest, caller: Caller) -> Caller:
        self.count_call(request, caller)
        self.check_load(request)
        return caller


class TokenDoor(HttpBearer):
    """`Authorization: Bearer …`. Who shows a token is never taken for the session's user."""

    def __init__(self, entry: Entry) -> None:
        self.entry = entry
        super().__init__()

    def __call__(self, request: HttpRequest) -> Caller | None:
        """None without the header; raises 401 for a token that is not good."""
        if "Authorization" not in request.headers:
            return None
        caller = super().__call__(request)
        if caller is None:
            throttles.count_read(request)  # guessing is slow
            raise unauthorized()
        return self.entry.admit(request, caller)

    def authenticate(self, request: HttpRequest, token: str) -> Caller | None:
        """The token's user, or None."""
        usable = ApiToken.objects.usable().with_secret(token)
        found = usable.select_related("user").first()
        if found is None:
            return None
        _note_use(found)
        return Caller(found.user, found)


class SessionDoor(APIKeyCookie):
    """The newsroom's own session; whatever changes something shows the CSRF token."""

    param_name = "sessionid"

    def __init__(self, entry: Entry) -> None:
        self.entry = entry
        super().__init__()

    def __call__(self, request: HttpRequest) -> Caller | None:
        """None for nobody; raises 403 without the CSRF token or a second factor that is needed."""
        if not request.user.is_authenticated:
            throttles.count_read(request)
            return None
        if access.lacks_second_factor(request.user):
            raise Problem(403, "second_factor", _("Set up a second factor for your account first."))
        if request.method not in READS and check_csrf(request):
            raise Problem(403, "csrf", _("The page is too old or foreign. Load it again."))
        return self.entry.admit(request, Caller(request.user))

    def authenticate(self, request: HttpRequest, key: str | None) -> Caller | None:
        """Never asked: the session's middleware has already read the cookie."""
        return None


def doors(carries: str = JSON, *, writes: bool = True) -> list[TokenDoor | SessionDoor]:
    """Both doors, for an operation that takes this type of body."""
    entry = Entry(carries, writes=writes)
    return [TokenDoor(entry), SessionDoor(entry)]


def _length(request: HttpRequest) -> int:
    """The declared length in bytes, else that of the body."""
    declared = request.META.get("CONTENT_LENGTH") or ""
    return int(declared) if declared.isdigit() else len(request.body)


def _note_use(token: ApiToken) -> None:
    try:
        tokens.note_use(token)
    except OperationalError as error:
        # Only a note: a busy database must not keep anybody from reading.
        log.warning("use of token %s not noted: %s", token.pk, error)
