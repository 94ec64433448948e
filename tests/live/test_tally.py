"""How many read along, over all processes."""

import pytest

from liveblog.live import tally


@pytest.fixture
def elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """Another process has noted its readers."""
    monkeypatch.setattr(tally, "_me", "another")
    tally.note({1: 40, 2: 5})
    monkeypatch.setattr(tally, "_me", "this-one")


@pytest.fixture(autouse=True)
def nobody_yet() -> None:
    tally.caches["tally"].clear()


def test_own_readers_are_counted() -> None:
    tally.note({1: 3})
    assert tally.readers_now()[1] == 3


def test_a_later_note_replaces_the_earlier_one() -> None:
    tally.note({1: 3})
    tally.note({1: 2})
    assert tally.readers_now()[1] == 2


def test_processes_add_up(elsewhere: None) -> None:
    assert tally.note({1: 2}) == {1: 42, 2: 5}


def test_a_blog_that_nobody_reads_has_none(elsewhere: None) -> None:
    assert tally.readers_now()[99] == 0


def test_a_process_that_died_is_forgotten(elsewhere: None, monkeypatch: pytest.MonkeyPatch) -> None:
    later = tally.time.time() + tally.STALE_SECONDS + 1
    monkeypatch.setattr(tally.time, "time", lambda: later)
    tally.note({1: 2})
    assert tally.readers_now()[1] == 2
