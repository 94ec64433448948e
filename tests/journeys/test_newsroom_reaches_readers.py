"""What the newsroom does is on the readers' screens."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Route, expect

from liveblog.models import LiveBlog, Post
from liveblog.publishing import posts
from liveblog.publishing.actors import Actor
from liveblog.publishing.content import PostContent
from tests.journeys.newsroom import Reporter
from tests.journeys.readers import Reader
from tests.media.pictures import betraying_heic, encoded, quarters, traces_in
from tests.world import (
    DESK,
    make_author,
    make_blog,
    make_draft,
    make_editor,
    make_post,
    make_user,
    png,
)

pytestmark = [pytest.mark.browser, pytest.mark.slow]
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True}


@pytest.fixture
def blog(transactional_db: None) -> LiveBlog:
    return make_blog(language="en")


@pytest.fixture
def reporter(new_reporter: Callable[..., Reporter]) -> Reporter:
    return new_reporter()


@pytest.mark.parametrize("options", [{}, PHONE], ids=["desk", "phone"])
def test_a_post_with_a_picture_reaches_a_reader(
    new_reporter: Callable[..., Reporter],
    reader: Reader,
    blog: LiveBlog,
    options: dict[str, Any],
) -> None:
    user = make_editor(blog)
    make_author("Ines Roth", user=user)
    reporter = new_reporter(user, **options)
    reader.open(blog)
    reporter.write("The doors are **open**.", "It begins")
    reporter.add_picture("door.png", png().getvalue(), caption="The door", credit="Agency")
    reporter.send()
    article = reader.page.locator("article", has_text="It begins")
    expect(article.locator("strong")).to_have_text("open")
    expect(article.locator("figcaption")).to_contain_text("The door")
    expect(article.locator(".byline-name")).to_have_text("Ines Roth")
    expect(reporter.post("It begins")).to_be_visible()
    assert reporter.page.input_value("#post-body") == ""


def test_edits_corrections_and_pins_reach_a_reader(
    reporter: Reporter, reader: Reader, blog: LiveBlog
) -> None:
    reader.open(blog)
    make_post(blog, "Twenty-one people.")
    reporter.load("Twenty-one people.", "Edit")
    reporter.write("Twenty-one persons.")
    reporter.send()
    expect(reader.page.locator("article")).to_contain_text("Twenty-one persons.")
    reporter.load("Twenty-one persons.", "Correct")
    reporter.write("Twelve persons.")
    reporter.page.fill("#post-correction", "They were twelve.")
    reporter.send()
    expect(reader.page.locator("article .correction")).to_contain_text("They were twelve.")
    reporter.tool("Twelve persons.", "Pin")
    expect(reader.page.locator("article")).to_have_attribute("data-pinned", "")
    reporter.tool("Twelve persons.", "Key update")
    expect(reader.page.locator("[data-region=key]")).to_contain_text("Twelve persons.")


def test_a_retracted_post_is_gone_and_comes_back(
    reporter: Reporter, reader: Reader, blog: LiveBlog
) -> None:
    post = make_post(blog, "A rumour.")
    reader.open(blog)
    reporter.tool("A rumour.", "Retract")
    reporter.post("A rumour.").locator("form textarea").fill("The source was wrong.")
    reporter.post("A rumour.").locator("form [type=submit]").click()
    expect(reader.page.locator("article")).to_have_count(0)
    expect(reporter.post("A rumour.")).to_have_count(0)
    reporter.page.locator(f"[data-post='{post.public_id}']").get_by_text("Restore").click()
    expect(reader.page.locator("article")).to_have_count(1)


def test_a_colleagues_post_arrives_with_its_tools(reporter: Reporter, blog: LiveBlog) -> None:
    make_post(blog, "From somebody else.")
    expect(reporter.post("From somebody else.").locator(".post-tools")).to_be_visible()


def test_a_stale_edit_shows_both_versions(reporter: Reporter, blog: LiveBlog) -> None:
    post = make_post(blog, "First.")
    colleague = make_editor(blog)
    reporter.load("First.", "Edit")
    change(post, "Theirs.", colleague)
    reporter.write("Mine.")
    reporter.send()
    versions = reporter.page.locator(".conflict-version")
    expect(versions.nth(0)).to_contain_text("Mine.")
    expect(versions.nth(1)).to_contain_text("Theirs.")
    expect(versions.locator("mark")).to_have_text(["Mine", "Theirs"])
    post.refresh_from_db()
    assert post.body == "Theirs."
    reporter.page.get_by_text("Take mine").click()
    expect(reporter.post("Mine.")).to_be_visible()


def test_a_lost_answer_makes_no_second_post(reporter: Reporter, blog: LiveBlog) -> None:
    reporter.page.route("**/posts", lose_answer, times=1)
    reporter.write("Only once.")
    reporter.send()
    expect(reporter.post("Only once.")).to_be_visible()
    assert Post.objects.count() == 1


def test_what_is_typed_survives_a_reload_and_a_refusal(reporter: Reporter, blog: LiveBlog) -> None:
    reporter.write("Still here.", "x" * 201)
    reporter.send()
    expect(reporter.page.locator("[data-error-for=headline]")).to_be_visible()
    reporter.page.reload()
    expect(reporter.page.locator("#post-body")).to_have_value("Still here.")
    assert Post.objects.count() == 0


def test_a_contributor_hands_in_and_the_desk_publishes(
    new_reporter: Callable[..., Reporter], reader: Reader, blog: LiveBlog
) -> None:
    contributor = new_reporter(make_user(role="contributor", blog=blog))
    contributor.write("Please look at this.")
    contributor.send()
    expect(contributor.page.locator("[data-said]")).to_have_text("Handed to the desk")
    reader.open(blog)
    desk = new_reporter()
    waiting = desk.page.locator(".pending-post", has_text="Please look at this.")
    waiting.get_by_role("button", name="Publish").click()
    expect(reader.page.locator("article")).to_contain_text("Please look at this.")


def test_a_submission_is_taken_back_within_ten_seconds(
    new_reporter: Callable[..., Reporter], blog: LiveBlog
) -> None:
    contributor = new_reporter(make_user(role="contributor", blog=blog), **PHONE)
    contributor.write("Not quite", "Too early")
    contributor.add_picture("door.png", png().getvalue(), caption="The door")
    contributor.send()
    contributor.page.get_by_role("button", name="Undo").click()
    expect(contributor.page.locator("[data-said]")).to_contain_text("Taken back from the desk")
    expect(contributor.page.locator("[data-said]")).to_be_in_viewport(ratio=1)
    expect(contributor.page.locator("#post-event")).to_have_value("")
    expect(contributor.page.locator("#post-body")).to_have_value("Not quite")
    expect(contributor.page.locator("[data-word=caption]")).to_have_value("The door")
    assert Post.objects.get().status == "draft"
    contributor.write("Not quite, but now.")
    contributor.send()
    post = Post.objects.get()
    assert (post.status, post.body, post.headline) == (
        "submitted",
        "Not quite, but now.",
        "Too early",
    )
    assert post.placements.get().caption == "The door"


def test_what_the_desk_has_published_is_not_taken_back(
    new_reporter: Callable[..., Reporter], blog: LiveBlog
) -> None:
    contributor = new_reporter(make_user(role="contributor", blog=blog))
    contributor.write("Please look at this.")
    contributor.send()
    posts.publish(Post.objects.get(), by=DESK)
    contributor.page.get_by_role("button", name="Undo").click()
    expect(contributor.page.locator("[data-said].is-bad")).to_contain_text("published")
    expect(contributor.page.get_by_role("button", name="Undo")).to_have_count(0)
    assert Post.objects.get().status == "published"


def test_a_heic_of_a_phone_reaches_a_reader(
    new_reporter: Callable[..., Reporter], reader: Reader, blog: LiveBlog
) -> None:
    reporter = new_reporter(**PHONE)
    reader.open(blog)
    photograph = betraying_heic()
    assert b"Fernphone" in photograph
    reporter.write("As seen from here.")
    reporter.add_picture("IMG_4711.HEIC", photograph, "image/heic", alt="The square")
    expect(reporter.page.locator(".composer-picture img")).to_have_js_property("naturalWidth", 320)
    reporter.send()
    picture = reader.page.locator("article figure img")
    picture.scroll_into_view_if_needed()
    expect(picture).to_have_js_property("complete", True)
    assert picture.evaluate("image => image.naturalWidth") > 0
    expect(picture).to_have_attribute("alt", "The square")
    answer = reader.page.request.get(picture.evaluate("image => image.currentSrc"))
    assert answer.headers["content-type"] == "image/webp"
    assert traces_in(answer.body()) == []


def test_a_picture_of_a_wrong_type_can_only_be_removed(reporter: Reporter, blog: LiveBlog) -> None:
    reporter.choose_picture("scan.tiff", encoded(quarters(), "TIFF"), "image/tiff")
    picture = reporter.page.locator(".composer-picture")
    expect(picture).to_have_attribute("data-state", "failed")
    expect(picture).to_contain_text("TIFF")
    expect(picture.locator("img")).to_have_js_property("naturalWidth", 1)
    expect(picture.get_by_role("button", name="Try again")).to_have_count(0)
    picture.get_by_role("button", name="Remove").click()
    reporter.write("Without it.")
    reporter.send()
    assert Post.objects.get().placements.count() == 0


def test_the_toolbar_types_markdown_and_undo_takes_it_back(reporter: Reporter) -> None:
    page = reporter.page
    reporter.write("word")
    page.focus("#post-body")
    page.keyboard.press("Control+a")
    page.click("[data-format=bold]")
    assert page.input_value("#post-body") == "**word**"
    page.keyboard.press("Control+z")
    assert page.input_value("#post-body") == "word"


def test_breaking_news_asks_first(reporter: Reporter, blog: LiveBlog) -> None:
    reporter.write("They have agreed.")
    reporter.page.locator("[name=breaking]").check(force=True)
    reporter.page.click("[data-send]")
    assert not Post.objects.exists()
    reporter.page.get_by_role("button", name="Yes, breaking").click()
    expect(reporter.post("They have agreed.")).to_have_attribute("data-breaking", "")


def test_a_paused_blog_is_resumed(reporter: Reporter, blog: LiveBlog) -> None:
    reporter.page.click("[data-move=paused]")
    reporter.page.wait_for_selector("[data-move=live]")
    blog.refresh_from_db()
    assert blog.status == "paused"


@pytest.mark.parametrize("options", [{}, PHONE], ids=["desk", "phone"])
def test_axe_finds_nothing(
    new_reporter: Callable[..., Reporter], blog: LiveBlog, options: dict[str, Any]
) -> None:
    make_post(blog, "Something.", headline="A headline")
    make_draft(blog)
    # The tool measures with inline styles, which the page's policy forbids.
    reporter = new_reporter(**options, bypass_csp=True)
    reporter.write("Text", "A headline")
    reporter.page.wait_for_selector(".post-tools")
    found = Axe().run(reporter.page)
    assert [rule["id"] for rule in found.response["violations"]] == []


def lose_answer(route: Route) -> None:
    """Let the call reach the server, and its answer nobody."""
    route.fetch()
    route.abort()


def change(post: Post, body: str, by: Any) -> None:
    """Edit a post as a colleague does."""
    posts.edit(post, PostContent(body=body), by=Actor(by, "test"))
