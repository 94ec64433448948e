"""What a reader sees and does."""

from __future__ import annotations

from playwright.sync_api import Page

IDS = "els => els.map(el => el.id.slice(5))"
FIRST_IN_VIEW = """() => [...document.querySelectorAll('[data-feed] > article')]
  .find((el) => el.getBoundingClientRect().bottom > 0)?.id"""


def shown(page: Page) -> list[str]:
    """The ids of the posts in the stream, from top to bottom."""
    return page.eval_on_selector_all("[data-feed] > article", IDS)


def scroll_to(page: Page, post_id: str, offset: int = 0) -> None:
    """Bring a post's top to `offset` pixels below the window's top."""
    page.evaluate(
        "([id, offset]) => scrollBy({top: document.getElementById(`post-${id}`)"
        ".getBoundingClientRect().top - offset, behavior: 'instant'})",
        [post_id, offset],
    )
    settle(page)


def top_of(page: Page, post_id: str) -> float:
    return page.evaluate(
        "(id) => document.getElementById(`post-${id}`).getBoundingClientRect().top", post_id
    )


def settle(page: Page) -> None:
    """Let the browser draw a few times, so that late scrolling shows."""
    page.evaluate(
        "() => new Promise(done => { let n = 6;"
        " const step = () => --n ? requestAnimationFrame(step) : done(); step(); })"
    )


def wait_for_seq(page: Page, seq: int) -> None:
    """Wait until the page has applied change `seq`."""
    page.wait_for_function(
        "(seq) => document.querySelector('live-timeline').stream.timeline.seq === seq", arg=seq
    )
    settle(page)


def pill(page: Page) -> str:
    """The words on the pill, "" while it is hidden."""
    button = page.locator("[data-arrivals]")
    return button.inner_text() if button.is_visible() else ""
