"""The cast of the back office, signed in."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.test import Client

from liveblog.models import LiveBlog
from tests import world


@pytest.fixture
def blog(db: None) -> LiveBlog:
    return world.make_blog()


@pytest.fixture
def boss(db: None) -> User:
    return world.make_admin()


@pytest.fixture
def desk(client: Client, boss: User) -> Client:
    """A browser in which a superuser is signed in."""
    client.force_login(boss)
    return client


def staff(role: str | None = None, blog: LiveBlog | None = None) -> User:
    """A member of staff with a role on one blog, or on all."""
    user = world.make_user(role=role, blog=blog)
    user.is_staff = True
    user.save()
    return user


def browser(role: str | None = None, blog: LiveBlog | None = None) -> Client:
    client = Client()
    client.force_login(staff(role, blog))
    return client
