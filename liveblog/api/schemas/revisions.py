"""The saved states of a post."""

from __future__ import annotations

from datetime import datetime

from ninja import Schema

from liveblog.models import PostRevision


class RevisionOut(Schema):
    """`verb` tells what was done, `reason` why where it was said, `by` who did it."""

    number: int
    version: int
    verb: str
    status: str
    headline: str
    body: str
    reason: str
    by: str
    at: datetime

    @classmethod
    def of(cls, revision: PostRevision) -> RevisionOut:
        actor = revision.actor
        return cls(
            number=revision.number,
            version=revision.version,
            verb=revision.verb,
            status=revision.state.get("status", ""),
            headline=revision.headline,
            body=revision.body,
            reason=revision.reason,
            by=(actor.get_full_name() or actor.get_username()) if actor else revision.via,
            at=revision.at.astimezone(revision.post.blog.zone),
        )


class RevisionList(Schema):
    """Newest first."""

    revisions: list[RevisionOut]
