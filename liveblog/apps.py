"""The one Django app of the project."""

from django.apps import AppConfig
from django.core import checks
from django.utils.translation import gettext_lazy as _

from liveblog.checks import sqlite_journal


class LiveblogConfig(AppConfig):
    """Registers the domain and its system checks."""

    name = "liveblog"
    verbose_name = _("Live blog")

    def ready(self) -> None:
        """Called by Django once all models are loaded."""
        checks.register(sqlite_journal, checks.Tags.database)
