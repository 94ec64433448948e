"""What a browser would send from the back office's forms."""

from __future__ import annotations

from typing import Any

from django.test import Client
from django.urls import reverse


def address(model: str, page: str = "changelist", *args: object) -> str:
    """`address("post", "change", 3)`"""
    return reverse(f"admin:liveblog_{model}_{page}", args=args)


def fields_of(page: Any) -> dict[str, Any]:
    """Everything that the forms of a form page would send if nobody touched them."""
    forms = [page.context["adminform"].form]
    for inline in page.context["inline_admin_formsets"]:
        if inline.has_change_permission:
            forms += [inline.formset.management_form, *inline.formset.forms]
    sent: dict[str, Any] = {}
    for form in forms:
        for bound in form:
            sent |= _sent_by(bound)
    return sent


def send(client: Client, url: str, **typed: Any) -> Any:
    """Open a form, type, save."""
    untouched = fields_of(client.get(url))
    return client.post(url, {**untouched, **typed})


def errors(page: Any) -> dict[str, Any]:
    """The messages by field, `__all__` for the whole form."""
    return page.context["adminform"].form.errors


def _sent_by(bound: Any) -> dict[str, Any]:
    value = bound.value()
    widget = bound.field.widget
    if hasattr(widget, "decompress"):
        parts = widget.get_context(bound.html_name, value, {})["widget"]["subwidgets"]
        return {part["name"]: part["value"] or "" for part in parts}
    if value is None or value is False or getattr(widget, "input_type", "") == "file":
        return {}
    if isinstance(value, list):
        return {bound.html_name: [getattr(item, "pk", item) for item in value]}
    prepared = bound.field.prepare_value(value)
    return {bound.html_name: "on" if prepared is True else prepared}
