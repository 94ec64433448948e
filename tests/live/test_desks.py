"""Who is writing in the newsroom: shown to the others, faded when silent."""

from typing import Any

import pytest

from liveblog.live.desks import FADES_SECONDS, Desks

BLOG = 7


class Page:
    """A newsroom page that remembers what it was told."""

    def __init__(self, key: str) -> None:
        self.key = key
        self.told: list[dict[str, Any]] = []

    def offer(self, message: dict[str, Any]) -> None:
        self.told.append(message)

    @property
    def people(self) -> list[tuple[str, str]]:
        last = [message for message in self.told if message["type"] == "presence"][-1]
        return [(person["name"], person["post"]) for person in last["people"]]


def writing(key: str, name: str, post: str = "", blog: int = BLOG) -> dict[str, Any]:
    return {"about": "writing", "blog": blog, "key": key, "name": name, "post": post}


@pytest.fixture
def desks() -> Desks:
    return Desks()


@pytest.fixture
def jale(desks: Desks) -> Page:
    page = Page("jale")
    desks.join(BLOG, page)
    return page


@pytest.fixture
def timo(desks: Desks) -> Page:
    page = Page("timo")
    desks.join(BLOG, page)
    return page


def test_a_colleague_sees_who_writes(desks: Desks, jale: Page, timo: Page) -> None:
    desks.heard(writing("jale", "Jale Brandt"), now=0)
    assert timo.people == [("Jale Brandt", "")]


def test_nobody_is_told_of_herself(desks: Desks, jale: Page, timo: Page) -> None:
    desks.heard(writing("jale", "Jale Brandt"), now=0)
    assert jale.people == []


def test_who_comes_later_is_told_at_once(desks: Desks, jale: Page) -> None:
    desks.heard(writing("jale", "Jale Brandt", "abc"), now=0)
    late = Page("late")
    desks.join(BLOG, late)
    assert late.people == [("Jale Brandt", "abc")]


def test_a_second_sign_is_no_news(desks: Desks, jale: Page, timo: Page) -> None:
    desks.heard(writing("jale", "Jale Brandt"), now=0)
    before = len(timo.told)
    desks.heard(writing("jale", "Jale Brandt"), now=30)
    assert len(timo.told) == before


def test_another_post_is_news(desks: Desks, jale: Page, timo: Page) -> None:
    desks.heard(writing("jale", "Jale Brandt"), now=0)
    desks.heard(writing("jale", "Jale Brandt", "abc"), now=1)
    assert timo.people == [("Jale Brandt", "abc")]


def test_the_quiet_disappear_at_once(desks: Desks, jale: Page, timo: Page) -> None:
    desks.heard(writing("jale", "Jale Brandt"), now=0)
    desks.heard({"about": "quiet", "blog": BLOG, "key": "jale", "name": "", "post": ""}, now=1)
    assert timo.people == []


def test_the_silent_fade(desks: Desks, jale: Page, timo: Page) -> None:
    desks.heard(writing("jale", "Jale Brandt"), now=0)
    desks.fade(now=FADES_SECONDS - 1)
    assert timo.people == [("Jale Brandt", "")]
    desks.fade(now=FADES_SECONDS + 1)
    assert timo.people == []


def test_another_blog_hears_nothing(desks: Desks, jale: Page) -> None:
    before = len(jale.told)
    desks.heard(writing("x", "Somebody", blog=BLOG + 1), now=0)
    desks.heard({"about": "post", "blog": BLOG + 1, "post": "abc"}, now=0)
    assert len(jale.told) == before


def test_a_changed_draft_is_announced(desks: Desks, jale: Page) -> None:
    desks.heard({"about": "post", "blog": BLOG, "post": "abc"}, now=0)
    assert jale.told[-1] == {"type": "changed", "post": "abc"}


def test_who_left_is_told_nothing(desks: Desks, jale: Page) -> None:
    desks.leave(BLOG, jale)
    before = len(jale.told)
    desks.heard({"about": "post", "blog": BLOG, "post": "abc"}, now=0)
    assert len(jale.told) == before


def test_every_page_hears_how_many_read(desks: Desks, jale: Page) -> None:
    desks.count_readers({BLOG: 1284, BLOG + 1: 5})
    assert jale.told[-1] == {"type": "readers", "count": 1284}
