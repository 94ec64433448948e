"""`manage.py demo`: the demo day, live, in a database of its own that starts anew each time."""

from __future__ import annotations

import logging
import shutil
import threading
import time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from liveblog.live import server
from liveblog.management import people, seeds, telling
from liveblog.management.collecting import collect_static

LEAD = "istanbul"  # the blog that arrives live; the others are told beforehand
FIRST_STEP_SECONDS = 15  # time to open the page
STEP_SECONDS = 6

log = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "Starts the demo: a day of the Istanbul talks arrives live on this machine."

    def handle(self, *args: Any, **options: Any) -> None:
        self._start_anew()
        pictures = telling.Pictures()
        telling.tell_authors(pictures)
        telling.tell_articles(pictures)
        arriving = None
        for table in seeds.blogs():
            story = telling.Telling(telling.open_blog(table, pictures), table, pictures)
            if table["slug"] == LEAD:
                arriving = story
            self._tell(story, whole=table["slug"] != LEAD)
        self._welcome(people.create_people())
        if arriving and settings.DEMO_SIMULATE:
            threading.Thread(target=arrive, args=[arriving], daemon=True).start()
        connection.close()
        try:
            listener = server.listen("127.0.0.1", settings.DEMO_PORT)
        except OSError as error:
            raise CommandError(f"Port {settings.DEMO_PORT} is taken: {error}") from error
        server.run(listener, proxies=[])

    def _start_anew(self) -> None:
        folder = Path(settings.DATA_DIR)
        database = Path(settings.DATABASES["default"]["NAME"])
        if folder.name != "demo" or folder not in database.parents:
            raise CommandError("The demo only ever runs on its own database, in var/demo/.")
        connection.close()
        for old in (database, Path(settings.MEDIA_ROOT), folder / "tally"):
            shutil.rmtree(old) if old.is_dir() else old.unlink(missing_ok=True)
        call_command("migrate", verbosity=0)
        collect_static()

    @staticmethod
    def _tell(story: telling.Telling, *, whole: bool) -> None:
        for step in seeds.day(story.table):
            if whole or step.is_there_at_start:
                story.do(step)

    def _welcome(self, logins: list[str]) -> None:
        site = settings.SITE_URL
        self.stdout.write(
            f"\n  Reader    {site}/live/{LEAD}/"
            f"\n  Newsroom  {site}/newsroom/"
            f"\n  Admin     {site}/admin/"
            f"\n  Sign in as {', '.join(logins)}; the password is {people.PASSWORD}"
            "\n  Ctrl+C ends the demo; starting it again starts the day anew.\n"
        )
        self.stdout.flush()


def arrive(story: telling.Telling) -> None:
    """Let the rest of the day happen, a step every few seconds."""
    time.sleep(FIRST_STEP_SECONDS)
    for step in seeds.day(story.table):
        if step.is_there_at_start:
            continue
        story.do(step)
        time.sleep(STEP_SECONDS)
    connection.close()
