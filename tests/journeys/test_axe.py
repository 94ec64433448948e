"""Every kind of page passes axe: on a desk and on a phone, in the light and in the dark."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from liveblog.models import Article, LiveBlog
from liveblog.publishing import articles, posts
from tests.journeys.newsroom import Reporter
from tests.journeys.readers import Reader
from tests.journeys.site import Site
from tests.world import DESK, make_admin, make_author, make_blog, make_draft, make_image, make_post

pytestmark = [pytest.mark.browser, pytest.mark.slow]
WIDTHS = [390, 1280]
SCHEMES = ["light", "dark"]


@pytest.fixture
def blog(transactional_db: None) -> LiveBlog:
    return make_blog(language="en", standfirst="What is on the table.", kicker="Talks")


@pytest.fixture
def pages(blog: LiveBlog) -> dict[str, str]:
    """The reader's pages by what they are."""
    author = make_author()
    make_post(blog, "Nobody left.", headline="Silence", authors=[author], images=[make_image()])
    post = make_post(blog, "> We wait.\n> — Anna Berg, minister\n\n- one\n- two", key=True)
    gone = posts.retract(make_post(blog, "It was invented."), "It was invented.", by=DESK)
    words = {"slug": "talks", "title": "Talks", "body": "A long text.\n\nMore."}
    article = articles.save(Article(), by=DESK, language="en", is_public=True, **words)
    return {
        "index": "/",
        "blog": blog.get_absolute_url(),
        "blog without posts": make_blog(language="en").get_absolute_url(),
        "blog to come": make_blog(status="ended").get_absolute_url(),
        "post": post.get_absolute_url(),
        "tombstone": gone.get_absolute_url(),
        "article": article.get_absolute_url(),
        "sign-in": "/newsroom/account/login/",
        "shared": "/newsroom/-/share/",
    }


@pytest.fixture
def desk(chromium: Browser, site: Site, blog: LiveBlog) -> Iterator[Callable[..., Reporter]]:
    """Signs an administrator in."""
    reporters: list[Reporter] = []

    def make(**options: Any) -> Reporter:
        reporters.append(Reporter(chromium, site.url, make_admin(), bypass_csp=True, **options))
        return reporters[-1]

    yield make
    for reporter in reporters:
        reporter.leave()


def looks(width: int, scheme: str) -> dict[str, Any]:
    return {"viewport": {"width": width, "height": 844}, "color_scheme": scheme}


def faults(page: Page) -> list[str]:
    """What axe finds, each as its rule and the first place."""
    found = Axe().run(page).response["violations"]
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    too_wide = [f"{wide} pixels wider than the window"] if wide > 0 else []
    return [f"{rule['id']}: {rule['nodes'][0]['html'][:150]}" for rule in found] + too_wide


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", WIDTHS)
def test_readers_pages(
    new_reader: Callable[..., Reader], pages: dict[str, str], width: int, scheme: str
) -> None:
    reader = new_reader(bypass_csp=True, **looks(width, scheme))
    found = {}
    for name, address in pages.items():
        reader.page.goto(reader.home + address)
        found[name] = faults(reader.page)
    reader.context.clear_cookies()  # those of the staff's pages
    assert {name: what for name, what in found.items() if what} == {}


def test_a_feed_without_posts_stays_without_fault_once_connected(
    new_reader: Callable[..., Reader], blog: LiveBlog
) -> None:
    reader = new_reader(bypass_csp=True).open(blog)
    assert faults(reader.page) == []
    post = make_post(blog, "The first.")
    reader.wait_for(blog)
    expect(reader.page.locator("[data-feed]")).to_have_attribute("aria-busy", "false")
    posts.retract(post, "Wrong.", by=DESK)
    reader.wait_for(blog)
    assert faults(reader.page) == []


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", WIDTHS)
def test_the_newsroom(
    desk: Callable[..., Reporter], blog: LiveBlog, width: int, scheme: str
) -> None:
    """The list, an empty desk, and a desk where everything is open."""
    reporter = desk(**looks(width, scheme))
    page, found = reporter.page, {"list": faults(reporter.page)}
    reporter.open(blog)
    found["empty desk"] = faults(page)
    post = make_post(blog, "Something happened.", headline="Something")
    make_draft(blog, "A draft.")
    make_post(blog, "Please look.", status="submitted")
    page.reload()
    page.wait_for_selector(".pending-post", state="attached")
    page.focus("#post-body")
    for flag in ("key", "pinned", "breaking"):
        page.locator(f"[name={flag}]").check(force=True)
    found["composer"] = faults(page)
    for flag in ("key", "pinned", "breaking"):
        page.locator(f"[name={flag}]").uncheck(force=True)
    if page.locator("[data-fold]").is_visible():
        page.click("[data-fold]")
    page.locator(".pending details").evaluate("box => { box.open = true; }")
    reporter.tool("Something happened.", "History")
    page.wait_for_selector(f"#post-{post.public_id} .history")
    found["queue and history"] = faults(page)
    for drawer in (0, 1):
        page.locator(".desk-drawer summary").nth(drawer).click()
        found[f"drawer {drawer}"] = faults(page)
    page.keyboard.press("Escape")
    page.fill("#search-posts", "something")
    page.wait_for_selector(".search-post")
    found["search"] = faults(page)
    page.fill("#search-posts", "nothingofit")
    expect(page.locator("[data-search-said]")).to_have_text("Nothing found.")
    found["nothing found"] = faults(page)
    page.goto(f"{reporter.home}/newsroom/account/2fa/?needed")
    found["second factor"] = faults(page)
    assert {name: what for name, what in found.items() if what} == {}


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", WIDTHS)
def test_the_back_office(
    desk: Callable[..., Reporter], blog: LiveBlog, width: int, scheme: str
) -> None:
    post = make_post(blog, "Something happened.", images=[make_image()], key=True)
    reporter = desk(**looks(width, scheme))
    page, found = reporter.page, {}
    lists = ["post", "liveblog", "change", "image", "article", "author", "sharelink"]
    addresses = ["", *(f"liveblog/{name}/" for name in lists)]
    addresses += [f"liveblog/post/{post.pk}/history/"]
    for address in [*addresses, "auth/user/"]:
        page.goto(f"{reporter.home}/admin/{address}")
        found[address] = faults(page)
        cut = "els => els.some(el => el.scrollWidth > el.clientWidth + 1)"
        if page.eval_on_selector_all(".results", cut):
            found[address].append("the list is cut off")
    assert {name: what for name, what in found.items() if what} == {}
