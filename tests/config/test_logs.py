"""Production logs are one JSON object a line."""

import json
import logging
import sys

from django.core.exceptions import PermissionDenied

from config import logs


def test_a_record_is_one_line_with_its_request() -> None:
    token = logs.request_id.set("abc-123")
    line = logs.JsonLine().format(_record("Zeile eins\nZeile zwei"))
    logs.request_id.reset(token)
    assert "\n" not in line
    found = json.loads(line)
    assert found["message"] == "Zeile eins\nZeile zwei"
    assert found["request"] == "abc-123"
    assert found["level"] == "warning"


def test_an_error_carries_its_traceback() -> None:
    try:
        raise ValueError("broken")
    except ValueError:
        record = _record("failed", sys.exc_info())
    assert "ValueError: broken" in json.loads(logs.JsonLine().format(record))["error"]


def _record(message: str, error: object = None) -> logging.LogRecord:
    return logging.LogRecord("live", logging.WARNING, "hub.py", 1, message, (), error)


def test_a_lost_connection_is_one_line() -> None:
    record = _record("Unexpected exception in receive task")
    record.exc_info = (ConnectionRefusedError, ConnectionRefusedError("nobody there"), None)
    assert logs.Brief((OSError,)).filter(record)
    assert record.getMessage() == "Unexpected exception in receive task nobody there"
    assert record.exc_info is None


def test_a_fault_of_the_program_keeps_its_traceback() -> None:
    record = _record("Unexpected exception in receive task")
    record.exc_info = (KeyError, KeyError("type"), None)
    assert logs.Brief((OSError,)).filter(record)
    assert record.exc_info is not None


def test_refusals_are_brief_where_django_logs_them() -> None:
    settings = logs.plain()
    [name] = settings["loggers"]["django.request"]["filters"]
    brief = logs.Brief(settings["filters"][name]["errors"])
    for error, is_brief in ((PermissionDenied(), True), (OSError("disk"), False)):
        record = _record("Forbidden", (type(error), error, None))
        assert brief.filter(record)
        assert (record.exc_info is None) == is_brief
