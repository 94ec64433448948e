"""`/blogs`: the caller's live blogs."""

from __future__ import annotations

from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Router, Status

from liveblog import access
from liveblog.api import contents
from liveblog.api.answers import show_blog
from liveblog.api.callers import Caller, caller_of, forbidden
from liveblog.api.problems import Problem
from liveblog.api.schemas.blogs import BlogIn, BlogList, BlogOut, BlogPatch
from liveblog.models import BlogStatus, LiveBlog, Verb
from liveblog.publishing import blogs

router = Router(tags=["Blogs"])

# Present and wanted status → verb. Anything public goes back to draft by `withdraw`.
MOVES = {
    (BlogStatus.DRAFT, BlogStatus.LIVE): Verb.OPEN,
    (BlogStatus.LIVE, BlogStatus.PAUSED): Verb.PAUSE,
    (BlogStatus.PAUSED, BlogStatus.LIVE): Verb.RESUME,
    (BlogStatus.LIVE, BlogStatus.ENDED): Verb.END,
    (BlogStatus.PAUSED, BlogStatus.ENDED): Verb.END,
    (BlogStatus.ENDED, BlogStatus.LIVE): Verb.REOPEN,
    (BlogStatus.ARCHIVED, BlogStatus.LIVE): Verb.REOPEN,
    (BlogStatus.ENDED, BlogStatus.ARCHIVED): Verb.ARCHIVE,
}


@router.get("", response=BlogList)
def list_blogs(request: HttpRequest) -> BlogList:
    """The caller's blogs: live ones first."""
    caller = caller_of(request)
    found = caller.blogs().live_first().select_related("pinned")
    return BlogList(blogs=[show_blog(blog, caller) for blog in found])


@router.post("", response={201: BlogOut})
def create_blog(request: HttpRequest, data: BlogIn) -> Status[BlogOut]:
    """A new blog, as a draft. For administrators of everything."""
    caller = caller_of(request)
    if caller.is_narrowed or not access.may_create_blogs(caller.user):
        raise forbidden()
    return Status(201, show_blog(blogs.create(contents.blog_content(caller, data)), caller))


@router.get("/{slug}", response=BlogOut)
def get_blog(request: HttpRequest, slug: str) -> BlogOut:
    """One blog."""
    caller = caller_of(request)
    return show_blog(caller.blog(slug), caller)


@router.patch("/{slug}", response=BlogOut)
def change_blog(request: HttpRequest, slug: str, data: BlogPatch) -> BlogOut:
    """Change the head, the status, or both at once; each is a Change of its own."""
    caller = caller_of(request)
    blog = caller.blog(slug)
    with transaction.atomic():
        if data.model_fields_set - {"status"}:
            caller.require("edit_blog", blog)
            blog = blogs.edit(blog, contents.blog_content(caller, data), by=caller.actor)
        if data.status is not None and data.status != blog.status:
            blog = _move(blog, BlogStatus(data.status), caller)
    return show_blog(blog, caller)


def _move(blog: LiveBlog, wanted: BlogStatus, caller: Caller) -> LiveBlog:
    verb = (
        Verb.WITHDRAW
        if wanted == BlogStatus.DRAFT
        else MOVES.get((BlogStatus(blog.status), wanted))
    )
    caller.require("withdraw_blog" if verb == Verb.WITHDRAW else "move_blog", blog)
    if verb is None:
        raise Problem(409, "blog_status_refused", _("The blog cannot go there from where it is."))
    return blogs.VERBS[verb](blog, by=caller.actor)
