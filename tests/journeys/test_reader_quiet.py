"""Without scripts, without cookies, without third parties."""

from collections.abc import Callable

import pytest

from liveblog.limits import PAGE_POSTS
from liveblog.models import LiveBlog
from tests.journeys.readers import Reader
from tests.journeys.test_reader_follows import newest
from tests.world import make_author, make_blog, make_image, make_post

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def blog(transactional_db: None) -> LiveBlog:
    """A blog with two pages of posts of every kind."""
    blog = make_blog()
    author, image = make_author(), make_image()
    for number in range(PAGE_POSTS + 5):
        make_post(
            blog,
            f"Post {number}",
            authors=[author],
            images=[image] if number % 3 == 0 else [],
            embed="https://www.youtube.com/watch?v=abcdefghijk" if number % 4 == 0 else "",
        )
    return blog


def test_without_javascript_everything_is_readable(
    new_reader: Callable[..., Reader], blog: LiveBlog
) -> None:
    reader = new_reader(java_script_enabled=False).open(blog, wait=False)
    page = reader.page
    seen = page.locator("article").all_inner_texts()
    page.locator("a[data-older]").click()
    page.wait_for_url("**before=**")
    seen += page.locator("article").all_inner_texts()
    assert len(seen) == PAGE_POSTS + 5
    for number, text in zip(range(PAGE_POSTS + 4, -1, -1), seen, strict=True):
        assert f"Post {number}" in text
    assert page.locator("[data-arrivals]").is_hidden()
    assert page.locator("[data-share=facebook]").first.get_attribute("href")


def test_with_javascript_older_posts_join_the_page(reader: Reader, blog: LiveBlog) -> None:
    reader.open(blog)
    reader.page.locator("a[data-older]").click()
    reader.page.wait_for_function(
        "n => document.querySelectorAll('article').length === n", arg=PAGE_POSTS + 5
    )
    assert reader.ids == newest(blog)
    assert reader.page.locator("a[data-older]").is_hidden()


def test_a_whole_visit_asks_nobody_else_and_keeps_no_cookie(reader: Reader, blog: LiveBlog) -> None:
    reader.page.goto(reader.home)
    reader.open(blog)
    reader.page.locator("a[data-older]").click()
    make_post(blog, "Neu", images=[make_image()])
    reader.wait_for(blog)
    reader.page.locator(".post-link").first.click()
    reader.page.wait_for_load_state("networkidle")
    assert reader.foreign == []
    assert reader.context.cookies() == []
