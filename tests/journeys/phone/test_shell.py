"""The newsroom as an installed app: it opens without a network, and other apps share with it."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Browser, expect

from liveblog.models import Image, LiveBlog, Post
from tests.journeys.newsroom import Reporter
from tests.journeys.phone.desk import PHONE, bodies
from tests.journeys.site import Site
from tests.world import png

pytestmark = [pytest.mark.browser, pytest.mark.slow]
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
