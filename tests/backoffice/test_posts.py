"""Posts in the back office: every change goes through a verb."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.test import Client
from django.utils import translation

from liveblog.models import Change, LiveBlog, Post, PostStatus, Role, Verb
from liveblog.publishing import posts
from liveblog.publishing.content import PostContent
from tests import world
from tests.backoffice.conftest import browser
from tests.backoffice.forms import address, errors, send

pytestmark = pytest.mark.django_db


def verbs(blog: LiveBlog) -> list[str]:
    """The blog's changes after it was opened."""
    return list(blog.changes.filter(seq__gt=1).order_by("seq").values_list("verb", flat=True))


def test_publishing_from_the_form_makes_one_change(desk: Client, blog: LiveBlog) -> None:
    send(desk, address("post", "add"), blog=blog.pk, body="It *rains*.", _publish="1")
    post = Post.objects.get()
    assert (post.status, post.html) == (PostStatus.PUBLISHED, "<p>It <em>rains</em>.</p>")
    assert verbs(blog) == [Verb.PUBLISH]
    assert Change.objects.latest("pk").via == "admin"


def test_a_saved_draft_is_not_a_change(desk: Client, blog: LiveBlog) -> None:
    send(desk, address("post", "add"), blog=blog.pk, headline="Later", _save="1")
    assert Post.objects.get().status == PostStatus.DRAFT
    assert verbs(blog) == []


def test_a_draft_is_saved_and_published_in_one_go(desk: Client, blog: LiveBlog) -> None:
    draft = world.make_draft(blog)
    send(desk, address("post", "change", draft.pk), body="Now for readers.", _publish="1")
    draft.refresh_from_db()
    assert (draft.status, draft.body) == (PostStatus.PUBLISHED, "Now for readers.")
    assert verbs(blog) == [Verb.PUBLISH]


def test_an_edit_without_a_note_is_silent(desk: Client, blog: LiveBlog) -> None:
    post = world.make_post(blog, "Tpyo.")
    send(desk, address("post", "change", post.pk), body="Typo.", edit_reason="Letters swapped")
    post.refresh_from_db()
    assert (post.body, post.correction) == ("Typo.", "")
    assert verbs(blog) == [Verb.PUBLISH, Verb.EDIT]
    assert post.revisions.first().reason == "Letters swapped"


def test_an_edit_with_a_note_is_a_public_correction(desk: Client, blog: LiveBlog) -> None:
    post = world.make_post(blog, "Ten people.")
    url = address("post", "change", post.pk)
    send(desk, url, body="Twelve people.", correction_note="It said ten.")
    post.refresh_from_db()
    assert (post.body, post.correction) == ("Twelve people.", "It said ten.")
    assert verbs(blog) == [Verb.PUBLISH, Verb.CORRECT]


def test_saving_an_untouched_form_changes_nothing(desk: Client, blog: LiveBlog) -> None:
    image, author = world.make_image(), world.make_author()
    post = world.make_post(blog, images=[image], authors=[author], key=True)
    response = send(desk, address("post", "change", post.pk))
    assert response.status_code == 302
    assert verbs(blog) == [Verb.PUBLISH]


def test_a_stale_save_is_refused_and_keeps_what_was_typed(desk: Client, blog: LiveBlog) -> None:
    post = world.make_post(blog, "First.")
    seen = post.version
    posts.edit(post, PostContent(body="Theirs."), by=world.DESK)
    page = send(desk, address("post", "change", post.pk), body="Mine.", seen_version=seen)
    text = page.content.decode()
    assert page.status_code == 200
    assert "Mine." in text and "Theirs." in text
    assert errors(page)["__all__"]
    post.refresh_from_db()
    assert post.body == "Theirs."


def test_the_save_after_a_stale_one_replaces_knowingly(desk: Client, blog: LiveBlog) -> None:
    post = world.make_post(blog, "First.")
    seen = post.version
    posts.edit(post, PostContent(body="Theirs."), by=world.DESK)
    url = address("post", "change", post.pk)
    page = send(desk, url, body="Mine.", seen_version=seen)
    version = page.context["adminform"].form["seen_version"].value()
    send(desk, url, body="Mine.", seen_version=version)
    post.refresh_from_db()
    assert post.body == "Mine."


def test_a_form_open_during_a_retraction_keeps_its_text(desk: Client, blog: LiveBlog) -> None:
    post = world.make_post(blog)
    url = address("post", "change", post.pk)
    seen = {"seen_version": post.version, "body": "Typed meanwhile.", "headline": "", "embed": ""}
    rows = {"bylines-TOTAL_FORMS": 0, "bylines-INITIAL_FORMS": 0}
    rows |= {"placements-TOTAL_FORMS": 0, "placements-INITIAL_FORMS": 0}
    posts.retract(post, "Wrong.", by=world.DESK)
    page = desk.post(url, {**seen, **rows})
    assert "Typed meanwhile." in page.content.decode()
    assert verbs(blog) == [Verb.PUBLISH, Verb.RETRACT]


def test_authors_keep_their_order(desk: Client, blog: LiveBlog) -> None:
    first, second = world.make_author("Ada"), world.make_author("Bea")
    rows = {
        "bylines-TOTAL_FORMS": 2,
        "bylines-0-author": first.pk,
        "bylines-0-position": 2,
        "bylines-1-author": second.pk,
        "bylines-1-position": 1,
    }
    send(desk, address("post", "add"), blog=blog.pk, body="Text.", **rows)
    names = [byline.author for byline in Post.objects.get().bylines.all()]
    assert names == [second, first]


def test_pictures_carry_their_own_words(desk: Client, blog: LiveBlog) -> None:
    image = world.make_image(caption="General")
    rows = {
        "placements-TOTAL_FORMS": 1,
        "placements-0-image": image.pk,
        "placements-0-credit": "Agency",
    }
    send(desk, address("post", "add"), blog=blog.pk, **rows)
    placed = Post.objects.get().placements.get()
    assert (placed.caption, placed.credit) == ("General", "Agency")


def test_an_emptied_caption_stays_empty(desk: Client, blog: LiveBlog) -> None:
    post = world.make_post(blog, images=[world.make_image(caption="General")])
    send(desk, address("post", "change", post.pk), **{"placements-0-caption": ""})
    assert post.placements.get().caption == ""


def test_the_same_picture_twice_is_an_error(desk: Client, blog: LiveBlog) -> None:
    image = world.make_image()
    rows = {"placements-TOTAL_FORMS": 2, "placements-0-image": image.pk}
    page = send(
        desk, address("post", "add"), blog=blog.pk, **rows, **{"placements-1-image": image.pk}
    )
    assert errors(page)["__all__"]
    assert not Post.objects.exists()


def test_times_are_those_of_the_blog(desk: Client) -> None:
    blog = world.make_blog(time_zone="Asia/Tokyo")
    post = world.make_post(blog, event_at=datetime(2025, 5, 16, 3, 0, tzinfo=UTC))
    url = address("post", "change", post.pk)
    page = desk.get(url)
    assert "12:00:00" in page.content.decode()
    send(desk, url, event_at_1="13:00:00")
    post.refresh_from_db()
    assert post.event_at == datetime(2025, 5, 16, 4, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"body": "x" * 10_001}, "body"),
        ({"body": "[" * 4_000}, "body"),
        ({"embed": "javascript:alert(1)"}, "embed"),
        ({"headline": "x" * 201}, "headline"),
        ({"body": "nul \0 byte"}, "body"),
        ({"event_at_0": "yesterday"}, "event_at"),
        ({"event_at_0": "01.01.1200", "event_at_1": "10:00"}, "event_at"),
        ({}, "body"),
    ],
)
def test_what_a_verb_refuses_is_said_at_its_field(
    desk: Client, blog: LiveBlog, typed: dict[str, str], field: str
) -> None:
    page = send(desk, address("post", "add"), blog=blog.pk, **typed, _publish="1")
    assert page.status_code == 200
    assert list(errors(page)) == [field]
    assert not Post.objects.exists()


def test_publishing_to_an_ended_blog_says_so(desk: Client) -> None:
    blog = world.make_blog(status="ended")
    page = send(desk, address("post", "add"), blog=blog.pk, body="Too late.", _publish="1")
    assert "Too late." in page.content.decode()
    assert errors(page)["__all__"]


def test_script_in_a_headline_is_only_text(desk: Client, blog: LiveBlog) -> None:
    post = world.make_post(blog, headline="<script>alert(1)</script>")
    for url in (address("post"), address("post", "change", post.pk)):
        assert "<script>alert" not in desk.get(url).content.decode()


@pytest.mark.parametrize("words", ["Gold", "golden", "Ada"])
def test_search_finds_headline_text_and_author(desk: Client, blog: LiveBlog, words: str) -> None:
    found = world.make_post(
        blog, "A golden day", headline="Gold", authors=[world.make_author("Ada")]
    )
    world.make_post(blog, "Nothing of it")
    page = desk.get(address("post"), {"q": words})
    assert list(page.context["cl"].result_list) == [found]


def test_search_finds_the_public_id(desk: Client, blog: LiveBlog) -> None:
    found, _other = world.make_post(blog), world.make_post(blog)
    page = desk.get(address("post"), {"q": found.public_id})
    assert list(page.context["cl"].result_list) == [found]


def test_filters_narrow_the_list(desk: Client, blog: LiveBlog) -> None:
    draft = world.make_draft(blog)
    world.make_post(blog)
    page = desk.get(address("post"), {"status__exact": "draft", "blog__id__exact": blog.pk})
    assert list(page.context["cl"].result_list) == [draft]


@pytest.mark.parametrize(
    "query", ["q=%00", "blog__id__exact=x", "event_at__year=99999", "p=-1", "o=99"]
)
def test_hostile_list_addresses_are_no_error(desk: Client, blog: LiveBlog, query: str) -> None:
    world.make_post(blog)
    assert desk.get(f"{address('post')}?{query}").status_code in (200, 302)


def test_nobody_deletes_a_post(desk: Client, blog: LiveBlog) -> None:
    post = world.make_post(blog)
    assert desk.post(address("post", "delete", post.pk), {"post": "yes"}).status_code == 403
    assert Post.objects.filter(pk=post.pk).exists()


def test_a_reporter_does_not_change_the_post_of_somebody_else(blog: LiveBlog) -> None:
    post = world.make_post(blog, by=world.make_user())
    url = address("post", "change", post.pk)
    reporter = browser(Role.REPORTER, blog)
    assert reporter.get(url).status_code == 200
    assert reporter.post(url, {"body": "Mine now."}).status_code == 403


def test_an_editor_changes_it(blog: LiveBlog) -> None:
    post = world.make_post(blog, by=world.make_user())
    send(browser(Role.EDITOR, blog), address("post", "change", post.pk), body="Better.")
    post.refresh_from_db()
    assert post.body == "Better."


def test_a_contributor_saves_but_does_not_publish(blog: LiveBlog) -> None:
    contributor = browser(Role.CONTRIBUTOR, blog)
    add = address("post", "add")
    assert send(contributor, add, blog=blog.pk, body="Draft.").status_code == 302
    assert send(contributor, add, blog=blog.pk, body="Out.", _publish="1").status_code == 403
    assert [post.status for post in Post.objects.all()] == [PostStatus.DRAFT]


def test_another_blog_is_out_of_reach(blog: LiveBlog) -> None:
    other = world.make_blog(title="Secret plan", status="draft")
    hidden = world.make_draft(other)
    editor = browser(Role.EDITOR, blog)
    assert editor.get(address("post", "change", hidden.pk)).status_code == 302
    assert "Secret plan" not in editor.get(address("post")).content.decode()
    page = send(editor, address("post", "add"), blog=other.pk, body="Smuggled.")
    assert list(errors(page)) == ["blog"]


def test_the_language_is_the_users(desk: Client, blog: LiveBlog) -> None:
    english = desk.get(address("post"), headers={"accept-language": "en"}).content.decode()
    german = desk.get(address("post"), headers={"accept-language": "de"}).content.decode()
    assert "Log out" in english and "Abmelden" in german
    assert translation.get_language() == "de"
