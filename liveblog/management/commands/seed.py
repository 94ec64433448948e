"""`manage.py seed`: the demo blogs, told to their end."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from liveblog.management import seeds, telling
from liveblog.models import Author, LiveBlog


class Command(BaseCommand):
    help = "Loads the demo blogs, authors, pictures and articles of seeds/."

    def handle(self, *args: Any, **options: Any) -> None:
        slugs = [table["slug"] for table in seeds.blogs()]
        authors = [table["slug"] for table in seeds.authors()]
        if (
            LiveBlog.objects.filter(slug__in=slugs).exists()
            or Author.objects.filter(slug__in=authors).exists()
        ):
            raise CommandError("The demo blogs are there already; nothing was changed.")
        pictures = telling.Pictures()
        telling.tell_authors(pictures)
        telling.tell_articles(pictures)
        for table in seeds.blogs():
            story = telling.Telling(telling.open_blog(table, pictures), table, pictures)
            for step in seeds.day(table):
                story.do(step)
            self.stdout.write(f"{story.blog.title}: {len(story.posts)} posts")
