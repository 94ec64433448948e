"""Pictures on a bad network: they arrive once, after the words, and without their place."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import pytest
from PIL import Image as Pixels
from playwright.sync_api import Route, expect

from liveblog.models import Image, Post
from tests.journeys.newsroom import Reporter
from tests.journeys.phone.desk import LONG_MS, bodies
from tests.journeys.phone.network import BadNetwork

pytestmark = [pytest.mark.browser, pytest.mark.slow]


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
