"""The blog's page."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from liveblog.limits import PAGE_POSTS
from liveblog.models import LiveBlog
from liveblog.publishing import authors, blogs, posts
from tests.reader.stories import HOSTILE, NOON, make_posts
from tests.world import DESK, make_author, make_blog, make_draft, make_image, make_post

pytestmark = pytest.mark.django_db


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


def test_shows_the_newest_post_first(client: Client) -> None:
    blog = make_blog()
    old, new = make_posts(blog, 2)
    assert shown(html(client, blog)) == [new.public_id, old.public_id]


def test_shows_the_oldest_post_first_when_asked(client: Client) -> None:
    blog = make_blog()
    old, new = make_posts(blog, 2)
    assert shown(html(client, blog, "?order=oldest")) == [old.public_id, new.public_id]


def test_carries_its_epoch_and_number(client: Client) -> None:
    blog = make_blog()
    make_post(blog)
    blog.refresh_from_db()
    page = html(client, blog)
    assert data(page, "epoch") == blog.epoch
    assert data(page, "seq") == str(blog.seq) == "2"


def test_older_pages_hold_every_post_once(client: Client) -> None:
    blog = make_blog()
    made = make_posts(blog, 2 * PAGE_POSTS + 3)
    found, query = [], ""
    for _ in range(3):
        page = html(client, blog, query)
        found += shown(page)
        link = re.search(r'data-older rel="next" href="([^"]+)"', page)
        query = link[1] if link else ""
    assert not query
    assert found == [post.public_id for post in reversed(made)]


def test_an_older_page_does_not_shift_when_news_arrive(client: Client) -> None:
    blog = make_blog()
    made = make_posts(blog, PAGE_POSTS + 2)
    query = f"?before={made[2].sort}"
    before = shown(html(client, blog, query))
    make_post(blog)
    assert shown(html(client, blog, query)) == before == [made[1].public_id, made[0].public_id]


def test_floor_and_ceiling_say_where_more_lies(client: Client) -> None:
    blog = make_blog()
    made = make_posts(blog, PAGE_POSTS + 2)
    first = html(client, blog)
    assert (data(first, "floor"), data(first, "ceiling")) == (made[2].sort, "")
    last = html(client, blog, f"?before={made[2].sort}")
    assert (data(last, "floor"), data(last, "ceiling")) == ("", made[1].sort)


def test_the_last_page_in_the_other_order_leads_back(client: Client) -> None:
    blog = make_blog()
    made = make_posts(blog, PAGE_POSTS + 1)
    page = html(client, blog, f"?order=oldest&after={made[PAGE_POSTS - 1].sort}")
    assert shown(page) == [made[-1].public_id]
    assert f'rel="prev" href="?order=oldest&amp;before={made[-1].sort}"' in page


def test_the_way_up_ends_at_the_blogs_own_address(client: Client) -> None:
    blog = make_blog()
    made = make_posts(blog, PAGE_POSTS + 2)
    response = client.get(f"/live/{blog.slug}/?after={made[1].sort}")
    assert (response.status_code, response["Location"]) == (302, f"/live/{blog.slug}/")


@pytest.mark.parametrize(
    "query",
    [
        "before=x",
        "before=1.abc",
        "before=%00",
        "after=99999999999999999.",
        "before=99999999999999999.zzzzzzz%00",
        "before=٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠.abcdefgh",
        "before=00000000000000000.22222222",
        "after=" + "9" * 5000,
    ],
)
def test_a_bad_cursor_leads_to_the_first_page(client: Client, query: str) -> None:
    blog = make_blog()
    make_post(blog)
    response = client.get(f"/live/{blog.slug}/?{query}")
    assert (response.status_code, response["Location"]) == (302, f"/live/{blog.slug}/")


def test_unknown_parameters_change_nothing(client: Client) -> None:
    blog = make_blog()
    post = make_post(blog)
    assert shown(html(client, blog, "?order=%00&x=1")) == [post.public_id]


def test_a_draft_blog_answers_as_an_unknown_one(client: Client) -> None:
    blog = make_blog(status="draft", slug="secret")
    client.raise_request_exception = False
    secret, unknown = client.get(f"/live/{blog.slug}/"), client.get("/live/nothing/")
    assert secret.status_code == unknown.status_code == 404


def test_drafts_and_retracted_posts_are_not_there(client: Client) -> None:
    blog = make_blog()
    make_draft(blog, "Not yet.")
    posts.retract(make_post(blog, "No more."), "Wrong.", by=DESK)
    page = html(client, blog)
    assert not shown(page)
    assert "Not yet." not in page
    assert "No more." not in page


def test_more_posts_need_no_more_queries(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    few, many = make_blog(), make_blog()
    for blog, number in ((few, 5), (many, PAGE_POSTS)):
        for _ in range(number):
            make_post(blog, authors=[make_author(), make_author()], images=[make_image()])
    with django_assert_num_queries(7):
        html(client, few)
    with django_assert_num_queries(7):
        html(client, many)


def test_a_page_asked_for_again_costs_one_query(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    blog = make_blog()
    make_post(blog)
    first = html(client, blog)
    with django_assert_num_queries(1):
        assert html(client, blog) == first


def test_a_change_shows_at_once(client: Client) -> None:
    blog = make_blog()
    html(client, blog)
    make_post(blog, "Now.")
    assert "<p>Now.</p>" in html(client, blog)


def test_everything_foreign_is_escaped(client: Client) -> None:
    blog = make_blog(title=HOSTILE, kicker=HOSTILE, standfirst=HOSTILE)
    author = make_author(HOSTILE, role=HOSTILE, place=HOSTILE)
    image = make_image(alt=HOSTILE, caption=HOSTILE, credit=HOSTILE)
    post = make_post(blog, HOSTILE, headline=HOSTILE, authors=[author], images=[image], key=True)
    posts.pin(post, by=DESK)
    page = html(client, blog)
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert page.count("&lt;script&gt;alert(1)") > 8


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


def test_before_its_start_it_says_when_it_begins(client: Client) -> None:
    blog = make_blog(starts_at=timezone.now() + timedelta(hours=2), introduction="Expect this.")
    page = html(client, blog)
    assert "data-countdown" in page
    assert "badge-upcoming" in page
    assert "badge-live" not in page
    assert 'id="introduction-label"' in page


def test_after_its_end_the_summary_comes_first(client: Client) -> None:
    blog = make_blog(introduction="As it began.")
    blogs.end(blog, by=DESK, summary="As it ended.")
    page = html(client, blog)
    assert "badge-ended" in page
    assert 0 < page.index("As it ended.") < page.index("As it began.")


@pytest.mark.parametrize("status", ["paused", "ended", "archived"])
def test_only_a_live_blog_wears_the_red_badge(client: Client, status: str) -> None:
    page = html(client, make_blog(status=status))
    assert f"badge-{status}" in page
    assert "badge-live" not in page


def test_the_pinned_post_stands_in_its_box_and_in_its_place(client: Client) -> None:
    blog = make_blog()
    post = make_post(blog, headline="Held high")
    posts.pin(post, by=DESK)
    page = html(client, blog)
    assert f'data-jump="post-{post.public_id}"' in page
    assert shown(page) == [post.public_id]
    assert re.search(r"<article [^>]* data-pinned ", page)


def test_key_updates_after_the_fourth_are_folded_away(client: Client) -> None:
    blog = make_blog()
    for number in range(5):
        make_post(blog, headline=f"Key {number}", key=True, event_at=NOON + timedelta(hours=number))
    page = html(client, blog)
    box = page[page.index('class="key-updates"') : page.index("</details>")]
    assert box.index("Key 1") < box.index("<details") < box.index("Key 0")


def test_a_correction_says_what_was_wrong(client: Client) -> None:
    blog = make_blog()
    posts.correct(
        make_post(blog), posts.PostContent(body="Right."), "It said wrong before.", by=DESK
    )
    assert "It said wrong before." in html(client, blog)


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


def test_pictures_have_sizes_and_words(client: Client) -> None:
    blog = make_blog()
    make_post(blog, images=[make_image(alt="A palace", caption="Dusk.", credit="Photo: Us")])
    figure = html(client, blog).split("<figure", 1)[1].split("</figure>")[0]
    for part in ('width="640"', 'height="360"', "srcset=", "sizes=", 'alt="A palace"'):
        assert part in figure
    assert "Dusk." in figure
    assert "Photo: Us" in figure


def test_only_the_first_posts_pictures_load_at_once(client: Client) -> None:
    blog = make_blog()
    for number in range(2):
        make_post(blog, images=[make_image()], event_at=NOON + timedelta(hours=number))
    first, second = html(client, blog).split('class="picture')[1:3]
    assert 'loading="lazy"' not in first.split("<figcaption")[0].split(">")[1]
    assert 'loading="lazy"' in second


def test_the_share_row_has_four_links_through_our_own(client: Client) -> None:
    blog = make_blog()
    post = make_post(blog, headline="Tausend & eins")
    page = html(client, blog)
    codes = {link.network: link.code for link in post.share_links.all()}
    assert f'data-share="copy" href="/s/{codes["copy"]}"' in page
    assert f"sharer.php?u=http%3A%2F%2Ftestserver%2Fs%2F{codes['facebook']}" in page
    assert f"url=http%3A%2F%2Ftestserver%2Fs%2F{codes['x']}" in page
    assert "mailto:?subject=Tausend%20%26%20eins&amp;body=" in page


def test_no_code_and_no_style_stands_in_the_page(client: Client) -> None:
    blog = make_blog()
    make_post(blog, images=[make_image(), make_image()])
    page = html(client, blog)
    assert " style=" not in page
    assert "<style" not in page
    assert re.findall(r"<script(?![^>]* src=)", page) == []
    assert not re.search(r"\son\w+=", page)
