"""The readership: who reads which blog in this process, and what each is missing when it comes."""

from __future__ import annotations

import asyncio
import logging
import random

from django.conf import settings
from django.db import DatabaseError

from liveblog.limits import CATCH_UP_POSTS
from liveblog.live import reading
from liveblog.live.doorkeeper import Doorkeeper
from liveblog.live.fastlane import DetachedReader
from liveblog.live.frames import Frame, behind
from liveblog.live.heads import Head, Heads
from liveblog.live.readers import COME_BACK, NOT_FOUND, Reader
from liveblog.live.scale import turns
from liveblog.live.topics import Topic

GOODBYE_SECONDS = 0.1  # between two batches of goodbyes

log = logging.getLogger(__name__)


class Readership:
    """`topics` are the blogs that somebody reads, or did a moment ago."""

    def __init__(self, heads: Heads) -> None:
        self.topics: dict[int, Topic] = {}
        self.door = Doorkeeper(settings.SOCKET_EXEMPT_NETWORKS)
        self._heads = heads

    async def join(self, head: Head, reader: Reader, since: int | None, epoch: str) -> None:
        """Register a reader who knows change `since` of `epoch`, and send what it is missing.

        None knows nothing and wants only what comes. Replay and registration are one step without
        awaiting, so that no change slips between the page and the socket and none comes twice.
        """
        topic = self._topic(head.pk)
        if topic is None:
            reader.close(NOT_FOUND)  # withdrawn since the caller was told of this head
            return
        if since is not None and epoch in ("", topic.epoch):
            await self._backfill(topic, since)
        if reader.is_gone:
            return
        if self.topics.get(topic.pk) is not topic:
            reader.close(COME_BACK)  # withdrawn meanwhile: the next try finds what is true
            return
        topic.add(reader)
        for frame in self._missing(topic, since, epoch):
            reader.offer(frame)

    @staticmethod
    def _missing(topic: Topic, since: int | None, epoch: str) -> list[Frame]:
        if since is None:
            return []
        if epoch not in ("", topic.epoch):
            return [behind(topic.epoch, topic.seq)]
        if since > topic.seq:
            return []  # the page heard of it before this hub did
        return topic.after(since) if topic.knows(since) else [behind(topic.epoch, topic.seq)]

    def leave(self, reader: Reader) -> None:
        """Forget a reader whose connection has ended."""
        if reader.topic is not None:
            reader.topic.remove(reader)

    def dismiss(self, reader: DetachedReader) -> None:
        """Forget a detached reader, whose socket nobody else counts out."""
        self.leave(reader)
        self.door.release(reader.address)

    def _topic(self, pk: int) -> Topic | None:
        head = self._heads.get(pk)
        if head is not None and pk not in self.topics:
            self.topics[pk] = Topic(pk, head.epoch, head.seq)
        return self.topics.get(pk)

    async def _backfill(self, topic: Topic, since: int) -> None:
        """Extend the ring back to `since`: one read for any number of returning readers.

        Whoever misses more than can be sent costs no read at all.
        """
        if topic.knows(since) or not 0 < topic.seq - since <= CATCH_UP_POSTS:
            return
        async with topic.lock:
            if topic.knows(since) or since > topic.seq:
                return
            try:
                frames = await reading.ask(
                    reading.frames_between, topic.pk, topic.epoch, since, topic.seq
                )
            except DatabaseError as error:
                log.warning("could not read what returning readers missed: %s", error)
                return
            if frames is not None:
                topic.refill(frames)

    def counts(self) -> dict[int, int]:
        """How many readers each blog has here, by its number."""
        return {pk: topic.size for pk, topic in self.topics.items()}

    def beat(self, second: int, now: float) -> None:
        """Once a second: tell some readers where they stand, and forget blogs without any.

        `now` is the loop's time.
        """
        for topic in self.topics.values():
            topic.beat(second, now)
        for pk in [pk for pk, topic in self.topics.items() if topic.is_empty]:
            if not self.topics[pk].lock.locked():
                del self.topics[pk]

    async def all_told(self) -> None:
        """Wait until the frames that are on their way now have been offered to everybody."""
        for topic in [topic for topic in self.topics.values() if topic.is_telling]:
            async with topic.lock:
                pass  # it is held while a topic tells

    def send_away(self, pk: int) -> None:
        """A blog's page is gone: its readers are to look, and not to come back."""
        if topic := self.topics.pop(pk, None):
            readers = topic.readers
            goodbye = behind(topic.epoch, topic.seq + 1, turns(len(readers)))
            for reader in readers:
                reader.offer(goodbye)
                reader.close(NOT_FOUND)

    async def drain(self, seconds: float) -> None:
        """Let nobody in any more and send everybody away to come back, evenly over `seconds`;
        updates go on meanwhile.
        """
        self.door.shut()
        readers = self._everybody()
        random.shuffle(readers)
        steps = max(1, int(seconds / GOODBYE_SECONDS))
        for step in range(steps):
            for reader in readers[step::steps]:
                reader.close(COME_BACK)
            await asyncio.sleep(GOODBYE_SECONDS)
        for reader in self._everybody():  # who stood in the door already
            reader.close(COME_BACK)

    def _everybody(self) -> list[Reader]:
        return [reader for topic in self.topics.values() for reader in topic.readers]
