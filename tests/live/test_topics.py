"""One blog in the hub, as bytes and readers."""

from __future__ import annotations

import asyncio

import pytest

from liveblog.limits import RING_FRAMES
from liveblog.live import topics
from liveblog.live.frames import Frame
from liveblog.live.topics import Topic, fan_out
from tests.live.inbox import Inbox


def frame(seq: int, *, supersedes: bool = False) -> Frame:
    message = {"type": "change", "epoch": "e", "seq": seq}
    return Frame.of(message, seq - 1, supersedes=supersedes)


def topic_at(seq: int, *taken: Frame) -> Topic:
    topic = Topic(1, "e", seq)
    for one in taken:
        topic.take(one)
    return topic


def test_an_empty_ring_knows_only_the_head() -> None:
    topic = topic_at(5)
    assert [since for since in range(8) if topic.knows(since)] == [5]


def test_the_ring_leads_from_its_first_frame_to_the_head() -> None:
    topic = topic_at(5, frame(6), frame(7))
    assert [since for since in range(10) if topic.knows(since)] == [5, 6, 7]
    assert [one.seq for one in topic.after(6)] == [7]


def test_a_frame_that_supersedes_empties_the_ring_before_it() -> None:
    topic = topic_at(5, frame(6), frame(7, supersedes=True), frame(8))
    assert [one.seq for one in topic.ring] == [7, 8]
    assert not topic.knows(5)


def test_the_ring_is_bounded() -> None:
    topic = topic_at(0, *(frame(seq) for seq in range(1, RING_FRAMES + 11)))
    assert len(topic.ring) == RING_FRAMES
    assert not topic.knows(9)
    assert topic.knows(10)


def test_another_history_is_not_replayed() -> None:
    topic = topic_at(5, frame(6))
    topic.move_to("f", 2)
    assert (topic.epoch, topic.seq, list(topic.ring)) == ("f", 2, [])


def test_readers_are_spread_over_the_seconds_of_the_beat() -> None:
    topic = topic_at(1)
    for _ in range(len(topic.slots) * 2):
        topic.add(Inbox())
    assert {len(slot) for slot in topic.slots} == {2}
    assert topic.size == len(topic.slots) * 2


def test_every_reader_gets_one_beat_a_round() -> None:
    topic = topic_at(3)
    inboxes = [Inbox() for _ in range(60)]
    for inbox in inboxes:
        topic.add(inbox)
    for second in range(len(topic.slots)):
        topic.beat(second, float(second))
    for inbox in inboxes:
        assert inbox.beats == [{"type": "beat", "v": 1, "epoch": "e", "seq": 3}]
        assert inbox.renewals == 1


async def test_a_beat_never_runs_ahead_of_a_frame(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(topics, "BATCH", 1)
    topic = topic_at(1)
    inboxes = [Inbox() for _ in range(3)]
    for inbox in inboxes:
        topic.add(inbox)
    telling = asyncio.create_task(topic.tell(frame(2), topic.take(frame(2))))
    await asyncio.sleep(0)
    assert [inbox.seqs for inbox in inboxes] == [[2], [], []]
    for second in range(2 * len(topic.slots)):
        topic.beat(second, 0.0)
    await telling
    assert [inbox.texts for inbox in inboxes] == [[frame(2).text]] * 3


async def test_who_has_just_been_told_needs_no_beat() -> None:
    topic = topic_at(1)
    inbox = Inbox()
    topic.add(inbox)
    await topic.tell(frame(2), topic.take(frame(2)))
    round_trip = len(topic.slots)
    for second in range(2 * round_trip):
        topic.beat(second, 0.0)
        assert len(inbox.beats) == (second >= round_trip)
    assert inbox.renewals == 2


def test_stuck_readers_are_looked_after_every_second() -> None:
    topic = topic_at(1)
    inbox = Inbox()
    topic.add(inbox)
    topic.stuck.add(inbox)
    for second in range(3):
        topic.beat(second, 0.0)
    assert inbox.checks == 3


def test_a_reader_who_left_is_nowhere() -> None:
    topic = topic_at(1)
    inbox = Inbox()
    topic.add(inbox)
    topic.stuck.add(inbox)
    topic.remove(inbox)
    assert topic.is_empty
    assert topic.stuck == set()
    assert topic.take(frame(2)) == []


def test_a_frame_is_for_those_who_are_there_and_stays_theirs() -> None:
    topic = topic_at(1)
    first, second, third = Inbox(), Inbox(), Inbox()
    topic.add(first)
    topic.add(second)
    told = topic.take(frame(2))
    topic.add(third)
    topic.remove(first)
    assert told == [first, second]
    assert topic.take(frame(3)) == [second, third]


async def test_others_get_a_turn_between_two_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(topics, "BATCH", 10)
    inboxes = [Inbox() for _ in range(25)]
    told: list[int] = []

    async def watch() -> None:
        while len(told) < 3:
            told.append(sum(len(inbox.texts) for inbox in inboxes))
            await asyncio.sleep(0)

    await asyncio.gather(fan_out(frame(2), list(inboxes)), watch())
    assert told == [10, 20, 25]
    assert all(len(inbox.texts) == 1 for inbox in inboxes)
