"""What all schemas that come in share."""

from typing import Any

from ninja import Schema
from pydantic import ConfigDict


def shown_as(**example: Any) -> ConfigDict:
    """What the API's page shows as an example of a schema."""
    return ConfigDict(json_schema_extra={"examples": [example]})


class Incoming(Schema):
    """Unknown fields are refused: a typo in a name must not pass for a change."""

    model_config = ConfigDict(extra="forbid")


class Problem(Schema):
    """RFC 9457. `errors` lists messages by field name; `current` is the post as it stands."""

    model_config = ConfigDict(extra="allow")

    type: str
    title: str
    status: int
    detail: str
    errors: dict[str, list[str]] | None = None
