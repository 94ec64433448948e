"""Accounts in the back office."""

from __future__ import annotations

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from liveblog.models import LiveBlog, Role
from tests import world
from tests.backoffice.conftest import browser

pytestmark = pytest.mark.django_db

LIST = reverse("admin:auth_user_changelist")


def test_a_superuser_makes_an_account(desk: Client) -> None:
    words = {"password1": world.PASSWORD, "password2": world.PASSWORD, "usable_password": "true"}
    desk.post(reverse("admin:auth_user_add"), {"username": "ada", **words})
    assert User.objects.get(username="ada").check_password(world.PASSWORD)


def test_a_lost_second_factor_is_taken_away(desk: Client) -> None:
    user = world.make_user()
    factor = Authenticator.objects.create(user=user, type="totp", data={"secret": "hidden-value"})
    url = reverse("admin:auth_user_change", args=[user.pk])
    assert "hidden-value" not in desk.get(url).content.decode()
    sent = {"username": user.username, "is_active": "on", "authenticator_set-TOTAL_FORMS": 1}
    sent |= {"authenticator_set-INITIAL_FORMS": 1, "authenticator_set-0-id": factor.pk}
    sent |= {"authenticator_set-0-user": user.pk, "authenticator_set-0-DELETE": "on"}
    desk.post(url, sent)
    assert not Authenticator.objects.exists()


def test_accounts_are_closed_not_deleted(desk: Client) -> None:
    url = reverse("admin:auth_user_delete", args=[world.make_user().pk])
    assert desk.post(url, {"post": "yes"}).status_code == 403


def test_an_administrator_of_all_blogs_changes_no_account(blog: LiveBlog) -> None:
    administrator = browser(Role.ADMINISTRATOR)
    assert administrator.get(LIST).status_code == 403
    url = reverse("admin:auth_user_change", args=[world.make_admin().pk])
    assert administrator.post(url, {"is_superuser": "on"}).status_code == 403
