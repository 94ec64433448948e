"""L1: after any changes, the open page is what a fresh page would be."""

import random
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from liveblog.models import LiveBlog
from liveblog.publishing import blogs, posts
from liveblog.publishing.blogs import BlogContent
from liveblog.publishing.content import PostContent
from liveblog.publishing.errors import PublishingError
from tests.journeys.readers import Reader
from tests.world import DESK, make_blog, make_image, make_post

pytestmark = [pytest.mark.browser, pytest.mark.slow]
STEPS = 60
# What scripts or the first picture's priority add is not the newsroom's word.
SNAPSHOT = """(floor) => {
  const plain = (element) => {
    const copy = element.cloneNode(true);
    copy.querySelectorAll('[data-relative]').forEach((age) => age.remove());
    for (const one of [copy, ...copy.querySelectorAll('*')]) {
      for (const name of ['aria-posinset', 'aria-setsize', 'data-arriving', 'data-edited',
        'loading', 'fetchpriority', 'open']) one.removeAttribute(name);
      const attributes = [...one.attributes].map(({ name, value }) => [name, value]).sort();
      for (const [name] of attributes) one.removeAttribute(name);
      for (const [name, value] of attributes) one.setAttribute(name, value);
    }
    return copy.outerHTML.replace(/\\s+/g, ' ').replace(/> /g, '>').replace(/ </g, '<');
  };
  const articles = [...document.querySelectorAll('[data-feed] > *')]
    .filter((el) => !el.dataset.sort || el.dataset.sort >= floor);
  return {
    feed: articles.filter((el) => !el.matches('.last-visit')).map(plain),
    regions: [...document.querySelectorAll('[data-region]')].map(plain),
    status: [document.querySelector('live-timeline').dataset.status],
  };
}"""


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_page_and_frames_equal_a_fresh_page(
    new_reader: Callable[..., Reader], transactional_db: None, seed: int
) -> None:
    chance = random.Random(seed)
    blog = make_blog()
    for number in range(24):
        make_post(blog, f"Anfang {number}. " * 12, headline=f"Anfang {number}")
    reader = new_reader().open(blog)
    if chance.random() < 0.5:
        reader.scroll_to(blog.posts.newest_first()[8])
    for step in range(STEPS):
        change(blog, chance, step)
        if step == STEPS // 2:
            reader.context.set_offline(chance.random() < 0.7)
        if step == STEPS // 2 + 12:
            reader.context.set_offline(False)
    reader.wait_for(blog)
    reader.page.evaluate("scrollTo(0, 0)")
    reader.page.wait_for_function(
        "() => !document.querySelector('live-timeline').stream.timeline.heldCount"
    )
    floor = reader.page.get_attribute("live-timeline", "data-floor") or ""
    seen, wanted = snapshot(reader, floor), snapshot(fresh(new_reader, blog, floor), floor)
    for part in wanted:
        for left, right in zip(seen[part], wanted[part], strict=True):
            assert left == right


def fresh(new_reader: Callable[..., Reader], blog: LiveBlog, floor: str) -> Reader:
    """A page opened now, as far down as the other one reaches."""
    reader = new_reader().open(blog)
    page = reader.page
    while (page.get_attribute("live-timeline", "data-floor") or "") > floor:
        count = len(reader.ids)
        page.locator("a[data-older]").click()
        page.wait_for_function("n => document.querySelectorAll('article').length > n", arg=count)
    return reader


def snapshot(reader: Reader, floor: str) -> dict[str, Any]:
    seen: dict[str, Any] = reader.page.evaluate(SNAPSHOT, floor)
    return seen


def change(blog: LiveBlog, chance: random.Random, step: int) -> None:
    """Something that a newsroom does, with what is there."""
    post = chance.choice(list(blog.posts.public()))
    earlier = PostContent(event_at=post.event_at - timedelta(seconds=chance.randrange(1, 90)))
    picture = make_image() if chance.random() < 0.1 else None
    verbs: list[Callable[[], object]] = [
        lambda: make_post(blog, f"Neu {step}", images=[picture] if picture else []),
        lambda: make_post(blog, f"Eilig {step}", headline=f"Eilig {step}", breaking=True),
        lambda: posts.edit(post, PostContent(body=f"Anders {step}. " * 9), by=DESK),
        lambda: posts.edit(post, earlier, by=DESK),
        lambda: posts.correct(post, PostContent(body="Richtig"), f"Korrektur {step}", by=DESK),
        lambda: posts.retract(post, "Falsch", by=DESK),
        lambda: posts.restore(blog.posts.filter(status="retracted")[0], by=DESK),
        lambda: posts.pin(post, by=DESK),
        lambda: posts.unpin(post, by=DESK),
        lambda: posts.mark_key(post, by=DESK),
        lambda: posts.unmark_key(post, by=DESK),
        lambda: blogs.edit(blog, BlogContent(introduction=f"Einleitung {step}"), by=DESK),
        lambda: blogs.edit(blog, BlogContent(title=f"Titel {step}"), by=DESK),
    ]
    try:
        chance.choice(verbs)()
    except (PublishingError, IndexError):
        # Not everything can be done with every post: a newsroom would see a message.
        return
