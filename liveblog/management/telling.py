"""Tells a demo blog: turns the steps of `seeds.py` into the newsroom's verbs."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from liveblog.management import seeds
from liveblog.models import Article, Author, Image, LiveBlog, Post
from liveblog.publishing import articles, authors, blogs, drafts, images, posts
from liveblog.publishing.actors import Actor
from liveblog.publishing.blogs import BlogContent
from liveblog.publishing.content import Picture, PostContent

STORY = Actor(None, "seed")
ACTION_DELAY = timedelta(minutes=3)


class Pictures:
    """Every seed picture is taken in once, however often it is shown."""

    def __init__(self) -> None:
        self._taken: dict[str, Image] = {}

    def take(self, name: str, alt: str = "", credit: str = "") -> Image:
        if name not in self._taken:
            with (seeds.PICTURES / name).open("rb") as file:
                self._taken[name], _new = images.take_in(file, by=STORY, alt=alt, credit=credit)
        return self._taken[name]

    def place(self, tables: Iterable[seeds.Table]) -> list[Picture]:
        return [
            Picture(
                self.take(table["file"], table.get("alt", ""), table.get("credit", "")),
                caption=table.get("caption", ""),
                credit=table.get("credit", ""),
                alt=table.get("alt", ""),
            )
            for table in tables
        ]

    def hero(self, table: seeds.Table) -> Image | None:
        if not (hero := table.get("hero")):
            return None
        return self.take(hero["picture"], hero.get("alt", ""), hero.get("credit", ""))


def tell_authors(pictures: Pictures) -> None:
    for table in seeds.authors():
        portrait = table.get("portrait")
        authors.save(
            Author(),
            by=STORY,
            slug=table["slug"],
            name=table["name"],
            role=table.get("role", ""),
            place=table.get("place", ""),
            portrait=pictures.take(portrait, table["name"]) if portrait else None,
        )


def tell_articles(pictures: Pictures) -> None:
    for table in seeds.articles():
        articles.save(
            Article(),
            by=STORY,
            authors=_authors(table),
            gallery=pictures.place(table.get("picture", [])),
            slug=table["slug"],
            language=table["language"],
            kicker=table.get("kicker", ""),
            title=table["title"],
            standfirst=table.get("standfirst", ""),
            body=table["body"],
            author_role=table.get("author_role", ""),
            hero=pictures.hero(table),
            published_at=table["published_at"],
            is_public=True,
        )


def open_blog(table: seeds.Table, pictures: Pictures) -> LiveBlog:
    """Create the blog as it stood in the morning, and open it."""
    blog = blogs.create(
        BlogContent(
            slug=table["slug"],
            language=table["language"],
            kicker=table.get("kicker"),
            title=table["title"],
            standfirst=table.get("standfirst"),
            introduction=table.get("introduction"),
            starts_at=table["starts_at"],
            time_zone=table["time_zone"],
            hero=pictures.hero(table),
            articles=list(Article.objects.filter(slug__in=table.get("articles", []))),
        )
    )
    return blogs.open(blog, by=Actor(None, STORY.via, at=table["starts_at"]))


class Telling:
    """A demo blog while it is told; `posts` finds what was published by its key in the seed."""

    def __init__(self, blog: LiveBlog, table: seeds.Table, pictures: Pictures) -> None:
        self.blog = blog
        self.table = table
        self.pictures = pictures
        self.posts: dict[str, Post] = {}
        self._by = STORY

    def do(self, step: seeds.Step) -> None:
        """Perform one step through the verb of its name, at its time in the story."""
        self._by = Actor(None, STORY.via, at=self._time_of(step.table))
        getattr(self, f"_{step.kind}")(step.table)

    def _time_of(self, table: seeds.Table) -> datetime:
        """A post's own time; an action comes a little after the post it follows."""
        if "at" in table:
            return table["at"]
        return self.posts[table["after"]].event_at + ACTION_DELAY

    def _post(self, table: seeds.Table) -> None:
        content = PostContent(
            headline=table.get("headline", ""),
            body=table["body"],
            authors=_authors(table),
            images=self.pictures.place(table.get("picture", [])),
            key=table.get("key", False),
            breaking=table.get("breaking", False),
            event_at=table["at"],
        )
        post, _new = drafts.compose(self.blog, content, by=self._by, status="published")
        self.posts[table["id"]] = post

    def _correct(self, table: seeds.Table) -> None:
        content = PostContent(body=table["body"])
        posts.correct(self.posts[table["post"]], content, table["note"], by=self._by)

    def _retract(self, table: seeds.Table) -> None:
        posts.retract(self.posts[table["post"]], table["reason"], by=self._by)

    def _pin(self, table: seeds.Table) -> None:
        posts.pin(self.posts[table["post"]], by=self._by)

    def _edit_blog(self, table: seeds.Table) -> None:
        fields: dict[str, Any] = {
            field: table[field]
            for field in ("kicker", "title", "standfirst", "introduction")
            if field in table
        }
        self.blog = blogs.edit(self.blog, BlogContent(**fields), by=self._by)

    def _end(self, table: seeds.Table) -> None:
        summary = table.get("summary") or self.table.get("summary")
        at = self.table.get("ends_at")
        self.blog = blogs.end(self.blog, by=self._by, summary=summary, at=at)


def _authors(table: seeds.Table) -> list[Author]:
    by_slug = {author.slug: author for author in Author.objects.filter(slug__in=table["authors"])}
    return [by_slug[slug] for slug in table["authors"]]
