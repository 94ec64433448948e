"""`python -m benchmarks.seeding`: the blogs that are measured, in an empty, migrated database.

Prints {"tokens": […], "epochs": {slug: epoch}}.
"""

from __future__ import annotations

import json

import django

django.setup()

from django.contrib.auth.models import User  # noqa: E402
from django.db import transaction  # noqa: E402

from benchmarks.desk import DESK_NAME, DESK_PASSWORD  # noqa: E402
from liveblog.models import LiveBlog, Role  # noqa: E402
from liveblog.publishing import blogs, drafts, memberships, tokens  # noqa: E402
from liveblog.publishing.actors import Actor  # noqa: E402
from liveblog.publishing.content import PostContent  # noqa: E402

DESK = Actor(None, "command")
BLOGS = {"bench": 5, "small": 5, "large": 1_000}  # posts
REPORTERS = 12  # as many tokens, each with the default limit of writes per minute
SENTENCE = "The delegations met again in the afternoon and left without a statement. "


def main() -> None:
    with transaction.atomic():
        made = [_blog(slug, posts) for slug, posts in BLOGS.items()]
        secrets = [_token(number) for number in range(REPORTERS)]
        desk = User.objects.create_user(DESK_NAME, password=DESK_PASSWORD)
        memberships.grant(desk, Role.EDITOR)
    print(json.dumps({"tokens": secrets, "epochs": {blog.slug: blog.epoch for blog in made}}))


def _blog(slug: str, posts: int) -> LiveBlog:
    content = blogs.BlogContent(slug=slug, title=f"Blog {slug}", language="en")
    blog = blogs.open(blogs.create(content), by=DESK)
    for number in range(posts):
        post = PostContent(headline=f"Update {number}", body=SENTENCE * 4)
        drafts.compose(blog, post, by=DESK, status="published")
    return blog


def _token(number: int) -> str:
    user = User.objects.create_user(f"reporter{number}")
    memberships.grant(user, Role.EDITOR)
    return tokens.create(user, by=DESK)[1]


if __name__ == "__main__":
    main()
