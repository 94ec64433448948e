"""Links to other networks: nothing leaves before a click, and nothing moves after it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Route

from liveblog.models import LiveBlog, Post
from liveblog.publishing import posts
from liveblog.publishing.content import PostContent
from tests.journeys.readers import Reader
from tests.world import DESK, make_blog, make_post

pytestmark = [pytest.mark.browser, pytest.mark.slow]

VIDEO = "https://www.youtube.com/watch?v=abcdefghijk"
FRAME = "https://www.youtube-nocookie.com/embed/abcdefghijk"
OTHER = "https://vimeo.com/123456789"
LOAD = "Inhalt von YouTube laden"
SHIFTS = """(since) => new Promise(done => {
  const watch = list => done(list.getEntries().filter(s => s.startTime > since).map(s => s.value));
  new PerformanceObserver(watch).observe({type: "layout-shift", buffered: true});
  setTimeout(() => done([]), 500);
})"""


@pytest.fixture
def blog(transactional_db: None) -> LiveBlog:
    return make_blog(language="de")


@pytest.fixture
def viewer(reader: Reader) -> Reader:
    """A reader from whose machine nothing leaves: other sites are answered here."""

    def answer(route: Route) -> None:
        route.fulfill(content_type="text/html", body="<title>A player</title><p>Playing</p>")

    reader.context.route(lambda url: not url.startswith(reader.home), answer)
    return reader


def box(viewer: Reader, post: Post) -> str:
    return f"#post-{post.public_id} .embed-box"


def height(viewer: Reader, post: Post) -> float:
    return viewer.page.locator(f"#post-{post.public_id}").bounding_box()["height"]


def load(viewer: Reader, post: Post) -> None:
    viewer.page.locator(f"{box(viewer, post)} button").click()
    viewer.page.frame_locator(f"{box(viewer, post)} iframe").locator("text=Playing").wait_for()


def asked(viewer: Reader) -> list[str]:
    """The foreign addresses asked for so far; the reader forgets them, so that leaving is fine."""
    found, viewer.foreign[:] = list(viewer.foreign), []
    return found


def test_a_click_and_only_a_click_asks_the_other_site(viewer: Reader, blog: LiveBlog) -> None:
    post = make_post(blog, "Seht selbst.", embed=VIDEO)
    make_post(blog, "Noch eins.", embed=OTHER)
    viewer.open(blog)
    viewer.page.mouse.wheel(0, 600)
    viewer.page.wait_for_load_state("networkidle")
    assert asked(viewer) == []
    assert viewer.page.locator("iframe").count() == 0
    load(viewer, post)
    assert asked(viewer) == [FRAME]
    frame = viewer.page.locator("iframe")
    assert frame.count() == 1
    sandbox = (frame.get_attribute("sandbox") or "").split()
    assert {"allow-top-navigation", "allow-forms", "allow-modals"}.isdisjoint(sandbox)
    assert frame.get_attribute("title") == "Inhalt von YouTube"
    assert "camera" not in (frame.get_attribute("allow") or "")


@pytest.mark.parametrize("width", [320, 1000])
def test_loading_moves_nothing(viewer: Reader, blog: LiveBlog, width: int) -> None:
    links = [VIDEO, "https://x.com/somebody/status/1234567890", "https://soundcloud.com/a/b"]
    links += ["https://www.tiktok.com/@somebody/video/1234567890"]
    made = [make_post(blog, "Text.", embed=link) for link in links]
    viewer.page.set_viewport_size({"width": width, "height": 800})
    viewer.open(blog)
    before = [height(viewer, post) for post in made]
    wide = "document.documentElement.scrollWidth <= innerWidth"
    assert viewer.page.evaluate(wide)
    opened = viewer.page.evaluate("performance.now()")
    for post in made:
        load(viewer, post)
        inner = viewer.page.locator(f"{box(viewer, post)} iframe").bounding_box()
        outer = viewer.page.locator(box(viewer, post)).bounding_box()
        assert abs(inner["height"] - outer["height"]) <= 2
        assert abs(inner["width"] - outer["width"]) <= 2
    assert [height(viewer, post) for post in made] == before
    assert viewer.page.evaluate(wide)
    assert viewer.page.evaluate(SHIFTS, opened) == []
    assert len(asked(viewer)) == len(links)


def test_the_keyboard_loads_it_and_stays_there(viewer: Reader, blog: LiveBlog) -> None:
    post = make_post(blog, "Seht selbst.", embed=VIDEO)
    viewer.open(blog)
    button = viewer.page.get_by_role("button", name=LOAD)
    button.focus()
    viewer.page.keyboard.press("Enter")
    viewer.page.frame_locator(f"{box(viewer, post)} iframe").locator("text=Playing").wait_for()
    focused = "document.activeElement.shadowRoot?.activeElement?.localName"
    assert viewer.page.evaluate(focused) == "iframe"
    assert asked(viewer) == [FRAME]


def test_it_works_in_a_post_that_arrived_live_and_plays_on_through_an_edit(
    viewer: Reader, blog: LiveBlog
) -> None:
    viewer.open(blog)
    post = make_post(blog, "Seht selbst.", embed=VIDEO)
    viewer.wait_for(blog)
    load(viewer, post)
    posts.edit(post, PostContent(headline="Das Video", body="Anders."), by=DESK)
    viewer.wait_for(blog)
    assert "Das Video" in viewer.text_of(post)
    assert viewer.page.locator(f"{box(viewer, post)} iframe").count() == 1
    assert asked(viewer) == [FRAME]  # once: it has not loaded again


def test_another_link_is_another_box(viewer: Reader, blog: LiveBlog) -> None:
    post = make_post(blog, "Seht selbst.", embed=VIDEO)
    viewer.open(blog)
    load(viewer, post)
    posts.edit(post, PostContent(embed=OTHER), by=DESK)
    viewer.wait_for(blog)
    assert viewer.page.locator("iframe").count() == 0
    assert viewer.page.get_by_role("button", name="Inhalt von Vimeo laden").is_visible()
    assert asked(viewer) == [FRAME]


def test_without_scripts_it_is_a_link(new_reader: Callable[..., Reader], blog: LiveBlog) -> None:
    make_post(blog, "Seht selbst.", embed=VIDEO)
    reader = new_reader(java_script_enabled=False).open(blog, wait=False)
    assert reader.page.locator(f'a[href="{VIDEO}"]').is_visible()
    assert not reader.page.locator(".embed-box").is_visible()
