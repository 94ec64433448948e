"""The API's own page, and the newsroom as an app, in a browser under our policies."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from liveblog.models import LiveBlog
from tests.journeys.newsroom import Reporter
from tests.journeys.readers import Reader
from tests.world import make_blog, make_post

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def blog(transactional_db: None) -> LiveBlog:
    return make_blog(language="en")


def test_the_api_page_opens_from_our_own_files_without_a_complaint(reader: Reader) -> None:
    complaints: list[str] = []
    reader.page.on("console", lambda message: complaints.append(f"{message.type}: {message.text}"))
    reader.page.goto(f"{reader.home}/api/v1/docs")
    expect(reader.page.locator(".opblock").first).to_be_visible()
    reader.page.locator(".opblock").first.click()
    expect(reader.page.locator(".opblock.is-open .responses-table").first).to_be_visible()
    assert [words for words in complaints if words.startswith(("error", "warning"))] == []
    reader.context.clear_cookies()  # the token against forged calls is no reader's cookie


def test_a_session_tries_a_call_on_the_api_page(
    new_reporter: Callable[..., Reporter], blog: LiveBlog
) -> None:
    make_post(blog, "Something happened.")
    page = new_reporter().page
    page.goto(f"{page.url.partition('/newsroom/')[0]}/api/v1/docs")
    call = page.locator("[id$='list_blogs']").first
    call.locator(".opblock-summary-control").click()
    call.get_by_role("button", name="Try it out").click()
    call.get_by_role("button", name="Execute").click()
    expect(call.locator(".live-responses-table tbody .response-col_status").first).to_contain_text(
        "200"
    )


def test_a_browser_may_install_the_newsroom(new_reporter: Callable[..., Reporter]) -> None:
    page = new_reporter(service_workers="allow").page
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    browser = page.context.new_cdp_session(page)
    said = browser.send("Page.getAppManifest")
    assert (said["errors"], said["url"].endswith("/newsroom/manifest.webmanifest")) == ([], True)
    problems = browser.send("Page.getInstallabilityErrors")["installabilityErrors"]
    # A test's browser keeps nothing, which is what the one complaint left is about.
    assert {problem["errorId"] for problem in problems} <= {"in-incognito"}
