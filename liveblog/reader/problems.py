"""Refusals as problem JSON (RFC 9457)."""

from http import HTTPStatus

from django.http import JsonResponse


def problem(status: HTTPStatus, detail: str, **errors: str) -> JsonResponse:
    """`{type, title, status, detail, errors?}`; `errors` by the name of the parameter."""
    body = {"type": "about:blank", "title": status.phrase, "status": status, "detail": detail}
    if errors:
        body["errors"] = {name: [message] for name, message in errors.items()}
    return JsonResponse(body, status=status, content_type="application/problem+json")
