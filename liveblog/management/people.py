"""The people of the demo: one for each job, all with the same password."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.models import User

from liveblog.management.telling import STORY
from liveblog.models import Author, Role
from liveblog.publishing import authors, memberships

PASSWORD = "liveblog-demo"  # noqa: S105 - the demo listens on this machine only


@dataclass(frozen=True, slots=True)
class Person:
    username: str
    author: str
    role: str
    job: str


PEOPLE = [
    Person("jale", "jale-brandt", Role.REPORTER, "reporter"),
    Person("timo", "timo-rehm", Role.EDITOR, "editor"),
]


def create_people() -> list[str]:
    """Create them and return a line for each: who, as what."""
    for person in PEOPLE:
        user = User.objects.create_user(person.username, password=PASSWORD)
        memberships.grant(user, person.role)
        if author := Author.objects.filter(slug=person.author).first():
            authors.save(author, by=STORY, user=user)
    User.objects.create_superuser("admin", password=PASSWORD)
    return [*(f"{person.username} ({person.job})" for person in PEOPLE), "admin (administrator)"]
