"""The way in: which blog to work on."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import AnonymousUser, User
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from liveblog import access
from liveblog.models import LiveBlog, Role


@dataclass(frozen=True)
class Desk:
    """A blog and what the user is there."""

    blog: LiveBlog
    role: Role


def desks_of(user: User | AnonymousUser) -> list[Desk]:
    """The user's blogs: live ones first."""
    blogs = LiveBlog.objects.reachable_by(user).live_first()
    roles = ((blog, access.role_of(user, blog)) for blog in blogs)
    return [Desk(blog, role) for blog, role in roles if role is not None]


@login_required
def home(request: HttpRequest) -> HttpResponse:
    """The user's blogs as cards; without any, what to do about it."""
    desks = desks_of(request.user)
    if "shared" in request.GET and len(desks) == 1:
        return redirect("newsroom:desk", desks[0].blog.slug)
    context = {"desks": desks, "may_create": access.may_create_blogs(request.user)}
    return render(request, "newsroom/home.html", context)
