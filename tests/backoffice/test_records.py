"""Share links and changes: read, never written."""

from __future__ import annotations

import pytest
from django.test import Client

from liveblog.models import Change, LiveBlog, Role, ShareLink
from liveblog.publishing import posts, share_links
from tests import world
from tests.backoffice.conftest import browser
from tests.backoffice.forms import address

pytestmark = pytest.mark.django_db


def test_share_links_show_their_count_and_the_sum(desk: Client, blog: LiveBlog) -> None:
    post = world.make_post(blog)
    for link in (post.share_links.all()[0], post.share_links.all()[1]):
        share_links.open(link.code)
    first = desk.get(address("sharelink")).context["cl"].result_list[0]
    assert (first.opened, first.total) == (1, 2)


def test_the_change_says_who_what_and_why(desk: Client, blog: LiveBlog) -> None:
    posts.retract(world.make_post(blog), "It was invented.", by=world.DESK)
    text = desk.get(address("change")).content.decode()
    assert "It was invented." in text and "badge-retract" in text


@pytest.mark.parametrize("model", ["change", "sharelink"])
def test_nobody_writes_a_record(desk: Client, blog: LiveBlog, model: str) -> None:
    post = world.make_post(blog)
    pk = ShareLink.objects.first().pk if model == "sharelink" else post.changes.get().pk
    assert desk.get(address(model, "add")).status_code == 403
    assert desk.get(address(model, "change", pk)).status_code == 200
    assert desk.post(address(model, "change", pk), {"note": "x"}).status_code == 403
    assert desk.post(address(model, "delete", pk), {"post": "yes"}).status_code == 403


@pytest.mark.parametrize("model", ["change", "sharelink"])
def test_records_of_other_blogs_are_out_of_reach(blog: LiveBlog, model: str) -> None:
    world.make_post(blog)
    page = browser(Role.EDITOR, world.make_blog()).get(address(model))
    blogs = {getattr(row, "blog", None) or row.post.blog for row in page.context["cl"].result_list}
    assert blog not in blogs


def test_changes_filter_by_verb(desk: Client, blog: LiveBlog) -> None:
    world.make_post(blog)
    page = desk.get(address("change"), {"verb__exact": "publish"})
    assert [change.verb for change in page.context["cl"].result_list] == ["publish"]


def test_filters_speak_as_the_list_does(desk: Client, blog: LiveBlog) -> None:
    world.make_post(blog)
    world.make_blog()
    Change.objects.update(via="session")
    page = desk.get(address("change"), {"via": "session"}, headers={"accept-language": "de"})
    filters = {str(spec.title): spec for spec in page.context["cl"].filter_specs}
    assert list(filters) == ["Vorgang", "Blog", "Wer", "Weg"]
    chosen = [one for one in filters["Weg"].choices(page.context["cl"]) if one["selected"]]
    assert [one["display"] for one in chosen] == ["Newsroom"]
    assert "session<" not in page.content.decode()


def test_ways_of_other_blogs_are_not_offered(blog: LiveBlog) -> None:
    world.make_post(blog)
    Change.objects.filter(blog=blog).update(via="token Secret")
    page = browser(Role.EDITOR, world.make_blog()).get(address("change"))
    assert "Secret" not in page.content.decode()


def test_filters_stand_above_the_list(desk: Client, blog: LiveBlog) -> None:
    world.make_post(blog)
    page = desk.get(address("post"), {"status__exact": "published"}).content.decode()
    assert page.count('id="changelist-filter"') == 1
    assert page.index('id="changelist-filter"') < page.index('id="result_list"')
    assert page.count('is-narrowing"') == 1
