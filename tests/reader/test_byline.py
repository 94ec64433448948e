"""Who wrote a post."""

import pytest
from django.test import Client

from liveblog.publishing import authors
from tests.reader.pages import html
from tests.world import DESK, make_author, make_blog, make_post

pytestmark = pytest.mark.django_db


def test_an_author_without_portrait_shows_initials(client: Client) -> None:
    blog = make_blog()
    make_post(blog, authors=[make_author("Jale Brandt")])
    assert ">JB</span>" in html(client, blog)


def test_twelve_authors_are_one_line_of_names(client: Client) -> None:
    blog = make_blog()
    make_post(blog, authors=[make_author(f"Name {n}") for n in range(12)])
    page = html(client, blog)
    assert page.count('<b class="byline-name">') == 12
    assert page.count("portrait-initials") == 3


def test_an_authors_new_name_shows_with_the_next_change(client: Client) -> None:
    blog, author = make_blog(), make_author("Old Name")
    make_post(blog, authors=[author])
    html(client, blog)
    authors.save(author, by=DESK, name="New Name")
    make_post(blog)
    assert "New Name" in html(client, blog)
