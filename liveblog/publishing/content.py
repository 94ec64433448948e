"""What a reporter hands in, checked and cleaned before anything is written."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _

from liveblog import limits
from liveblog.publishing.errors import InvalidContent
from liveblog.text.characters import clean_line, clean_text
from liveblog.text.guards import MarkupRefused
from liveblog.text.markup import render

if TYPE_CHECKING:
    from liveblog.models import Author, Image, Post

EARLIEST, LATEST = datetime(1900, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Picture:
    """An image in its place on a post; None takes over what the image itself says."""

    image: Image
    caption: str | None = None
    credit: str | None = None
    alt: str | None = None


@dataclass(frozen=True, slots=True)
class PostContent:
    """The editable part of a post. None leaves a field as it is."""

    headline: str | None = None
    body: str | None = None
    authors: Sequence[Author] | None = None
    images: Sequence[Picture] | None = None
    key: bool | None = None
    breaking: bool | None = None
    embed: str | None = None
    event_at: datetime | None = None

    @property
    def given(self) -> set[str]:
        """The names of the fields that this content sets."""
        return {field.name for field in fields(self) if getattr(self, field.name) is not None}


class Problems:
    """Collects messages by field, so that the reporter hears everything at once."""

    def __init__(self) -> None:
        self.by_field: dict[str, list[str]] = {}

    def add(self, field: str, message: str) -> None:
        self.by_field.setdefault(field, []).append(message)

    def line(self, field: str, text: str, limit: int) -> str:
        """Clean a single-line field and hold it to `limit` characters."""
        cleaned = visible(clean_line(text))
        if len(cleaned) > limit:
            self.add(field, too_long(len(cleaned), limit))
        return cleaned

    def time(self, field: str, at: datetime) -> None:
        """Refuse a time without offset, and one that no database holds everywhere."""
        if at.tzinfo is None:
            self.add(field, _("The time needs its offset, as in 2025-05-16T16:31:00+03:00."))
        elif not EARLIEST <= at <= LATEST:
            self.add(field, _("The time must lie between the years 1900 and 2200."))

    def markup(self, field: str, source: str, language: str) -> str:
        """Render Markdown, noting why it was refused."""
        try:
            return render(source, language)
        except MarkupRefused as refusal:
            self.add(field, str(refusal))
            return ""

    def raise_any(self) -> None:
        """Raises InvalidContent when anything was noted."""
        if self.by_field:
            raise InvalidContent(self.by_field)


def visible(text: str) -> str:
    """The text, or nothing where all its characters are blank (such as a zero-width space)."""
    return text if any(unicodedata.category(sign)[0] not in "CZ" for sign in text) else ""


def too_long(length: int, limit: int) -> str:
    return _("%(length)d characters are too many, the limit is %(limit)d.") % {
        "length": length,
        "limit": limit,
    }


def note(text: str, field: str = "note") -> str:
    """Clean a note that must not be empty. Raises InvalidContent."""
    cleaned = remark(text, field)
    if not cleaned:
        raise InvalidContent({field: [_("Say in a sentence what and why.")]})
    return cleaned


def remark(text: str, field: str) -> str:
    """Clean a note that may be empty. Raises InvalidContent."""
    problems = Problems()
    cleaned = problems.line(field, text, limits.NOTE)
    problems.raise_any()
    return cleaned


def apply(post: Post, content: PostContent) -> None:
    """Set the given fields on `post`, in memory. Raises InvalidContent; then nothing is set."""
    problems = Problems()
    headline, body, html, embed = _texts(post, content, problems)
    _check_lists(content, problems)
    if content.event_at is not None:
        problems.time("event_at", content.event_at)
    problems.raise_any()
    post.headline, post.body, post.html, post.embed = headline, body, html, embed
    post.is_key = post.is_key if content.key is None else content.key
    post.is_breaking = post.is_breaking if content.breaking is None else content.breaking
    if content.event_at is not None:
        post.event_at, post.event_time_given = content.event_at.astimezone(UTC), True


def _texts(post: Post, content: PostContent, problems: Problems) -> tuple[str, str, str, str]:
    headline, body, html, embed = post.headline, post.body, post.html, post.embed
    if content.headline is not None:
        headline = problems.line("headline", content.headline, limits.HEADLINE)
    if content.body is not None:
        body = visible(clean_text(content.body).strip())
        html = problems.markup("body", body, post.blog.language)
    if content.embed is not None:
        embed = _checked_link(content.embed, problems)
    return headline, body, html, embed


def _checked_link(link: str, problems: Problems) -> str:
    link = clean_line(link)
    if link:
        try:
            URLValidator(schemes=["http", "https"])(link)
        except ValidationError:
            problems.add("embed", _("Only a complete http or https address can be embedded."))
    if len(link) > 500:
        problems.add("embed", too_long(len(link), 500))
    return link


def _check_lists(content: PostContent, problems: Problems) -> None:
    images, authors = content.images or (), content.authors or ()
    if len(images) > limits.POST_IMAGES:
        problems.add("images", _("At most %d pictures fit on a post.") % limits.POST_IMAGES)
    if len({picture.image.pk for picture in images}) < len(images):
        problems.add("images", _("The same picture is there twice."))
    if len(authors) > limits.POST_AUTHORS:
        problems.add("authors", _("At most %d authors fit on a post.") % limits.POST_AUTHORS)
    check_words(images, "images", problems)


def check_words(pictures: Sequence[Picture], field: str, problems: Problems) -> None:
    """Hold what is said beside pictures to its limits."""
    for picture in pictures:
        problems.line(field, picture.caption or "", limits.CAPTION)
        problems.line(field, picture.credit or "", limits.CREDIT)
        problems.line(field, picture.alt or "", limits.ALT_TEXT)


def require_something_to_read(post: Post, picture_count: int) -> None:
    """A post says or shows something. Raises InvalidContent."""
    if not (post.headline or post.html or post.embed or picture_count):
        raise InvalidContent({"body": [_("Write something, or add a picture.")]})
