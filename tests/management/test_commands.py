"""seed, replay, demo: the day told by the newsroom's own verbs."""

from __future__ import annotations

import re
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command

from liveblog.management import people, seeds
from liveblog.management.commands import demo
from liveblog.models import Article, Author, Image, LiveBlog, Post
from tests.world import make_author, make_blog, make_post

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_pictures")]


def run(*command: str, **options: object) -> str:
    out = StringIO()
    call_command(*command, stdout=out, **options)
    return out.getvalue()


@pytest.mark.slow
def test_seed_tells_every_blog_to_its_end() -> None:
    said = run("seed")
    for table in seeds.blogs():
        blog = LiveBlog.objects.get(slug=table["slug"])
        ends = any(action["verb"] == "end" for action in table.get("action", []))
        assert blog.status == ("ended" if ends else "live")
        assert blog.posts.count() == len(table["post"])
        assert f"{blog.title}: {len(table['post'])} posts" in said
        assert sorted(blog.changes.values_list("seq", flat=True)) == list(range(1, blog.seq + 1))
        assert list(blog.articles.values_list("slug", flat=True).order_by("slug")) == sorted(
            table.get("articles", [])
        )
    assert Author.objects.count() == len(seeds.authors())
    assert Article.objects.public().count() == len(seeds.articles())


@pytest.mark.slow
def test_the_istanbul_day_shows_pin_correction_retraction_and_end() -> None:
    run("seed")
    blog = LiveBlog.objects.get(slug="istanbul")
    table = seeds.blog("istanbul")
    assert blog.posts.filter(status="retracted").count() == 1
    assert blog.pinned and blog.pinned.is_published
    assert blog.posts.exclude(correction="").count() == 1
    assert blog.ends_at == table["ends_at"] and blog.summary_html
    stream = list(blog.posts.public().oldest_first())
    assert [post.event_at for post in stream] == sorted(post.event_at for post in stream)
    assert all(post.bylines.exists() for post in stream)
    assert not Image.objects.exclude(pk__in=Image.objects.public()).filter(alt="").exists()


@pytest.mark.slow
def test_seeding_twice_changes_nothing() -> None:
    run("seed")
    before = (Post.objects.count(), Image.objects.count(), Author.objects.count())
    with pytest.raises(CommandError, match="nothing was changed"):
        run("seed")
    assert before == (Post.objects.count(), Image.objects.count(), Author.objects.count())


@pytest.mark.parametrize("there", ["blog", "author"])
def test_seed_never_touches_what_is_there(there: str) -> None:
    if there == "blog":
        make_blog(slug="istanbul", title="Ours")
    else:
        make_author(slug=seeds.authors()[0]["slug"])
    with pytest.raises(CommandError):
        run("seed")
    assert not Post.objects.exists() and not Image.objects.exists()


@pytest.mark.slow
def test_replay_tells_a_day_in_a_new_blog_beside_the_seeds() -> None:
    slug = "wexcombe-bridge"
    table = seeds.blog(slug)
    addresses = [run("replay", slug, every=0).strip()]
    authors, pictures = Author.objects.count(), Image.objects.count()
    LiveBlog.objects.update(slug="first")
    addresses.append(run("replay", slug, every=0).strip())
    assert Author.objects.count() == authors == len(seeds.authors())
    assert pictures
    for blog in LiveBlog.objects.all():
        assert blog.posts.count() == len(table["post"])
    assert all(re.fullmatch(rf"/live/{slug}-\d{{4}}-\d{{6}}/", address) for address in addresses)


def test_replay_of_an_unknown_blog_names_the_known_ones() -> None:
    with pytest.raises(CommandError, match="istanbul"):
        run("replay", "nowhere", every=0)
    assert not LiveBlog.objects.exists()


@pytest.mark.parametrize("every", [-1.0, float("nan"), float("inf")])
def test_replay_refuses_impossible_pauses(every: float) -> None:
    with pytest.raises(CommandError, match="--every"):
        run("replay", "istanbul", every=every)
    assert not LiveBlog.objects.exists()


def test_the_demo_refuses_a_database_that_is_not_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(demo.server, "run", lambda *args, **how: pytest.fail("it started"))
    blog = make_blog()
    with pytest.raises(CommandError, match="its own database"):
        run("demo")
    assert Path(settings.DATA_DIR).is_dir()
    assert LiveBlog.objects.get() == blog


@pytest.mark.parametrize(
    ("folder", "database"),
    [("var", "var/demo/live.sqlite3"), ("demo", "elsewhere/live.sqlite3"), ("demo", "live")],
)
def test_the_demo_deletes_no_other_folder(
    folder: str, database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = tmp_path / folder
    data.mkdir()
    (data / "precious").touch()
    monkeypatch.setattr(settings, "DATA_DIR", str(data))
    monkeypatch.setitem(settings.DATABASES["default"], "NAME", str(tmp_path / database))
    with pytest.raises(CommandError, match="its own database"):
        run("demo")
    assert (data / "precious").exists()


def test_the_people_of_the_demo_can_sign_in_and_have_their_jobs() -> None:
    author = make_author(slug="jale-brandt")
    lines = people.create_people()
    assert len(lines) == 3
    for line in lines:
        assert authenticate(username=line.split()[0], password=people.PASSWORD) is not None
    jale = author.__class__.objects.get(pk=author.pk).user
    assert (jale.username, jale.memberships.get().role) == ("jale", "reporter")
    assert not jale.is_staff and not jale.is_superuser


def test_people_without_their_author_are_created_too() -> None:
    assert people.create_people() and not Author.objects.exists()


def test_tying_people_to_their_names_tells_readers_nothing() -> None:
    author = make_author(slug="jale-brandt")
    blog = make_blog()
    post = make_post(blog, authors=[author])
    people.create_people()
    blog.refresh_from_db()
    assert blog.seq == post.version
