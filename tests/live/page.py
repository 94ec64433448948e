"""The reader's page in Python: what it shows, how far it has read, and the law of live.md."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from django.test import Client
from django.urls import reverse

from liveblog.models import LiveBlog
from tests.live.markup import Markup


@dataclass(frozen=True)
class Shown:
    """A post on the page."""

    version: int
    sort: str
    html: str


@dataclass
class Page:
    """`owes` says that something is missing and must be fetched."""

    slug: str
    epoch: str = ""
    seq: int = 0
    floor: str = ""
    status: str = ""
    posts: dict[str, Shown] = field(default_factory=dict)
    regions: dict[str, str] = field(default_factory=dict)
    owes: bool = False
    applied: list[tuple[str, int, int]] = field(default_factory=list)

    def reload(self) -> None:
        """Start over from the page that the server renders."""
        self.show(_get(reverse("reader:blog", args=[self.slug])))

    def show(self, html: str) -> None:
        """Stand where this page stands."""
        markup = Markup(html)
        self.epoch = markup.timeline["data-epoch"]
        self.seq = int(markup.timeline["data-seq"])
        self.floor = markup.timeline["data-floor"]
        self.status = markup.timeline["data-status"]
        self.regions = markup.regions
        self.posts = {
            found["id"].removeprefix("post-"): Shown(
                int(found["data-version"]), found["data-sort"], html
            )
            for found, html in markup.articles
        }
        self.owes = False

    def hear(self, text: str) -> None:
        """Take in a frame from the socket."""
        frame = json.loads(text)
        if frame["epoch"] != self.epoch:
            self.owes = True
        elif frame["seq"] <= self.seq:
            return
        elif frame["type"] == "change" and frame["prev"] == self.seq:
            self._apply(frame)
        else:
            self.owes = True

    def fetch(self) -> None:
        """Catch up over HTTP."""
        address = reverse("reader:updates", args=[self.slug])
        if not self.take(json.loads(_get(f"{address}?since={self.seq}&epoch={self.epoch}"))):
            self.reload()

    def take(self, answer: dict[str, Any]) -> bool:
        """Take in an answer of `updates`; False when the page has to be loaded anew."""
        self.owes = False
        if answer["type"] == "reset" or answer["epoch"] != self.epoch:
            return False
        if answer["seq"] > self.seq:
            self._apply(answer)
        return True

    def above(self, floor: str) -> list[tuple[str, Shown]]:
        """The posts from `floor` up, newest first."""
        posts = [(key, shown) for key, shown in self.posts.items() if shown.sort >= floor]
        return sorted(posts, key=lambda post: post[1].sort, reverse=True)

    def _apply(self, frame: dict[str, Any]) -> None:
        for post in frame["posts"]:
            self._put(post)
        for gone in frame["gone"]:
            self.posts.pop(gone, None)
        self.status = frame["blog"]["status"]
        self.regions |= frame["blog"]["regions"]
        self.applied.append((self.epoch, self.seq, frame["seq"]))
        self.seq = frame["seq"]

    def _put(self, post: dict[str, Any]) -> None:
        known = self.posts.get(post["id"])
        if known and known.version >= post["version"]:
            return
        if post["sort"] < self.floor:
            self.posts.pop(post["id"], None)
        else:
            self.posts[post["id"]] = Shown(post["version"], post["sort"], post["html"])


def fresh_page(blog: LiveBlog) -> Page:
    """What somebody sees who opens the blog now."""
    page = Page(blog.slug)
    page.reload()
    return page


def _get(address: str) -> str:
    answer = Client().get(address)
    assert answer.status_code == 200, f"{address}: {answer.status_code}"
    return answer.content.decode()


def assert_same(page: Page, fresh: Page) -> None:
    """L1: what a page became equals what a fresh one is, as far down as both reach."""
    floor = max(page.floor, fresh.floor)
    assert (page.epoch, page.seq, page.status) == (fresh.epoch, fresh.seq, fresh.status)
    assert page.above(floor) == fresh.above(floor)
    assert page.regions == fresh.regions
