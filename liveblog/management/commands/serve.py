"""`manage.py serve`: the production server."""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser
from socket import socket
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from liveblog.limits import SOCKETS_PER_PROCESS
from liveblog.live import open_files, server
from liveblog.management.collecting import collect_static
from liveblog.management.workers import Workers


class Command(BaseCommand):
    help = "Serves pages and readers' sockets: uvicorn with the fast lane."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument(
            "--uds",
            help="a Unix socket instead of host and port. Whoever may reach it may set"
            " X-Forwarded-*: let only the proxy into its folder",
        )
        parser.add_argument("--workers", type=int, default=1, help="server processes")
        parser.add_argument("--fd", type=int, help="an open listening socket, from a supervisor")

    def handle(self, *args: Any, **options: Any) -> None:
        # A proxy on the other end of a Unix socket is on this machine: its word counts. Who may be
        # that proxy, the rights of the socket's folder decide.
        proxies = ["*"] if options["uds"] else list(settings.TRUSTED_PROXIES)
        if options["workers"] < 1:
            raise CommandError(f"--workers must be 1 or more, not {options['workers']}.")
        if options["fd"] is not None:
            server.run(self._inherit(options["fd"]), proxies=proxies, parent=os.getppid())
            return
        self._require_migrations()
        if not settings.DEBUG:
            collect_static()
        connection.close()
        listener = self._listen(options)
        open_files.raise_limit()  # before a word about it; workers inherit it
        self._say(options, listener)
        if options["workers"] > 1:
            Workers(self._command(options), options["workers"], listener).run()
        else:
            server.run(listener, proxies=proxies)

    @staticmethod
    def _require_migrations() -> None:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            raise CommandError("The database is not up to date: run “manage.py migrate” first.")

    @staticmethod
    def _command(options: dict[str, Any]) -> list[str]:
        """What a worker must know of our own command line; `--fd` is added by the watch."""
        passed_on = [name for name in ("settings", "pythonpath", "uds") if options[name]]
        return [sys.argv[0], "serve", *(f"--{name}={options[name]}" for name in passed_on)]

    @staticmethod
    def _inherit(descriptor: int) -> socket:
        try:
            return server.inherited(descriptor)
        except (OSError, ValueError) as error:
            raise CommandError(f"--fd {descriptor} is no listening socket: {error}") from error

    @staticmethod
    def _listen(options: dict[str, Any]) -> socket:
        try:
            if options["uds"]:
                return server.listen_unix(options["uds"])
            return server.listen(options["host"], options["port"])
        except (OSError, OverflowError) as error:
            where = options["uds"] or f"{options['host']}:{options['port']}"
            raise CommandError(f"Cannot listen on {where}: {error}") from error

    def _say(self, options: dict[str, Any], listener: socket) -> None:
        # The socket knows the port that the system chose for --port 0.
        where = options["uds"] or f"http://{options['host']}:{listener.getsockname()[1]}"
        self.stdout.write(f"Serving on {where}, {options['workers']} process(es); Ctrl+C ends it.")
        if options["workers"] > 1 and not settings.REDIS_URL:
            self.stdout.write(
                "Without REDIS_URL the processes hear of each other's updates once a second."
            )
        if (room := open_files.room_for_readers()) < SOCKETS_PER_PROCESS:
            self.stdout.write(
                f"At {open_files.limit()} open files (ulimit -n) a process takes {room} readers'"
                f" sockets instead of {SOCKETS_PER_PROCESS}; further readers poll."
            )
        self.stdout.flush()
