#!/usr/bin/env python
"""The project's command line: `manage.py <command>`."""

import sys

import django
from django.core.management import execute_from_command_line

from config import env

INTERRUPTED = 130  # what a shell calls the end by Ctrl+C; a traceback would tell nobody anything


def main() -> None:
    """Run the command named by `sys.argv`; a wrong setting ends it with one line."""
    env.choose_settings(sys.argv[1:2])
    with env.stop_on_wrong_value():
        django.setup()
    try:
        execute_from_command_line(sys.argv)
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)


if __name__ == "__main__":
    main()
