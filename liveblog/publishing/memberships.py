"""Giving and taking roles."""

from __future__ import annotations

from django.contrib.auth.models import User

from liveblog.models import LiveBlog, Membership


def grant(user: User, role: str, *, blog: LiveBlog | None = None) -> Membership:
    """Give a role on one blog, or on all; replaces the one that the user had there."""
    membership, _created = Membership.objects.update_or_create(
        user=user, blog=blog, defaults={"role": role}
    )
    return membership


def revoke(user: User, *, blog: LiveBlog | None = None) -> None:
    """Take the role away that was given for exactly this blog, or for all."""
    Membership.objects.filter(user=user, blog=blog).delete()
