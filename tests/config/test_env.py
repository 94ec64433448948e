"""Wrong values stop the start with one line; right ones arrive typed."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from config import env

WRONG: list[tuple[Callable[[str], Any], str, str]] = [
    (lambda name: env.flag(name, False), "maybe", "yes"),
    (lambda name: env.whole_number(name, 1, lowest=1, highest=9), "10", "from 1 to 9"),
    (lambda name: env.whole_number(name, 1), "1.5", "whole number"),
    (lambda name: env.one_of(name, "de", ["de", "en"]), "fr", "de, en"),
    (env.networks, "10.0.0.0/8, example.org", "networks"),
    (env.networks, "10.0.0.1/8", "networks"),
    (lambda name: env.time_zone(name, "UTC"), "Mars/Olympus", "Europe/Berlin"),
    (lambda name: env.site_address(name, ""), "live.example.org", "https://"),
    (lambda name: env.site_address(name, ""), "https://example.org/live", "without a path"),
    (lambda name: env.site_address(name, ""), "https://example.org:http", "origin"),
    (lambda name: env.address_prefix(name, ""), "media", "/media/"),
    (env.redis_address, "localhost:6379", "redis://"),
    (lambda name: env.database(name, Path("x")), "mysql://root@localhost/x", "postgres://"),
    (lambda name: env.database(name, Path("x")), "postgres://localhost", "postgres://"),
    (lambda name: env.database(name, Path("x")), "postgres://u@host:port/name", "postgres://"),
    (lambda name: env.email(name, ""), "mail.example.org", "smtp://"),
    (lambda name: env.data_folder(name, Path("x")), "/dev/null/var", "may create"),
    (env.bucket, "pictures", "pip install"),
    (lambda name: env.required(name, "set it"), "", "set it"),
]


@pytest.mark.parametrize(("read", "value", "hint"), WRONG)
def test_a_wrong_value_names_the_variable_and_what_is_allowed(
    read: Callable[[str], Any], value: str, hint: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOME_NAME", value)
    with pytest.raises(ImproperlyConfigured) as caught:
        read("SOME_NAME")
    message = str(caught.value)
    assert "SOME_NAME" in message
    assert hint in message
    assert "\n" not in message


@pytest.mark.parametrize(
    ("read", "value"),
    [
        (lambda name: env.database(name, Path("x")), "mysql://user:geheim@localhost/x"),
        (env.redis_address, "http://user:geheim@localhost"),
        (lambda name: env.email(name, ""), "http://user:geheim@localhost"),
    ],
)
def test_a_wrong_address_keeps_its_password_to_itself(
    read: Callable[[str], Any], value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOME_NAME", value)
    with pytest.raises(ImproperlyConfigured) as caught:
        read("SOME_NAME")
    assert "geheim" not in str(caught.value)


@pytest.mark.parametrize(("value", "expected"), [("1", True), ("Off", False), ("", True)])
def test_a_flag_is_a_bool(value: str, expected: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOME_NAME", value)
    assert env.flag("SOME_NAME", default=True) is expected


def test_an_unset_database_is_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    found = env.database("DATABASE_URL", tmp_path / "blog.sqlite3")
    assert found["NAME"] == str(tmp_path / "blog.sqlite3")


def test_a_relative_database_lies_in_the_project(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "sqlite:///var/other.sqlite3")
    found = env.database("DATABASE_URL", Path("x"))
    assert found["NAME"] == str(env.BASE_DIR / "var" / "other.sqlite3")


def test_a_postgres_address_is_taken_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://desk:s%23cret@db:5433/live")
    found = env.database("DATABASE_URL", Path("x"))
    assert found["ENGINE"] == "django.db.backends.postgresql"
    wanted = {"USER": "desk", "PASSWORD": "s#cret", "HOST": "db", "PORT": 5433, "NAME": "live"}
    assert {key: found[key] for key in wanted} == wanted


def test_networks_are_addresses_or_ranges(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRUSTED_PROXIES", "127.0.0.1, 2001:db8::/32")
    assert [str(n) for n in env.networks("TRUSTED_PROXIES")] == ["127.0.0.1/32", "2001:db8::/32"]


@pytest.mark.slow
@pytest.mark.parametrize("command", [["manage.py", "check"], ["-m", "config.asgi"]])
def test_the_start_stops_with_one_line(command: list[str]) -> None:
    done = _start(command, DEBUG="perhaps")
    assert done.returncode == 1
    assert done.stderr.startswith("Cannot start: DEBUG is 'perhaps'")
    assert done.stderr.count("\n") == 1


@pytest.mark.slow
def test_production_needs_a_secret_key() -> None:
    done = _start(["manage.py", "check"], SECRET_KEY="")
    assert "SECRET_KEY is not set" in done.stderr


@pytest.mark.slow
def test_the_demo_never_touches_the_database_of_the_environment(tmp_path: Path) -> None:
    code = (
        "from config import env; env.choose_settings(['demo'])\n"
        "from config import settings\n"
        "print(settings.DATABASES['default']['NAME'], settings.SITE_URL)\n"
        "print(settings.REQUIRE_SECOND_FACTOR)"
    )
    done = _start(
        ["-c", code], DATABASE_URL="postgres://desk@db/live", DATA_DIR=str(tmp_path), PORT="9123"
    )
    name, site, second_factor = done.stdout.split()
    assert (name, site) == (str(tmp_path / "demo" / "demo.sqlite3"), "http://127.0.0.1:9123")
    assert second_factor == "False"  # nobody sets up a factor to look around


def _start(command: list[str], **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *command],
        cwd=env.BASE_DIR,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
