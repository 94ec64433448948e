"""From the tap on: what leaves the composer, what is asked before, what comes back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from liveblog.models import LiveBlog, Post
from tests.journeys.newsroom import Reporter
from tests.world import make_blog

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def blog(transactional_db: None) -> LiveBlog:
    return make_blog(language="en", time_zone="Europe/Berlin")


@pytest.fixture
def desk(new_reporter: Callable[..., Reporter]) -> Reporter:
    return new_reporter()


SEND_ALL = """async (all) => {
  const field = document.querySelector("#post-body");
  const send = document.querySelector("[data-composer] [type=submit]");
  for (const words of all) {
    while (field.value) await new Promise((tick) => setTimeout(tick));
    field.value = words;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    send.click();
  }
}"""
SLOWNESS = 20  # times


def test_what_is_sent_on_the_heels_of_a_post_goes_out_too(desk: Reporter) -> None:
    desk.page.evaluate(SEND_ALL, ["First words.", "Second words."])
    for words in ("First words.", "Second words."):
        expect(desk.post(words)).to_be_visible()


def test_from_a_slow_phone_all_goes_out_in_order_and_nothing_comes_back(desk: Reporter) -> None:
    everything = [f"Sentence {number} from the rain." for number in range(5)]
    phone = desk.page.context.new_cdp_session(desk.page)
    phone.send("Emulation.setCPUThrottlingRate", {"rate": SLOWNESS})
    desk.page.evaluate(SEND_ALL, everything)
    for words in everything:
        expect(desk.post(words)).to_be_visible(timeout=30_000)
    assert list(Post.objects.order_by("pk").values_list("body", flat=True)) == everything
    expect(desk.page.locator("#post-body")).to_have_value("")


def test_a_double_tap_sends_once_and_complains_of_nothing(desk: Reporter) -> None:
    desk.write("Said once.")
    desk.page.evaluate(
        "() => [1, 2].forEach("
        "() => document.querySelector('[data-composer] [type=submit]').click())"
    )
    expect(desk.post("Said once.")).to_have_count(1)
    expect(desk.page.locator("[data-said].is-bad")).to_have_count(0)


FULL = """() => {
  IDBObjectStore.prototype.put = () => { throw new DOMException("full", "QuotaExceededError"); };
}"""


def test_what_the_browser_has_no_room_for_stays_in_the_form(desk: Reporter) -> None:
    desk.page.evaluate(FULL)
    desk.write("Nowhere to keep this.")
    desk.send()
    expect(desk.page.locator("[data-said]")).to_contain_text("no room left")
    expect(desk.page.locator("#post-body")).to_have_value("Nowhere to keep this.")


@pytest.mark.parametrize("year", ["1989", "2199"])
def test_a_distant_event_time_is_asked_about_once(desk: Reporter, year: str) -> None:
    desk.write("When was that?")
    desk.page.fill("#post-event", f"{year}-11-09T18:53")
    desk.page.keyboard.press("Control+Enter")
    question = desk.page.locator("[data-confirm]")
    expect(question).to_contain_text(f"9 November {year}")
    question.get_by_role("button", name="No").click()
    assert not Post.objects.exists()
    desk.page.locator("[data-composer] [type=submit]").click()
    question.get_by_role("button", name="Yes, that is right").click()
    expect(desk.post("When was that?")).to_be_visible()
    assert Post.objects.get().event_at.year == int(year)


def test_the_characters_left_are_counted_near_the_limit(desk: Reporter) -> None:
    count = desk.page.locator(".field:has(#post-headline) .field-count")
    desk.write("Text.", headline="x" * 179)
    expect(count).to_be_hidden()
    desk.page.fill("#post-headline", "x" * 189 + "🕊")
    expect(count).to_have_text("Characters left: 10")
    desk.page.fill("#post-headline", "x" * 202)
    expect(count).to_have_text("Characters too many: 2")
    desk.page.fill("#post-headline", "Short")
    desk.send()
    expect(count).to_be_hidden()
    expect(desk.post("Short")).to_be_visible()
