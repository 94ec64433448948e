"""Every kind of page passes axe: on a desk and on a phone, in the light and in the dark."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from liveblog.models import Article, LiveBlog
from liveblog.publishing import articles, posts
from liveblog.publishing.content import PostContent
from tests.journeys.newsroom import Reporter
from tests.journeys.readers import Reader
from tests.journeys.site import Site
from tests.world import DESK, make_admin, make_author, make_blog, make_draft, make_image, make_post

pytestmark = [pytest.mark.browser, pytest.mark.slow]
WIDTHS = [390, 1280]
OURS = {"exclude": [[".select2-container"]]}  # the chooser of Django's admin names no field
CONTRAST = {"runOnly": ["color-contrast", "link-in-text-block"]}


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
    words = {"slug": "talks", "title": "Talks", "body": "A long text.\n\n## More\n\nMore."}
    article = articles.save(Article(), by=DESK, language="en", is_public=True, **words)
    headed = make_post(blog, "## What is known\n\nLittle.\n\n### And what is not\n\nMuch.")
    return {
        "index": "/",
        "blog": blog.get_absolute_url(),
        "blog without posts": make_blog(language="en").get_absolute_url(),
        "blog to come": make_blog(status="ended").get_absolute_url(),
        "post": post.get_absolute_url(),
        "post with headings": headed.get_absolute_url(),
        "nowhere": "/live/nowhere/",
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


def looks(width: int) -> dict[str, Any]:
    return {"viewport": {"width": width, "height": 844}, "reduced_motion": "reduce"}


def look(page: Page, scheme: Literal["light", "dark"]) -> None:
    """Change the colours, and wait until none of them fades any more."""
    page.emulate_media(color_scheme=scheme)
    page.evaluate("() => Promise.all(document.getAnimations().map((fading) => fading.finished))")


def faults(page: Page) -> list[str]:
    """What axe finds, each as its rule and the first place; what is dark differs by its colours."""
    look(page, "dark")
    found = Axe().run(page, OURS, CONTRAST).response["violations"]
    look(page, "light")
    found += Axe().run(page, OURS).response["violations"]
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    too_wide = [f"{wide} pixels wider than the window"] if wide > 0 else []
    return [f"{rule['id']}: {rule['nodes'][0]['html'][:150]}" for rule in found] + too_wide


@pytest.mark.parametrize("width", WIDTHS)
def test_readers_pages(
    new_reader: Callable[..., Reader], pages: dict[str, str], width: int
) -> None:
    reader = new_reader(bypass_csp=True, **looks(width))
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


@pytest.mark.parametrize("width", WIDTHS)
def test_the_newsroom(desk: Callable[..., Reporter], blog: LiveBlog, width: int) -> None:
    """The list, an empty desk, and a desk where everything is open."""
    reporter = desk(**looks(width))
    page, found = reporter.page, {"list": faults(reporter.page)}
    reporter.open(blog)
    found["empty desk"] = faults(page)
    post = make_post(blog, "Something hapened.", headline="Something")
    posts.edit(post, PostContent(body="Something happened."), version=post.version, by=DESK)
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
    page.locator(f"#post-{post.public_id} .history summary").first.click()
    page.wait_for_selector(f"#post-{post.public_id} .history ins")
    found["queue and history"] = faults(page)
    reporter.load("Something happened.", "Edit")
    post.refresh_from_db()
    posts.edit(post, PostContent(body="Theirs."), version=post.version, by=DESK)
    reporter.write("Mine.")
    reporter.send()
    page.wait_for_selector(".conflict-version")
    found["two versions"] = faults(page)
    page.get_by_text("Take theirs").click()
    page.locator("[data-leave]").click()
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


@pytest.mark.parametrize("width", WIDTHS)
def test_the_back_office(desk: Callable[..., Reporter], blog: LiveBlog, width: int) -> None:
    post = make_post(blog, "Something happened.", images=[make_image()], key=True)
    reporter = desk(**looks(width))
    page, found = reporter.page, {}
    lists = ["post", "liveblog", "change", "image", "article", "author", "sharelink"]
    addresses = ["", *(f"liveblog/{name}/" for name in lists)]
    addresses += [f"liveblog/post/{post.pk}/{part}/" for part in ("history", "change")]
    addresses += [f"liveblog/liveblog/{blog.pk}/change/"]
    for address in [*addresses, "auth/user/"]:
        page.goto(f"{reporter.home}/admin/{address}")
        found[address] = faults(page)
        cut = "els => els.some(el => el.scrollWidth > el.clientWidth + 1)"
        if page.eval_on_selector_all(".results", cut):
            found[address].append("the list is cut off")
    assert {name: what for name, what in found.items() if what} == {}
