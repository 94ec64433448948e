"""`/blogs/<slug>/posts` and `/posts/<id>`."""

from __future__ import annotations

from uuid import uuid4

from django.contrib.auth.models import User

from liveblog.models import Change, LiveBlog, Post
from tests.api.conftest import Api, api_of
from tests.world import make_author, make_blog, make_draft, make_image, make_post, make_user


def test_a_post_is_created_and_shown_whole(api: Api, blog: LiveBlog, editor: User) -> None:
    image = make_image(by=editor, credit="Agency")
    author = make_author("Mara Keller")
    answer = api.post(
        f"/blogs/{blog.slug}/posts",
        {
            "headline": "Talks begin",
            "body": "**Now.**",
            "authors": [author.slug],
            "images": [{"id": image.public_id, "caption": "The door"}],
            "key": True,
            "pinned": True,
            "status": "published",
            "event_at": "2025-05-16T16:31:00+03:00",
        },
    )
    said = answer.json()
    assert answer.status_code == 201
    assert said["html"] == "<p><strong>Now.</strong></p>"
    assert (said["key"], said["pinned"], said["breaking"]) == (True, True, False)
    assert said["authors"][0]["name"] == "Mara Keller"
    assert said["images"][0] | {"caption": "The door", "credit": "Agency"} == said["images"][0]
    assert said["event_at"] == "2025-05-16T15:31:00+02:00"
    assert said["url"].startswith("http://testserver/live/")
    assert said["share"]["email"].startswith("mailto:")
    assert answer.headers["ETag"] == f'"{said["version"]}"'


def test_publishing_with_a_pin_is_two_changes_or_none(api: Api, blog: LiveBlog) -> None:
    before = Change.objects.count()
    said = {"body": "x", "status": "draft", "pinned": True}
    assert api.post(f"/blogs/{blog.slug}/posts", said).status_code == 422
    assert (Change.objects.count(), Post.objects.count()) == (before, 0)


def test_a_repeated_call_returns_the_first_post(api: Api, blog: LiveBlog) -> None:
    said = {"client_id": str(uuid4()), "body": "Once.", "status": "published", "pinned": True}
    first = api.post(f"/blogs/{blog.slug}/posts", said)
    again = api.post(f"/blogs/{blog.slug}/posts", said)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    assert Post.objects.count() == 1


def test_a_client_id_with_another_content_is_a_conflict(api: Api, blog: LiveBlog) -> None:
    said = {"client_id": str(uuid4()), "body": "Once."}
    api.post(f"/blogs/{blog.slug}/posts", said)
    answer = api.post(f"/blogs/{blog.slug}/posts", said | {"body": "Twice."})
    assert (answer.status_code, Post.objects.get().body) == (409, "Once.")


def test_without_a_byline_the_callers_author_signs(api: Api, blog: LiveBlog, editor: User) -> None:
    author = make_author("Ines Roth", user=editor)
    said = api.post(f"/blogs/{blog.slug}/posts", {"body": "x"}).json()
    assert [name["id"] for name in said["authors"]] == [author.slug]


def test_a_paused_blog_takes_no_new_post(api: Api, editor: User) -> None:
    blog = make_blog(status="paused")
    superior = api_of(make_user("root", role="administrator"))
    answer = superior.post(f"/blogs/{blog.slug}/posts", {"body": "x", "status": "published"})
    assert (answer.status_code, Post.objects.count()) == (409, 0)


def test_pages_of_posts_follow_the_cursor_without_a_gap(api: Api, blog: LiveBlog) -> None:
    made = [make_post(blog, f"Number {n}").public_id for n in range(5)]
    seen, cursor = [], ""
    for _page in range(3):
        said = api.get(f"/blogs/{blog.slug}/posts?limit=2&cursor={cursor}").json()
        seen += [post["id"] for post in said["posts"]]
        cursor = said["next"]
    assert (seen, cursor) == (made[::-1], None)


def test_since_leaves_out_what_the_caller_knows(api: Api, blog: LiveBlog) -> None:
    known, new = make_post(blog), make_post(blog)
    said = api.get(f"/blogs/{blog.slug}/posts?since={known.version}").json()
    assert [post["id"] for post in said["posts"]] == [new.public_id]


def test_the_list_can_be_narrowed_by_status(api: Api, blog: LiveBlog) -> None:
    make_post(blog)
    draft = make_draft(blog)
    said = api.get(f"/blogs/{blog.slug}/posts?status=draft,submitted").json()
    assert [post["id"] for post in said["posts"]] == [draft.public_id]
    assert api.get(f"/blogs/{blog.slug}/posts?status=lost").status_code == 422


def test_the_list_asks_as_often_for_ten_posts_as_for_one(
    api: Api, blog: LiveBlog, django_assert_max_num_queries: object
) -> None:
    for _ in range(10):
        make_post(blog, authors=[make_author()], images=[make_image()])
    with django_assert_max_num_queries(18):  # type: ignore[operator]
        assert len(api.get(f"/blogs/{blog.slug}/posts").json()["posts"]) == 10


def test_a_draft_sent_back_brings_the_desks_note_until_it_is_handed_in_again(
    api: Api, blog: LiveBlog
) -> None:
    writer = make_user(role="contributor", blog=blog)
    hers, post = api_of(writer), make_post(blog, status="submitted", by=writer)
    assert api.change(post, status="draft", note="Who says so?").json()["note"] == "Who says so?"
    for said in (
        hers.get(f"/posts/{post.public_id}").json(),
        hers.get(f"/blogs/{blog.slug}/posts?status=draft").json()["posts"][0],
        hers.patch(f"/posts/{post.public_id}", {"body": "She does."}, -2).json(),
    ):
        assert said["note"] == "Who says so?"
    version = Post.objects.get().version
    said = hers.patch(f"/posts/{post.public_id}", {"status": "submitted"}, version).json()
    assert said["note"] == ""
    said = hers.patch(f"/posts/{post.public_id}", {"status": "draft"}, said["version"]).json()
    assert (said["status"], said["note"]) == ("draft", "")


def test_a_change_needs_the_version_it_was_made_on(api: Api, blog: LiveBlog) -> None:
    post = make_post(blog)
    answer = api.patch(f"/posts/{post.public_id}", {"body": "New."})
    assert (answer.status_code, Post.objects.get().body) == (428, "Something happened.")


def test_a_stale_change_gets_the_current_post(api: Api, blog: LiveBlog) -> None:
    post = make_post(blog)
    assert api.change(post, body="First.").status_code == 200
    answer = api.change(post, body="Second.")
    assert answer.status_code == 412
    assert answer.json()["current"]["body"] == "First."
    assert Post.objects.get().body == "First."


def test_fields_left_out_stay(api: Api, blog: LiveBlog) -> None:
    post = make_post(blog, headline="Stays", authors=[make_author()])
    said = api.change(post, body="New.").json()
    assert (said["headline"], len(said["authors"]), said["body"]) == ("Stays", 1, "New.")


def test_a_correction_says_openly_what_was_wrong(api: Api, blog: LiveBlog) -> None:
    said = api.change(make_post(blog), body="12 people.", correction="It were 12, not 21.").json()
    assert (said["correction"], said["body"]) == ("It were 12, not 21.", "12 people.")


def test_an_empty_correction_is_refused(api: Api, blog: LiveBlog) -> None:
    answer = api.change(make_post(blog), body="12 people.", correction=" ")
    assert (answer.status_code, list(answer.json()["errors"])) == (422, ["note"])


def test_a_draft_goes_through_the_desk(api: Api, blog: LiveBlog, editor: User) -> None:
    writer = make_user(role="contributor", blog=blog)
    draft = make_draft(blog, by=writer)
    submitted = api_of(writer).change(draft, body="Better.", status="submitted").json()
    assert (submitted["status"], submitted["body"]) == ("submitted", "Better.")
    draft.refresh_from_db()
    assert api.change(draft, status="draft").status_code == 422
    back = api.change(draft, status="draft", note="Who says so?").json()
    assert back["status"] == "draft"


def test_a_writer_takes_back_what_was_submitted(blog: LiveBlog) -> None:
    writer = make_user(role="contributor", blog=blog)
    post = make_post(blog, status="submitted", by=writer)
    assert api_of(writer).change(post, status="draft").json()["status"] == "draft"


def test_a_post_is_scheduled_and_rescheduled(api: Api, blog: LiveBlog) -> None:
    draft = make_draft(blog)
    answer = api.change(draft, status="scheduled", publish_at="2199-01-01T10:00:00Z")
    assert answer.json()["publish_at"] == "2199-01-01T11:00:00+01:00"
    draft.refresh_from_db()
    answer = api.change(draft, publish_at="2199-01-01T12:00:00Z")
    assert answer.json()["publish_at"] == "2199-01-01T13:00:00+01:00"


def test_a_time_that_has_passed_schedules_nothing(api: Api, blog: LiveBlog) -> None:
    draft = make_draft(blog)
    answer = api.change(draft, body="New.", status="scheduled", publish_at="2020-01-01T10:00:00Z")
    assert (answer.status_code, list(answer.json()["errors"])) == (422, ["publish_at"])
    draft.refresh_from_db()
    assert (draft.body, draft.status) == ("Not for readers yet.", "draft")


def test_a_published_post_does_not_become_a_draft(api: Api, blog: LiveBlog) -> None:
    assert api.change(make_post(blog), status="draft").status_code == 422


def test_a_draft_is_discarded(api: Api, blog: LiveBlog) -> None:
    draft = make_draft(blog)
    assert api.delete(f"/posts/{draft.public_id}").status_code == 204
    assert not Post.objects.exists()


def test_a_published_post_is_not_discarded(api: Api, blog: LiveBlog) -> None:
    post = make_post(blog)
    assert api.delete(f"/posts/{post.public_id}").status_code == 409
    assert Post.objects.filter(pk=post.pk).exists()


def test_errors_come_by_field(api: Api, blog: LiveBlog) -> None:
    said = {"headline": "x" * 201, "embed": "javascript:alert(1)", "body": "x" * 10_001}
    answer = api.post(f"/blogs/{blog.slug}/posts", said)
    assert answer.status_code == 422
    assert set(answer.json()["errors"]) == {"headline", "embed", "body"}


def test_unknown_authors_and_pictures_are_named(api: Api, blog: LiveBlog) -> None:
    answer = api.post(f"/blogs/{blog.slug}/posts", {"body": "x", "authors": ["nobody"]})
    assert (answer.status_code, list(answer.json()["errors"])) == (422, ["authors"])
    foreign = make_image(by=make_user())
    answer = api.post(f"/blogs/{blog.slug}/posts", {"images": [{"id": foreign.public_id}]})
    assert (answer.status_code, list(answer.json()["errors"])) == (422, ["images"])
