"""Roles: one for each blog, one for everything."""

from __future__ import annotations

import pytest

from liveblog.models import Membership, Role
from tests.models.refusing import database_refuses
from tests.world import make_blog, make_user

pytestmark = pytest.mark.django_db


def test_the_database_keeps_one_role_per_blog() -> None:
    blog = make_blog()
    user = make_user(role=Role.EDITOR, blog=blog)
    with database_refuses("one_role_per_blog"):
        Membership.objects.create(user=user, blog=blog, role=Role.REPORTER)


def test_the_database_keeps_one_role_everywhere() -> None:
    user = make_user(role=Role.EDITOR)
    with database_refuses("one_role_everywhere"):
        Membership.objects.create(user=user, role=Role.REPORTER)


def test_the_database_knows_every_role() -> None:
    with database_refuses("membership_role_known"):
        Membership.objects.create(user=make_user(), role="owner")
