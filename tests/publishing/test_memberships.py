"""Roles are given and taken."""

from __future__ import annotations

import pytest

from liveblog.models import Membership, Role
from liveblog.publishing import memberships
from tests.world import make_blog, make_user

pytestmark = pytest.mark.django_db


def test_a_new_role_replaces_the_old_one_there_only() -> None:
    user, blog = make_user(), make_blog()
    for place in (blog, None):
        memberships.grant(user, Role.CONTRIBUTOR, blog=place)
        memberships.grant(user, Role.EDITOR, blog=place)
    assert sorted(user.memberships.values_list("blog", "role"), key=str) == sorted(
        [(blog.pk, "editor"), (None, "editor")], key=str
    )


def test_a_role_is_taken_where_it_was_given() -> None:
    user, blog = make_user(), make_blog()
    memberships.grant(user, Role.EDITOR, blog=blog)
    memberships.grant(user, Role.REPORTER)
    memberships.revoke(user, blog=blog)
    assert list(Membership.objects.values_list("blog", "role")) == [(None, "reporter")]
    memberships.revoke(user)
    assert not user.memberships.exists()
