"""No network, or a dead server: what was handed over arrives in order and once."""

from __future__ import annotations

import signal
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.sessions.models import Session
from playwright.sync_api import Route, expect

from liveblog.models import Image, LiveBlog, Post
from tests.journeys.newsroom import Reporter
from tests.journeys.phone.desk import bodies
from tests.journeys.site import Site
from tests.world import make_post, png

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_what_was_written_offline_arrives_in_order_and_once(reporter: Reporter) -> None:
    reporter.context.set_offline(True)
    reporter.write("One.")
    reporter.choose_picture("one.png", png(colour="#114488").getvalue(), caption="The first")
    reporter.hand_over()
    reporter.write("Two.")
    reporter.hand_over()
    reporter.write("Three.")
    reporter.choose_picture("three.png", png(colour="#884411").getvalue(), caption="The second")
    reporter.hand_over()
    expect(reporter.page.locator("[data-outbox-list] > li")).to_have_count(3)
    expect(reporter.page.locator("[data-outbox]")).to_contain_text("in the queue")
    reporter.context.set_offline(False)
    reporter.wait_until_sent()
    assert [post.body for post in Post.objects.order_by("published_at")] == [
        "One.",
        "Two.",
        "Three.",
    ]
    captions = Post.objects.order_by("published_at").values_list("placements__caption", flat=True)
    assert list(captions) == ["The first", None, "The second"]
    assert Image.objects.count() == 2
    expect(reporter.post("One.").locator("figcaption")).to_contain_text("The first")


def test_a_post_of_pictures_alone_keeps_its_place(reporter: Reporter) -> None:
    reporter.context.set_offline(True)
    reporter.choose_picture("only.png", png().getvalue(), caption="Nothing to add")
    reporter.page.click("[data-send]")
    expect(reporter.page.locator("[data-outbox-list] > li")).to_have_count(1)
    reporter.write("Later.")
    reporter.hand_over()
    reporter.context.set_offline(False)
    reporter.wait_until_sent()
    assert bodies() == ["", "Later."]


def test_a_server_that_dies_before_it_has_read_makes_no_second_post(
    reporter: Reporter, site: Site
) -> None:
    assert site.service.process
    site.service.process.send_signal(signal.SIGSTOP)
    reporter.write("Once.")
    reporter.hand_over()
    site.kill()
    site.restart()
    reporter.wait_until_sent()
    assert bodies() == ["Once."]


def test_a_server_that_dies_before_it_answers_makes_no_second_post(
    new_reporter: Callable[..., Reporter], site: Site
) -> None:
    reporter = new_reporter(service_workers="block")

    def die(route: Route) -> None:
        route.fetch()
        site.kill()
        route.abort()

    reporter.page.route("**/posts", die, times=1)
    reporter.write("Once.")
    reporter.hand_over()
    expect(reporter.page.locator("[data-outbox-said]")).to_be_visible()
    site.restart()
    reporter.wait_until_sent()
    assert bodies() == ["Once."]


def test_two_tabs_never_double(reporter: Reporter, blog: LiveBlog) -> None:
    other = reporter.context.new_page()
    other.goto(reporter.page.url)
    other.wait_for_function("() => document.querySelector('live-timeline')?.connection")
    reporter.context.set_offline(True)
    for number in range(3):
        reporter.write(f"From one tab {number}.")
        reporter.hand_over()
    other.fill("#post-body", "From the other tab.")
    other.focus("#post-body")
    other.keyboard.press("Control+Enter")
    expect(other.locator("[data-outbox-list] > li")).to_have_count(4)
    reporter.context.set_offline(False)
    reporter.wait_until_sent()
    assert bodies() == [*[f"From one tab {number}." for number in range(3)], "From the other tab."]


def test_a_refused_item_can_be_changed_and_sent(reporter: Reporter) -> None:
    reporter.context.set_offline(True)
    reporter.write("Good.", "x" * 201)
    reporter.hand_over()
    reporter.write("Already the next.")
    reporter.context.set_offline(False)
    row = reporter.page.locator("[data-outbox-list] > li", has_text="xxx")
    expect(row).to_contain_text("201")
    reporter.page.click("[data-fold]")
    row.get_by_text("Edit again").click()
    expect(reporter.page.locator("[data-error-for=headline]")).to_be_visible()
    reporter.page.fill("#post-headline", "Short")
    reporter.send()
    expect(reporter.page.locator("#post-body")).to_have_value("Already the next.")
    assert bodies() == ["Good."]


@pytest.mark.parametrize("state", ["queued", "failed", "signed out"])
def test_axe_finds_nothing_in_the_outbox(
    new_reporter: Callable[..., Reporter], blog: LiveBlog, state: str
) -> None:
    make_post(blog)
    reporter = new_reporter(bypass_csp=True)
    if state == "signed out":
        Session.objects.all().delete()
    reporter.context.set_offline(state != "signed out")
    reporter.write("Words.", "x" * 201 if state == "failed" else "")
    reporter.choose_picture("one.png", png().getvalue())
    reporter.hand_over()
    reporter.write("More words.")
    if state == "failed":
        reporter.context.set_offline(False)
        expect(reporter.page.locator("[data-state=failed]")).to_be_visible()
    found = Axe().run(reporter.page)
    assert [rule["id"] for rule in found.response["violations"]] == []
