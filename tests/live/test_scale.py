"""When an update is only announced."""

import pytest
from pytest_django import Settings

from liveblog.live.frames import Frame
from liveblog.live.scale import LONGEST_WAIT, small_enough

FRAME = Frame.of({"type": "change", "epoch": "e", "seq": 7, "html": "x" * 1_000}, 6)


def test_by_default_everything_is_sent_whole(settings: Settings) -> None:
    assert small_enough(FRAME, 1_000_000) is FRAME


@pytest.mark.parametrize(("readers", "whole"), [(100, True), (101, False)])
def test_above_so_many_readers_it_is_announced(
    settings: Settings, readers: int, whole: bool
) -> None:
    settings.SHRINK_ABOVE_READERS = 100
    assert (small_enough(FRAME, readers) is FRAME) == whole


@pytest.mark.parametrize(("readers", "whole"), [(9, True), (11, False)])
def test_above_so_many_bytes_it_is_announced(settings: Settings, readers: int, whole: bool) -> None:
    settings.SHRINK_ABOVE_BYTES = 10 * len(FRAME.deflated)
    assert (small_enough(FRAME, readers) is FRAME) == whole


def test_an_announcement_names_head_and_wait(settings: Settings) -> None:
    settings.SHRINK_ABOVE_READERS = 1
    small = small_enough(FRAME, 6_000)
    assert small.text == '{"type":"behind","v":1,"epoch":"e","seq":7,"wait":3.0}'


def test_nobody_waits_for_ever(settings: Settings) -> None:
    settings.SHRINK_ABOVE_READERS = 1
    assert f'"wait":{LONGEST_WAIT}' in small_enough(FRAME, 10_000_000).text
