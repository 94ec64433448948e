"""A change of an author is told in every blog where the name stands."""

from __future__ import annotations

import pytest

from liveblog.models import Author, LiveBlog
from liveblog.publishing import authors, blogs, posts
from tests.publishing.ledger import changes_made, nothing_written, refused
from tests.world import (
    DESK,
    make_author,
    make_blog,
    make_draft,
    make_image,
    make_post,
    make_user,
)

pytestmark = pytest.mark.django_db


def test_every_public_blog_gets_one_change_with_all_the_posts() -> None:
    author, other = make_author(), make_author()
    one, two, third = make_blog(), make_blog(), make_blog()
    mine = [make_post(one, authors=[other, author]) for _ in range(3)]
    make_post(two, authors=[author])
    theirs, others = make_post(one, authors=[other]), make_post(third, authors=[other])
    with changes_made(one) as in_one, changes_made(two) as in_two, changes_made(third) as in_third:
        authors.save(author, by=DESK, name="Jale Brandt-Arslan")
    assert [(change.verb, change.note) for change in in_one] == [("edit", "Jale Brandt-Arslan")]
    assert (len(in_two), len(in_third)) == (1, 0)
    versions = dict(one.posts.values_list("pk", "version"))
    assert {versions[post.pk] for post in mine} == {in_one[0].seq}
    assert versions[theirs.pk] == theirs.version
    assert third.posts.get().version == others.version


def test_hidden_posts_and_blogs_are_told_nothing() -> None:
    author = make_author()
    blog, withdrawn = make_blog(), make_blog()
    make_draft(blog, authors=[author])
    posts.retract(make_post(blog, authors=[author]), "Wrong.", by=DESK)
    make_post(withdrawn, authors=[author])
    blogs.withdraw(withdrawn, by=DESK)
    with nothing_written(blog), nothing_written(withdrawn):
        authors.save(author, by=DESK, name="Somebody Else")


def test_what_readers_cannot_see_is_no_change() -> None:
    author = make_author("Same", role="reporter")
    blog = make_blog()
    make_post(blog, authors=[author])
    with nothing_written(blog):
        authors.save(author, by=DESK, name=" Same ", user=make_user(), slug="another")
    assert Author.objects.get(pk=author.pk).slug == "another"


@pytest.mark.parametrize("field", ["name", "role", "place", "portrait"])
def test_all_that_readers_see_of_an_author_is_a_change(field: str) -> None:
    author = make_author()
    make_post(make_blog(), authors=[author])
    with changes_made(LiveBlog.objects.get()) as made:
        authors.save(author, by=DESK, **{field: make_image() if field == "portrait" else "New"})
    assert len(made) == 1


def test_two_authors_cannot_share_name_or_account() -> None:
    taken = make_author(user=make_user())
    with refused("slug", "user"):
        authors.save(Author(), by=DESK, name="B", slug=taken.slug, user=taken.user)
    assert Author.objects.count() == 1


def test_an_author_needs_a_name() -> None:
    with refused("name", "slug"):
        authors.save(Author(), by=DESK, name="\u200b")
