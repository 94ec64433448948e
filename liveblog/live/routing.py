"""Addresses of the sockets."""

from __future__ import annotations

from channels.sessions import CookieMiddleware
from django.urls import re_path

from liveblog.live.consumers import no_socket, reader_socket
from liveblog.live.desk_socket import newsroom_socket

websocket_urlpatterns = [
    re_path(r"^live/(?P<slug>[-a-zA-Z0-9_]+)/socket$", reader_socket),  # type: ignore[arg-type]
    re_path(r"^newsroom/(?P<slug>[-a-zA-Z0-9_]+)/socket$", CookieMiddleware(newsroom_socket)),
    # Any other address is refused like an unknown blog, and fills no log.
    re_path(r"", no_socket),  # type: ignore[arg-type]
]
