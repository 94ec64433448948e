"""Who else is writing: a notice above the composer and beside the posts, never a lock."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, expect

from liveblog.models import LiveBlog
from tests.journeys.newsroom import Reporter
from tests.journeys.site import Site
from tests.world import make_author, make_blog, make_editor, make_post

pytestmark = [pytest.mark.browser, pytest.mark.slow]
WORDS = {
    "en": ("Jale Brandt is writing …", "Jale Brandt is editing this post"),
    "de": ("Jale Brandt schreibt gerade …", "Jale Brandt bearbeitet dieses Update gerade"),
}
SILENCE_MS = 61_000  # a page says "quiet" after a minute without a key


@pytest.fixture
def blog(transactional_db: None) -> LiveBlog:
    return make_blog(language="en")


@pytest.fixture
def new_reporter(
    chromium: Browser, site: Site, blog: LiveBlog
) -> Iterator[Callable[..., Reporter]]:
    reporters: list[Reporter] = []

    def make(name: str, **options: Any) -> Reporter:
        user = make_editor(blog)
        make_author(name, user=user)
        reporters.append(Reporter(chromium, site.url, user, **options).open(blog))
        return reporters[-1]

    yield make
    for reporter in reporters:
        reporter.leave()


@pytest.fixture
def jale(new_reporter: Callable[..., Reporter]) -> Reporter:
    return new_reporter("Jale Brandt")


@pytest.fixture
def timo(new_reporter: Callable[..., Reporter]) -> Reporter:
    return new_reporter("Timo Kern")


def above(reporter: Reporter) -> Locator:
    """The notice above the composer."""
    return reporter.page.locator(".desk-composer > .presence")


def beside(reporter: Reporter, words: str) -> Locator:
    """The notice in the post that has these words."""
    return reporter.post(words).locator(".presence")


@pytest.mark.parametrize("language", WORDS)
def test_colleagues_see_who_writes_and_who_edits(
    new_reporter: Callable[..., Reporter], blog: LiveBlog, language: str
) -> None:
    make_post(blog, "Already there.")
    jale, timo = new_reporter("Jale Brandt"), new_reporter("Timo Kern", locale=language)
    writes, edits = WORDS[language]
    jale.write("A new one")
    expect(above(timo)).to_have_text(writes)
    expect(above(jale)).to_be_hidden()
    jale.load("Already there.", "Edit")
    expect(above(timo)).to_be_hidden()
    jale.write("Already there, and longer.")
    expect(beside(timo, "Already there.")).to_have_text(edits)
    assert beside(jale, "Already there.").count() == 0


def test_a_notice_is_no_lock(jale: Reporter, timo: Reporter, blog: LiveBlog) -> None:
    make_post(blog, "All of ours.")
    jale.load("All of ours.", "Edit")
    jale.write("Hers.")
    expect(beside(timo, "All of ours.")).to_be_visible()
    timo.load("All of ours.", "Edit")
    timo.write("His.")
    timo.send()
    expect(jale.post("His.")).to_be_visible()


def test_two_who_write_are_named_together(
    new_reporter: Callable[..., Reporter], jale: Reporter, timo: Reporter
) -> None:
    jale.write("One")
    timo.write("Two")
    third = new_reporter("Ines Roth")
    expect(above(third)).to_have_text("Jale Brandt and Timo Kern are writing …")


def test_the_notice_goes_with_the_post(jale: Reporter, timo: Reporter) -> None:
    jale.write("Soon sent.")
    expect(above(timo)).to_be_visible()
    jale.send()
    expect(above(timo)).to_be_hidden()


def test_the_notice_goes_with_an_abandoned_edit(
    jale: Reporter, timo: Reporter, blog: LiveBlog
) -> None:
    make_post(blog, "Better as it was.")
    jale.load("Better as it was.", "Edit")
    jale.write("Better as it was?")
    expect(beside(timo, "Better as it was.")).to_be_visible()
    jale.page.click("[data-leave]")
    expect(beside(timo, "Better as it was.")).to_have_count(0)


def test_the_notice_fades_when_no_key_is_pressed(jale: Reporter, timo: Reporter) -> None:
    jale.page.clock.install()
    jale.page.reload()
    jale.page.wait_for_function("() => document.querySelector('.presence')")
    jale.write("Half a sent")
    expect(above(timo)).to_be_visible()
    jale.page.clock.fast_forward(SILENCE_MS)
    expect(above(timo)).to_be_hidden()


def test_the_notice_goes_with_the_page(jale: Reporter, timo: Reporter) -> None:
    jale.write("Half a sent")
    expect(above(timo)).to_be_visible()
    jale.page.goto(f"{jale.home}/newsroom/")
    expect(above(timo)).to_be_hidden()
