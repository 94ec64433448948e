"""A reporter: somebody with an account and a browser, at the desk of one blog."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.contrib.auth.models import User
from playwright.sync_api import Browser, Locator, Page

from liveblog.models import LiveBlog
from tests import services
from tests.journeys.readers import PATIENCE_MS
from tests.world import PASSWORD

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


class Reporter:
    """Her desk, and what went wrong in it."""

    def __init__(
        self,
        browser: Browser,
        home: str,
        user: User | None,
        *,
        profile: Path | None = None,
        **options: Any,
    ) -> None:
        """`profile` is the folder of a browser that can be closed and opened again."""
        self.home = home
        options = {
            "viewport": {"width": 1280, "height": 900},
            "locale": "en",
            # A test that bends the network bends it between page and server.
            "service_workers": "block",
            **options,
        }
        self.context = (
            browser.new_context(**options)
            if profile is None
            else browser.browser_type.launch_persistent_context(
                profile, executable_path=services.chromium(), args=ARGUMENTS, **options
            )
        )
        self.page = self.context.new_page()
        self.page.set_default_timeout(PATIENCE_MS)
        self.faults: list[str] = []
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("console", lambda message: self._note_words(message.text))
        if user is not None:
            self._sign_in(user)

    def _sign_in(self, user: User) -> None:
        # The server knows nothing of the tests' quick hasher.
        user.password = PBKDF2PasswordHasher().encode(PASSWORD, "salt", 1)
        user.save()
        self.page.goto(f"{self.home}/newsroom/")
        fill_in(self.page, user)
        self.page.wait_for_url("**/newsroom/")

    def sign_in_again(self, user: User) -> None:
        """Follow the outbox's link, as whoever was signed out does."""
        address = self.page.url
        if self.page.locator("[data-fold]").is_visible():
            self.page.click("[data-fold]")
        self.page.locator("[data-outbox-said] a").click()
        fill_in(self.page, user)
        self.page.wait_for_url(address)

    def open(self, blog: LiveBlog) -> Reporter:
        """Choose a blog and wait until its stream is connected."""
        self.page.click(f"a[href='/newsroom/{blog.slug}/']")
        self.page.wait_for_function(
            "() => document.querySelector('live-timeline')?.connection?.state === 'connected'"
        )
        return self

    def write(self, body: str, headline: str = "") -> None:
        self.page.fill("#post-body", body)
        if headline:
            self.page.fill("#post-headline", headline)

    def choose_picture(
        self, name: str, content: bytes, kind: str = "image/png", **words: str
    ) -> None:
        """Choose a picture and describe it."""
        file = {"name": name, "mimeType": kind, "buffer": content}
        self.page.set_input_files("[data-library]", file)  # type: ignore[arg-type]
        self.page.wait_for_selector(".composer-picture")
        for word, text in words.items():
            self.page.fill(f".composer-picture [data-word={word}]", text)

    def add_picture(self, name: str, content: bytes, kind: str = "image/png", **words: str) -> None:
        """Choose a picture, describe it, and wait until it has arrived."""
        self.choose_picture(name, content, kind, **words)
        self.page.wait_for_selector(".composer-picture[data-state=sent]")

    def wait_until_installed(self) -> None:
        """Wait until this page opens without a network."""
        self.page.wait_for_function(
            """async () => {
              const loaded = performance.getEntriesByType("resource").map(({ name }) => name);
              const files = loaded.filter((name) => new URL(name).pathname.startsWith("/static/"));
              const wanted = [location.pathname, ...files.map((name) => name.split("#")[0])];
              return (await Promise.all(wanted.map((one) => caches.match(one)))).every(Boolean);
            }"""
        )

    def send(self) -> None:
        """Send by the keyboard and wait until the outbox has brought it to the server."""
        self.hand_over()
        self.wait_until_sent()

    def hand_over(self) -> None:
        """Send by the keyboard and wait until the outbox has it; the server may not."""
        sent = self.page.input_value("#post-body")
        self.page.focus("#post-body")
        self.page.keyboard.press("Control+Enter")
        self.page.wait_for_function(
            "(sent) => document.querySelector('[data-said].is-bad') ||"
            " ((document.querySelector('#post-body').value !== sent || !sent) &&"
            " document.querySelector('[data-composer]').ariaBusy === 'false')",
            arg=sent,
        )

    def wait_until_sent(self) -> None:
        """Wait until nothing is left in the outbox but what the server has refused."""
        self.page.wait_for_function(
            "() => document.querySelector('[data-outbox]').dataset.waiting === '0'"
        )

    def post(self, words: str) -> Locator:
        """The post of the stream that has these words."""
        return self.page.locator("[data-feed] > article", has_text=words)

    def tool(self, words: str, name: str) -> None:
        """Press one of the buttons under a post."""
        self.post(words).get_by_role("button", name=name, exact=True).click()

    def load(self, words: str, tool: str) -> None:
        """Take a post of the stream into the composer, by Edit or Correct."""
        self.tool(words, tool)
        self.page.wait_for_selector(
            f"[data-composer][data-mode={'correct' if tool == 'Correct' else 'edit'}]"
        )

    @property
    def said(self) -> str:
        """What the composer says."""
        return self.page.locator("[data-said]").inner_text()

    def leave(self) -> None:
        """Close the browser. Fails when a script failed or the policy was broken."""
        self.context.close()
        assert self.faults == [], self.faults

    def _note_words(self, text: str) -> None:
        if "Content Security Policy" in text or "Uncaught" in text:
            self.faults.append(text)


def fill_in(page: Page, user: User) -> None:
    """Fill in the sign-in page and send it."""
    page.fill("[name=login]", user.username)
    page.fill("[name=password]", PASSWORD)
    page.click(".account-form .button-strong")
