"""The newsroom as an app on a phone: manifest, service worker, and what other apps share to it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

ICONS = (("app-192", "192x192", "any"), ("app-512", "512x512", "any"))
MASKABLE = ("app-maskable-512", "512x512", "maskable")
PAPER, INK = "#fdfcfa", "#16191d"


@require_safe
def manifest(request: HttpRequest) -> JsonResponse:
    """What a phone needs to install the newsroom, in the user's language. Nothing private."""
    home = reverse("newsroom:home")
    said = {
        "id": home,
        "name": _("%(site)s newsroom") % {"site": settings.SITE_NAME},
        "short_name": _("Newsroom"),
        "description": _("Write for live blogs, with or without a network."),
        "lang": get_language(),
        "start_url": home,
        "scope": home,
        "display": "standalone",
        "background_color": PAPER,
        "theme_color": INK,
        "icons": [_icon(*icon) for icon in (*ICONS, MASKABLE)],
        "share_target": _share_target(),
    }
    return JsonResponse(said, content_type="application/manifest+json")


def _icon(name: str, sizes: str, purpose: str) -> dict[str, str]:
    src = static(f"liveblog/icons/{name}.png")
    return {"src": src, "sizes": sizes, "type": "image/png", "purpose": purpose}


def _share_target() -> dict[str, Any]:
    """Texts, links and pictures that other apps hand over; the service worker takes them."""
    return {
        "action": reverse("newsroom:share"),
        "method": "POST",
        "enctype": "multipart/form-data",
        "params": {
            "title": "title",
            "text": "text",
            "url": "url",
            "files": [{"name": "pictures", "accept": ["image/*"]}],
        },
    }


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker. It lies here since its address bounds what it may serve."""
    response = render(request, "newsroom/worker.js", content_type="text/javascript; charset=utf-8")
    response.headers["Cache-Control"] = "no-cache"
    return response


@csrf_exempt  # other apps know no token; nothing is read and nothing is done
@require_http_methods(["GET", "HEAD", "POST"])
def share(request: HttpRequest) -> HttpResponse:
    """Reached only where no service worker took what was shared: says what to do instead."""
    return render(request, "newsroom/share.html", status=200)
