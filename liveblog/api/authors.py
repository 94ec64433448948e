"""`/authors`: the names that can stand under a post."""

from __future__ import annotations

from django.http import HttpRequest
from ninja import Router, Schema

from liveblog.api.callers import caller_of, forbidden
from liveblog.api.schemas.authors import AuthorOut
from liveblog.models import Author

router = Router(tags=["Authors"])


class AuthorList(Schema):
    authors: list[AuthorOut]


@router.get("", response=AuthorList)
def list_authors(request: HttpRequest) -> AuthorList:
    """All authors by name, for everybody who works on a blog."""
    if not caller_of(request).blogs().exists():
        raise forbidden()
    rows = Author.objects.select_related("portrait")
    return AuthorList(authors=[AuthorOut.of(author) for author in rows])
