"""Rendering a page before what was set for its view ends."""

from __future__ import annotations

from django.http.response import HttpResponseBase
from django.template.response import SimpleTemplateResponse


def rendered(response: HttpResponseBase) -> HttpResponseBase:
    """The response, rendered while the language and time zone of its view still hold."""
    if isinstance(response, SimpleTemplateResponse) and not response.is_rendered:
        response.render()
    return response
