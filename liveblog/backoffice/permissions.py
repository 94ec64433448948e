"""What `access` says, asked with a request: the roles are read once for each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from liveblog.access import RANK
from liveblog.models import Role

if TYPE_CHECKING:
    from django.http import HttpRequest


@dataclass(frozen=True, slots=True)
class Standing:
    """The roles of one user: `roles` are pairs of a blog's key (None for all) and the role."""

    superuser: bool
    roles: tuple[tuple[int | None, str], ...] = ()

    @property
    def works_here(self) -> bool:
        """Whether there is any blog to work on."""
        return self.superuser or bool(self.roles)

    def somewhere(self, least: Role) -> bool:
        """At least this role on some blog."""
        return self.superuser or any(reaches(role, least) for _, role in self.roles)

    def everywhere(self, least: Role) -> bool:
        """At least this role on all blogs, those to come included."""
        return self.superuser or any(
            blog is None and reaches(role, least) for blog, role in self.roles
        )

    def on_all(self, blogs: set[int], least: Role) -> bool:
        """At least this role on each of these blogs; true for none of them."""
        held = {blog for blog, role in self.roles if reaches(role, least)}
        return self.superuser or None in held or blogs <= held


def reaches(role: str, least: Role) -> bool:
    return RANK[Role(role)] >= RANK[least]


def standing_of(request: HttpRequest) -> Standing:
    """The roles of the request's user, read at most once a request."""
    known = getattr(request, "backoffice_standing", None)
    if isinstance(known, Standing):
        return known
    standing = _read(request)
    request.backoffice_standing = standing  # type: ignore[attr-defined]
    return standing


def _read(request: HttpRequest) -> Standing:
    user = request.user
    if not user.is_authenticated or not user.is_active or not user.is_staff:
        return Standing(superuser=False)
    if user.is_superuser:
        return Standing(superuser=True)
    return Standing(False, tuple(user.memberships.values_list("blog_id", "role")))
