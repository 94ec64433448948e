"""No network, a bad one, a dead server, a closed browser: every word and picture arrives, once."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from PIL import Image as Pixels
from playwright.sync_api import Browser, Route, expect

from liveblog.models import Image, LiveBlog, Post
from tests.journeys.bad_network import BadNetwork
from tests.journeys.newsroom import Reporter, fill_in
from tests.journeys.site import Site
from tests.world import make_blog, make_editor, make_post, png

pytestmark = [pytest.mark.browser, pytest.mark.slow]
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "service_workers": "allow"}
LONG_MS = 60_000
CHROMIUM_KEEPS_MS = 6_000  # until then it has a page's cache only in memory
# As the browser sends it for a share target.
SHARE = """() => {
  const form = Object.assign(document.createElement("form"), {
    action: "/newsroom/-/share/", method: "post", enctype: "multipart/form-data",
  });
  for (const [name, value] of [["title", "A title"], ["text", "Some words"], ["url", ""]]) {
    form.append(Object.assign(document.createElement("input"), { name, value }));
  }
  const files = Object.assign(document.createElement("input"), { name: "pictures", type: "file" });
  const canvas = Object.assign(document.createElement("canvas"), { width: 40, height: 30 });
  canvas.toBlob((blob) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([blob], "shared.png", { type: "image/png" }));
    files.files = transfer.files;
    form.append(files);
    document.body.append(form);
    form.submit();
  });
}"""


@pytest.fixture
def blog(transactional_db: None) -> LiveBlog:
    return make_blog(language="en")


@pytest.fixture
def user(blog: LiveBlog) -> User:
    return make_editor(blog)


@pytest.fixture
def new_reporter(
    chromium: Browser, site: Site, blog: LiveBlog, user: User
) -> Iterator[Callable[..., Reporter]]:
    reporters: list[Reporter] = []

    def make(home: str = "", **options: Any) -> Reporter:
        reporter = Reporter(chromium, home or site.url, user, **{**PHONE, **options})
        reporters.append(reporter.open(blog))
        return reporter

    yield make
    for reporter in reporters:
        reporter.leave()


@pytest.fixture
def reporter(new_reporter: Callable[..., Reporter]) -> Reporter:
    return new_reporter()


@pytest.fixture
def network(site: Site) -> Iterator[BadNetwork]:
    with BadNetwork(site.url) as network:
        yield network


def bodies() -> list[str]:
    """The published posts, in the order in which they came."""
    return list(
        Post.objects.filter(status="published").order_by("version").values_list("body", flat=True)
    )


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


def test_a_closed_browser_opens_offline_with_text_and_pictures(
    chromium: Browser, site: Site, blog: LiveBlog, user: User, tmp_path: Path
) -> None:
    first = Reporter(chromium, site.url, user, profile=tmp_path, **PHONE).open(blog)
    first.wait_until_installed()
    first.page.wait_for_timeout(CHROMIUM_KEEPS_MS)
    first.context.set_offline(True)
    first.write("Handed over.")
    first.hand_over()
    first.write("Half a sent", "Unfinished")
    first.choose_picture("half.png", png().getvalue(), caption="Kept")
    first.page.wait_for_timeout(600)
    first.leave()
    site.kill()
    again = Reporter(chromium, site.url, None, profile=tmp_path, **PHONE)
    again.page.goto(f"{site.url}/newsroom/{blog.slug}/")
    expect(again.page.locator("#post-body")).to_have_value("Half a sent")
    expect(again.page.locator("[data-word=caption]")).to_have_value("Kept")
    expect(again.page.locator("[data-outbox]")).to_contain_text("Handed over.")
    site.restart()
    again.sign_in_again(user)
    again.wait_until_sent()
    assert bodies() == ["Handed over."]
    expect(again.page.locator(".composer-picture[data-state=sent]")).to_be_visible()
    again.hand_over()
    again.wait_until_sent()
    assert bodies() == ["Handed over.", "Half a sent"]
    assert Image.objects.count() == 1
    again.leave()


def test_a_sign_in_that_ran_out_keeps_everything(reporter: Reporter, user: User) -> None:
    Session.objects.all().delete()
    reporter.write("Still here.")
    reporter.hand_over()
    reporter.sign_in_again(user)
    reporter.wait_until_sent()
    assert bodies() == ["Still here."]


def test_signing_in_in_another_tab_is_enough(
    reporter: Reporter, blog: LiveBlog, user: User
) -> None:
    Session.objects.all().delete()
    reporter.write("Still here.")
    reporter.hand_over()
    expect(reporter.page.locator("[data-outbox-said] a")).to_be_visible()
    other = reporter.context.new_page()
    other.goto(f"{reporter.home}/newsroom/")
    fill_in(other, user)
    other.wait_for_url("**/newsroom/")
    other.close()
    reporter.page.evaluate("window.dispatchEvent(new Event('focus'))")
    reporter.wait_until_sent()
    assert bodies() == ["Still here."]


def test_a_picture_cut_off_on_its_way_arrives_once(
    new_reporter: Callable[..., Reporter], network: BadNetwork
) -> None:
    reporter = new_reporter(network.url)
    reporter.write("With a photograph.")
    network.cut_after = 60_000
    reporter.choose_picture("photo.jpg", photograph(), "image/jpeg")
    reporter.hand_over()
    reporter.wait_until_sent()
    assert network.hung_up == 1
    post = Post.objects.get()
    assert post.placements.count() == Image.objects.count() == 1


def test_text_overtakes_pictures_on_a_slow_and_lossy_network(
    new_reporter: Callable[..., Reporter], network: BadNetwork
) -> None:
    reporter = new_reporter(network.url)
    reporter.page.set_default_timeout(LONG_MS)
    network.worsen(losses=0.2)
    reporter.write("The words first.")
    reporter.choose_picture("photo.jpg", photograph(), "image/jpeg", alt="Noise")
    reporter.hand_over()
    reporter.write("And the next.")
    reporter.hand_over()
    expect(reporter.page.locator("[data-outbox]")).to_contain_text(
        "pictures follow", timeout=LONG_MS
    )
    assert bodies()[0] == "The words first." or not Image.objects.exists()
    reporter.wait_until_sent()
    assert sorted(bodies()) == ["And the next.", "The words first."]
    assert Post.objects.get(body="The words first.").placements.get().alt == "Noise"
    assert Image.objects.count() == 1


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


def test_two_tabs_do_not_write_into_each_others_text(reporter: Reporter) -> None:
    reporter.write("Mine.")
    reporter.page.wait_for_timeout(600)
    other = reporter.context.new_page()
    other.goto(reporter.page.url)
    other.wait_for_function("() => document.querySelector('live-timeline')?.connection")
    other.wait_for_timeout(600)
    assert other.input_value("#post-body") == ""


def test_a_pause_in_writing_leaves_a_copy_on_the_server(reporter: Reporter) -> None:
    reporter.write("Not yet.")
    expect(reporter.page.locator("[data-said]")).to_contain_text("Draft kept", timeout=LONG_MS)
    assert Post.objects.get().status == "draft"
    reporter.write("Now it is.")
    reporter.send()
    assert bodies() == ["Now it is."]
    assert Post.objects.count() == 1


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


def test_sent_by_mistake_is_taken_back_with_its_words(reporter: Reporter) -> None:
    reporter.write("Too early.")
    reporter.choose_picture("one.png", png().getvalue(), caption="Kept")
    reporter.send()
    reporter.page.get_by_role("button", name="Undo").click()
    expect(reporter.page.locator("#post-body")).to_have_value("Too early.")
    expect(reporter.page.locator("[data-word=caption]")).to_have_value("Kept")
    post = Post.objects.get()
    assert (post.status, post.retraction) == ("retracted", "Sent by mistake")


def test_the_way_back_is_at_hand_far_down_the_stream(
    new_reporter: Callable[..., Reporter], blog: LiveBlog
) -> None:
    for number in range(12):
        make_post(blog, f"Earlier {number}.")
    reporter = new_reporter(viewport={"width": 390, "height": 700})
    reporter.page.evaluate("scrollTo(0, document.body.scrollHeight)")
    reporter.write("Too early.")
    reporter.send()
    undo = reporter.page.locator("[data-said]").get_by_role("button", name="Undo")
    expect(undo).to_be_in_viewport()
    undo.click()
    expect(reporter.page.locator("#post-body")).to_have_value("Too early.")
    assert Post.objects.get(body="Too early.").status == "retracted"


def test_no_picture_leaves_with_its_place(new_reporter: Callable[..., Reporter]) -> None:
    reporter = new_reporter(service_workers="block")
    sent: list[bytes] = []

    def look(route: Route) -> None:
        sent.append(route.request.post_data_buffer or b"")
        route.continue_()

    reporter.page.route("**/api/v1/images", look)
    reporter.add_picture("where.jpg", photograph(gps=True), "image/jpeg")
    assert b"Exif" in photograph(gps=True)
    assert sent
    assert not any(b"Exif" in body for body in sent)


def test_what_another_app_shares_becomes_a_post(reporter: Reporter, blog: LiveBlog) -> None:
    reporter.wait_until_installed()
    reporter.page.evaluate(SHARE)
    reporter.page.wait_for_url(f"**/newsroom/{blog.slug}/")
    expect(reporter.page.locator("#post-body")).to_have_value("A title\n\nSome words")
    expect(reporter.page.locator(".composer-picture")).to_have_count(1)
    reporter.hand_over()
    reporter.wait_until_sent()
    assert Post.objects.get().placements.count() == 1


def test_signing_out_forgets_the_shell(reporter: Reporter) -> None:
    reporter.wait_until_installed()
    reporter.page.goto(f"{reporter.home}/newsroom/account/logout/")
    reporter.page.click("main [type=submit]")
    reporter.page.wait_for_url("**/account/login/**")
    assert reporter.page.evaluate("caches.keys()") == []


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


def photograph(*, gps: bool = False) -> bytes:
    """A noisy JPEG of some hundred kilobytes."""
    file = BytesIO()
    pixels = Pixels.effect_noise((900, 700), 90).convert("RGB")
    exif = Pixels.Exif()
    if gps:
        exif.get_ifd(0x8825).update({1: "N", 2: (41.0, 2.0, 0.0), 3: "E", 4: (28.0, 58.0, 0.0)})
        exif[0x010F] = "Camera"
    pixels.save(file, "JPEG", quality=85, exif=exif)
    return file.getvalue()
