"""The line under the reader's eye does not move, whatever changes above it."""

import pytest
from playwright.sync_api import Page

from tests.journeys.timeline.eyes import scroll_to, shown, top_of, wait_for_seq
from tests.journeys.timeline.fake_blog import FakeBlog
from tests.journeys.timeline.test_arriving import newest

pytestmark = [pytest.mark.browser, pytest.mark.slow]
LONG = "Many more words than before. " * 60
SECOND = "(id) => document.querySelectorAll(`#post-${id} p`)[1].getBoundingClientRect().top"


def test_an_edit_above_moves_nothing(reader: Page, blog: FakeBlog) -> None:
    above, line = newest(blog)[2], newest(blog)[6]
    scroll_to(reader, line, 40)
    before = top_of(reader, line)
    blog.tell(blog.edit(blog.posts[above], LONG))
    wait_for_seq(reader, blog.seq)
    assert top_of(reader, line) == pytest.approx(before, abs=0.5)
    assert "Many more" in reader.locator(f"#post-{above}").inner_text()


def test_a_retraction_above_moves_nothing(reader: Page, blog: FakeBlog) -> None:
    above, line = newest(blog)[2], newest(blog)[6]
    scroll_to(reader, line, 40)
    before = top_of(reader, line)
    blog.tell(blog.retract(blog.posts[above]))
    wait_for_seq(reader, blog.seq)
    assert top_of(reader, line) == pytest.approx(before, abs=0.5)
    assert above not in shown(reader)


def test_a_region_that_grows_above_moves_nothing(reader: Page, blog: FakeBlog) -> None:
    line = newest(blog)[6]
    scroll_to(reader, line, 40)
    before = top_of(reader, line)
    blog.renew("key", f"<section><p>{LONG}</p></section>")
    blog.tell()
    wait_for_seq(reader, blog.seq)
    assert top_of(reader, line) == pytest.approx(before, abs=0.5)
    assert "Many more" in reader.locator("[data-region=key]").inner_text()


def test_the_paragraph_being_read_stays_when_the_one_above_it_grows(
    reader: Page, blog: FakeBlog
) -> None:
    post = newest(blog)[5]
    scroll_to(reader, post)
    reader.evaluate("([id, f]) => scrollBy(0, eval(f)(id) - 20)", [post, SECOND])
    before = reader.evaluate(SECOND, post)
    blog.tell(blog.edit(blog.posts[post], LONG))
    wait_for_seq(reader, blog.seq)
    assert reader.evaluate(SECOND, post) == pytest.approx(before, abs=0.5)


def test_a_post_that_moves_away_does_not_drag_the_reader_along(
    reader: Page, blog: FakeBlog
) -> None:
    post, line = newest(blog)[5], newest(blog)[6]
    scroll_to(reader, post, 5)
    before = top_of(reader, line)
    blog.tell(blog.edit(blog.posts[post], minute=1101))
    wait_for_seq(reader, blog.seq)
    assert shown(reader)[0] == post
    assert top_of(reader, line) == pytest.approx(before, abs=0.5)


def test_focus_inside_a_retracted_post_goes_to_the_next(reader: Page, blog: FakeBlog) -> None:
    post, heir = newest(blog)[5], newest(blog)[6]
    scroll_to(reader, post, 20)
    reader.locator(f"#post-{post} [data-share=copy]").focus()
    blog.tell(blog.retract(blog.posts[post]))
    wait_for_seq(reader, blog.seq)
    assert reader.evaluate("document.activeElement.id") == f"post-{heir}"


def test_an_edit_keeps_the_focus_and_the_selection_inside(reader: Page, blog: FakeBlog) -> None:
    post = newest(blog)[1]
    reader.locator(f"#post-{post} [data-share=copy]").focus()
    blog.tell(blog.edit(blog.posts[post], "Other words"))
    wait_for_seq(reader, blog.seq)
    assert reader.evaluate("document.activeElement.dataset.share") == "copy"
    assert reader.locator(f"#post-{post}[data-edited]").count() == 1


@pytest.mark.parametrize("anchoring", ["native", "own"])
def test_what_grows_above_later_moves_nothing(
    page: Page, address: str, blog: FakeBlog, anchoring: str
) -> None:
    if anchoring == "own":
        page.add_init_script("CSS.supports = () => false")
    page.goto(address)
    page.wait_for_selector("[data-connection][data-state=connected]")
    if anchoring == "own":
        page.evaluate("document.documentElement.style.overflowAnchor = 'none'")
    above, line = newest(blog)[2], newest(blog)[6]
    scroll_to(page, line, 40)
    before = top_of(page, line)
    grow = "(id) => { document.getElementById(`post-${id}`).style.paddingTop = '300px' }"
    page.evaluate(grow, above)
    page.wait_for_timeout(100)
    assert top_of(page, line) == pytest.approx(before, abs=0.5)


def test_many_changes_do_not_add_up_to_a_drift(reader: Page, blog: FakeBlog) -> None:
    line = newest(blog)[6]
    scroll_to(reader, line, 40)
    before = top_of(reader, line)
    for number in range(25):
        above = newest(blog)[number % 5]
        blog.tell(blog.edit(blog.posts[above], "Some words. " * (7 * number % 90)))
        wait_for_seq(reader, blog.seq)
    assert top_of(reader, line) == pytest.approx(before, abs=0.5)
