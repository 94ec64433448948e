"""The page lane: hot public pages from memory, in front of Django, while they are the truth.

It knows bytes and versions, nothing of posts. Only answers that a view has marked are kept; the
hub knows where every blog stands, so that a hit asks no database.
"""

from __future__ import annotations

import asyncio
import logging
import time
from typing import Any, NamedTuple

from liveblog.limits import LANE_BYTES, LANE_MISSING_BYTES, LANE_RENEW_SECONDS, LANE_SECONDS
from liveblog.live import answers
from liveblog.live.answers import Answer, Application, Send, Variant
from liveblog.live.flights import Flights
from liveblog.live.hub import Hub, ready_hub
from liveblog.live.marks import Mark
from liveblog.live.questions import Key, Question, may_be_staffs, question
from liveblog.live.shelf import Page, Shelf

TRIES = 3  # passes that a request waits for while changes overtake them; then it goes alone

log = logging.getLogger(__name__)


class Outcome(NamedTuple):
    """What one pass through Django brought; without a page it is for who asked first only."""

    answer: Answer
    page: Page | None


class PageLane:
    """An ASGI application in front of another. `seconds`: how long a page may be kept at most."""

    def __init__(
        self, application: Application, *, seconds: float = LANE_SECONDS, room: int = LANE_BYTES
    ) -> None:
        self.application = application
        self.seconds = seconds
        self.shelf = Shelf(room)
        # Apart, or addresses without a blog, which anybody can invent, would drive out the pages.
        self.missing = Shelf(LANE_MISSING_BYTES)
        self._flights = Flights()
        self._hub: Hub | None = None

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Send) -> None:
        asked = question(scope)
        hub = ready_hub() if asked else None
        answer = await self._answer(hub, asked, scope) if asked and hub else None
        if answer is None:
            await self.application(scope, receive, send)
        else:
            await answer.send(send, with_body=scope["method"] != "HEAD")

    async def _answer(self, hub: Hub, asked: Question, scope: dict[str, Any]) -> Answer | None:
        """None: Django is to answer this request itself."""
        if hub is not self._hub:
            self._start_over(hub)
        page = self._kept(hub, asked, scope)
        if page is None:
            outcome = await self._fetched(hub, asked, scope)
            if outcome is None or outcome.page is None:
                return outcome and outcome.answer
            page = outcome.page
        if page.answer.status == answers.MISSING and may_be_staffs(scope):
            return None
        variant = page.variants.get(asked.encoding) or await self._encoded(page, asked)
        return variant.for_one_who_knows(asked.known)

    def _start_over(self, hub: Hub) -> None:
        """Another hub counts the moves of its heads anew."""
        self._hub = hub
        self.shelf, self.missing = Shelf(self.shelf.room), Shelf(self.missing.room)
        self._flights = Flights()

    def _kept(self, hub: Hub, asked: Question, scope: dict[str, Any]) -> Page | None:
        page = self.shelf.get(asked.key) or self.missing.get(asked.key)
        if page is None or not page.is_true(hub):
            return None
        now = time.monotonic()
        if now >= page.ends_at:
            return None
        if now >= page.renew_at:
            page.renew_at = now + LANE_RENEW_SECONDS
            renewal = self._flights.start(asked.key, lambda: self._pass(hub, asked.key, scope))
            renewal.add_done_callback(_report)
        return page

    async def _fetched(self, hub: Hub, asked: Question, scope: dict[str, Any]) -> Outcome | None:
        """The outcome of a pass that no change has overtaken; None: go alone."""
        for _ in range(TRIES):
            leads = asked.key not in self._flights
            try:
                outcome: Outcome = await self._flights.share(
                    asked.key, lambda: self._pass(hub, asked.key, scope)
                )
            except Exception:
                if leads:
                    raise
                return None  # whatever went wrong for the first may be well for the others
            page = outcome.page
            if page is None:
                return outcome if leads else None
            if page.is_true(hub) or page.moves == hub.heads.moves:
                return outcome
        return None

    async def _pass(self, hub: Hub, key: Key, scope: dict[str, Any]) -> Outcome:
        """Ask Django, and keep what it marks."""
        moves = hub.heads.moves  # before the answer is made: it may show more than this, never less
        answer, mark = await answers.asked(self.application, scope, key[1])
        if mark is None or not answer.is_everybodys:
            return Outcome(answer, None)
        _tell(hub, mark)
        page = self._page(answer, mark, moves)
        if hub is self._hub and page.is_true(hub):
            self._keep(key, page)
        return Outcome(answer, page)

    def _page(self, answer: Answer, mark: Mark, moves: int) -> Page:
        now = time.monotonic()
        lasts = min(self.seconds, mark.until - time.time())
        return Page(answer, mark, moves, now + LANE_RENEW_SECONDS, now + lasts)

    def _keep(self, key: Key, page: Page) -> None:
        shelf, other = self._shelves(page)
        before = shelf.get(key)
        if before is not None and before.answer == page.answer:
            page.variants = before.variants  # renewed, and nothing has changed
        other.drop(key)
        shelf.put(key, page)

    def _shelves(self, page: Page) -> tuple[Shelf, Shelf]:
        """The one that it belongs on, and the other."""
        is_missing = page.answer.status == answers.MISSING
        return (self.missing, self.shelf) if is_missing else (self.shelf, self.missing)

    async def _encoded(self, page: Page, asked: Question) -> Variant:
        variant: Variant = await self._flights.share(
            (page, asked.encoding), lambda: self._encode(page, asked)
        )
        return variant

    async def _encode(self, page: Page, asked: Question) -> Variant:
        variant = await asyncio.to_thread(Variant.of, page.answer, asked.encoding)
        page.variants[asked.encoding] = variant
        shelf, _other = self._shelves(page)
        if shelf.get(asked.key) is page:
            shelf.put(asked.key, page)
        return variant


def _tell(hub: Hub, mark: Mark) -> None:
    """A page that shows a later change than the hub knows is as good as a doorbell."""
    head = hub.heads.get(mark.blog) if mark.blog is not None else None
    if head is not None and head.epoch == mark.epoch:
        hub.heard(head.pk, mark.epoch, mark.seq)


def _report(renewal: asyncio.Task[Outcome]) -> None:
    if not renewal.cancelled() and (error := renewal.exception()):
        log.error("a page could not be renewed, the kept one serves on", exc_info=error)
