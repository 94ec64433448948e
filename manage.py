#!/usr/bin/env python
"""The project's command line: `manage.py <command>`."""

import sys
from contextlib import suppress

import django
from django.core.management import execute_from_command_line
from django.core.management.base import CommandError, CommandParser, handle_default_options

from config import env

INTERRUPTED = 130  # what a shell calls the end by Ctrl+C; a traceback would tell nobody anything


def main() -> None:
    """Run the command named by `sys.argv`; a wrong setting ends it with one line."""
    take_default_options(sys.argv[1:])
    env.choose_settings(sys.argv[1:2])
    with env.stop_on_wrong_value():
        django.setup()
    try:
        execute_from_command_line(sys.argv)
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)


def take_default_options(arguments: list[str]) -> None:
    """Heed `--settings` and `--pythonpath` before Django is set up: afterwards is too late."""
    parser = CommandParser(add_help=False, allow_abbrev=False)
    parser.add_argument("--settings")
    parser.add_argument("--pythonpath")
    with suppress(CommandError):  # the command itself says so, with its usage
        handle_default_options(parser.parse_known_args(arguments)[0])


if __name__ == "__main__":
    main()
