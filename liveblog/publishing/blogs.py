"""The verbs on a live blog: open, pause, resume, end, reopen, archive, withdraw, edit."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liveblog import limits
from liveblog.models import BlogStatus, LiveBlog, Verb
from liveblog.models.blogs import PUBLIC_STATUSES
from liveblog.models.ids import epoch_id
from liveblog.publishing.actors import Actor
from liveblog.publishing.content import Problems
from liveblog.publishing.errors import BlogStatusRefused
from liveblog.publishing.recording import lock_blog, record
from liveblog.text.characters import clean_text

if TYPE_CHECKING:
    from liveblog.models import Article, Image

LINES = {"kicker": limits.KICKER, "title": limits.TITLE, "standfirst": limits.STANDFIRST}
MARKUP = ("introduction", "summary")
PLAIN = ("slug", "language", "starts_at", "ends_at", "time_zone", "hero")
CLEARABLE = ("ends_at", "hero")
REGION_OF = {
    "kicker": "head",
    "title": "head",
    "standfirst": "head",
    "starts_at": "head",
    "hero": "head",
    "introduction": "introduction",
    "summary": "summary",
    "articles": "background",
}


@dataclass(frozen=True, slots=True)
class BlogContent:
    """The editable part of a blog. None leaves a field as it is; `cleared` names those of
    CLEARABLE that are to be emptied.
    """

    slug: str | None = None
    language: str | None = None
    kicker: str | None = None
    title: str | None = None
    standfirst: str | None = None
    introduction: str | None = None
    summary: str | None = None
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    time_zone: str | None = None
    hero: Image | None = None
    articles: Sequence[Article] | None = None
    cleared: Collection[str] = ()


def create(content: BlogContent) -> LiveBlog:
    """Create a blog, not public yet. Raises InvalidContent."""
    with transaction.atomic():
        blog = LiveBlog()
        _apply(blog, content)
        blog.save(force_insert=True)
        if content.articles is not None:
            blog.articles.set(content.articles)
        return blog


def edit(blog: LiveBlog, content: BlogContent, *, by: Actor) -> LiveBlog:
    """Change what the head of the blog says. Raises InvalidContent.

    Another time zone or language changes how all of it reads: it starts a new epoch, and open
    pages reload.
    """
    with transaction.atomic():
        locked = lock_blog(blog.pk)
        zone, language = locked.time_zone, locked.language
        changed = _apply(locked, content)
        if content.articles is not None and set(content.articles) != set(locked.articles.all()):
            locked.articles.set(content.articles)
            changed.add("articles")
        if (locked.time_zone, locked.language) != (zone, language):
            locked.epoch = epoch_id()
        locked.save(update_fields=[*WRITTEN, "epoch"])
        if changed and locked.is_public:
            regions = {REGION_OF[field] for field in changed if field in REGION_OF}
            record(locked, Verb.EDIT_BLOG, by=by, regions=regions)
        return locked


WRITTEN = [*LINES, *MARKUP, *(f"{field}_html" for field in MARKUP), *PLAIN]


def _apply(blog: LiveBlog, content: BlogContent) -> set[str]:
    """Set the given fields; returns the names of those that differ. Raises InvalidContent."""
    problems = Problems()
    before = {field: getattr(blog, field) for field in (*LINES, *MARKUP, *PLAIN)}
    for field, limit in LINES.items():
        if (text := getattr(content, field)) is not None:
            setattr(blog, field, problems.line(field, text, limit))
    for field in PLAIN:
        if (value := getattr(content, field)) is not None:
            setattr(blog, field, value)
            if isinstance(value, datetime):
                problems.time(field, value)
    _clear(blog, content, problems)
    _refuse_new_slug(blog, before["slug"], problems)
    _refuse_new_language(blog, before["language"], problems)
    for field in MARKUP:
        text = getattr(content, field)
        if text is not None or blog.language != before["language"]:
            source = clean_text(getattr(blog, field) if text is None else text)
            setattr(blog, field, source)
            setattr(blog, f"{field}_html", problems.markup(field, source, blog.language))
    _validate(blog, problems)
    return {field for field, value in before.items() if getattr(blog, field) != value}


def _clear(blog: LiveBlog, content: BlogContent, problems: Problems) -> None:
    for field in CLEARABLE:
        if field in content.cleared:
            setattr(blog, field, None)
    if "ends_at" in content.cleared and blog.status in (BlogStatus.ENDED, BlogStatus.ARCHIVED):
        problems.add("ends_at", _("A blog that has ended keeps the time of its end."))


def _refuse_new_slug(blog: LiveBlog, before: str, problems: Problems) -> None:
    if blog.is_public and blog.slug != before:
        problems.add("slug", _("The address of a public blog stays as it is."))


def _refuse_new_language(blog: LiveBlog, before: str, problems: Problems) -> None:
    if blog.language != before and blog.pk and blog.posts.exists():
        problems.add("language", _("The language is settled by the first post."))


def _validate(blog: LiveBlog, problems: Problems) -> None:
    """The model's own rules, in its own words, beside what was found already."""
    try:
        blog.full_clean(exclude=["pinned", "hero", *problems.by_field])
    except ValidationError as error:
        for field, messages in error.message_dict.items():
            for message in messages:
                # The one rule on two fields is that of the end.
                problems.add("ends_at" if field == NON_FIELD_ERRORS else field, message)
    problems.raise_any()


def open(blog: LiveBlog, *, by: Actor) -> LiveBlog:  # noqa: A001 - the newsroom's own word
    """Make a draft public and live. Raises BlogStatusRefused."""
    return _move(blog, Verb.OPEN, {BlogStatus.DRAFT}, BlogStatus.LIVE, by=by)


def pause(blog: LiveBlog, *, by: Actor) -> LiveBlog:
    """Interrupt the coverage. Raises BlogStatusRefused."""
    return _move(blog, Verb.PAUSE, {BlogStatus.LIVE}, BlogStatus.PAUSED, by=by)


def resume(blog: LiveBlog, *, by: Actor) -> LiveBlog:
    """Go on after a pause. Raises BlogStatusRefused."""
    return _move(blog, Verb.RESUME, {BlogStatus.PAUSED}, BlogStatus.LIVE, by=by)


def end(
    blog: LiveBlog, *, by: Actor, summary: str | None = None, at: datetime | None = None
) -> LiveBlog:
    """Close the coverage, with a summary where one is given; `at` is when, if not now.

    Raises BlogStatusRefused, InvalidContent.
    """
    with transaction.atomic():
        locked = lock_blog(blog.pk)
        if summary is not None:
            _apply(locked, BlogContent(summary=summary))
        locked.ends_at = max(at or by.now(), locked.starts_at)
        locked.save(update_fields=[*WRITTEN])
        return _move(
            locked, Verb.END, {BlogStatus.LIVE, BlogStatus.PAUSED}, BlogStatus.ENDED, by=by
        )


def reopen(blog: LiveBlog, *, by: Actor) -> LiveBlog:
    """Go on after the end. Raises BlogStatusRefused."""
    return _move(blog, Verb.REOPEN, {BlogStatus.ENDED, BlogStatus.ARCHIVED}, BlogStatus.LIVE, by=by)


def archive(blog: LiveBlog, *, by: Actor) -> LiveBlog:
    """Take an ended blog off the front page; its address stays. Raises BlogStatusRefused."""
    return _move(blog, Verb.ARCHIVE, {BlogStatus.ENDED}, BlogStatus.ARCHIVED, by=by)


def withdraw(blog: LiveBlog, *, by: Actor) -> LiveBlog:
    """Take a whole blog off the public, back to draft. Raises BlogStatusRefused."""
    return _move(blog, Verb.WITHDRAW, set(PUBLIC_STATUSES), BlogStatus.DRAFT, by=by)


PARTICIPLES = {
    Verb.OPEN: gettext_lazy("opened"),
    Verb.PAUSE: gettext_lazy("paused"),
    Verb.RESUME: gettext_lazy("resumed"),
    Verb.END: gettext_lazy("ended"),
    Verb.REOPEN: gettext_lazy("reopened"),
    Verb.ARCHIVE: gettext_lazy("archived"),
    Verb.WITHDRAW: gettext_lazy("withdrawn"),
}
VERBS = {
    Verb.OPEN: open,
    Verb.PAUSE: pause,
    Verb.RESUME: resume,
    Verb.END: end,
    Verb.REOPEN: reopen,
    Verb.ARCHIVE: archive,
    Verb.WITHDRAW: withdraw,
}


def _move(
    blog: LiveBlog, verb: Verb, sources: set[BlogStatus], target: BlogStatus, *, by: Actor
) -> LiveBlog:
    with transaction.atomic():
        locked = lock_blog(blog.pk)
        if locked.status not in sources:
            raise BlogStatusRefused(
                blog=locked.title, status=locked.get_status_display(), verb=PARTICIPLES[verb]
            )
        locked.status = target
        if target == BlogStatus.LIVE:
            locked.ends_at = None if verb == Verb.REOPEN else locked.ends_at
        locked.save(update_fields=["status", "ends_at"])
        record(locked, verb, by=by, regions=["head", "introduction", "summary"])
        return locked
