"""The back office as a whole: who gets in, what it allows the browser, what it costs."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.contrib import admin
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from liveblog.backoffice.registry import PAGES
from liveblog.backoffice.site import BackofficeSite
from liveblog.live import tally
from liveblog.models import Article, LiveBlog, Role
from liveblog.publishing import articles, memberships, tokens
from tests import world
from tests.backoffice.conftest import browser, staff

pytestmark = pytest.mark.django_db

INDEX = reverse("admin:index")
NAMES = [f"{model._meta.app_label}_{model._meta.model_name}" for model in PAGES]


def test_the_site_is_ours_and_holds_our_pages_only() -> None:
    assert isinstance(admin.site, BackofficeSite)
    assert set(admin.site._registry) == set(PAGES)


@pytest.mark.parametrize("name", NAMES)
def test_every_list_and_empty_form_renders(desk: Client, blog: LiveBlog, name: str) -> None:
    fill(blog, 1)
    assert desk.get(reverse(f"admin:{name}_changelist")).status_code == 200
    assert desk.get(reverse(f"admin:{name}_add")).status_code in (200, 403)


@pytest.mark.parametrize("model", PAGES, ids=lambda model: model._meta.model_name)
def test_every_object_page_renders(desk: Client, blog: LiveBlog, model: type) -> None:
    fill(blog, 1)
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
    pk = model._default_manager.first().pk
    assert desk.get(reverse(f"{name}_change", args=[pk])).status_code == 200
    assert desk.get(reverse(f"{name}_history", args=[pk])).status_code == 200


@pytest.mark.parametrize("name", NAMES)
def test_a_list_costs_the_same_for_many_rows(desk: Client, blog: LiveBlog, name: str) -> None:
    url = reverse(f"admin:{name}_changelist")
    fill(blog, 5)
    few = queries(lambda: desk.get(url))
    fill(blog, 15)
    assert queries(lambda: desk.get(url)) == few


def test_the_dashboard_costs_the_same_for_many_blogs(desk: Client, blog: LiveBlog) -> None:
    fill(blog, 2)
    few = queries(lambda: desk.get(INDEX))
    fill(blog, 8)
    assert queries(lambda: desk.get(INDEX)) == few


def test_the_dashboard_shows_what_runs(desk: Client, blog: LiveBlog) -> None:
    world.make_post(blog, headline="Just in")
    world.make_blog(title="Long gone", status="archived")
    tally.note({blog.pk: 42})
    page = desk.get(INDEX)
    shown, readers = page.context["blogs"][0]
    assert (shown.posts_today, readers) == (1, 42)
    assert "Just in" in page.content.decode()
    assert "Long gone" not in [blog.title for blog, _readers in page.context["blogs"]]


def test_the_dashboard_is_limited_to_blogs_in_reach(blog: LiveBlog) -> None:
    world.make_blog(title="Secret plan")
    page = browser(Role.CONTRIBUTOR, blog).get(INDEX)
    assert "Secret plan" not in page.content.decode()
    assert [shown for shown, _readers in page.context["blogs"]] == [blog]


def test_pages_allow_no_inline_code_and_are_not_kept(desk: Client) -> None:
    response = desk.get(INDEX)
    policy = response["Content-Security-Policy"]
    rules = {rule.strip() for rule in policy.split(";")}
    assert {"script-src 'self'", "style-src 'self'", "frame-ancestors 'none'"} <= rules
    assert "unsafe" not in policy
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize("name", NAMES)
def test_no_page_brings_inline_code(desk: Client, blog: LiveBlog, name: str) -> None:
    fill(blog, 1)
    for page in ("changelist", "add"):
        text = desk.get(reverse(f"admin:{name}_{page}")).content.decode()
        assert "<style" not in text and " style=" not in text and "onclick=" not in text
        assert "<script>" not in text


@pytest.mark.parametrize("name", NAMES)
def test_members_without_staff_rights_stay_outside(blog: LiveBlog, name: str) -> None:
    client = Client()
    client.force_login(world.make_user(role=Role.ADMINISTRATOR))
    assert client.get(reverse(f"admin:{name}_changelist")).status_code == 302


@pytest.mark.parametrize("name", NAMES)
def test_staff_without_a_role_see_nothing(blog: LiveBlog, name: str) -> None:
    client = Client()
    client.force_login(staff())
    assert client.get(reverse(f"admin:{name}_changelist")).status_code == 403
    assert client.get(INDEX).context["app_list"] == []


@pytest.mark.parametrize("key", ["x", "0", "-1", "9" * 30, "1_0", "%00"])
@pytest.mark.parametrize("name", NAMES)
def test_hostile_keys_are_no_error(desk: Client, name: str, key: str) -> None:
    url = reverse(f"admin:{name}_changelist") + f"{key}/change/"
    assert desk.get(url).status_code in (302, 404)


def fill(blog: LiveBlog, number: int) -> None:
    """So many rows of everything."""
    for _ in range(number):
        image, other = world.make_image(), world.make_blog()
        author = world.make_author(portrait=image)
        world.make_post(blog, authors=[author], images=[image])
        article = {"slug": other.slug, "title": "Why", "body": "Because.", "hero": image}
        articles.save(Article(), by=world.DESK, **article)
        memberships.grant(world.make_user(), Role.EDITOR, blog=other)
        tokens.create(world.make_user(), by=world.DESK)


def queries(read: Callable[[], object]) -> int:
    """How many a repeated reading takes; the first one also renews the session."""
    read()
    with CaptureQueriesContext(connection) as caught:
        read()
    return len(caught)
