"""The back office's own AdminSite: its policy, its language, its first page."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from csp.decorators import csp
from django.conf import settings
from django.contrib.admin import AdminSite
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from liveblog import policies
from liveblog.backoffice import dashboard
from liveblog.backoffice.rendering import rendered

View = Callable[..., HttpResponseBase]


class BackofficeSite(AdminSite):
    """Staff only; everything beyond that is asked of `liveblog.access` by the pages."""

    site_title = _("Back office")
    index_title = _("Today")
    site_url = "/"
    empty_value_display = "–"

    @property
    def site_header(self) -> str:  # type: ignore[override]
        """The wordmark."""
        return settings.SITE_NAME

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        """Django's door for staff, with the policy for staff and in the user's language."""
        policy = csp(policies.staff(settings.MEDIA_ORIGINS, settings.SOCKET_ORIGINS))
        return policy(in_the_users_language(super().admin_view(view, cacheable)))

    def index(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> TemplateResponse:
        """The dashboard."""
        overview = dashboard.overview(request.user)
        return super().index(request, {**overview, **(extra_context or {})})

    def get_app_list(
        self, request: HttpRequest, app_label: str | None = None
    ) -> list[dict[str, Any]]:
        """The models in the order of `registry.py`: what is needed most comes first."""
        apps = super().get_app_list(request, app_label)
        places = {model._meta.object_name: n for n, model in enumerate(self._registry)}
        for app in apps:
            app["models"].sort(key=lambda model: places[model["object_name"]])
        return sorted(apps, key=lambda app: app["app_label"] != "liveblog")


def in_the_users_language(view: View) -> View:
    """Answer in what the browser prefers, whatever the blogs' languages are."""

    @wraps(view)
    def translated(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        with translation.override(translation.get_language_from_request(request)):
            return rendered(view(request, *args, **kwargs))

    return translated
