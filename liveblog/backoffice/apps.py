"""Puts our own site in the place of Django's."""

from importlib import import_module

from django.contrib.admin.apps import SimpleAdminConfig


class BackofficeAdminConfig(SimpleAdminConfig):
    """The admin with `BackofficeSite` and our models only.

    Without the usual discovery of `admin` modules: other apps would register pages that know
    nothing of roles on blogs.
    """

    default = False
    default_site = "liveblog.backoffice.site.BackofficeSite"

    def ready(self) -> None:
        """Called by Django once all models are loaded."""
        super().ready()
        import_module("liveblog.backoffice.registry")
