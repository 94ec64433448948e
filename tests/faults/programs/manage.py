"""`manage.py` with fates: the product's server and commands, mortal at named points."""

from __future__ import annotations

import os
import sys

import django
from django.core.management import execute_from_command_line

from tests.faults.programs.smaller import set_limits

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
set_limits(early=True)
django.setup()

from tests.faults.programs import fates  # noqa: E402

if __name__ == "__main__":
    set_limits(early=False)
    fates.install()
    fates.hurry()
    fates.count_queries()
    execute_from_command_line(sys.argv)
