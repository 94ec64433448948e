"""Authors and bylines."""

from __future__ import annotations

import pytest

from liveblog.models import Author
from tests.models.refusing import database_refuses
from tests.world import make_author, make_blog, make_post


@pytest.mark.parametrize(
    ("name", "initials"),
    [
        ("Jale Brandt", "JB"),
        ("Jale von der Brandt", "JB"),
        ("Äneas", "Ä"),
        ("élodie  ß", "ÉSS"),
        ("", ""),
    ],
)
def test_initials_are_the_first_and_last_names(name: str, initials: str) -> None:
    assert Author(name=name).initials == initials


@pytest.mark.django_db
def test_bylines_keep_the_order_they_were_given() -> None:
    names = [make_author(name) for name in ("Zoe", "Adam", "Mia")]
    post = make_post(make_blog(), authors=names)
    assert [str(byline) for byline in post.bylines.all()] == ["Zoe", "Adam", "Mia"]


@pytest.mark.django_db
def test_the_database_names_an_author_once_a_post() -> None:
    author = make_author()
    post = make_post(make_blog(), authors=[author])
    with database_refuses("byline_names_author_once"):
        post.bylines.create(author=author)
