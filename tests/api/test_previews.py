"""`/preview`."""

from __future__ import annotations

from django.contrib.auth.models import User

from liveblog.live import rendering
from liveblog.models import Change, LiveBlog, Post
from tests.api.conftest import Api
from tests.world import make_author, make_blog, make_image, make_post


def test_a_text_looks_as_it_will(api: Api) -> None:
    assert api.post("/preview", {"body": "*a*"}).json()["html"] == "<p><em>a</em></p>"


def test_a_whole_post_is_the_readers_post(api: Api, blog: LiveBlog, editor: User) -> None:
    author, image = make_author("Ines Roth", role="Reporter"), make_image(by=editor)
    said = api.post(
        "/preview",
        {
            "blog": blog.slug,
            "headline": "Talks begin",
            "body": "Now.",
            "authors": [author.slug],
            "images": [{"id": image.public_id, "caption": "The door"}],
            "event_at": "2025-05-16T16:31:00+03:00",
        },
    ).json()
    assert '<article id="post-' in said["post"]
    for words in ("Talks begin", "<p>Now.</p>", "Ines Roth", "The door", image.src, "15:31"):
        assert words in said["post"]


def test_nothing_is_saved(api: Api, blog: LiveBlog) -> None:
    before = Change.objects.count()
    api.post("/preview", {"blog": blog.slug, "body": "x"})
    assert (Post.objects.count(), Change.objects.count()) == (0, before)


def test_a_preview_differs_from_the_post_only_in_what_publishing_adds(
    api: Api, blog: LiveBlog
) -> None:
    post = make_post(blog, "Now.", headline="Talks begin")
    said = api.post("/preview", {"blog": blog.slug, "body": "Now.", "headline": "Talks begin"})
    public = rendering.post_html(post)
    prose = '<div class="prose"><p>Now.</p></div>'
    assert prose in said.json()["post"]
    assert prose in public


def test_refused_markup_names_the_field(api: Api) -> None:
    answer = api.post("/preview", {"body": "[" * 1000})
    assert (answer.status_code, list(answer.json()["errors"])) == (422, ["body"])


def test_a_blog_out_of_reach_is_not_there(api: Api) -> None:
    assert api.post("/preview", {"blog": make_blog().slug, "body": "x"}).status_code == 404
