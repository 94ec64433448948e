"""The server's entry: pages, static files and sockets."""

from config import env

env.choose_settings()

from channels.routing import ProtocolTypeRouter, URLRouter  # noqa: E402
from django.conf import settings  # noqa: E402
from django.contrib.staticfiles.handlers import ASGIStaticFilesHandler  # noqa: E402
from django.core.asgi import get_asgi_application  # noqa: E402
from servestatic import ServeStaticASGI  # noqa: E402

with env.stop_on_wrong_value():
    django_application = get_asgi_application()

# Consumers need the models that the line above has loaded.
from config.origins import SiteOrigin  # noqa: E402
from liveblog.limits import LANE_SECONDS  # noqa: E402
from liveblog.live.hub import on_tick  # noqa: E402
from liveblog.live.pagelane import PageLane  # noqa: E402
from liveblog.live.routing import websocket_urlpatterns  # noqa: E402
from liveblog.publishing.schedule import release_due  # noqa: E402

if settings.SCHEDULER:
    on_tick(release_due)

pages = (
    ASGIStaticFilesHandler(django_application)
    if settings.DEBUG
    else ServeStaticASGI(
        django_application, root=str(settings.STATIC_ROOT), prefix=settings.STATIC_URL
    )
)
application = ProtocolTypeRouter(
    {
        # While trying out, templates change without a number.
        "http": PageLane(pages, seconds=1 if settings.DEBUG else LANE_SECONDS),
        "websocket": SiteOrigin(URLRouter(websocket_urlpatterns), settings.WEBSOCKET_ORIGINS),
    }
)
