"""Roles in the back office."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from liveblog.models import LiveBlog, Membership, Role
from liveblog.publishing import memberships
from tests import world
from tests.backoffice.conftest import browser
from tests.backoffice.forms import address, errors, send

pytestmark = pytest.mark.django_db


def test_a_role_on_every_blog_is_given_and_taken(desk: Client) -> None:
    user = world.make_user()
    send(desk, address("membership", "add"), user=user.pk, role=Role.EDITOR)
    role = Membership.objects.get(user=user)
    assert (role.blog, role.role) == (None, Role.EDITOR)
    desk.post(address("membership", "delete", role.pk), {"post": "yes"})
    assert not Membership.objects.filter(user=user).exists()


def test_a_moved_role_leaves_nothing_behind(desk: Client, blog: LiveBlog) -> None:
    role = memberships.grant(world.make_user(), Role.EDITOR, blog=world.make_blog())
    send(desk, address("membership", "change", role.pk), blog=blog.pk)
    assert Membership.objects.get().blog == blog


def test_an_administrator_of_one_blog_gives_roles_there_only(blog: LiveBlog) -> None:
    administrator, user = browser(Role.ADMINISTRATOR, blog), world.make_user()
    add = address("membership", "add")
    send(administrator, add, user=user.pk, role=Role.EDITOR, blog=blog.pk)
    assert send(administrator, add, user=user.pk, role=Role.EDITOR).status_code == 403
    page = send(administrator, add, user=user.pk, role=Role.EDITOR, blog=world.make_blog().pk)
    assert list(errors(page)) == ["blog"]
    assert [role.blog for role in user.memberships.all()] == [blog]


def test_an_administrator_of_one_blog_finds_people(blog: LiveBlog) -> None:
    field = {"app_label": "liveblog", "model_name": "membership", "field_name": "user"}
    url = reverse("admin:autocomplete")
    assert browser(Role.ADMINISTRATOR, blog).get(url, field).status_code == 200
    assert browser(Role.EDITOR, blog).get(url, field).status_code == 403


def test_roles_elsewhere_are_out_of_reach(blog: LiveBlog) -> None:
    elsewhere = memberships.grant(world.make_user(), Role.EDITOR)
    administrator = browser(Role.ADMINISTRATOR, blog)
    url = address("membership", "delete", elsewhere.pk)
    assert administrator.post(url, {"post": "yes"}).status_code == 302
    assert Membership.objects.filter(pk=elsewhere.pk).exists()


def test_an_editor_sees_no_roles(blog: LiveBlog) -> None:
    assert browser(Role.EDITOR, blog).get(address("membership")).status_code == 403
