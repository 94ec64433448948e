"""Articles: public from their time on."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from liveblog.models import Article


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("is_public", "minutes", "seen"), [(True, -1, True), (True, 1, False), (False, -1, False)]
)
def test_an_article_is_public_from_its_time_on(is_public: bool, minutes: int, seen: bool) -> None:
    at = timezone.now() + timedelta(minutes=minutes)
    Article.objects.create(slug="a", title="A", body="A", is_public=is_public, published_at=at)
    assert Article.objects.public().exists() == seen
