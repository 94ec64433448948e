"""Who may do what, as one table: every verb, every role, one's own posts and those of others."""

from __future__ import annotations

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import AnonymousUser, User
from pytest_django import Settings

from liveblog import access
from liveblog.models import LiveBlog, Post, Role
from liveblog.publishing import drafts, memberships, posts
from tests.world import DESK, make_admin, make_blog, make_draft, make_post, make_user

pytestmark = pytest.mark.django_db

# The letters are the roles that may: contributor, reporter, editor, administrator.
# Left: on a post that they wrote; right: on a draft of somebody else.
ON_POSTS = {
    "read": ("CREA", "REA"),
    "write": ("CREA", "EA"),
    "submit": ("CREA", "EA"),
    "discard": ("CREA", "EA"),
    "publish": ("REA", "EA"),
    "schedule": ("REA", "EA"),
    "edit": ("REA", "EA"),
    "correct": ("REA", "EA"),
    "retract": ("REA", "EA"),
    "restore": ("EA", "EA"),
    "send_back": ("EA", "EA"),
    "key": ("REA", "EA"),
    "pin": ("EA", "EA"),
}
ON_BLOGS = {
    "read": "CREA",
    "write": "CREA",
    "submit": "CREA",
    "publish": "REA",
    "schedule": "REA",
    "key": "REA",
    "pin": "EA",
    "edit_blog": "EA",
    "move_blog": "EA",
    "withdraw_blog": "A",
    "administer": "A",
}
ROLES = {role[0].upper(): role for role in Role.values}


@pytest.fixture
def blog() -> LiveBlog:
    return make_blog()


def _allowed(verb: str, letters: str) -> list[tuple[str, str, bool]]:
    return [(verb, role, letter in letters) for letter, role in ROLES.items()]


def test_the_tables_name_every_verb() -> None:
    assert set(ON_POSTS) == set(access.OWN_AND_OTHERS)
    assert set(ON_BLOGS) == set(access.ON_BLOG)
    assert len(ROLES) == len(Role)


@pytest.mark.parametrize(
    ("verb", "role", "may"),
    [row for verb, (own, _) in ON_POSTS.items() for row in _allowed(verb, own)],
)
def test_own_posts(blog: LiveBlog, verb: str, role: str, may: bool) -> None:
    user = make_user(role=role, blog=blog)
    for post in (make_draft(blog, by=user), make_post(blog, by=user)):
        assert access.may(user, verb, post) == may


@pytest.mark.parametrize(
    ("verb", "role", "may"),
    [row for verb, (_, others) in ON_POSTS.items() for row in _allowed(verb, others)],
)
def test_posts_of_others(blog: LiveBlog, verb: str, role: str, may: bool) -> None:
    user = make_user(role=role, blog=blog)
    for author in (make_user(), None):
        assert access.may(user, verb, make_draft(blog, by=author)) == may


def test_what_is_published_may_be_read_by_all_who_work_on_the_blog(blog: LiveBlog) -> None:
    user, stranger = make_user(role=Role.CONTRIBUTOR, blog=blog), make_user()
    post = make_post(blog, by=make_user())
    assert access.may(user, "read", post) and not access.may(stranger, "read", post)
    assert not access.may(user, "edit", post)
    assert not access.may(user, "read", posts.retract(post, "Wrong.", by=DESK))


@pytest.mark.parametrize(
    ("verb", "role", "may"),
    [row for verb, roles in ON_BLOGS.items() for row in _allowed(verb, roles)],
)
def test_blogs(blog: LiveBlog, verb: str, role: str, may: bool) -> None:
    assert access.may(make_user(role=role, blog=blog), verb, blog) == may


def _nobodies(blog: LiveBlog) -> list[User | AnonymousUser]:
    """All who have nothing to do here, though some once had or have elsewhere."""
    inactive = make_user(role=Role.ADMINISTRATOR)
    inactive.is_active = False
    retired = make_admin()
    retired.is_active = False
    former = make_user(role=Role.EDITOR, blog=blog)
    memberships.revoke(former, blog=blog)
    staff = make_user()
    staff.is_staff = True
    elsewhere = make_user(role=Role.ADMINISTRATOR, blog=make_blog())
    return [AnonymousUser(), make_user(), inactive, retired, former, staff, elsewhere]


@pytest.mark.parametrize("nobody", range(7))
def test_nobodies_may_do_nothing_and_reach_nothing(blog: LiveBlog, nobody: int) -> None:
    user = _nobodies(blog)[nobody]
    writer = user if user.pk else None
    post, draft = make_post(blog, by=writer), make_draft(blog, by=writer)
    assert access.role_of(user, blog) is None
    assert not any(access.may(user, verb, thing) for verb in ON_POSTS for thing in (post, draft))
    assert not any(access.may(user, verb, blog) for verb in ON_BLOGS)
    assert not access.may_create_blogs(user)
    assert not access.posts_for(user).filter(blog=blog).exists()
    assert blog not in LiveBlog.objects.reachable_by(user)


def test_a_superuser_may_do_everything_everywhere(blog: LiveBlog) -> None:
    admin, post = make_admin(), make_draft(blog)
    assert access.role_of(admin, blog) == Role.ADMINISTRATOR
    assert all(access.may(admin, verb, post) for verb in ON_POSTS)
    assert all(access.may(admin, verb, blog) for verb in ON_BLOGS)
    assert access.may_create_blogs(admin)
    assert list(access.posts_for(admin)) == [post]


def test_the_stronger_of_two_roles_counts(blog: LiveBlog) -> None:
    user = make_user(role=Role.REPORTER)
    memberships.grant(user, Role.EDITOR, blog=blog)
    assert access.role_of(user, blog) == Role.EDITOR
    assert access.role_of(user, make_blog()) == Role.REPORTER
    memberships.grant(user, Role.CONTRIBUTOR, blog=blog)
    assert access.role_of(user, blog) == Role.REPORTER


def test_blogs_are_created_by_administrators_of_everything(blog: LiveBlog) -> None:
    assert access.may_create_blogs(make_user(role=Role.ADMINISTRATOR))
    assert not access.may_create_blogs(make_user(role=Role.EDITOR))
    assert not access.may_create_blogs(make_user(role=Role.ADMINISTRATOR, blog=blog))


def test_an_unknown_verb_is_a_mistake_and_not_a_refusal(blog: LiveBlog) -> None:
    for thing in (blog, make_draft(blog)):
        with pytest.raises(KeyError):
            access.may(make_admin(), "destroy", thing)


def _all_kinds(blog: LiveBlog, by: User) -> dict[str, Post]:
    return {
        "draft": make_draft(blog, by=by),
        "submitted": drafts.submit(make_draft(blog, by=by), by=DESK),
        "published": make_post(blog, by=by),
        "retracted": posts.retract(make_post(blog, by=by), "Wrong.", by=DESK),
    }


def test_contributors_reach_their_own_posts_and_what_is_published(blog: LiveBlog) -> None:
    user = make_user(role=Role.CONTRIBUTOR, blog=blog)
    mine, theirs = _all_kinds(blog, user), _all_kinds(blog, make_user())
    _all_kinds(make_blog(), user)
    assert set(access.posts_for(user)) == {*mine.values(), theirs["published"]}


@pytest.mark.parametrize("role", [Role.REPORTER, Role.EDITOR, Role.ADMINISTRATOR])
def test_the_newsroom_reaches_every_post_of_its_blogs(blog: LiveBlog, role: str) -> None:
    theirs = _all_kinds(blog, make_user())
    _all_kinds(make_blog(), make_user())
    assert set(access.posts_for(make_user(role=role, blog=blog))) == set(theirs.values())


def test_reach_follows_the_role_on_each_blog(blog: LiveBlog) -> None:
    other = make_blog()
    user = make_user(role=Role.CONTRIBUTOR, blog=blog)
    memberships.grant(user, Role.REPORTER, blog=other)
    here, there = _all_kinds(blog, make_user()), _all_kinds(other, make_user())
    assert set(access.posts_for(user)) == {here["published"], *there.values()}


def test_a_role_everywhere_reaches_every_blog(blog: LiveBlog) -> None:
    made = [*_all_kinds(blog, make_user()).values(), make_draft(make_blog())]
    assert set(access.posts_for(make_user(role=Role.REPORTER))) == set(made)


@pytest.mark.parametrize("role", Role.values)
def test_what_can_be_reached_may_be_read_and_nothing_else(blog: LiveBlog, role: str) -> None:
    user = make_user(role=role, blog=blog)
    for by in (user, make_user()):
        _all_kinds(blog, by)
        _all_kinds(make_blog(), by)
    reached = set(access.posts_for(user))
    assert {post for post in Post.objects.all() if access.may(user, "read", post)} == reached


def test_people_of_the_back_office_need_a_second_factor(settings: Settings) -> None:
    settings.REQUIRE_SECOND_FACTOR = True
    admin, staff = make_admin(), make_user()
    staff.is_staff = True
    assert access.lacks_second_factor(admin) and access.lacks_second_factor(staff)
    assert not access.lacks_second_factor(make_user(role=Role.EDITOR))
    assert not access.lacks_second_factor(AnonymousUser())
    settings.REQUIRE_SECOND_FACTOR = False
    assert not access.lacks_second_factor(admin)


@pytest.mark.parametrize(
    ("kind", "is_enough"), [("totp", 1), ("webauthn", 1), ("recovery_codes", 0)]
)
def test_recovery_codes_alone_are_no_second_factor(
    settings: Settings, kind: str, is_enough: int
) -> None:
    settings.REQUIRE_SECOND_FACTOR = True
    admin = make_admin()
    Authenticator.objects.create(user=admin, type=kind, data={})
    assert access.lacks_second_factor(admin) != bool(is_enough)
