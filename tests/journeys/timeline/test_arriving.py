"""New posts at the top, and held ones while the reader is further down."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.timeline.eyes import pill, scroll_to, shown, top_of, wait_for_seq
from tests.journeys.timeline.fake_blog import FakeBlog

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def newest(blog: FakeBlog, number: int = 12) -> list[str]:
    posts = sorted(blog.posts.values(), key=lambda post: post.sort, reverse=True)
    return [post.id for post in posts[:number]]


def test_a_post_arrives_at_the_top(reader: Page, blog: FakeBlog) -> None:
    post = blog.publish(1100)
    blog.tell(post)
    wait_for_seq(reader, blog.seq)
    assert shown(reader) == newest(blog, 13)
    assert pill(reader) == ""
    expect(reader.locator("body > [role=status]")).to_have_text("1 new update")


def test_a_reader_further_down_keeps_her_place(reader: Page, blog: FakeBlog) -> None:
    line = newest(blog)[5]
    scroll_to(reader, line, 83)
    before = top_of(reader, line)
    for minute in (1100, 1101, 1102):
        blog.tell(blog.publish(minute))
    wait_for_seq(reader, blog.seq)
    assert top_of(reader, line) == before
    assert pill(reader) == "3 new updates"
    assert reader.title() == "(3) Blog"
    assert len(shown(reader)) == 12


def test_the_pill_leads_to_the_first_unread(reader: Page, blog: FakeBlog) -> None:
    scroll_to(reader, newest(blog)[5])
    first, second = blog.publish(1100), None
    blog.tell(first)
    second = blog.publish(1101)
    blog.tell(second)
    wait_for_seq(reader, blog.seq)
    reader.locator("[data-arrivals]").click()
    assert shown(reader)[:2] == [second.id, first.id]
    assert reader.evaluate("document.activeElement.id") == f"post-{second.id}"
    assert 0 <= top_of(reader, second.id) < 200
    assert pill(reader) == ""
    assert reader.title() == "Blog"


def test_held_posts_take_in_later_edits_and_retractions(reader: Page, blog: FakeBlog) -> None:
    scroll_to(reader, newest(blog)[5])
    kept, lost = blog.publish(1100), None
    blog.tell(kept)
    lost = blog.publish(1101)
    blog.tell(lost)
    blog.tell(blog.edit(kept, "Better words"))
    blog.tell(blog.retract(lost))
    wait_for_seq(reader, blog.seq)
    assert pill(reader) == "1 new update"
    reader.locator("[data-arrivals]").click()
    assert shown(reader)[0] == kept.id
    assert "Better words" in reader.locator(f"#post-{kept.id}").inner_text()


def test_scrolling_up_shows_what_waits(reader: Page, blog: FakeBlog) -> None:
    scroll_to(reader, newest(blog)[5])
    post = blog.publish(1100)
    blog.tell(post)
    wait_for_seq(reader, blog.seq)
    reader.evaluate("scrollTo(0, 0)")
    reader.wait_for_selector(f"#post-{post.id}")
    assert pill(reader) == ""


def test_breaking_news_is_an_alert(reader: Page, blog: FakeBlog) -> None:
    post = blog.publish(1100, breaking=True)
    blog.tell(post)
    expect(reader.locator("[role=alert]")).to_have_text(f"Headline {post.id}")


def test_a_late_post_from_below_the_window_goes_in_at_once(reader: Page, blog: FakeBlog) -> None:
    line = newest(blog)[1]
    scroll_to(reader, line, 10)
    before = top_of(reader, line)
    post = blog.publish(1019, "Told late")
    blog.tell(post)
    wait_for_seq(reader, blog.seq)
    assert shown(reader) == newest(blog, 13)
    assert top_of(reader, line) == before
    assert pill(reader) == ""


def test_a_post_below_the_floor_stays_away(reader: Page, blog: FakeBlog) -> None:
    blog.tell(blog.publish(1001, "Far below"))
    wait_for_seq(reader, blog.seq)
    assert shown(reader) == newest(blog)


def test_every_day_has_one_heading(reader: Page, blog: FakeBlog) -> None:
    blog.tell(blog.publish(2001))
    wait_for_seq(reader, blog.seq)
    headings = reader.locator("[data-day-heading]")
    assert headings.all_inner_texts() == ["Day 2", "Day 1"]
    assert reader.locator("article").first.get_attribute("aria-posinset") == "1"
