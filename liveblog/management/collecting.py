"""Static files, collected and compressed before serving: once, not at every start.

Compressing them well takes a minute; a server that was killed must be back in seconds.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

STAMP = ".collected"  # in STATIC_ROOT: what the files there were made from


def collect_static() -> None:
    """Bring STATIC_ROOT up to date, where any source has changed since it was filled."""
    stamp = Path(settings.STATIC_ROOT) / STAMP
    now = _fingerprint()
    if stamp.is_file() and stamp.read_text() == now:
        return
    stamp.unlink(missing_ok=True)
    call_command("collectstatic", interactive=False, verbosity=0)
    stamp.write_text(now)


def _fingerprint() -> str:
    """Changes with every name, size and time of a source, and with the way they are stored."""
    digest = hashlib.sha256(settings.STORAGES["staticfiles"]["BACKEND"].encode())
    for line in sorted(_sources()):
        digest.update(line.encode())
    return digest.hexdigest()


def _sources() -> Iterator[str]:
    for finder in get_finders():
        for name, storage in finder.list([]):
            about = Path(storage.path(name)).stat()
            yield f"{storage.path(name)} {about.st_size} {about.st_mtime_ns}\n"
