"""Dead servers, blocked sockets, other processes: nothing is lost, nothing doubled."""

import time

import pytest

from liveblog.models import LiveBlog
from liveblog.publishing import posts
from tests.journeys.readers import Reader
from tests.journeys.site import Site
from tests.journeys.test_reader_follows import newest
from tests.world import DESK, make_blog, make_post

pytestmark = [pytest.mark.browser, pytest.mark.slow]
TICK_AND_DRAWING = 2.5  # seconds
PUBLISH = """
import time
from liveblog.models import LiveBlog
from liveblog.publishing import drafts
from liveblog.publishing.actors import Actor
from liveblog.publishing.content import PostContent
blog = LiveBlog.objects.get(slug={slug!r})
content = PostContent(body="Aus der Kommandozeile")
drafts.compose(blog, content, by=Actor(None, "command"), status="published")
print(time.time())
"""


@pytest.fixture
def blog(transactional_db: None) -> LiveBlog:
    blog = make_blog()
    for number in range(5):
        make_post(blog, f"Post {number}")
    return blog


def test_a_killed_server_comes_back_and_the_page_catches_up(
    reader: Reader, blog: LiveBlog, site: Site
) -> None:
    reader.open(blog)
    make_post(blog, "Vorher")
    reader.wait_for(blog)
    site.kill()
    reader.wait_for_state("reconnecting")
    lost = blog.posts.newest_first()[2]
    posts.retract(lost, "Falsch", by=DESK)
    make_post(blog, "Währenddessen")
    site.restart()
    reader.wait_for(blog)
    reader.wait_for_state("connected", 40)
    make_post(blog, "Danach")
    reader.wait_for(blog)
    assert reader.ids == newest(blog)


def test_a_post_from_another_process_arrives_within_the_tick(
    reader: Reader, blog: LiveBlog, site: Site
) -> None:
    reader.open(blog)
    known = len(reader.ids)
    shell = site.shell(PUBLISH.format(slug=blog.slug))
    reader.page.wait_for_function(
        "n => document.querySelectorAll('article').length > n", arg=known, timeout=60_000
    )
    seen = time.time()
    written = float(shell.communicate()[0].strip().splitlines()[-1])
    assert seen - written < TICK_AND_DRAWING


def test_where_sockets_are_blocked_the_page_polls(reader: Reader, blog: LiveBlog) -> None:
    reader.page.add_init_script(
        "window.WebSocket = class extends EventTarget { readyState = 0;"
        " constructor() { super(); setTimeout(() => this.onclose?.({ code: 1006 }), 50); }"
        " close() {} static OPEN = 1; static CONNECTING = 0; }"
    )
    started = time.monotonic()
    reader.open(blog, wait=False).wait_for_state("polling", 10)
    assert time.monotonic() - started < 10
    make_post(blog, "Über HTTP")
    reader.page.wait_for_function(
        "n => document.querySelectorAll('article').length > n", arg=5, timeout=20_000
    )
    assert reader.ids == newest(blog)


def test_a_page_that_lost_its_network_catches_up(reader: Reader, blog: LiveBlog) -> None:
    reader.open(blog)
    reader.context.set_offline(True)
    reader.wait_for_state("offline")
    make_post(blog, "Ohne Netz")
    reader.context.set_offline(False)
    reader.wait_for(blog)
    assert reader.ids == newest(blog)
