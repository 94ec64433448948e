"""Names under posts."""

from __future__ import annotations

from ninja import Schema

from liveblog.models import Author


class AuthorOut(Schema):
    """`id` is the author's short name; `portrait` an address."""

    id: str
    name: str
    role: str
    place: str
    portrait: str | None

    @classmethod
    def of(cls, author: Author) -> AuthorOut:
        return cls(
            id=author.slug,
            name=author.name,
            role=author.role,
            place=author.place,
            portrait=author.portrait.thumbnail if author.portrait else None,
        )
