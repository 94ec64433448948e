"""The product's settings in a temporary folder of the test run's own.

pytest-django reads settings before any conftest, so the environment is prepared here.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

DATA_DIR = Path(tempfile.mkdtemp(prefix="liveblog-tests-"))
atexit.register(shutil.rmtree, DATA_DIR, ignore_errors=True)

os.environ.update(
    DEBUG="1",
    DATA_DIR=str(DATA_DIR),
    MEDIA_ROOT=str(DATA_DIR / "media"),
    EMAIL_URL="memorymail://",
    SITE_URL="http://testserver",
)

from config.settings import *  # noqa: E402, F403
from config.settings import DATABASES  # noqa: E402

if "sqlite" in DATABASES["default"]["ENGINE"]:
    # A file: threads and sockets would meet only table locks in a shared in-memory database.
    DATABASES["default"]["TEST"] = {"NAME": str(DATA_DIR / "test.sqlite3")}
    # Test data need not survive a power cut.
    DATABASES["default"]["OPTIONS"]["init_command"] += "PRAGMA synchronous=OFF;"

SCHEDULER = False  # the hubs of this process belong to single tests; servers they start release

CACHES["posts"]["TIMEOUT"] = 20  # noqa: F405 - as in production, where templates stay as they are

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

if (worker := os.environ.get("PYTEST_XDIST_WORKER")) and REDIS_URL:  # noqa: F405
    # Workers share one Redis: each has a database and doorbells of its own there.
    for cache in CACHES.values():  # noqa: F405
        cache["LOCATION"] = f"{REDIS_URL.rpartition('/')[0]}/{int(worker[2:]) + 1}"  # noqa: F405
    CHANNEL_LAYERS["default"]["CONFIG"]["prefix"] = worker  # noqa: F405
