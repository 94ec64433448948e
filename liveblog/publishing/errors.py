"""What a verb may refuse, by name. Edges turn these into answers; nothing was written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from django.utils.functional import _StrPromise

    from liveblog.models import Post


class PublishingError(Exception):
    """`code` is stable and for machines, `message` is translated and for people."""

    code = "refused"
    text: str | _StrPromise = _("This cannot be done.")

    def __init__(self, **details: Any) -> None:
        self.details = details
        super().__init__(self.code)

    @property
    def message(self) -> str:
        return str(self.text) % self.details

    def __str__(self) -> str:
        return self.message


class BlogNotLive(PublishingError):
    code = "blog_not_live"
    text = _("“%(blog)s” is not live (%(status)s): new posts cannot be published.")


class BlogStatusRefused(PublishingError):
    code = "blog_status_refused"
    text = _("“%(blog)s” is %(status)s: it cannot be %(verb)s now.")


class StaleVersion(PublishingError):
    """Somebody else saved in between; `current` is the post as it stands now."""

    code = "stale_version"
    text = _("This post was changed in the meantime. Nothing was overwritten.")

    def __init__(self, current: Post) -> None:
        self.current = current
        super().__init__()


class PostNotPublished(PublishingError):
    code = "post_not_published"
    text = _("This post is not published.")


class PostNotRetracted(PublishingError):
    code = "post_not_retracted"
    text = _("This post is not retracted.")


class AlreadyPublished(PublishingError):
    code = "already_published"
    text = _("This post is already published.")


class PostRetracted(PublishingError):
    code = "post_retracted"
    text = _("This post is retracted. Restore it before you change it.")


class ClientIdReused(PublishingError):
    """The same idempotency key came with another content; `current` is the post it made."""

    code = "client_id_reused"
    text = _("This client_id already belongs to a post with another content.")

    def __init__(self, current: Post) -> None:
        self.current = current
        super().__init__()


class InvalidContent(PublishingError):
    """`errors` lists translated messages by field name."""

    code = "invalid_content"
    text = _("Some fields cannot be accepted.")

    def __init__(self, errors: Mapping[str, Sequence[str]]) -> None:
        self.errors = {field: [str(message) for message in errors[field]] for field in errors}
        super().__init__()

    @property
    def message(self) -> str:
        return " ".join(message for messages in self.errors.values() for message in messages)
