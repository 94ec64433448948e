"""Share links: one a network."""

from __future__ import annotations

import pytest

from tests.models.refusing import database_refuses
from tests.world import make_blog, make_post

pytestmark = pytest.mark.django_db


def test_the_database_keeps_one_link_per_network() -> None:
    post = make_post(make_blog())
    with database_refuses("share_link_per_network"):
        post.share_links.create(network="x")


def test_the_database_keeps_each_code_once() -> None:
    one, two = make_post(make_blog()).share_links.all()[:2]
    with database_refuses("code"):
        type(two).objects.filter(pk=two.pk).update(code=one.code)
