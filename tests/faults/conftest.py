"""Towns to burn, each on a database of its own."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests import services
from tests.faults.servers import Server
from tests.faults.town import Town, copy_of
from tests.faults.writers import Writer

SCHEDULES = 20
logging.getLogger("httpx").setLevel(logging.WARNING)


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--schedules 500` and `--seed 7` for test_schedules.py."""
    parser.addoption("--schedules", type=int, default=SCHEDULES, help="random schedules of faults")
    parser.addoption("--seed", type=int, help="replay the schedule of this seed")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """One test per schedule."""
    if "seed" in metafunc.fixturenames:
        only = metafunc.config.getoption("--seed", default=None)
        count = metafunc.config.getoption("--schedules", default=SCHEDULES)
        metafunc.parametrize("seed", range(count) if only is None else [only])


@pytest.fixture(autouse=True)
def fresh_cache_and_media() -> None:
    """Overrides the root's: here only other processes have caches and pictures."""


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """A migrated SQLite database with a live blog at change 1 and an admin with a token."""
    folder = tmp_path_factory.mktemp("template")
    town = Town(folder, f"sqlite:///{folder / 'town.sqlite3'}")
    prepare(town)
    yield town


def prepare(town: Town) -> None:
    town.command("migrate", "-v0")
    writer = town.writer()
    town.token = writer.say("prepare")["token"]
    writer.close()
    town.running.clear()


@pytest.fixture(scope="module")
def build(
    template: Town, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[..., Town]]:
    """`build(redis_url=…, limits=…)`: a town on a copy of the template."""
    towns: list[Town] = []

    def new(**more: Any) -> Town:
        folder = tmp_path_factory.mktemp("town")
        town = Town(folder, copy_of(template, folder), token=template.token, **more)
        towns.append(town)
        return town

    yield new
    for town in towns:
        town.close()


@pytest.fixture(scope="module")
def town(build: Callable[..., Town]) -> Town:
    """One for all tests of a file: processes are dear."""
    return build()


@pytest.fixture(scope="module")
def writer(town: Town) -> Writer:
    return town.writer()


@pytest.fixture(scope="module")
def server(town: Town) -> Server:
    return town.server()


@pytest.fixture(scope="module")
def redis() -> Iterator[services.Service]:
    with services.redis_server() as service:
        yield service
