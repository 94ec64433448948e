"""What pydantic found wrong, in our words and by field name."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from liveblog.api.wordings import wording

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
    if error["type"] == "value_error" and "error" in context:
        return str(context["error"])  # a check of our own, in our own words
    return wording(error["type"], context)
