"""What wraps every request. Public pages get no session: they are cached for everybody."""

import logging
import re
import time
import uuid
from typing import Any

from csp.middleware import CSPMiddleware, PolicyParts
from django.conf import settings
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.messages.middleware import MessageMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.csrf import CsrfViewMiddleware
from django.middleware.locale import LocaleMiddleware
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation
from django.utils.deprecation import MiddlewareMixin

from config.busy import busy
from config.logs import request_id
from liveblog import access

log = logging.getLogger(__name__)

STAFF_PATHS = ("/newsroom/", "/admin/", "/api/")
# Signing in and out, setting up, the language, and the app's own files, which tell nothing.
WITHOUT_SECOND_FACTOR = (
    "/newsroom/account/",
    "/newsroom/-/",
    "/newsroom/manifest.webmanifest",
    "/newsroom/sw.js",
    "/api/",
)
RENEWAL_SECONDS = 600
PERMISSIONS = "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()"


def is_staff_path(request: HttpRequest) -> bool:
    """Whether sessions, users and messages exist for this request."""
    return request.path_info.startswith(STAFF_PATHS)


class RequestId(MiddlewareMixin):
    """Gives each request an id, kept from a proxy's `X-Request-ID` when it is a plain word."""

    def process_request(self, request: HttpRequest) -> None:
        """Makes the id known to the logs."""
        given = request.headers.get("X-Request-ID", "")
        request_id.set(given if re.fullmatch(r"[\w-]{8,64}", given, re.ASCII) else uuid.uuid4().hex)


class PermissionsPolicy(MiddlewareMixin):
    """Denies devices that no page of ours uses by script."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """Keeps a policy that the view has set itself."""
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        return response


class PagePolicy(CSPMiddleware):
    """The reader's policy, or the staff's on staff paths; a view may still set its own."""

    def get_policy_parts(
        self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False
    ) -> PolicyParts:
        """What django-csp writes into the header."""
        parts = super().get_policy_parts(request, response, report_only)
        if parts.config is None and not report_only and is_staff_path(request):
            parts.config = settings.STAFF_POLICY
        return parts


class StaffPathsOnly(MiddlewareMixin):
    """Steps aside on public paths, so that those can neither read nor set a cookie."""

    def __call__(self, request: HttpRequest) -> Any:
        """The wrapped middleware's answer for staff, the next one's for everybody else."""
        return super().__call__(request) if is_staff_path(request) else self.get_response(request)


class StaffSession(StaffPathsOnly, SessionMiddleware):
    """A session that ends when idle, without a write per request."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """Moves the session's end forward, every ten minutes at most.

        What the view has put into the session is kept, or the answer is 503. The new end alone is
        not worth an answer: the next request tries again.
        """
        session = request.session
        is_news = session.modified
        if session.accessed and "_auth_user_id" in session:
            now = int(time.time())
            if now - session.get("renewed", 0) > RENEWAL_SECONDS:
                session["renewed"] = now
        try:
            return super().process_response(request, response)
        except OperationalError as error:
            if is_news:
                return busy(request, error)
            log.warning("session not renewed: %s", error)
            return response


class StaffBusy(StaffPathsOnly):
    """Says when the database is too busy for a page; the API says so itself."""

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Django calls this past `__call__`, on all paths."""
        if isinstance(error, OperationalError) and is_staff_path(request):
            return busy(request, error)
        return None


class StaffLocale(StaffPathsOnly, LocaleMiddleware):
    """The user's language on staff paths; public pages speak that of their blog."""

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        """Leaves no language behind for the next request of this thread."""
        answer = super().process_response(request, response)
        translation.deactivate()
        return answer


class StaffCsrf(StaffPathsOnly, CsrfViewMiddleware):
    """Forged requests need a session to ride on: public paths have none, and answer 405."""

    def process_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Django calls this past `__call__`, on all paths."""
        return super().process_view(request, *args, **kwargs) if is_staff_path(request) else None


class StaffAuthentication(StaffPathsOnly, AuthenticationMiddleware):
    """`request.user` on staff paths."""


class StaffSecondFactor(StaffPathsOnly):
    """Whoever needs a second factor and has none sees nothing but the pages that set one up.

    API and sockets ask `access` themselves: they cannot be led anywhere.
    """

    def process_request(self, request: HttpRequest) -> HttpResponse | None:
        """Leads to the set-up."""
        if request.path_info.startswith(WITHOUT_SECOND_FACTOR):
            return None
        if not access.lacks_second_factor(request.user):
            return None
        return redirect(f"{reverse('mfa_index')}?needed")


class StaffMessages(StaffPathsOnly, MessageMiddleware):
    """`django.contrib.messages` on staff paths."""


class StaffNotStored(StaffPathsOnly):
    """No cache keeps what only staff may see."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """Keeps what the view has said itself."""
        response.headers.setdefault("Cache-Control", "private, no-store")
        return response
