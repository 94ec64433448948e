"""JSON as the standard has it, and no more of it than allowed."""

from __future__ import annotations

import json
from typing import Any, NoReturn

from django.http import HttpRequest
from ninja.parser import Parser


class StrictParser(Parser):
    """Refuses NaN and Infinity, which Python would read and nothing else would."""

    def parse_body(self, request: HttpRequest) -> Any:
        """Raises ValueError or RecursionError, which the framework answers with 400."""
        return json.loads(request.body.decode("utf-8"), parse_constant=_refuse)


def _refuse(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")
