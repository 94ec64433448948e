"""Words in the composer: kept while they are written, and brought back when sent too early."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from liveblog.models import LiveBlog, Post
from tests.journeys.newsroom import Reporter
from tests.journeys.phone.desk import LONG_MS, bodies
from tests.world import make_post, png

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_two_tabs_do_not_write_into_each_others_text(reporter: Reporter) -> None:
    reporter.write("Mine.")
    reporter.page.wait_for_timeout(600)
    other = reporter.context.new_page()
    other.goto(reporter.page.url)
    other.wait_for_function("() => document.querySelector('live-timeline')?.connection")
    other.wait_for_timeout(600)
    assert other.input_value("#post-body") == ""


def test_a_pause_in_writing_leaves_a_copy_on_the_server(reporter: Reporter) -> None:
    reporter.write("Not yet.")
    expect(reporter.page.locator("[data-said]")).to_contain_text("Draft kept", timeout=LONG_MS)
    assert Post.objects.get().status == "draft"
    reporter.write("Now it is.")
    reporter.send()
    assert bodies() == ["Now it is."]
    assert Post.objects.count() == 1


def test_sent_by_mistake_is_taken_back_with_its_words(reporter: Reporter) -> None:
    reporter.write("Too early.")
    reporter.choose_picture("one.png", png().getvalue(), caption="Kept")
    reporter.send()
    reporter.page.get_by_role("button", name="Undo").click()
    expect(reporter.page.locator("#post-body")).to_have_value("Too early.")
    expect(reporter.page.locator("[data-word=caption]")).to_have_value("Kept")
    post = Post.objects.get()
    assert (post.status, post.retraction) == ("retracted", "Sent by mistake")


def test_the_way_back_is_at_hand_far_down_the_stream(
    new_reporter: Callable[..., Reporter], blog: LiveBlog
) -> None:
    for number in range(12):
        make_post(blog, f"Earlier {number}.")
    reporter = new_reporter(viewport={"width": 390, "height": 700})
    reporter.page.evaluate("scrollTo(0, document.body.scrollHeight)")
    reporter.write("Too early.")
    reporter.send()
    undo = reporter.page.locator("[data-said]").get_by_role("button", name="Undo")
    expect(undo).to_be_in_viewport()
    undo.click()
    expect(reporter.page.locator("#post-body")).to_have_value("Too early.")
    assert Post.objects.get(body="Too early.").status == "retracted"
