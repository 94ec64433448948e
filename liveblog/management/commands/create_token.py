"""`create_token USERNAME [--blog SLUG]… [--days N] [--name NAME]`: prints only the token."""

from typing import Any

from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError, CommandParser

from liveblog import limits
from liveblog.models import LiveBlog
from liveblog.publishing import tokens
from liveblog.publishing.actors import Actor
from liveblog.publishing.errors import InvalidContent


class Command(BaseCommand):
    help = "Makes an API token that speaks for a user and prints it, once and nothing else."

    def add_arguments(self, parser: CommandParser) -> None:
        """USERNAME, and what narrows the token."""
        parser.add_argument("username")
        parser.add_argument("--blog", action="append", default=[], help="only for this blog")
        parser.add_argument("--days", type=int, default=limits.TOKEN_DAYS)
        parser.add_argument("--name", default="", help="what the lists call it")

    def handle(self, *args: Any, **options: Any) -> None:
        """Find everything first: a wrong name makes no token."""
        longest = limits.TOKEN_DAYS_LONGEST
        if not 1 <= options["days"] <= longest:
            raise CommandError(f"--days must be from 1 to {longest}.")
        user = User.objects.filter(username=options["username"], is_active=True).first()
        if user is None:
            raise CommandError(f"No active user “{options['username']}”.")
        blogs = [_blog(slug) for slug in options["blog"]]
        try:
            _token, secret = tokens.create(
                user,
                by=Actor(None, "command"),
                name=options["name"] or "create_token",
                blogs=blogs,
                days=options["days"],
            )
        except InvalidContent as refusal:
            raise CommandError(refusal.message) from refusal
        self.stdout.write(secret)


def _blog(slug: str) -> LiveBlog:
    blog = LiveBlog.objects.filter(slug=slug).first()
    if blog is None:
        raise CommandError(f"No blog “{slug}”.")
    return blog
