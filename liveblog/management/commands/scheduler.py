"""`manage.py scheduler`: releases scheduled posts, in a process of its own."""

from __future__ import annotations

import logging
import signal
import threading
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand
from django.db import DatabaseError, close_old_connections

from liveblog.limits import TICK_SECONDS
from liveblog.publishing.schedule import release_due

log = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "Releases scheduled posts when their time has come; any number may run at once."

    def handle(self, *args: Any, **options: Any) -> None:
        self._ended = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._end)
        self.stdout.write("Releasing scheduled posts; Ctrl+C ends it.")
        self.stdout.flush()
        while not self._ended.is_set():
            self._release()
            self._ended.wait(TICK_SECONDS)

    @staticmethod
    def _release() -> None:
        close_old_connections()
        try:
            release_due()
        except DatabaseError as error:
            log.warning("could not release, the next second tries again: %s", error)
        finally:
            close_old_connections()

    def _end(self, number: int, frame: FrameType | None) -> None:
        self._ended.set()
