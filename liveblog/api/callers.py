"""Who calls, and what is in their reach."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext as _

from liveblog import access
from liveblog.api.fields import is_name
from liveblog.api.problems import Problem, not_found
from liveblog.models import ApiToken, Image, LiveBlog, Post
from liveblog.models.blogs import LiveBlogQuerySet
from liveblog.models.images import ImageQuerySet
from liveblog.models.posts import PostQuerySet
from liveblog.publishing.actors import Actor


@dataclass(frozen=True)
class Caller:
    """A user, by session or by a token that may narrow the user's reach."""

    user: User
    token: ApiToken | None = None

    @property
    def actor(self) -> Actor:
        """For the record."""
        return Actor(self.user, f"token {self.token}"[:80] if self.token else "session")

    @property
    def is_narrowed(self) -> bool:
        """Whether the token speaks for some blogs only."""
        return self.token is not None and self.token.blogs.exists()

    def blogs(self) -> LiveBlogQuerySet:
        blogs = LiveBlog.objects.reachable_by(self.user)
        if self.token is not None and self.is_narrowed:
            blogs = blogs.filter(pk__in=self.token.blogs.values("pk"))
        return blogs

    def posts(self) -> PostQuerySet:
        return access.posts_for(self.user).filter(blog__in=self.blogs())

    def images(self) -> ImageQuerySet:
        """Own uploads, and the pictures of posts in reach."""
        return Image.objects.filter(
            Q(uploaded_by=self.user) | Q(placements__post__in=self.posts())
        ).distinct()

    def blog(self, slug: str) -> LiveBlog:
        """Raises the 404 that strangers and the wrong people get alike."""
        blog = self.blogs().filter(slug=slug).first() if is_name(slug) else None
        if blog is None:
            raise not_found()
        return blog

    def post(self, public_id: str) -> Post:
        """Raises 404 as `blog` does."""
        found = self.posts().filter(public_id=public_id) if is_name(public_id) else None
        post = found.select_related("blog").first() if found is not None else None
        if post is None:
            raise not_found()
        return post

    def require(self, verb: str, thing: LiveBlog | Post) -> None:
        """Raises 403 unless the user may use the verb on what is in reach anyway."""
        if not access.may(self.user, verb, thing):
            raise forbidden()


def forbidden() -> Problem:
    return Problem(403, "forbidden", _("Your role does not allow this."))


def caller_of(request: HttpRequest) -> Caller:
    """The caller whom the door let in."""
    caller = getattr(request, "auth", None)
    if not isinstance(caller, Caller):
        raise TypeError("this address has no door")
    return caller
