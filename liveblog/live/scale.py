"""The scale switch: when an update is only announced, and fetched from a cache nearby."""

from __future__ import annotations

from django.conf import settings

from liveblog.live.frames import Frame, behind

FETCHES_PER_SECOND = 2_000  # what one process's readers may ask of the cache together
LONGEST_WAIT = 10.0  # seconds


def small_enough(frame: Frame, readers: int) -> Frame:
    """The frame itself, or `behind` with a wait that spreads the readers' fetches."""
    too_many = 0 < settings.SHRINK_ABOVE_READERS < readers
    # Browsers all take deflated frames.
    too_much = 0 < settings.SHRINK_ABOVE_BYTES < readers * len(frame.deflated)
    if not (too_many or too_much):
        return frame
    return behind(frame.epoch, frame.seq, turns(readers))


def turns(readers: int) -> float:
    """In how many seconds so many readers may each ask once."""
    return round(min(LONGEST_WAIT, max(0.1, readers / FETCHES_PER_SECOND)), 1)
