"""What the environment makes of the settings, each in a process of its own."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from config import env

pytestmark = pytest.mark.slow
PRODUCTION = {"SECRET_KEY": "x" * 50, "SITE_URL": "https://live.example.org"}


@pytest.fixture
def settings_with(tmp_path: Path) -> Any:
    """Settings read with these variables and no others."""

    def read(**environment: str) -> dict[str, Any]:
        code = (
            "import json; from config import settings\n"
            "values = {n: getattr(settings, n) for n in dir(settings) if n.isupper()}\n"
            "print(json.dumps(values, default=str))"
        )
        done = subprocess.run(
            [sys.executable, "-c", code],
            cwd=env.BASE_DIR,
            env={"DATA_DIR": str(tmp_path), **environment},
            capture_output=True,
            text=True,
            check=True,
        )
        found: dict[str, Any] = json.loads(done.stdout)
        return found

    return read


def test_production_is_the_default(settings_with: Any) -> None:
    found = settings_with(**PRODUCTION)
    assert found["DEBUG"] is False
    assert found["ALLOWED_HOSTS"] == ["live.example.org"]
    assert found["WEBSOCKET_ORIGINS"] == ["https://live.example.org"]
    assert "wss://live.example.org" in found["CONTENT_SECURITY_POLICY"]["DIRECTIVES"]["connect-src"]


def test_https_cookies_are_bound_to_the_host(settings_with: Any) -> None:
    found = settings_with(**PRODUCTION)
    assert found["SESSION_COOKIE_NAME"] == "__Host-sessionid"
    assert found["SESSION_COOKIE_SECURE"] and found["CSRF_COOKIE_SECURE"]


def test_plain_http_cookies_still_work_in_the_demo(settings_with: Any) -> None:
    found = settings_with(DEBUG="1")
    assert found["SESSION_COOKIE_NAME"] == "sessionid"
    assert not found["SESSION_COOKIE_SECURE"]


def test_sqlite_takes_its_lock_at_once_and_syncs(settings_with: Any) -> None:
    options = settings_with(DEBUG="1")["DATABASES"]["default"]["OPTIONS"]
    assert options["transaction_mode"] == "IMMEDIATE"
    assert "synchronous=FULL" in options["init_command"]


def test_postgres_has_a_pool_and_gives_up_in_time(settings_with: Any) -> None:
    found = settings_with(DEBUG="1", DATABASE_URL="postgres://desk@db/live")["DATABASES"]["default"]
    assert found["OPTIONS"]["options"] == "-c statement_timeout=5000 -c lock_timeout=3000"
    assert found["OPTIONS"]["pool"]["max_size"] == 10
    assert found["CONN_MAX_AGE"] == 0


def test_redis_carries_layer_and_cache(settings_with: Any) -> None:
    found = settings_with(DEBUG="1", REDIS_URL="redis://cache:6379/1")
    assert found["CHANNEL_LAYERS"]["default"]["CONFIG"]["hosts"] == ["redis://cache:6379/1"]
    assert found["CACHES"]["default"]["LOCATION"] == "redis://cache:6379/1"


def test_media_elsewhere_may_be_shown(settings_with: Any) -> None:
    found = settings_with(DEBUG="1", MEDIA_URL="https://pictures.example.org/live/")
    policy = found["CONTENT_SECURITY_POLICY"]["DIRECTIVES"]
    assert policy["img-src"] == ["'self'", "https://pictures.example.org"]


def test_two_factors_are_demanded_unless_somebody_tries_things_out(settings_with: Any) -> None:
    assert settings_with(**PRODUCTION)["REQUIRE_SECOND_FACTOR"] is True
    assert settings_with(DEBUG="1")["REQUIRE_SECOND_FACTOR"] is False
    assert settings_with(**PRODUCTION, REQUIRE_SECOND_FACTOR="0")["REQUIRE_SECOND_FACTOR"] is False
