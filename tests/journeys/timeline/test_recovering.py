"""Losses, gaps, restarts: afterwards the page shows what a fresh page shows."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.journeys.timeline.eyes import pill, scroll_to, shown, top_of, wait_for_seq
from tests.journeys.timeline.fake_blog import FakeBlog, start
from tests.journeys.timeline.test_arriving import newest

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def state(page: Page) -> str:
    return page.get_attribute("[data-connection]", "data-state") or ""


def wait_for_state(page: Page, name: str) -> None:
    page.wait_for_function(
        "(name) => document.querySelector('live-timeline').connection.state === name",
        arg=name,
        timeout=20_000,
    )


def test_a_gap_is_filled_by_asking(reader: Page, blog: FakeBlog) -> None:
    blog.publish(1100)
    blog.tell(blog.publish(1101))
    wait_for_seq(reader, blog.seq)
    assert shown(reader) == newest(blog, 14)


@pytest.mark.parametrize(
    "text",
    ["nonsense", "{}", "[]", "null", '{"type":"change","v":2}', '{"type":"change","v":1,"seq":99}'],
)
def test_a_frame_that_cannot_be_read_makes_it_ask(reader: Page, blog: FakeBlog, text: str) -> None:
    blog.publish(1100)
    blog.send(text)
    wait_for_seq(reader, blog.seq)
    assert shown(reader) == newest(blog, 13)


def test_markup_of_another_post_is_refused(reader: Page, blog: FakeBlog) -> None:
    frame = blog.change(blog.publish(1100))
    frame["posts"][0]["html"] = "<article id=post-evil></article>"
    blog.send(frame)
    wait_for_seq(reader, blog.seq)
    assert shown(reader) == newest(blog, 13)


def test_a_beat_that_is_ahead_makes_it_ask(reader: Page, blog: FakeBlog) -> None:
    blog.publish(1100)
    blog.send({"type": "beat", "v": 1, "epoch": blog.epoch, "seq": blog.seq})
    wait_for_seq(reader, blog.seq)
    assert shown(reader) == newest(blog, 13)


def test_a_beat_does_not_jump_the_queue(reader: Page, blog: FakeBlog) -> None:
    """Among thousands each page asks in its turn, which the server spreads over some seconds."""
    urls: list[str] = []
    reader.on("request", lambda request: urls.append(request.url))
    blog.publish(1100)
    head = {"v": 1, "epoch": blog.epoch, "seq": blog.seq}
    blog.send({"type": "behind", **head, "wait": 900})
    blog.send({"type": "beat", **head})
    reader.wait_for_timeout(1_500)
    assert [url for url in urls if "/updates" in url] == []


def test_old_and_doubled_frames_change_nothing(reader: Page, blog: FakeBlog) -> None:
    first = blog.change(blog.publish(1100, "Old words"))
    blog.send(first)
    blog.tell(blog.edit(blog.posts[newest(blog)[0]], "New words"))
    blog.send(first)
    wait_for_seq(reader, blog.seq)
    assert shown(reader) == newest(blog, 13)
    assert "New words" in reader.locator("article").first.inner_text()


def test_a_lost_socket_comes_back_and_nothing_is_missing(reader: Page, blog: FakeBlog) -> None:
    blog.hang_up(1012)
    wait_for_state(reader, "reconnecting")
    blog.publish(1100)
    wait_for_state(reader, "connected")
    blog.tell(blog.publish(1101))
    wait_for_seq(reader, blog.seq)
    assert shown(reader) == newest(blog, 14)
    assert blog.most_sockets == 1


def test_blocked_sockets_are_replaced_by_polling(page: Page, blog: FakeBlog, address: str) -> None:
    blog.refuses_sockets = True
    page.goto(address)
    wait_for_state(page, "polling")
    post = blog.publish(1100)
    wait_for_seq(page, blog.seq)
    assert shown(page)[0] == post.id


def test_a_busy_server_is_asked_again(reader: Page, blog: FakeBlog) -> None:
    blog.refuses_updates = 503
    blog.publish(1100)
    blog.tell(blog.publish(1101))
    reader.wait_for_timeout(700)
    blog.refuses_updates = 0
    wait_for_seq(reader, blog.seq)
    assert shown(reader) == newest(blog, 14)


def test_a_blog_that_is_gone_is_left_alone(reader: Page, blog: FakeBlog) -> None:
    blog.refuses_updates = 404
    blog.send("nonsense")
    wait_for_state(reader, "gone")
    reader.wait_for_timeout(300)
    assert blog.sockets == []


def test_another_history_reloads_the_stream_and_keeps_the_place(
    reader: Page, blog: FakeBlog
) -> None:
    line = newest(blog)[6]
    scroll_to(reader, line, 40)
    before = top_of(reader, line)
    blog.epoch, blog.seq = "second", 100
    blog.retract(blog.posts[newest(blog)[1]])
    blog.publish(1100)
    blog.renew("key", "<p>Another key update</p>" * 4)
    blog.send({"type": "beat", "v": 1, "epoch": "second", "seq": blog.seq})
    wait_for_seq(reader, blog.seq)
    assert top_of(reader, line) == pytest.approx(before, abs=0.5)
    assert pill(reader) == "1 new update"
    reader.locator("[data-arrivals]").click()
    assert shown(reader) == newest(blog)
    assert "Another" in reader.locator("[data-region=key]").inner_text()
    blog.tell(blog.publish(1101))
    wait_for_seq(reader, blog.seq)


def test_a_reset_reloads_as_far_down_as_the_reader_went(reader: Page, blog: FakeBlog) -> None:
    reader.locator("[data-older]").click()
    reader.wait_for_function("() => document.querySelectorAll('article').length === 24")
    blog.epoch = "second"
    blog.publish(1100)
    blog.send("nonsense")
    wait_for_seq(reader, blog.seq)
    assert set(newest(blog, 25)) <= {*shown(reader), newest(blog)[0]}


def test_offline_and_back(reader: Page, blog: FakeBlog) -> None:
    reader.context.set_offline(True)
    wait_for_state(reader, "offline")
    blog.publish(1100)
    reader.context.set_offline(False)
    wait_for_state(reader, "connected")
    wait_for_seq(reader, blog.seq)
    assert shown(reader) == newest(blog, 13)


def test_pausing_holds_everything_until_resumed(reader: Page, blog: FakeBlog) -> None:
    reader.get_by_role("button", name="Pause").click()
    wait_for_state(reader, "paused")
    blog.publish(1100)
    reader.wait_for_timeout(300)
    assert shown(reader) == newest(blog, 13)[1:]
    reader.get_by_role("button", name="Resume").click()
    wait_for_seq(reader, blog.seq)
    assert shown(reader) == newest(blog, 13)


def test_a_server_that_comes_back_is_found_again(
    new_page: Callable[[], Page], blog: FakeBlog
) -> None:
    page = new_page()
    server, address = start(blog)
    page.goto(address)
    wait_for_state(page, "connected")
    server.shutdown()
    blog.hang_up()
    wait_for_state(page, "reconnecting")
    blog.publish(1100)
    again, _ = start(blog, port=int(address.rstrip("/").rsplit(":", 1)[1]))
    wait_for_seq(page, blog.seq)
    assert shown(page) == newest(blog, 13)
    again.shutdown()
