"""Who may do what: asked by pages, API, back office and sockets alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.db.models import Q

from liveblog.models import LiveBlog, Post, Role

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser, User

    from liveblog.models.posts import PostQuerySet

# Recovery codes only stand in for one of these.
SECOND_FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
RANK = {role: rank for rank, role in enumerate(Role)}

# The least role for each verb. On posts, whoever holds only the first number may use the verb on
# posts written by themselves; the second is needed for the posts of others.
OWN_AND_OTHERS: dict[str, tuple[Role, Role]] = {
    "read": (Role.CONTRIBUTOR, Role.REPORTER),
    "write": (Role.CONTRIBUTOR, Role.EDITOR),
    "submit": (Role.CONTRIBUTOR, Role.EDITOR),
    "discard": (Role.CONTRIBUTOR, Role.EDITOR),
    "publish": (Role.REPORTER, Role.EDITOR),
    "schedule": (Role.REPORTER, Role.EDITOR),
    "edit": (Role.REPORTER, Role.EDITOR),
    "correct": (Role.REPORTER, Role.EDITOR),
    "retract": (Role.REPORTER, Role.EDITOR),
    "restore": (Role.EDITOR, Role.EDITOR),
    "send_back": (Role.EDITOR, Role.EDITOR),
    "key": (Role.REPORTER, Role.EDITOR),
    "pin": (Role.EDITOR, Role.EDITOR),
}
ON_BLOG: dict[str, Role] = {
    "read": Role.CONTRIBUTOR,
    "write": Role.CONTRIBUTOR,
    "submit": Role.CONTRIBUTOR,
    "publish": Role.REPORTER,
    "schedule": Role.REPORTER,
    "key": Role.REPORTER,
    "pin": Role.EDITOR,
    "edit_blog": Role.EDITOR,
    "move_blog": Role.EDITOR,  # open, pause, resume, end, reopen
    "withdraw_blog": Role.ADMINISTRATOR,
    "administer": Role.ADMINISTRATOR,
}


def role_of(user: User | AnonymousUser, blog: LiveBlog) -> Role | None:
    """The user's strongest role on this blog, or None."""
    if not user.is_authenticated or not user.is_active:
        return None
    if user.is_superuser:
        return Role.ADMINISTRATOR
    roles = user.memberships.filter(Q(blog=blog) | Q(blog=None)).values_list("role", flat=True)
    return max((Role(role) for role in roles), key=RANK.__getitem__, default=None)


def may(user: User | AnonymousUser, verb: str, thing: LiveBlog | Post) -> bool:
    """Whether the user may use this verb on this blog or post. Unknown verbs raise KeyError."""
    blog = thing.blog if isinstance(thing, Post) else thing
    role = role_of(user, blog)
    if isinstance(thing, Post):
        own, others = OWN_AND_OTHERS[verb]
        everybodys = verb == "read" and thing.is_published
        least = own if everybodys or thing.created_by_id == user.pk else others
    else:
        least = ON_BLOG[verb]
    return role is not None and RANK[role] >= RANK[least]


def lacks_second_factor(user: User | AnonymousUser) -> bool:
    """Whether a session of this user opens nothing yet: people of the back office need two factors.

    Tokens are not asked: they are made by somebody who has got in.
    """
    if not settings.REQUIRE_SECOND_FACTOR or not (user.is_staff or user.is_superuser):
        return False
    return not is_mfa_enabled(user, SECOND_FACTORS)


def may_create_blogs(user: User | AnonymousUser) -> bool:
    """Blogs are created by administrators of everything."""
    if not user.is_authenticated or not user.is_active:
        return False
    everywhere = user.memberships.filter(blog=None, role=Role.ADMINISTRATOR)
    return user.is_superuser or everywhere.exists()


def posts_for(user: User | AnonymousUser) -> PostQuerySet:
    """The posts in the user's reach: on their blogs; contributors see public ones and theirs."""
    reachable = LiveBlog.objects.reachable_by(user)
    posts = Post.objects.filter(blog__in=reachable)
    if not user.is_authenticated or user.is_superuser:
        return posts
    strong = user.memberships.exclude(role=Role.CONTRIBUTOR)
    if strong.filter(blog=None).exists():
        return posts
    return posts.filter(
        Q(blog__in=strong.values("blog")) | Q(created_by=user) | Q(status="published")
    )
