"""The desk's tools: schedule, queue, search, keys, snippets."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from liveblog.models import LiveBlog, Post
from liveblog.publishing import drafts, posts, tokens
from liveblog.publishing.actors import Actor
from liveblog.publishing.content import PostContent
from tests.journeys.newsroom import Reporter
from tests.world import DESK, make_blog, make_draft, make_editor, make_post, make_user

pytestmark = [pytest.mark.browser, pytest.mark.slow]
GATHERING_MS = 250  # what happens meanwhile is asked about once
QUIET_MS = 1_500  # by then the page has asked all that it asks about one change
INSTANTS = """async (cases) => {
  const { existsIn, instantOf } = await import("/static/liveblog/js/newsroom/zone.js");
  return cases.map(([local, zone]) => existsIn(local, zone) ? instantOf(local, zone) : null);
}"""


@pytest.fixture
def blog(transactional_db: None) -> LiveBlog:
    return make_blog(language="en", time_zone="Europe/Berlin")


@pytest.fixture
def desk(new_reporter: Callable[..., Reporter]) -> Reporter:
    return new_reporter()


def test_clock_times_become_the_right_instants_when_the_clocks_change(desk: Reporter) -> None:
    cases = {
        ("2026-03-29T01:59", "Europe/Berlin"): "2026-03-29T00:59:00.000Z",
        ("2026-03-29T02:30", "Europe/Berlin"): None,
        ("2026-03-29T03:00", "Europe/Berlin"): "2026-03-29T01:00:00.000Z",
        ("2026-10-25T02:59", "Europe/Berlin"): "2026-10-25T00:59:00.000Z",
        ("2026-10-25T03:00", "Europe/Berlin"): "2026-10-25T02:00:00.000Z",
        ("2026-07-01T12:00", "Europe/Istanbul"): "2026-07-01T09:00:00.000Z",
        ("2026-03-08T02:30", "America/New_York"): None,
        ("2026-01-01T00:15", "Asia/Kathmandu"): "2025-12-31T18:30:00.000Z",
    }
    found = desk.page.evaluate(INSTANTS, [list(case) for case in cases])
    assert dict(zip(cases, found, strict=True)) == cases


def test_a_post_is_scheduled_put_off_and_published(desk: Reporter, blog: LiveBlog) -> None:
    desk.write("Under embargo.")
    desk.page.fill("#post-publish", "2199-06-01T12:00")
    expect(desk.page.locator("[data-publish-hint]")).to_contain_text("Central European Summer Time")
    expect(desk.page.locator("[data-send]")).to_contain_text("Schedule")
    desk.send()
    waiting = desk.page.locator(".pending-post", has_text="Under embargo.")
    expect(waiting.locator(".pending-embargo")).to_be_visible()
    expect(waiting.locator("[data-until]")).to_contain_text("in ")
    assert Post.objects.get().publish_at == datetime(2199, 6, 1, 10, tzinfo=UTC)
    waiting.get_by_role("button", name="Change the time").click()
    waiting.locator("input[type=datetime-local]").fill("2199-06-01T18:00")
    waiting.locator("form [type=submit]").click()
    expect(waiting.locator("form")).to_have_count(0)
    assert Post.objects.get().publish_at == datetime(2199, 6, 1, 16, tzinfo=UTC)
    waiting.get_by_role("button", name="Publish now").click()
    expect(desk.post("Under embargo.")).to_be_visible()


def test_a_time_that_has_passed_is_refused_at_its_field(desk: Reporter) -> None:
    desk.write("Too late.")
    desk.page.fill("#post-publish", "2001-06-01T12:00")
    desk.send()
    expect(desk.page.locator("[data-error-for=publish_at]")).to_contain_text("passed")
    expect(desk.page.locator("#post-body")).to_have_value("Too late.")


def test_the_history_marks_what_each_version_changed(desk: Reporter, blog: LiveBlog) -> None:
    post = make_post(blog, "Two old men met in Ankara.")
    posts.edit(post, PostContent(body="Three young men met."), by=DESK)
    desk.tool("Three young men met.", "History")
    latest = desk.page.locator(".history li").first
    latest.locator("summary").click()
    expect(latest.locator("del")).to_have_text(["Two old", " in Ankara"])
    expect(latest.locator("ins")).to_have_text(["Three young"])


def test_the_desk_sends_back_with_a_note(
    new_reporter: Callable[..., Reporter], blog: LiveBlog
) -> None:
    contributor = make_user(role="contributor", blog=blog)
    post = make_post(blog, "Please look.", status="submitted", by=contributor)
    desk = new_reporter()
    waiting = desk.page.locator(f"[data-post='{post.public_id}']")
    waiting.get_by_role("button", name="Send back").click()
    waiting.locator("textarea").fill("Who says so?")
    waiting.locator("form [type=submit]").click()
    expect(waiting).to_have_attribute("data-status", "draft")
    assert post.revisions.first().reason == "Who says so?"
    writer = new_reporter(contributor)
    expect(writer.page.locator("[data-pending-waiting]")).to_have_text("1 sent back")
    mine = writer.page.locator(f"[data-post='{post.public_id}']")
    expect(mine).to_contain_text("The desk asks: Who says so?")
    mine.get_by_role("button", name="Edit").click()
    expect(writer.page.locator("[data-said]")).to_have_text("The desk asks: Who says so?")


def test_one_change_is_one_question_for_what_waits(desk: Reporter, blog: LiveBlog) -> None:
    draft = make_draft(blog, "Waiting.")
    waiting = desk.page.locator(".pending-post", has_text="Waiting.")
    expect(waiting).to_be_visible()
    desk.page.wait_for_timeout(QUIET_MS)
    asked: list[str] = []
    desk.page.on("request", lambda request: asked.append(request.url))
    call(desk, blog, f"posts/{draft.public_id}", "PATCH", draft.version, body="Still waiting.")
    expect(waiting).to_contain_text("Still waiting.")
    desk.page.wait_for_timeout(QUIET_MS)
    assert questions(asked) == 1
    waiting.get_by_role("button", name="Publish").click()
    expect(waiting).to_have_count(0)
    desk.page.wait_for_timeout(QUIET_MS)
    assert questions(asked) == 2
    desk.write("Sent from here.")
    desk.send()
    expect(desk.post("Sent from here.")).to_be_visible()
    desk.page.wait_for_timeout(QUIET_MS)
    assert questions(asked) == 3


def test_many_changes_at_once_are_few_questions(desk: Reporter, blog: LiveBlog) -> None:
    desk.page.wait_for_timeout(QUIET_MS)
    asked: list[str] = []
    desk.page.on("request", lambda request: asked.append(request.url))
    begun = time.monotonic()
    for number in range(20):
        call(desk, blog, f"blogs/{blog.slug}/posts", body=f"Draft {number}.")
    took_ms = (time.monotonic() - begun) * 1_000
    expect(desk.page.locator(".pending-post")).to_have_count(20)
    desk.page.wait_for_timeout(QUIET_MS)
    assert 1 <= questions(asked) <= 2 + took_ms / GATHERING_MS


def test_all_posts_are_searched(desk: Reporter, blog: LiveBlog) -> None:
    make_post(blog, "The ferries have stopped.")
    make_draft(blog, "Ferries, a draft.")
    make_post(blog, "Something else.")
    desk.page.keyboard.press("/")
    desk.page.keyboard.type("ferries")
    expect(desk.page.locator(".search-post")).to_have_count(2)
    desk.page.keyboard.press("Escape")
    expect(desk.page.locator(".search-post")).to_have_count(0)


def test_single_keys_act_on_the_focused_post_and_can_be_switched_off(
    desk: Reporter, blog: LiveBlog
) -> None:
    make_post(blog, "Remember this.")
    expect(desk.post("Remember this.")).to_be_visible()
    desk.post("Remember this.").focus()
    desk.page.keyboard.press("k")
    expect(desk.post("Remember this.")).to_have_attribute("data-key", "")
    desk.page.keyboard.press("?")
    desk.page.locator("#single-keys").uncheck()
    desk.page.keyboard.press("Escape")
    desk.post("Remember this.").focus()
    desk.page.keyboard.press("e")
    desk.page.keyboard.press("n")
    assert desk.page.input_value("#post-body") == ""
    assert desk.page.evaluate("document.activeElement.id") != "post-body"


def test_snippets_are_kept_and_typed(desk: Reporter) -> None:
    page = desk.page
    page.click("[data-snippets]")
    page.fill("#snippet-name", "src")
    page.fill("#snippet-words", "according to the agency")
    page.click(".snippet-form [type=submit]")
    page.keyboard.press("Escape")
    page.focus("#post-body")
    page.keyboard.type("Closed, ;src")
    page.keyboard.press("Tab")
    assert page.input_value("#post-body") == "Closed, according to the agency"


def call(
    desk: Reporter, blog: LiveBlog, path: str, method: str = "POST", version: int = 0, **said: str
) -> None:
    """What a colleague does by the API, in the server that the desk is connected to."""
    user = make_editor(blog)
    headers = {"Authorization": f"Bearer {tokens.create(user, by=Actor(user, 'test'))[1]}"}
    headers |= {"If-Match": f'"{version}"'} if version else {}
    address = f"{desk.home}/api/v1/{path}"
    answer = desk.page.request.fetch(address, method=method, headers=headers, data=said)
    assert answer.ok, answer.text()


def questions(addresses: list[str]) -> int:
    """How often the page has asked for what is not public."""
    return sum("/posts?status=" in address for address in addresses)


@pytest.mark.parametrize("opened", ["?", "snippets", "search"])
def test_axe_finds_nothing_in_the_tools(
    new_reporter: Callable[..., Reporter], blog: LiveBlog, opened: str
) -> None:
    make_post(blog, "Something.")
    drafts.schedule(make_draft(blog), datetime(2199, 6, 1, tzinfo=UTC), by=DESK)
    desk = new_reporter(bypass_csp=True)
    desk.page.wait_for_selector(".pending-embargo")
    if opened == "?":
        desk.page.keyboard.press("?")
    elif opened == "snippets":
        desk.page.click("[data-snippets]")
    else:
        desk.page.fill("#search-posts", "something")
        desk.page.wait_for_selector(".search-post")
    found = Axe().run(desk.page)
    assert [rule["id"] for rule in found.response["violations"]] == []
