"""A reader: a stranger with a browser of her own."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Request

from liveblog.models import LiveBlog, Post

APPLIED = "(seq) => document.querySelector('live-timeline').stream?.timeline.seq >= seq"
PATIENCE_MS = 15_000


class Reader:
    """Her page, and a memory of everything that it asked for and that went wrong in it."""

    def __init__(self, browser: Browser, home: str, **options: Any) -> None:
        self.home = home
        self.context = browser.new_context(
            **{"viewport": {"width": 1000, "height": 800}, "locale": "de-DE", **options}
        )
        self.page = self.context.new_page()
        self.page.set_default_timeout(PATIENCE_MS)
        self.foreign: list[str] = []
        self.faults: list[str] = []
        self.context.on("request", self._note)
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("websocket", lambda socket: self._note_address(socket.url))
        self.page.on("console", lambda message: self._note_words(message.text))

    def open(self, blog: LiveBlog, query: str = "", *, wait: bool = True) -> Reader:
        """Open the blog's page; with `wait`, until it is connected."""
        self.page.goto(self.home + blog.get_absolute_url() + query)
        if wait:
            self.wait_for_state("connected")
        return self

    @property
    def ids(self) -> list[str]:
        """The posts in the stream, from top to bottom."""
        ids = "els => els.map(el => el.id.slice(5))"
        found: list[str] = self.page.eval_on_selector_all("[data-feed] > article", ids)
        return found

    @property
    def pill(self) -> str:
        """The words on the pill, "" while there is none."""
        pill = self.page.locator("[data-arrivals]")
        return pill.inner_text() if pill.is_visible() else ""

    def text_of(self, post: Post) -> str:
        return self.page.locator(f"#post-{post.public_id}").inner_text()

    def top_of(self, post: Post) -> float:
        """Pixels from the window's top to the post's."""
        top = "el => el.getBoundingClientRect().top"
        return float(self.page.locator(f"#post-{post.public_id}").evaluate(top))

    def scroll_to(self, post: Post, offset: int = 0) -> None:
        """Bring a post's top to `offset` pixels below the window's top."""
        self.page.evaluate(
            "(y) => scrollBy({top: y, behavior: 'instant'})", self.top_of(post) - offset
        )
        self.settle()

    def settle(self) -> None:
        """Let the browser draw a few times, so that late scrolling shows."""
        self.page.evaluate(
            "() => new Promise(done => { let n = 6;"
            " const step = () => --n ? requestAnimationFrame(step) : done(); step(); })"
        )

    def wait_for(self, blog: LiveBlog) -> None:
        """Wait until the page has applied the blog's last change."""
        blog.refresh_from_db()
        self.page.wait_for_function(APPLIED, arg=blog.seq)
        self.settle()

    def wait_for_state(self, state: str, seconds: float = 20) -> None:
        self.page.wait_for_function(
            "(state) => document.querySelector('live-timeline').connection?.state === state",
            arg=state,
            timeout=seconds * 1_000,
        )

    def leave(self) -> None:
        """Close the browser. Fails when the page met what no reader may meet."""
        cookies = self.context.cookies()
        self.context.close()
        assert self.faults == []
        assert self.foreign == []
        assert cookies == []

    def _note(self, request: Request) -> None:
        self._note_address(request.url)

    def _note_address(self, url: str) -> None:
        if urlsplit(url).netloc != urlsplit(self.home).netloc:
            self.foreign.append(url)

    def _note_words(self, text: str) -> None:
        if "Content Security Policy" in text or "Uncaught" in text:
            self.faults.append(text)
