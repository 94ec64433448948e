"""A hint, never waited for."""

from __future__ import annotations

import os
import queue
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import Settings

from liveblog.live import doorbell
from liveblog.live.frames import Frame
from tests.live import layers
from tests.services import wait_until

PATIENCE = 0.2  # seconds: what publishing may lose to a broken layer


@pytest.fixture
def rung() -> Iterator[list[tuple[int, str, int]]]:
    """What a listener of this process hears."""
    heard: list[tuple[int, str, int]] = []

    def listener(blog: int, epoch: str, seq: int, frame: Frame | None) -> None:
        heard.append((blog, epoch, seq))

    doorbell.listen(listener)
    yield heard
    doorbell.forget(listener)


@pytest.fixture(autouse=True)
def nothing_waits(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No test sends another one's rings."""
    monkeypatch.setattr(doorbell, "SEND_SECONDS", 0.1)
    yield
    while not doorbell._waiting.empty():
        doorbell._waiting.get_nowait()


def use(settings: Settings, name: str) -> None:
    layers.Recording.sent.clear()
    settings.CHANNEL_LAYERS = {"default": {"BACKEND": f"tests.live.layers.{name}"}}


def test_listeners_of_this_process_hear_at_once(rung: list[tuple[int, str, int]]) -> None:
    doorbell.ring(7, "e", 3)
    assert rung == [(7, "e", 3)]


def test_who_stopped_listening_hears_no_more() -> None:
    heard: list[int] = []

    def listener(blog: int, epoch: str, seq: int, frame: Frame | None) -> None:
        heard.append(blog)

    doorbell.listen(listener)
    doorbell.forget(listener)
    doorbell.ring(7, "e", 3)
    assert heard == []


def test_a_layer_within_this_process_is_not_used(settings: Settings) -> None:
    settings.CHANNEL_LAYERS = {"default": {"BACKEND": "channels.layers.InMemoryChannelLayer"}}
    assert not doorbell.layer_reaches_others()


def test_without_a_layer_the_process_rings_for_itself(
    settings: Settings, rung: list[tuple[int, str, int]]
) -> None:
    settings.CHANNEL_LAYERS = {}
    doorbell.ring(7, "e", 3)
    assert rung == [(7, "e", 3)]


def test_other_processes_are_told_through_the_layer(settings: Settings) -> None:
    use(settings, "Recording")
    doorbell.ring(7, "e", 3)
    wait_until(lambda: bool(layers.Recording.sent), "the ring", 5)
    message = {"type": "doorbell", "blog": 7, "epoch": "e", "seq": 3}
    assert layers.Recording.sent == [(doorbell.GROUP, message)]


@pytest.mark.parametrize("fault", ["Raising", "Hanging", "Blocking"])
def test_a_broken_layer_is_never_waited_for(
    settings: Settings, rung: list[tuple[int, str, int]], fault: str
) -> None:
    """L5, at its root."""
    use(settings, fault)
    begun = time.monotonic()
    for seq in range(20):
        doorbell.ring(7, "e", seq)
    assert time.monotonic() - begun < PATIENCE
    assert len(rung) == 20


def test_after_a_failure_the_next_ring_is_sent(settings: Settings) -> None:
    use(settings, "RaisingOnce")
    layers.RaisingOnce.failures = 1
    doorbell.ring(7, "e", 1)
    doorbell.ring(7, "e", 2)
    # A late ring of the test before may have met the failure in the first one's place.
    wait_until(lambda: 2 in layers.Recording.numbers(), "the second ring", 10)
    assert layers.RaisingOnce.failures == 0


def test_rings_beyond_the_queue_are_dropped_not_waited_for(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    use(settings, "Recording")
    monkeypatch.setattr(doorbell, "_start_sender", lambda: None)
    monkeypatch.setattr(doorbell, "_waiting", queue.Queue(1))
    doorbell.ring(7, "e", 1)
    doorbell.ring(7, "e", 2)
    assert "doorbell dropped" in caplog.text


@pytest.mark.slow
def test_a_process_that_rang_can_end(tmp_path: Path) -> None:
    program = (
        "import django; django.setup(); from liveblog.live import doorbell as d; d.ring(1, 'e', 1)"
    )
    environment = {
        **os.environ,
        "DEBUG": "1",
        "DATA_DIR": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "REDIS_URL": "redis://127.0.0.1:1/0",
    }
    done = subprocess.run([sys.executable, "-c", program], env=environment, timeout=60, check=False)
    assert done.returncode == 0
