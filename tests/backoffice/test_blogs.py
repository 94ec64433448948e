"""Live blogs in the back office."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from liveblog.models import BlogStatus, LiveBlog, Role, Verb
from tests import world
from tests.backoffice.conftest import browser, staff
from tests.backoffice.forms import address, errors, send

pytestmark = pytest.mark.django_db

STEPS = [
    ("draft", Verb.OPEN, "live"),
    ("live", Verb.PAUSE, "paused"),
    ("paused", Verb.RESUME, "live"),
    ("live", Verb.END, "ended"),
    ("ended", Verb.REOPEN, "live"),
    ("ended", Verb.ARCHIVE, "archived"),
    ("live", Verb.WITHDRAW, "draft"),
]


def test_a_blog_is_created_as_a_draft(desk: Client) -> None:
    response = send(desk, address("liveblog", "add"), title="Storm", slug="storm")
    blog = LiveBlog.objects.get()
    assert response.status_code == 302
    assert (blog.status, blog.seq, blog.title) == (BlogStatus.DRAFT, 0, "Storm")


def test_an_edit_is_one_change(desk: Client, blog: LiveBlog) -> None:
    send(desk, address("liveblog", "change", blog.pk), introduction="It *blows*.")
    blog.refresh_from_db()
    assert blog.introduction_html == "<p>It <em>blows</em>.</p>"
    change = blog.changes.first()
    assert (change.verb, change.seq, change.via) == (Verb.EDIT_BLOG, 2, "admin")


def test_an_untouched_blog_is_no_change(desk: Client, blog: LiveBlog) -> None:
    send(desk, address("liveblog", "change", blog.pk))
    blog.refresh_from_db()
    assert blog.seq == 1


@pytest.mark.parametrize(("before", "verb", "after"), STEPS)
def test_each_step_is_exactly_one_change(desk: Client, before: str, verb: str, after: str) -> None:
    blog = world.make_blog(status=before)
    url = address("liveblog", "verb", blog.pk, verb)
    assert desk.get(url).status_code == 200
    desk.post(url)
    fresh = LiveBlog.objects.get(pk=blog.pk)
    assert (fresh.status, fresh.seq) == (after, blog.seq + 1)
    assert fresh.changes.first().verb == verb


@pytest.mark.parametrize(("before", "verb", "after"), STEPS)
def test_each_step_works_in_bulk(desk: Client, before: str, verb: str, after: str) -> None:
    blogs = [world.make_blog(status=before) for _ in range(2)]
    sent = {"action": verb, "_selected_action": [blog.pk for blog in blogs], "confirmed": 1}
    desk.post(address("liveblog"), sent)
    assert set(LiveBlog.objects.values_list("status", flat=True)) == {after}


def test_a_wrong_step_is_a_message(desk: Client, blog: LiveBlog) -> None:
    page = desk.post(address("liveblog", "verb", blog.pk, "resume"), follow=True)
    assert [message.level_tag for message in page.context["messages"]] == ["error"]
    blog.refresh_from_db()
    assert blog.seq == 1


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"slug": "elsewhere"}, "slug"),
        ({"title": ""}, "title"),
        ({"introduction": "[" * 4_000}, "introduction"),
        ({"ends_at_0": "01.01.2000", "ends_at_1": "10:00"}, "__all__"),
        ({"time_zone": "Mars/Base"}, "time_zone"),
    ],
)
def test_what_the_verb_refuses_is_said(
    desk: Client, blog: LiveBlog, typed: dict[str, str], field: str
) -> None:
    page = send(desk, address("liveblog", "change", blog.pk), **typed)
    assert page.status_code == 200
    assert list(errors(page)) == [field]
    blog.refresh_from_db()
    assert blog.seq == 1


def test_picture_and_end_can_be_taken_away(desk: Client) -> None:
    blog = world.make_blog(hero=world.make_image(), ends_at=timezone.now() + timedelta(days=1))
    emptied = {"hero": "", "ends_at_0": "", "ends_at_1": ""}
    response = send(desk, address("liveblog", "change", blog.pk), **emptied)
    assert response.status_code == 302
    fresh = LiveBlog.objects.get(pk=blog.pk)
    assert (fresh.hero, fresh.ends_at, fresh.seq) == (None, None, blog.seq + 1)


def test_the_end_of_an_ended_blog_cannot_be_taken_away(desk: Client) -> None:
    blog = world.make_blog(status="ended")
    page = send(desk, address("liveblog", "change", blog.pk), ends_at_0="", ends_at_1="")
    assert list(errors(page)) == ["ends_at"]
    assert LiveBlog.objects.get(pk=blog.pk).ends_at == blog.ends_at


def test_a_role_is_given_and_taken_below_the_blog(desk: Client, blog: LiveBlog) -> None:
    user = world.make_user()
    rows = {
        "memberships-TOTAL_FORMS": 1,
        "memberships-0-user": user.pk,
        "memberships-0-role": Role.REPORTER,
    }
    send(desk, address("liveblog", "change", blog.pk), **rows)
    assert blog.memberships.get().role == Role.REPORTER
    send(desk, address("liveblog", "change", blog.pk), **{"memberships-0-role": Role.EDITOR})
    assert blog.memberships.get().role == Role.EDITOR
    send(desk, address("liveblog", "change", blog.pk), **{"memberships-0-DELETE": "on"})
    assert not blog.memberships.exists()


def test_the_list_counts_published_posts(desk: Client, blog: LiveBlog) -> None:
    world.make_post(blog)
    world.make_draft(blog)
    page = desk.get(address("liveblog"))
    assert page.context["cl"].result_list[0].posts_number == 1


def test_search_finds_the_title(desk: Client) -> None:
    found, _other = world.make_blog(title="Eclipse"), world.make_blog(title="Derby")
    page = desk.get(address("liveblog"), {"q": "eclip"})
    assert list(page.context["cl"].result_list) == [found]


def test_an_editor_edits_but_gives_no_roles(blog: LiveBlog) -> None:
    editor = browser(Role.EDITOR, blog)
    page = editor.get(address("liveblog", "change", blog.pk))
    assert page.context["inline_admin_formsets"] == []
    send(editor, address("liveblog", "change", blog.pk), title="New title")
    blog.refresh_from_db()
    assert blog.title == "New title"


def test_an_editor_does_not_withdraw(blog: LiveBlog) -> None:
    url = address("liveblog", "verb", blog.pk, "withdraw")
    assert browser(Role.EDITOR, blog).post(url).status_code == 403
    assert browser(Role.ADMINISTRATOR, blog).post(url).status_code == 302


@pytest.mark.parametrize("verb", [verb for _, verb, _ in STEPS])
def test_a_reporter_moves_no_blog(blog: LiveBlog, verb: str) -> None:
    reporter = browser(Role.REPORTER, blog)
    assert reporter.post(address("liveblog", "verb", blog.pk, verb)).status_code == 403
    assert reporter.post(address("liveblog", "change", blog.pk), {"title": "x"}).status_code == 403
    blog.refresh_from_db()
    assert blog.seq == 1


def test_only_administrators_of_everything_create_blogs(blog: LiveBlog) -> None:
    add = address("liveblog", "add")
    assert browser(Role.ADMINISTRATOR, blog).get(add).status_code == 403
    assert browser(Role.ADMINISTRATOR).get(add).status_code == 200


def test_other_blogs_are_not_listed(blog: LiveBlog) -> None:
    world.make_blog(title="Secret plan")
    page = browser(Role.EDITOR, blog).get(address("liveblog"))
    assert list(page.context["cl"].result_list) == [blog]


def test_a_forged_role_row_is_ignored(blog: LiveBlog) -> None:
    editor = browser(Role.EDITOR, blog)
    rows: dict[str, object] = {"memberships-TOTAL_FORMS": 1, "memberships-INITIAL_FORMS": 0}
    rows |= {"memberships-0-user": staff().pk, "memberships-0-role": Role.ADMINISTRATOR}
    send(editor, address("liveblog", "change", blog.pk), **rows)
    assert blog.memberships.count() == 1


def test_a_blog_links_to_its_page_and_its_desk(desk: Client, blog: LiveBlog) -> None:
    text = desk.get(address("liveblog", "change", blog.pk)).content.decode()
    assert f'href="{blog.get_absolute_url()}"' in text
    assert f'href="/newsroom/{blog.slug}/"' in text
