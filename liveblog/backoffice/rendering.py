"""Rendering a page before what was set for its view ends."""

from __future__ import annotations

import re

from django.http.response import HttpResponseBase
from django.template.response import SimpleTemplateResponse

# Django's tables of rows have headers without a word; a screen reader wants plain cells there.
WORDLESS = re.compile(rb'<th(?P<attributes>(?: class="original")?)></th>')


def rendered(response: HttpResponseBase) -> HttpResponseBase:
    """The response, rendered while the language and time zone of its view still hold."""
    if isinstance(response, SimpleTemplateResponse) and not response.is_rendered:
        response.render()
        response.content = WORDLESS.sub(rb"<td\g<attributes>></td>", response.content)
    return response
