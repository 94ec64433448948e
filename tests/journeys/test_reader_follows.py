"""A reader's open page follows what the newsroom does."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from liveblog.models import LiveBlog
from liveblog.publishing import blogs, posts
from liveblog.publishing.content import PostContent
from tests.journeys.readers import Reader
from tests.world import DESK, make_blog, make_image, make_post

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def blog(transactional_db: None) -> LiveBlog:
    """A live blog with a dozen posts."""
    blog = make_blog(title="Gespräche in Istanbul")
    for number in range(12):
        make_post(blog, f"Absatz {number}. " * 30, headline=f"Überschrift {number}")
    return blog


def newest(blog: LiveBlog) -> list[str]:
    return [post.public_id for post in blog.posts.public().newest_first()]


def test_a_post_arrives_without_reload(reader: Reader, blog: LiveBlog) -> None:
    reader.open(blog)
    post = make_post(blog, "Es gibt eine Einigung.", headline="Einigung", images=[make_image()])
    reader.wait_for(blog)
    assert reader.ids == newest(blog)
    assert "Es gibt eine Einigung." in reader.text_of(post)
    image = reader.page.locator(f"#post-{post.public_id} img")
    image.evaluate("async (el) => { await el.decode() }")


def test_a_reader_further_down_keeps_her_place_and_gets_the_pill(
    reader: Reader, blog: LiveBlog
) -> None:
    reader.open(blog)
    line = blog.posts.newest_first()[6]
    reader.scroll_to(line, 120)
    before = reader.top_of(line)
    for number in range(3):
        make_post(blog, f"Neu {number}")
    posts.mark_key(blog.posts.newest_first()[3], by=DESK)
    reader.wait_for(blog)
    assert reader.top_of(line) == pytest.approx(before, abs=0.5)
    assert reader.pill.strip("↑ ").startswith("3 ")
    assert reader.page.title().startswith("(3) ")
    reader.page.locator("[data-arrivals]").click()
    assert reader.ids == newest(blog)
    assert reader.page.evaluate("document.activeElement.id") == f"post-{newest(blog)[0]}"


def test_an_edit_and_a_correction_are_shown_in_place(reader: Reader, blog: LiveBlog) -> None:
    reader.open(blog)
    edited, corrected = blog.posts.newest_first()[1:3]
    posts.edit(edited, PostContent(body="Neue Worte"), by=DESK)
    posts.correct(corrected, PostContent(body="Richtig"), "Hier stand Falsches.", by=DESK)
    reader.wait_for(blog)
    assert "Neue Worte" in reader.text_of(edited)
    assert "Hier stand Falsches." in reader.text_of(corrected)
    assert reader.ids == newest(blog)
    assert reader.pill == ""


def test_a_retraction_disappears_and_moves_nothing(reader: Reader, blog: LiveBlog) -> None:
    reader.open(blog)
    line, wrong = blog.posts.newest_first()[6], blog.posts.newest_first()[1]
    reader.scroll_to(line, 120)
    before = reader.top_of(line)
    posts.retract(wrong, "Falschmeldung", by=DESK)
    reader.wait_for(blog)
    assert wrong.public_id not in reader.ids
    assert reader.top_of(line) == pytest.approx(before, abs=0.5)


def test_pin_key_and_end_reach_the_page(reader: Reader, blog: LiveBlog) -> None:
    reader.open(blog)
    first, second = blog.posts.newest_first()[2:4]
    posts.pin(first, by=DESK)
    posts.pin(second, by=DESK)
    posts.mark_key(first, by=DESK)
    blogs.end(blog, by=DESK, summary="Das war der Tag.")
    reader.wait_for(blog)
    assert reader.page.locator("article[data-pinned]").get_attribute("id") == (
        f"post-{second.public_id}"
    )
    expect(reader.page.locator("[data-region=pinned]")).to_contain_text(second.headline)
    expect(reader.page.locator("[data-region=key]")).to_contain_text(first.headline)
    expect(reader.page.locator("[data-region=summary]")).to_contain_text("Das war der Tag.")
    assert reader.page.get_attribute("live-timeline", "data-status") == "ended"


def test_a_withdrawn_blog_leaves_open_pages(reader: Reader, blog: LiveBlog) -> None:
    reader.open(blog)
    blogs.withdraw(blog, by=DESK)
    reader.page.wait_for_function("() => !document.querySelector('live-timeline')")


def test_many_readers_see_the_same(new_reader: Callable[..., Reader], blog: LiveBlog) -> None:
    phone = new_reader(viewport={"width": 390, "height": 800}, has_touch=True).open(blog)
    desktop = new_reader().open(blog)
    make_post(blog, "Für alle")
    for reader in (phone, desktop):
        reader.wait_for(blog)
        assert reader.ids == newest(blog)
