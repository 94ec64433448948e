"""Logging: readable lines while trying out, one JSON object a line in production."""

import json
import logging
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from redis.exceptions import RedisError

# Set by `config.middleware.RequestId`; empty outside requests.
request_id: ContextVar[str] = ContextVar("request_id", default="")


class JsonLine(logging.Formatter):
    """One record as one line of JSON: time, level, logger, message, request, error."""

    def format(self, record: logging.LogRecord) -> str:
        """The record without line breaks; the traceback inside `error`."""
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            "request": request_id.get(),
        }
        if record.exc_info:
            line["error"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


class Brief(logging.Filter):
    """What is no fault of the program is one line, not the stack of whoever noticed it."""

    def __init__(self, errors: tuple[type[Exception], ...]) -> None:
        """`errors` are of that kind."""
        super().__init__()
        self.errors = errors

    def filter(self, record: logging.LogRecord) -> bool:
        """Lets everything pass; other errors keep their traceback."""
        error = record.exc_info[1] if record.exc_info else None
        if isinstance(error, self.errors):
            record.msg, record.args = f"{record.getMessage()} {error or type(error).__name__}", ()
            record.exc_info = None
        return True


def plain() -> dict[str, Any]:
    """Settings for a terminal."""
    return _to_console({"format": "{levelname:<7} {name}: {message}", "style": "{"})


def json_lines() -> dict[str, Any]:
    """Settings for a log collector."""
    return _to_console({"()": JsonLine})


def _to_console(formatter: dict[str, Any]) -> dict[str, Any]:
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": formatter},
        "filters": {
            # A Redis that is away: the channel layer notices once a second, and the hub says
            # itself what it does without.
            "brief_troubles": {"()": Brief, "errors": (RedisError, OSError)},
            # What somebody may not do is refused on purpose.
            "brief_refusals": {"()": Brief, "errors": (PermissionDenied,)},
        },
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["console"], "level": "INFO"},
        "loggers": {
            # Django's own handlers would write every line twice.
            "django": {"handlers": [], "level": "INFO", "propagate": True},
            "django.request": {"filters": ["brief_refusals"]},
            "channels_redis.pubsub": {"filters": ["brief_troubles"]},
        },
    }
