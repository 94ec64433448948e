"""A private nginx in front of a server, caching as a CDN would."""

from __future__ import annotations

import shutil
import signal
import tempfile
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.services import Service, free_port, nginx_program

CONFIGURATION = """
daemon off; pid {folder}/pid; error_log {folder}/error.log; worker_processes 1;
events {{ worker_connections 1024; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
    proxy_cache_path {folder}/cache keys_zone=updates:1m;
    log_format origin "$upstream_cache_status $request_uri";
    server {{
        listen 127.0.0.1:{port};
        proxy_http_version 1.1;
        proxy_set_header Host 127.0.0.1;
        location / {{ proxy_pass http://127.0.0.1:{origin}; }}
        location ~ /updates$ {{
            proxy_pass http://127.0.0.1:{origin};
            proxy_cache updates; proxy_cache_lock on; proxy_cache_use_stale updating;
            proxy_cache_background_update on;
            access_log {folder}/updates.log origin;
        }}
        location ~ /socket$ {{
            proxy_pass http://127.0.0.1:{origin};
            proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection upgrade;
        }}
    }}
}}
"""


class Cache(Service):
    """nginx; `log` says of every question for updates how it was answered."""

    log: Path

    def asked(self) -> list[str]:
        """HIT, MISS, EXPIRED, STALE, UPDATING…, one for each question."""
        return [line.split()[0] for line in self.log.read_text().splitlines()]


@contextmanager
def in_front_of(origin: int) -> Iterator[Cache]:
    """nginx caching the server at port `origin`; it ends with the block."""
    folder, port = Path(tempfile.mkdtemp(prefix="liveblog-nginx-")), free_port()
    file = folder / "nginx.conf"
    file.write_text(CONFIGURATION.format(folder=folder, port=port, origin=origin))
    cache = Cache(
        url=f"http://127.0.0.1:{port}",
        port=port,
        command=[str(nginx_program()), "-e", str(folder / "error.log"), "-c", str(file)],
        ready=lambda: _answers(port),
        stop_signal=signal.SIGTERM,
    )
    cache.log = folder / "updates.log"
    # Its workers may be another user.
    folder.chmod(0o755)
    try:
        cache.start()
        yield cache
    finally:
        cache.stop()
        shutil.rmtree(folder, ignore_errors=True)


def _answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/live/storm/", timeout=2) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False
