"""Typed readers of the environment, and the only place that touches `os.environ`.

A reader returns a value of its type or raises `ImproperlyConfigured` with one line that names
the variable, the value found and what is allowed.
"""

import ipaddress
import os
import re
import secrets
import zoneinfo
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent

YES = frozenset({"1", "true", "yes", "on"})
NO = frozenset({"0", "false", "no", "off"})
DATABASE_ENGINES = {
    "sqlite": "django.db.backends.sqlite3",
    "postgres": "django.db.backends.postgresql",
    "postgresql": "django.db.backends.postgresql",
}
EMAIL_SCHEMES = ("smtp", "smtps", "smtp+tls", "smtp+ssl", "consolemail", "filemail", "memorymail")
S3_LIBRARY = "django-storages[s3]==1.14.6"
REDIS_SCHEMES = ("redis", "rediss", "unix")

Value = TypeVar("Value")
Network = ipaddress.IPv4Network | ipaddress.IPv6Network


def choose_settings(command: Sequence[str] = ()) -> None:
    """Point Django at our settings, and `manage.py demo` at a database of its own."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    if list(command) == ["demo"]:
        _enter_demo()


@contextmanager
def stop_on_wrong_value() -> Iterator[None]:
    """End the process with one line instead of a traceback when a setting is wrong."""
    try:
        yield
    except ImproperlyConfigured as error:
        raise SystemExit(f"Cannot start: {error}") from None


def text(name: str, default: str = "") -> str:
    """The variable without surrounding blanks; `default` when unset or empty."""
    return os.environ.get(name, "").strip() or default


def required(name: str, hint: str) -> str:
    """A text that must be there; `hint` says how to get one."""
    value = text(name)
    if not value:
        raise ImproperlyConfigured(f"{name} is not set; {hint}.")
    return value


def flag(name: str, default: bool) -> bool:
    """A yes or no."""
    value = text(name).lower()
    if value in YES:
        return True
    if value in NO:
        return False
    if not value:
        return default
    raise _wrong(name, value, "1, true, yes, on, 0, false, no or off")


def whole_number(name: str, default: int, lowest: int = 0, highest: int = 2**31 - 1) -> int:
    """A decimal number from `lowest` to `highest`."""
    value = text(name)
    if not value:
        return default
    if not re.fullmatch(r"-?[0-9]{1,12}", value) or not lowest <= int(value) <= highest:
        raise _wrong(name, value, f"a whole number from {lowest} to {highest}")
    return int(value)


def names(name: str, default: Sequence[str] = ()) -> list[str]:
    """Comma-separated words."""
    return [word.strip() for word in text(name).split(",") if word.strip()] or list(default)


def one_of(name: str, default: str, allowed: Sequence[str]) -> str:
    """One of the listed words."""
    value = text(name, default)
    if value not in allowed:
        raise _wrong(name, value, "one of " + ", ".join(allowed))
    return value


def networks(name: str) -> list[Network]:
    """Comma-separated addresses or networks, such as `10.0.0.0/8, 2001:db8::1`."""
    return [_network(name, word) for word in names(name)]


def time_zone(name: str, default: str) -> str:
    """A time zone by its IANA name, such as `Europe/Berlin`."""
    value = text(name, default)
    if value not in zoneinfo.available_timezones():
        raise _wrong(name, value, "a time zone name such as Europe/Berlin")
    return value


def folder(name: str, default: Path) -> Path:
    """An absolute path; a relative one counts from the project's root."""
    return BASE_DIR / text(name, str(default))


def data_folder(name: str, default: Path) -> Path:
    """A folder that exists and may be written; created when missing."""
    path = folder(name, default)
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError:
        raise _wrong(name, str(path), "a folder that this user may create") from None
    if not os.access(path, os.W_OK | os.X_OK):
        raise _wrong(name, str(path), "a folder that this user may write")
    return path


def bucket(name: str) -> str:
    """The name of an S3 bucket, or empty; the library for it is an extra."""
    value = text(name)
    if value and find_spec("storages") is None:
        raise ImproperlyConfigured(f"{name} is {value!r}; needed: pip install {S3_LIBRARY}.")
    return value


def site_address(name: str, default: str) -> str:
    """An origin `http(s)://host[:port]` without a path and without a trailing slash."""
    value = text(name, default).rstrip("/")
    allowed = "an origin such as https://live.example.org, without a path"
    parts = _checked(name, value, allowed, urlsplit)
    well_formed = parts.scheme in ("http", "https") and parts.hostname
    if not well_formed or value != f"{parts.scheme}://{parts.netloc}" or "@" in parts.netloc:
        raise _wrong(name, value, allowed)
    _checked(name, value, allowed, lambda _: parts.port)
    return value


def address_prefix(name: str, default: str) -> str:
    """Where files are served: a path `/…/` or an address `https://…/`, ending in a slash."""
    value = text(name, default)
    if not re.fullmatch(r"(/|https?://[^/\s]+/)(\S*/)?", value):
        raise _wrong(
            name, value, "a path such as /media/ or an address such as https://cdn.example.org/"
        )
    return value


def redis_address(name: str) -> str | None:
    """A Redis or Valkey address, or None when unset."""
    value = text(name)
    if not value:
        return None
    if urlsplit(value).scheme not in REDIS_SCHEMES:
        raise _wrong(
            name, _without_password(value), "redis://host:port/number, rediss://… or unix://path"
        )
    return value


def database(name: str, default: Path) -> dict[str, Any]:
    """Django's connection settings from a `sqlite:///` or `postgres://` address."""
    value = text(name, f"sqlite:///{default}")
    allowed = "sqlite:///path/to/file or postgres://user:password@host:port/name"
    engine = DATABASE_ENGINES.get(value.partition("://")[0])
    if engine is None:
        raise _wrong(name, _without_password(value), allowed)
    parsed = dict(_checked(name, value, allowed, environ.Env.db_url_config))
    parsed["ENGINE"] = engine
    if not parsed.get("NAME"):
        raise _wrong(name, _without_password(value), allowed)
    if "sqlite" in engine and parsed["NAME"] != ":memory:":
        parsed["NAME"] = str(BASE_DIR / parsed["NAME"])
    return parsed


def email(name: str, default: str) -> dict[str, Any]:
    """Django's EMAIL_* settings from an address such as `smtp+tls://user:password@host:587`."""
    value = text(name, default)
    allowed = ", ".join(f"{scheme}://" for scheme in EMAIL_SCHEMES)
    if urlsplit(value).scheme not in EMAIL_SCHEMES:
        raise _wrong(
            name, _without_password(value), f"an address that starts with one of {allowed}"
        )
    return dict(_checked(name, value, allowed, environ.Env.email_url_config))


def _enter_demo() -> None:
    # The demo deletes its database at every start: it must never meet the newsroom's own.
    demo = folder("DATA_DIR", BASE_DIR / "var") / "demo"
    port = whole_number("PORT", 8000, lowest=1, highest=65535)
    os.environ.update(
        DEBUG="0",  # what newcomers see, with its own error pages
        COMPRESS_STATIC="0",  # a minute of waiting that loopback does not repay
        SECRET_KEY=secrets.token_urlsafe(50),
        DATA_DIR=str(demo),
        DATABASE_URL=f"sqlite:///{demo / 'demo.sqlite3'}",
        MEDIA_ROOT=str(demo / "media"),
        MEDIA_URL="/media/",
        SITE_URL=f"http://127.0.0.1:{port}",
    )
    # Signing in to look around is one step; `REQUIRE_SECOND_FACTOR=1` shows how it is in earnest.
    os.environ.setdefault("REQUIRE_SECOND_FACTOR", "0")
    for shared in ("REDIS_URL", "S3_BUCKET", "EMAIL_URL"):
        os.environ.pop(shared, None)


def _network(name: str, word: str) -> Network:
    allowed = "addresses or networks such as 127.0.0.1, 10.0.0.0/8"
    return _checked(name, word, allowed, ipaddress.ip_network)


def _checked(name: str, value: str, allowed: str, parse: Callable[[str], Value]) -> Value:
    try:
        return parse(value)
    except (ValueError, KeyError, ImproperlyConfigured):
        raise _wrong(name, _without_password(value), allowed) from None


def _wrong(name: str, value: str, allowed: str) -> ImproperlyConfigured:
    return ImproperlyConfigured(f"{name} is {value!r}; allowed: {allowed}.")


def _without_password(address: str) -> str:
    return re.sub(r"(://[^:@/]*):.*@", r"\1:…@", address)
