"""The HTML of posts, kept by version."""

from __future__ import annotations

import pytest
from pytest_django.fixtures import DjangoAssertNumQueries

from liveblog.live import rendering
from liveblog.models import Post
from liveblog.publishing import posts
from liveblog.publishing.content import PostContent
from tests.world import DESK, make_author, make_blog, make_draft, make_post

pytestmark = pytest.mark.django_db

DISPLAY = 3  # queries: bylines, pictures, share links


def test_a_version_is_rendered_once(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    post = make_post(make_blog())
    first = rendering.public_html([post])
    read = Post.objects.select_related("blog").get(pk=post.pk)
    with django_assert_num_queries(0):
        assert rendering.public_html([read]) == first


def test_a_new_version_is_rendered_anew() -> None:
    post = make_post(make_blog(), "First words")
    rendering.public_html([post])
    post = posts.edit(post, PostContent(body="Last words"), by=DESK)
    html = rendering.public_html([post])[post]
    assert "Last words" in html
    assert "First words" not in html


def test_many_posts_cost_as_many_queries_as_one(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    blog = make_blog()
    for _ in range(5):
        make_post(blog, authors=[make_author()])
    found = list(blog.posts.public())
    with django_assert_num_queries(DISPLAY):
        html = rendering.public_html(found)
    assert list(html) == found


def test_only_the_picture_at_the_top_is_in_a_hurry() -> None:
    post = make_post(make_blog())
    assert rendering.public_html([post], eager=post) == {
        post: rendering.post_html(post, eager=True)
    }


def test_what_is_not_public_is_not_kept() -> None:
    with pytest.raises(ValueError, match="not public"):
        rendering.public_html([make_draft(make_blog())])
