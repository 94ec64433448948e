"""A newsroom and its readers as a state machine: any verb, any fate of a frame, in any order."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule

from liveblog.live.hub import Hub
from liveblog.models import BlogStatus, LiveBlog, Post, PostStatus
from liveblog.publishing import authors, blogs, posts
from liveblog.publishing.blogs import BlogContent
from liveblog.publishing.content import PostContent
from tests.live.inbox import Inbox
from tests.live.page import Page, assert_same, fresh_page
from tests.world import DESK, make_author, make_blog, make_draft, make_post

Result = TypeVar("Result")
MIDNIGHT = datetime(2025, 5, 16, tzinfo=UTC)
VISITORS = 3

anyone = st.integers(0, 7)
words = st.sampled_from(["Rain", "Wind", "A *storm*", "Fog <b>"])
minutes = st.integers(0, 40 * 60)  # two days: day headings move too


@dataclass
class Visitor:
    """A page, and its socket while it has one; `heard` frames have been dealt with."""

    page: Page
    inbox: Inbox = field(default_factory=Inbox)
    heard: int = 0

    @property
    def waiting(self) -> list[str]:
        return self.inbox.texts[self.heard :]


def at(minute: int) -> datetime:
    return MIDNIGHT + timedelta(minutes=minute)


class LiveBlogMachine(RuleBasedStateMachine):
    """After settling, every page equals a fresh one."""

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.new_event_loop()
        self.blog = make_blog()
        self.author = make_author()
        self.write_the_morning()
        self.hub = self.run(self._new_hub())
        self.visitors = [self.arrive()]
        self.somebody_connects(0)

    # The newsroom

    def write_the_morning(self) -> None:
        """More posts than a page holds, one of them pinned, two key updates, two signed."""
        for number in range(6):
            by = [self.author] if number % 3 == 0 else []
            make_post(self.blog, "Sun", key=number > 3, authors=by, event_at=at(number * 60))
        posts.pin(self.any_post(5), by=DESK)

    def all_posts(self, status: str = PostStatus.PUBLISHED) -> list[Post]:
        return list(self.blog.posts.filter(status=status).order_by("pk"))

    def any_post(self, number: int, status: str = PostStatus.PUBLISHED) -> Post | None:
        found = self.all_posts(status)
        return found[number % len(found)] if found else None

    @property
    def is_live(self) -> bool:
        return LiveBlog.objects.get(pk=self.blog.pk).accepts_posts

    @precondition(lambda self: self.is_live)
    @rule(text=words, minute=st.none() | minutes, key=st.booleans(), signed=st.booleans())
    def publish(self, text: str, minute: int | None, key: bool, signed: bool) -> None:
        by = [self.author] if signed else []
        when = None if minute is None else at(minute)
        make_post(self.blog, text, headline=text, key=key, authors=by, event_at=when)

    @rule(text=words)
    def write_a_draft(self, text: str) -> None:
        make_draft(self.blog, text)

    @rule(number=anyone, text=words, minute=st.none() | minutes)
    def edit(self, number: int, text: str, minute: int | None) -> None:
        if post := self.any_post(number):
            when = None if minute is None else at(minute)
            posts.edit(post, PostContent(body=text, event_at=when), by=DESK)

    @rule(number=anyone, text=words)
    def correct(self, number: int, text: str) -> None:
        if post := self.any_post(number):
            posts.correct(post, PostContent(headline=text), f"It was {text}.", by=DESK)

    @rule(number=anyone)
    def retract(self, number: int) -> None:
        if post := self.any_post(number):
            posts.retract(post, "It was wrong.", by=DESK)

    @rule(number=anyone)
    def restore(self, number: int) -> None:
        if post := self.any_post(number, PostStatus.RETRACTED):
            posts.restore(post, by=DESK)

    @rule(
        number=anyone,
        verb=st.sampled_from([posts.pin, posts.unpin, posts.mark_key, posts.unmark_key]),
    )
    def decorate(self, number: int, verb: Any) -> None:
        if post := self.any_post(number):
            verb(post, by=DESK)

    @rule(
        field=st.sampled_from(["kicker", "title", "standfirst", "introduction", "summary"]),
        text=words,
    )
    def edit_blog(self, field: str, text: str) -> None:
        blogs.edit(self.blog, BlogContent(**{field: text}), by=DESK)

    @rule(zone=st.sampled_from(["Europe/Berlin", "Asia/Tokyo"]))
    def move_blog(self, zone: str) -> None:
        blogs.edit(self.blog, BlogContent(time_zone=zone), by=DESK)

    @rule(name=words)
    def rename_author(self, name: str) -> None:
        authors.save(self.author, by=DESK, name=name)

    @rule(verb=st.sampled_from(["pause", "resume", "end", "reopen"]))
    def change_status(self, verb: str) -> None:
        status = LiveBlog.objects.get(pk=self.blog.pk).status
        possible = {
            BlogStatus.LIVE: ["pause", "end"],
            BlogStatus.PAUSED: ["resume", "end"],
            BlogStatus.ENDED: ["reopen"],
        }
        if verb in possible[BlogStatus(status)]:
            blogs.VERBS[verb](self.blog, by=DESK)

    # The way to the readers

    @precondition(lambda self: len(self.visitors) < VISITORS)
    @rule()
    def somebody_opens_the_page(self) -> None:
        self.visitors.append(self.arrive())

    @rule()
    def the_hub_looks(self) -> None:
        self.run(self._look())

    @rule()
    def the_doorbell_rings(self) -> None:
        blog = LiveBlog.objects.get(pk=self.blog.pk)
        self.run(self._ring(blog))

    @rule(number=anyone)
    def somebody_connects(self, number: int) -> None:
        visitor = self.visitor(number)
        self.hub.readership.leave(visitor.inbox)
        visitor.inbox, visitor.heard = Inbox(), 0
        head = self.hub.heads.find(self.blog.slug)
        assert head
        page = visitor.page
        self.run(self.hub.readership.join(head, visitor.inbox, page.seq, page.epoch))

    @rule(number=anyone, fate=st.sampled_from(["arrive", "arrive", "lose", "double", "swap"]))
    def a_frame_travels(self, number: int, fate: str) -> None:
        visitor = self.visitor(number)
        count = {"arrive": 1, "lose": 1, "double": 1, "swap": 2}[fate]
        frames = visitor.waiting[:count]
        visitor.heard += len(frames)
        heard = {"lose": [], "double": frames * 2, "swap": frames[::-1]}.get(fate, frames)
        for frame in heard:
            visitor.page.hear(frame)

    @rule(number=anyone)
    def somebody_catches_up(self, number: int) -> None:
        self.visitor(number).page.fetch()

    @rule()
    def everything_settles(self) -> None:
        self.run(self._look())
        self.beat()
        for visitor in self.visitors:
            self.hear_all(visitor)
            if visitor.page.owes or visitor.inbox.topic is None:
                visitor.page.fetch()
            assert_same(visitor.page, fresh_page(self.blog))

    def teardown(self) -> None:
        self.everything_settles()
        self.run(self.hub.stop())
        self.loop.close()

    # How

    def run(self, work: Coroutine[Any, Any, Result]) -> Result:
        return self.loop.run_until_complete(work)

    async def _new_hub(self) -> Hub:
        hub = Hub()
        await hub._look()
        return hub

    async def _look(self) -> None:
        await self.hub._look()
        await self._all_done()

    async def _ring(self, blog: LiveBlog) -> None:
        self.hub.heard(blog.pk, blog.epoch, blog.seq)
        await self._all_done()

    async def _all_done(self) -> None:
        while self.hub._tasks:
            await asyncio.gather(*self.hub._tasks)

    def arrive(self) -> Visitor:
        return Visitor(fresh_page(self.blog))

    def visitor(self, number: int) -> Visitor:
        return self.visitors[number % len(self.visitors)]

    def hear_all(self, visitor: Visitor) -> None:
        for frame in visitor.waiting:
            visitor.page.hear(frame)
        visitor.heard = len(visitor.inbox.texts)

    def beat(self) -> None:
        for topic in self.hub.readership.topics.values():
            for second in range(len(topic.slots)):
                topic.beat(second, self.loop.time())
