"""What a reader does with the page: older posts, keys, links, her last visit, the other order."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.timeline.eyes import pill, shown, top_of, wait_for_seq
from tests.journeys.timeline.fake_blog import FakeBlog
from tests.journeys.timeline.test_arriving import newest

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_older_posts_are_appended_in_place(reader: Page, blog: FakeBlog) -> None:
    for count in (24, 30):
        reader.locator("[data-older]").click()
        reader.wait_for_function(
            "n => document.querySelectorAll('article').length === n", arg=count
        )
    assert shown(reader) == newest(blog, 30)
    assert reader.locator("[data-older]").is_hidden()
    assert reader.evaluate("history.length") == 2
    late = blog.publish(900)
    blog.tell(late)
    wait_for_seq(reader, blog.seq)
    assert shown(reader)[-1] == late.id


def test_an_older_page_from_before_misses_nothing(reader: Page, blog: FakeBlog) -> None:
    hidden = blog.posts[newest(blog, 20)[-1]]
    stale = blog.page({"before": blog.posts[newest(blog)[-1]].sort})
    blog.tell(blog.edit(hidden, "Corrected"))
    wait_for_seq(reader, blog.seq)
    reader.route("**/?before=*", lambda route: route.fulfill(body=stale, content_type="text/html"))
    reader.locator("[data-older]").click()
    expect(reader.locator(f"#post-{hidden.id}")).to_contain_text("Corrected")


def test_page_keys_walk_through_the_articles(reader: Page, blog: FakeBlog) -> None:
    first, second = newest(blog)[:2]
    reader.locator(f"#post-{first}").focus()
    reader.keyboard.press("PageDown")
    assert reader.evaluate("document.activeElement.id") == f"post-{second}"
    reader.keyboard.press("PageUp")
    assert reader.evaluate("document.activeElement.id") == f"post-{first}"
    reader.keyboard.press("Control+End")
    assert reader.evaluate("document.activeElement.hasAttribute('data-older')")


def test_control_home_leaves_the_feed_upwards(reader: Page, blog: FakeBlog) -> None:
    reader.locator(f"#post-{newest(blog)[3]}").focus()
    reader.keyboard.press("Control+Home")
    assert reader.evaluate("document.activeElement.hasAttribute('data-pause')")


def test_copying_a_link_says_so_for_three_seconds(reader: Page, blog: FakeBlog) -> None:
    reader.context.grant_permissions(["clipboard-read", "clipboard-write"])
    link = reader.locator(f"#post-{newest(blog)[0]} [data-share=copy]")
    link.click()
    expect(link).to_have_text("Link copied")
    copied = reader.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("http://") and copied.endswith(f"/s/{newest(blog)[0]}")
    expect(link).to_have_text("Copy link", timeout=5_000)


def test_the_line_of_the_last_visit(reader: Page, blog: FakeBlog, address: str) -> None:
    reader.goto("about:blank")
    known = newest(blog)[0]
    for minute in (1100, 1101):
        blog.publish(minute)
    reader.goto(address)
    line = reader.locator(".last-visit")
    expect(line).to_have_text("New since your last visit")
    assert line.evaluate("el => el.nextElementSibling.id") == f"post-{known}"


def test_forbidden_storage_disturbs_nothing(page: Page, blog: FakeBlog, address: str) -> None:
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', {get() { throw new Error('no') }})"
    )
    page.goto(address)
    page.wait_for_selector("[data-connection][data-state=connected]")
    blog.tell(blog.publish(1100))
    wait_for_seq(page, blog.seq)
    assert shown(page) == newest(blog, 13)


def test_oldest_first_appends_and_announces_below(
    new_page: Callable[[], Page], blog: FakeBlog, address: str
) -> None:
    blog.order, blog.page_posts = "oldest", 50
    page = new_page()
    page.goto(address)
    page.wait_for_selector("[data-connection][data-state=connected]")
    post = blog.publish(1100)
    blog.tell(post)
    wait_for_seq(page, blog.seq)
    assert shown(page)[-1] == post.id
    assert pill(page) == "1 new update"
    page.locator("[data-arrivals]").click()
    assert top_of(page, post.id) < 700
    assert pill(page) == ""


def test_an_unfinished_page_oldest_first_takes_nothing_beyond_its_end(
    new_page: Callable[[], Page], blog: FakeBlog, address: str
) -> None:
    blog.order = "oldest"
    page = new_page()
    page.goto(address)
    page.wait_for_selector("[data-connection][data-state=connected]")
    before = shown(page)
    blog.tell(blog.publish(1100))
    wait_for_seq(page, blog.seq)
    assert shown(page) == before


def test_fresh_posts_tell_their_age(page: Page, blog: FakeBlog, address: str) -> None:
    page.clock.set_fixed_time("2025-05-16T12:12:30Z")
    page.goto(address)
    expect(page.locator("article").first.locator("[data-relative]")).to_have_text("12 min. ago")
    page.clock.set_fixed_time("2025-05-16T22:00:01Z")
    page.reload()
    expect(page.locator("[data-relative]")).to_have_count(0)
