"""nginx with the nchan module (Debian: libnginx-mod-nchan), one worker on the server's core."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.process import Server, free_port
from benchmarks.programs import folder
from benchmarks.servers.stage import Stage

MODULE = Path("/usr/lib/nginx/modules/ngx_nchan_module.so")
CONFIGURATION = """\
load_module {module};
daemon off;
master_process off;
worker_rlimit_nofile {files};
pid {folder}/nginx.pid;
error_log {folder}/nginx-error.log error;
events {{ worker_connections {files}; multi_accept on; }}
http {{
  access_log off;
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  nchan_shared_memory_size 256M;
  server {{
    listen 127.0.0.1:{port} backlog=4096;
    tcp_nodelay on;
    location = /reader {{
      nchan_subscriber websocket;
      nchan_channel_id bench;
      nchan_subscriber_first_message newest;
      nchan_websocket_ping_interval 25;
    }}
    location = /publish {{
      nchan_publisher http;
      nchan_channel_id bench;
      nchan_message_buffer_length 128;
    }}
  }}
}}
"""


def is_installed() -> bool:
    return MODULE.exists() and _program() is not None


def version() -> str:
    """As nginx names itself."""
    said = subprocess.run([str(_program()), "-v"], capture_output=True, text=True, check=True)
    return said.stderr.strip().removeprefix("nginx version: ")


@contextmanager
def nchan(files: int) -> Iterator[Stage]:
    """`files`: how many connections it may hold."""
    port = free_port()
    configuration = folder() / "nginx.conf"
    configuration.write_text(
        CONFIGURATION.format(module=MODULE, files=files, folder=folder(), port=port)
    )
    command = [str(_program()), "-c", str(configuration), "-p", str(folder())]
    with Server("nchan", command, port) as server:
        yield Stage(server, "/reader", "/publish")


def _program() -> str | None:
    return shutil.which("nginx", path="/usr/sbin:/usr/bin:/usr/local/sbin:/usr/local/bin")
