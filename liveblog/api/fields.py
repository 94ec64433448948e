"""The types of single fields, as strict as JSON allows."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Annotated, Any

from django.utils.translation import gettext as _
from pydantic import AfterValidator, AwareDatetime, BeforeValidator, Field, StrictBool

EARLIEST, LATEST = datetime(1900, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)
LARGEST_NUMBER = 2**63 - 1  # what the databases hold
NAME = re.compile(r"[A-Za-z0-9_-]{1,80}")


def _is_text(value: Any) -> Any:
    if not isinstance(value, str):
        raise ValueError(_("This must be a time such as 2025-05-16T16:31:00+03:00."))
    return value


def _is_near(value: datetime) -> datetime:
    if not EARLIEST <= value <= LATEST:
        raise ValueError(_("The time must lie between the years 1900 and 2200."))
    return value


def is_name(text: str) -> bool:
    """Whether a text can be one of our names (slugs, ids): anything else is found nowhere."""
    return bool(NAME.fullmatch(text))


def _can_be_name(value: str) -> str:
    if not is_name(value):
        raise ValueError(_("There is nothing of this name."))
    return value


Moment = Annotated[AwareDatetime, BeforeValidator(_is_text), AfterValidator(_is_near)]
Name = Annotated[str, Field(max_length=80), AfterValidator(_can_be_name)]
Text = Annotated[str, Field(max_length=100_000)]  # publishing knows the true limits and says them
Flag = StrictBool
