"""Notes what a server does that no client can see: each query, and the moment of each commit.

Lines go to the file named by BENCH_NOTES: `query <SQL>` and `commit <seq> <nanoseconds>`.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.apps import AppConfig
from django.db import transaction
from django.db.backends.signals import connection_created
from django.db.models.signals import post_save

# Kept open: a note must cost next to nothing.
_notes = Path(os.environ.get("BENCH_NOTES", os.devnull)).open("a", buffering=1)  # noqa: SIM115


class Observer(AppConfig):
    """Installed by `benchmarks.settings`."""

    name = "benchmarks"

    def ready(self) -> None:
        connection_created.connect(_watch, weak=False)
        post_save.connect(_note_commit, sender="liveblog.Change", weak=False)


def _watch(connection: Any, **_: Any) -> None:
    if _note_query not in connection.execute_wrappers:  # it is opened again and again
        connection.execute_wrappers.append(_note_query)


def _note_query(
    execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]
) -> Any:
    _note(f"query {sql}")
    return execute(sql, params, many, context)


def _note_commit(instance: Any, **_: Any) -> None:
    """Registered before anything that the product itself does after the commit."""
    transaction.on_commit(lambda: _note(f"commit {instance.seq} {time.time_ns()}"))


def _note(line: str) -> None:
    _notes.write(line + "\n")
