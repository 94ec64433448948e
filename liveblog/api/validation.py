"""What pydantic found wrong, in our words and by field name."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

SOURCES = {"body", "query", "path", "header", "form", "file"}


def messages_by_field(errors: Iterable[dict[str, Any]]) -> dict[str, list[str]]:
    """`{"images.0.id": ["…"]}` from pydantic's list of errors; values sent are not repeated."""
    by_field: dict[str, list[str]] = {}
    for error in errors:
        messages = by_field.setdefault(_field(error["loc"]), [])
        if (message := _message(error)) not in messages:
            messages.append(message)
    return by_field


def _field(loc: tuple[str | int, ...]) -> str:
    """Without the source and the name of the function's parameter: callers know neither."""
    names = [str(part) for part in loc]
    if names and names[0] in SOURCES:
        names = names[2:] if names[0] in ("body", "form") and len(names) > 2 else names[1:]
    return _readable(".".join(names)) or "body"


def _readable(name: str) -> str:
    """Keys can be anything that JSON holds; lone surrogates cannot be sent back."""
    return name.encode("utf-8", "replace").decode()[:200]


def _message(error: dict[str, Any]) -> str:
    context = error.get("ctx", {})
    known = {
        "missing": _("This is required."),
        "extra_forbidden": _("There is no such field."),
        "string_type": _("This must be a text."),
        "string_unicode": _("This text contains characters that cannot be stored."),
        "bool_type": _("This must be true or false."),
        "list_type": _("This must be a list."),
        "uuid_parsing": _("This must be a UUID."),
        "uuid_type": _("This must be a UUID."),
        "timezone_aware": _("The time needs its offset, as in 2025-05-16T16:31:00+03:00."),
    }
    if error["type"] in known:
        return known[error["type"]]
    if error["type"] == "value_error":
        return str(context.get("error", error["msg"]))
    return str(error["msg"])
