"""Revisions: each number once a post."""

from __future__ import annotations

import pytest
from django.utils import timezone

from tests.models.refusing import database_refuses
from tests.world import make_blog, make_post


@pytest.mark.django_db
def test_the_database_keeps_each_number_once() -> None:
    post = make_post(make_blog())
    with database_refuses("revision_number_once"):
        post.revisions.create(number=1, version=2, verb="edit", at=timezone.now())
