"""Who else is writing: a notice above the composer and beside the posts, never a lock."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from liveblog.models import LiveBlog
from tests.journeys.newsroom import Reporter
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
def named(new_reporter: Callable[..., Reporter], blog: LiveBlog) -> Callable[..., Reporter]:
    """Opens the desk for somebody whose name the others will read."""

    def make(name: str, **options: Any) -> Reporter:
        user = make_editor(blog)
        make_author(name, user=user)
        return new_reporter(user, **options)

    return make


@pytest.fixture
def jale(named: Callable[..., Reporter]) -> Reporter:
    return named("Jale Brandt")


@pytest.fixture
def timo(named: Callable[..., Reporter]) -> Reporter:
    return named("Timo Kern")


def above(reporter: Reporter) -> Locator:
    """The notice above the composer."""
    return reporter.page.locator(".desk-composer > .presence")


def beside(reporter: Reporter, words: str) -> Locator:
    """The notice in the post that has these words."""
    return reporter.post(words).locator(".presence")


@pytest.mark.parametrize("language", WORDS)
def test_colleagues_see_who_writes_and_who_edits(
    named: Callable[..., Reporter], blog: LiveBlog, language: str
) -> None:
    make_post(blog, "Already there.")
    jale, timo = named("Jale Brandt"), named("Timo Kern", locale=language)
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
    named: Callable[..., Reporter], jale: Reporter, timo: Reporter
) -> None:
    jale.write("One")
    timo.write("Two")
    third = named("Ines Roth")
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
