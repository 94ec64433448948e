"""The hub: one per server process. Hears the doorbell, ticks, reads once, tells every reader.

It knows blogs by number and frames by bytes, and nothing of posts.
"""

from __future__ import annotations

import asyncio
import itertools
import logging
from collections.abc import Callable, Coroutine
from concurrent.futures import wait
from typing import Any
from weakref import WeakKeyDictionary

from django.db import DatabaseError

from liveblog.limits import TICK_SECONDS
from liveblog.live import deskbell, doorbell, reading
from liveblog.live.deskbell import Hint
from liveblog.live.desks import Desks
from liveblog.live.frames import Frame, behind
from liveblog.live.heads import Head, Heads
from liveblog.live.readership import Readership
from liveblog.live.scale import small_enough
from liveblog.live.subscription import Subscription
from liveblog.live.tally import NOTE_SECONDS, note
from liveblog.live.topics import Topic

GIVE_WAY_SECONDS = 0.5  # how long a publisher's thread waits for its readers to be told
CANCEL_SECONDS = 0.5  # for the hub's tasks to end, before they are told again

log = logging.getLogger(__name__)
_hubs: WeakKeyDictionary[asyncio.AbstractEventLoop, Hub] = WeakKeyDictionary()
_at_each_tick: list[Callable[[], object]] = []


def on_tick(work: Callable[[], object]) -> None:
    """Have every hub of this process do `work` at each tick, in a thread of its own.

    Never twice at once in one process; what it raises is logged, and the next tick tries again.
    """
    _at_each_tick.append(work)


async def running_hub() -> Hub:
    """The hub of this event loop, started and knowing the public blogs."""
    hub = _started_hub()
    await hub.ready.wait()
    return hub


def ready_hub() -> Hub | None:
    """The hub of this event loop; None, for now, while it does not know the public blogs."""
    hub = _started_hub()
    return hub if hub.ready.is_set() else None


def _started_hub() -> Hub:
    loop = asyncio.get_running_loop()
    if (hub := _hubs.get(loop)) is None:
        hub = _hubs[loop] = Hub()
        hub.start()
    return hub


async def stop_hub() -> None:
    """Stop the hub of this event loop, where there is one."""
    hub = _hubs.pop(asyncio.get_running_loop(), None)
    if hub is not None:
        await hub.stop()


async def drain_hub(seconds: float) -> None:
    """Say goodbye to the readers of this event loop, spread over some seconds, then stop."""
    if hub := _hubs.get(asyncio.get_running_loop()):
        await hub.readership.drain(seconds)
        await stop_hub()


class Hub:
    def __init__(self) -> None:
        self.heads = Heads()
        self.readership = Readership(self.heads)
        self.desks = Desks()
        self.ready = asyncio.Event()
        self._loop = asyncio.get_running_loop()
        self._tasks: set[asyncio.Task[None]] = set()
        self._looking = asyncio.Lock()
        self._working: set[Callable[[], object]] = set()

    def start(self) -> None:
        doorbell.listen(self._heard_in_any_thread)
        deskbell.listen(self._told_in_any_thread)
        self._spawn(self._tick())
        self._spawn(self._beat())
        if doorbell.layer_reaches_others():
            self._spawn(Subscription(self.heard, self.told).run())

    async def stop(self) -> None:
        doorbell.forget(self._heard_in_any_thread)
        deskbell.forget(self._told_in_any_thread)
        while self._tasks:
            # Again and again: a client of the layer may swallow a cancellation while it connects.
            for task in tuple(self._tasks):
                task.cancel()
            await asyncio.wait(tuple(self._tasks), timeout=CANCEL_SECONDS)

    def _spawn(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        task = self._loop.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._done)
        return task

    def _done(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()):
            log.error("the hub failed at one thing, tick and beat go on", exc_info=error)

    def _heard_in_any_thread(self, pk: int, epoch: str, seq: int, frame: Frame | None) -> None:
        if self._loop.is_closed():
            return
        if not self._gives_way(pk):
            self._loop.call_soon_threadsafe(self.heard, pk, epoch, seq, frame)
            return
        told = asyncio.run_coroutine_threadsafe(self._hear(pk, epoch, seq, frame), self._loop)
        wait([told], GIVE_WAY_SECONDS)

    def _gives_way(self, pk: int) -> bool:
        """Whether this thread lets the readers of a blog go first: the rest of a publisher's
        answer would take turns with them, on the same core.
        """
        topic = self.readership.topics.get(pk)
        is_read = topic is not None and not topic.is_empty
        return is_read and self._loop.is_running() and asyncio._get_running_loop() is None

    def _told_in_any_thread(self, hint: Hint) -> None:
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self.told, hint)

    def told(self, hint: Hint) -> None:
        """A hint among newsrooms; our own come back from the layer and change nothing then."""
        self.desks.heard(hint, self._loop.time())

    async def _hear(self, pk: int, epoch: str, seq: int, frame: Frame | None) -> None:
        """Hear of a change, and wait until every reader has been told."""
        if telling := self.heard(pk, epoch, seq, frame):
            await asyncio.wait([telling])

    def heard(
        self, pk: int, epoch: str, seq: int, frame: Frame | None = None
    ) -> asyncio.Task[None] | None:
        """A doorbell: blog `pk` has reached change `seq`. Any order, any repetition.

        `frame` is what the hub would make of that change, where the publisher has made it. Returns
        what tells the readers, where there is something to tell.
        """
        head = self.heads.get(pk)
        if head is None or head.epoch != epoch:
            # A new blog, a new history, or a late doorbell of an old one: only a look can tell.
            self.heads.unsettle()
            return self._spawn(self._look())
        if seq > head.seq:
            return self._note(Head(pk, head.slug, epoch, seq), frame)
        return None

    def _note(self, head: Head, frame: Frame | None = None) -> asyncio.Task[None] | None:
        self.heads.note(head)
        topic = self.readership.topics.get(head.pk)
        if topic and (topic.epoch, topic.seq) != (head.epoch, head.seq):
            return self._spawn(self._advance(topic, frame))
        return None

    async def _tick(self) -> None:
        while True:
            await self.readership.all_told()  # threads would take turns with what tells them
            # A task of its own: whatever goes wrong in one look, there is a next one.
            if not self._looking.locked():
                self._spawn(self._look())
            for work in _at_each_tick:
                if work not in self._working:
                    self._spawn(self._do(work))
            await asyncio.sleep(TICK_SECONDS)

    async def _do(self, work: Callable[[], object]) -> None:
        self._working.add(work)
        try:
            await reading.ask(work)
        except DatabaseError as error:
            log.warning("could not do this tick's work, the next tick tries again: %s", error)
        finally:
            self._working.discard(work)

    async def _look(self) -> None:
        """Read all heads: finds what no doorbell told, new blogs and withdrawn ones.

        One look at a time: an older one that ends later would withdraw what a newer one found.
        """
        async with self._looking:
            try:
                heads = await reading.ask(reading.heads)
            except DatabaseError as error:
                log.warning("could not read the heads, readers wait for the next tick: %s", error)
                return
            self._compare(heads)
        self.ready.set()

    def _compare(self, heads: list[Head]) -> None:
        for pk in self.heads.keys() - {head.pk for head in heads}:
            self._withdraw(pk)
        for head in heads:
            known = self.heads.get(head.pk)
            # A doorbell may have told of a later change than this query has seen.
            if known is None or known.epoch != head.epoch or head.seq >= known.seq:
                self._note(head)

    async def _advance(self, topic: Topic, frame: Frame | None) -> None:
        """Bring a topic to the head of its blog: one frame per change, to everybody."""
        async with topic.lock:
            head = self.heads.get(topic.pk)
            if head is None or (head.epoch == topic.epoch and head.seq <= topic.seq):
                return
            if topic.is_empty:
                topic.move_to(head.epoch, head.seq)
                return
            try:
                await self._tell(topic, frame)
            except DatabaseError as error:
                log.warning("could not read the news, the next tick tries again: %s", error)

    async def _tell(self, topic: Topic, frame: Frame | None) -> None:
        """The frame at hand, where it leads on from here; else one read of all that is missing."""
        if frame and (frame.epoch, frame.prev) == (topic.epoch, topic.seq):
            await self._offer(topic, frame)
            return
        news = await reading.ask(reading.news, topic.pk, topic.epoch, topic.seq)
        blog = news.blog
        if blog is None:
            self._withdraw(topic.pk)
        elif news.frames is None:
            topic.move_to(blog.epoch, blog.seq)
            await topic.tell(behind(blog.epoch, blog.seq), topic.readers)
        else:
            for each in news.frames:
                await self._offer(topic, each)

    @staticmethod
    async def _offer(topic: Topic, frame: Frame) -> None:
        readers = topic.take(frame)
        await topic.tell(small_enough(frame, len(readers)), readers)

    def _withdraw(self, pk: int) -> None:
        """A blog is not public any more: its readers learn it from their next request."""
        self.heads.drop(pk)
        self.readership.send_away(pk)

    async def _beat(self) -> None:
        for second in itertools.count():
            # A task of its own, as a look: whatever goes wrong in one beat, there is a next one.
            self._spawn(self._beat_once(second))
            if second % NOTE_SECONDS == 0:
                self._spawn(self._note_readers())
            await asyncio.sleep(1)

    async def _beat_once(self, second: int) -> None:
        self.desks.fade(self._loop.time())
        self.readership.beat(second, self._loop.time())

    async def _note_readers(self) -> None:
        await self.readership.all_told()
        self.desks.count_readers(await reading.ask(note, self.readership.counts()))
