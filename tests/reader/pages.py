"""The blog's page as a reader gets it, and what stands in it."""

import re

from django.test import Client

from liveblog.models import LiveBlog


def html(client: Client, blog: LiveBlog, query: str = "") -> str:
    response = client.get(f"/live/{blog.slug}/{query}")
    assert response.status_code == 200
    return response.content.decode()


def shown(page: str) -> list[str]:
    """The ids of the posts on a page, in its order."""
    return re.findall(r'<article id="post-(\w+)"', page)


def data(page: str, name: str) -> str:
    """One of the timeline's data attributes."""
    match = re.search(rf'<live-timeline[^>]* data-{name}="([^"]*)"', page)
    assert match
    return match[1]
