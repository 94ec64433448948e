"""Remembered answers."""

from itertools import count

import pytest
from django.core.cache import cache
from redis.exceptions import ConnectionError as RedisDown

from liveblog.reader import memory


@pytest.fixture(autouse=True)
def awake(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "_rest_until", 0.0)


def test_makes_an_answer_once() -> None:
    numbers = count(1)
    for _ in range(2):
        assert memory.remembered(("a", 1), lambda: next(numbers)) == 1


def test_keeps_different_keys_apart() -> None:
    assert memory.remembered(("a", 1), lambda: "one") == "one"
    assert memory.remembered(("a", "1"), lambda: "other") == "other"


def test_new_templates_mean_new_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "_templates_now", lambda: "before")
    monkeypatch.setattr(memory, "_templates_at_start", lambda: "before")
    memory.remembered(("a",), lambda: "old")
    monkeypatch.setattr(memory, "_templates_now", lambda: "after")
    monkeypatch.setattr(memory, "_templates_at_start", lambda: "after")
    assert memory.remembered(("a",), lambda: "new") == "new"


def test_a_dead_cache_costs_no_answer_and_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def down(name: str) -> None:
        asked.append(name)
        raise RedisDown

    monkeypatch.setattr(cache, "get", down)
    for _ in range(3):
        assert memory.remembered(("a",), lambda: "made") == "made"
    assert len(asked) == 1
