"""`manage.py replay BLOG --every S`: a demo day arrives live in a running system."""

from __future__ import annotations

import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from liveblog.management import seeds, telling
from liveblog.models import Author

LONGEST_PAUSE = 86_400  # seconds


class Command(BaseCommand):
    help = "Opens a new blog with the posts of a demo day, one every few seconds."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("blog", help="the name of a folder's blog in seeds/, e.g. istanbul")
        parser.add_argument("--every", type=float, default=5.0, help="seconds between two steps")

    def handle(self, *args: Any, **options: Any) -> None:
        table = seeds.blog(options["blog"])
        if table is None:
            known = ", ".join(known["slug"] for known in seeds.blogs())
            raise CommandError(f"No demo blog “{options['blog']}”; there are: {known}.")
        if not 0 <= options["every"] <= LONGEST_PAUSE:
            raise CommandError(f"--every takes seconds, from 0 to {LONGEST_PAUSE}.")
        pictures = telling.Pictures()
        if not Author.objects.filter(slug__in=[a["slug"] for a in seeds.authors()]).exists():
            telling.tell_authors(pictures)
            telling.tell_articles(pictures)
        table = {**table, "slug": f"{table['slug']}-{timezone.now():%m%d-%H%M%S}"}
        story = telling.Telling(telling.open_blog(table, pictures), table, pictures)
        self.stdout.write(story.blog.get_absolute_url())
        for step in seeds.day(table):
            story.do(step)
            time.sleep(options["every"])
