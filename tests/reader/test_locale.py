"""The blog's language, its clock and its calendar."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from tests.reader.pages import html
from tests.reader.stories import NOON
from tests.world import make_blog, make_post

pytestmark = pytest.mark.django_db


def test_german_blogs_speak_german_and_english_ones_english(client: Client) -> None:
    german = html(client, make_blog(language="de", starts_at=NOON))
    english = html(client, make_blog(language="en", starts_at=NOON))
    assert '<html lang="de">' in german
    assert "Freitag, 16.\u00a0Mai\u00a02025" in german
    assert '<html lang="en">' in english
    assert "Friday, 16\u00a0May\u00a02025" in english


def test_a_swiss_blog_names_its_language(client: Client) -> None:
    page = html(client, make_blog(language="de-ch", starts_at=NOON))
    assert '<html lang="de-CH">' in page
    assert "16.\u00a0Mai" in page


def test_times_are_those_of_the_blogs_zone(client: Client) -> None:
    blog = make_blog(time_zone="Asia/Tokyo")
    make_post(blog, event_at=datetime(2025, 5, 16, 18, 30, tzinfo=UTC))
    page = html(client, blog)
    assert '<time datetime="2025-05-17T03:30:00+09:00">03:30</time>' in page
    assert 'data-day-heading="2025-05-17"' in page


def test_every_day_has_one_heading(client: Client) -> None:
    blog = make_blog(time_zone="Europe/Berlin")
    for hours in (0, 1, 20, 21):
        make_post(blog, event_at=NOON + timedelta(hours=hours))
    days = re.findall(r'data-day-heading="([^"]+)"', html(client, blog))
    assert days == ["2025-05-17", "2025-05-16"]


def test_a_day_of_another_year_says_which(client: Client) -> None:
    blog = make_blog(language="en")
    make_post(blog, "Long ago.", event_at=datetime(1989, 11, 9, 18, 53, tzinfo=UTC))
    page = client.get(blog.get_absolute_url()).content.decode()
    assert ">Thursday, 9\u00a0November\u00a01989</p>" in page
    assert 'data-day-label="Thursday, 9\u00a0November\u00a01989"' in page
