"""Public pages know no visitor; staff keep their session while they work."""

import pytest
import time_machine
from django.conf import settings
from django.contrib.auth.models import User
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.backends.db import SessionStore
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from config import logs, middleware
from tests.world import PASSWORD, make_admin


def answer(request: HttpRequest) -> HttpResponse:
    """A view that reads the session where there is one."""
    session = getattr(request, "session", None)
    return HttpResponse("none" if session is None else session.get("_auth_user_id", "empty"))


@pytest.mark.parametrize("path", ["/", "/live/istanbul/", "/s/abc", "/newsroomish/"])
def test_a_public_path_has_no_session(path: str) -> None:
    request = RequestFactory().get(path)
    request.COOKIES[settings.SESSION_COOKIE_NAME] = "somebody"
    response = middleware.StaffSession(answer)(request)
    assert response.content == b"none"
    assert "Vary" not in response.headers
    assert not response.cookies


@pytest.mark.parametrize("path", ["/newsroom/", "/admin/", "/api/v1/blogs"])
def test_a_staff_path_has_one(path: str) -> None:
    response = middleware.StaffSession(answer)(RequestFactory().get(path))
    assert response.content == b"empty"
    assert response.headers["Vary"] == "Cookie"


@pytest.mark.django_db
def test_a_session_in_use_is_renewed_after_ten_minutes() -> None:
    user = User.objects.create_user("meral")
    session = _signed_in(user)
    with time_machine.travel("2025-05-16T08:00:00Z", tick=False):
        assert _visit(session).cookies
    with time_machine.travel("2025-05-16T08:09:00Z", tick=False):
        assert not _visit(session).cookies
    with time_machine.travel("2025-05-16T08:11:00Z", tick=False):
        assert _visit(session).cookies


@pytest.fixture
def locked(monkeypatch: pytest.MonkeyPatch) -> None:
    """A database that takes no session."""

    def refuse(*args: object, **options: object) -> None:
        raise OperationalError("database is locked")

    monkeypatch.setattr(SessionStore, "save", refuse)


@pytest.mark.django_db
def test_a_renewal_that_finds_the_database_locked_costs_no_answer(
    request: pytest.FixtureRequest,
) -> None:
    user = User.objects.create_user("meral")
    session = _signed_in(user)
    request.getfixturevalue("locked")
    response = _visit(session)
    assert (response.status_code, response.content) == (200, str(user.pk).encode())
    assert not response.cookies


@pytest.mark.parametrize(
    ("path", "kind", "words"),
    [
        ("/newsroom/", "text/html; charset=utf-8", "Wir sind gleich wieder da"),
        ("/api/v1/blogs", "application/problem+json", "Die Datenbank"),
    ],
)
def test_a_session_that_cannot_be_kept_is_to_be_tried_again(
    locked: None, path: str, kind: str, words: str
) -> None:
    request = RequestFactory().get(path, headers={"accept-language": "de"})
    response = middleware.StaffSession(_remember)(request)
    assert isinstance(response, HttpResponse)
    assert (response.status_code, response["Content-Type"]) == (503, kind)
    assert int(response["Retry-After"]) > 0
    assert words in response.content.decode()
    assert not response.cookies


@pytest.mark.django_db
def test_signing_in_while_the_database_is_locked_is_to_be_tried_again(
    client: Client, request: pytest.FixtureRequest
) -> None:
    user, address = make_admin(), "/newsroom/account/login/"
    request.getfixturevalue("locked")
    response = client.post(address, {"login": user.username, "password": PASSWORD})
    assert (response.status_code, response["Cache-Control"]) == (503, "private, no-store")
    assert "default-src 'self'" in response["Content-Security-Policy"]
    assert int(response["Retry-After"]) > 0


def test_another_failure_of_a_page_stays_one() -> None:
    gate = middleware.StaffBusy(answer)
    broken, locked = ValueError("x"), OperationalError("database is locked")
    assert gate.process_exception(RequestFactory().get("/newsroom/"), broken) is None
    assert gate.process_exception(RequestFactory().get("/"), locked) is None
    said = gate.process_exception(RequestFactory().get("/newsroom/"), locked)
    assert said is not None and said.status_code == 503


@pytest.mark.parametrize(
    ("given", "kept"), [("a1b2c3d4-e5", True), ("x\ny", False), ("short", False)]
)
def test_a_request_id_is_kept_when_it_is_a_plain_word(given: str, kept: bool) -> None:
    middleware.RequestId(answer)(RequestFactory().get("/", headers={"X-Request-ID": given}))
    assert (logs.request_id.get() == given) is kept


def test_pages_deny_devices_unless_they_say_otherwise() -> None:
    gate, request = middleware.PermissionsPolicy(answer), RequestFactory().get("/")
    silent, own = HttpResponse(), HttpResponse(headers={"Permissions-Policy": "camera=(self)"})
    assert "camera=()" in gate.process_response(request, silent)["Permissions-Policy"]
    assert gate.process_response(request, own)["Permissions-Policy"] == "camera=(self)"


def _remember(request: HttpRequest) -> HttpResponse:
    """A view that puts something into the session."""
    request.session["wanted"] = "kept"
    return HttpResponse("done")


def _signed_in(user: User) -> str:
    session: SessionBase = middleware.StaffSession(answer).SessionStore()
    session["_auth_user_id"] = str(user.pk)
    session.save()
    assert session.session_key
    return session.session_key


def _visit(session: str) -> HttpResponse:
    request = RequestFactory().get("/newsroom/")
    request.COOKIES[settings.SESSION_COOKIE_NAME] = session
    response = middleware.StaffSession(answer)(request)
    assert isinstance(response, HttpResponse)
    return response
