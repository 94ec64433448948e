"""`/blogs/<slug>/posts` and `/posts/<id>`: reading, writing and changing posts."""

from __future__ import annotations

from typing import Annotated

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Query, Router, Status

from liveblog import limits
from liveblog.api import changing, contents, versions
from liveblog.api.answers import show
from liveblog.api.callers import Caller, caller_of
from liveblog.api.fields import LARGEST_NUMBER
from liveblog.api.problems import invalid
from liveblog.api.schemas.posts import PostContentIn, PostIn, PostList, PostOut, PostPatch
from liveblog.models import Author, LiveBlog, PostStatus, desk_notes
from liveblog.models.posts import PostQuerySet
from liveblog.publishing import drafts, posts

router = Router(tags=["Posts"])

VERB_FOR = {
    PostStatus.DRAFT: "write",
    PostStatus.SUBMITTED: "submit",
    PostStatus.SCHEDULED: "schedule",
    PostStatus.PUBLISHED: "publish",
}


@router.get("/blogs/{slug}/posts", response=PostList)
def list_posts(
    request: HttpRequest,
    slug: str,
    status: Annotated[str, Query(description="One or several, separated by commas.")] = "",
    since: Annotated[int, Query(ge=0, le=LARGEST_NUMBER)] = 0,
    q: Annotated[
        str,
        Query(
            description="Only posts with these words, in headline, text or correction: "
            '`Palast`, `"im Palast"` (a phrase), `-Bus` (without). '
            "The beginning of a longer word is enough; accents and case do not count.",
            examples=['"im Palast" -Bus'],
        ),
    ] = "",
    cursor: str = "",
    limit: Annotated[int, Query(ge=1, le=limits.API_PAGE_POSTS)] = 20,
) -> PostList:
    """The posts in reach, newest first; `since`: only what changed after that number."""
    caller = caller_of(request)
    blog = caller.blog(slug)
    found = caller.posts().filter(blog=blog).newest_first()
    if status:
        found = found.filter(status__in=_statuses(status))
    if since:
        found = found.after(since)
    if q.strip():
        found = found.search(q)
    if cursor:
        found = _older(found, cursor)
    page = list(found.for_display().select_related("created_by")[: limit + 1])
    more = len(page) > limit
    notes = desk_notes(page)
    return PostList(
        posts=[PostOut.of(post, caller.user, notes.get(post.pk, "")) for post in page[:limit]],
        next=page[limit - 1].sort if more else None,
        seq=blog.seq,
    )


def _statuses(text: str) -> list[str]:
    wanted = text.split(",")
    if not set(wanted) <= set(PostStatus.values):
        raise invalid("status", _("Known are: %s.") % ", ".join(PostStatus.values))
    return wanted


def _older(found: PostQuerySet, cursor: str) -> PostQuerySet:
    try:
        if not cursor.isprintable():
            raise ValueError("not a sort key")
        return found.before_key(cursor)
    except ValueError:
        raise invalid("cursor", _("This is no cursor of ours.")) from None


@router.post("/blogs/{slug}/posts", response={200: PostOut, 201: PostOut})
def create_post(
    request: HttpRequest, slug: str, data: PostIn, response: HttpResponse
) -> Status[PostOut]:
    """A new post: 201. The same `client_id` again: 200 and the post of the first call."""
    caller = caller_of(request)
    blog = caller.blog(slug)
    _require(caller, blog, data)
    with transaction.atomic():
        post, is_new = drafts.compose(
            blog,
            contents.post_content(caller, _with_byline(caller, data)),
            by=caller.actor,
            status=data.status,
            publish_at=data.publish_at,
            client_id=data.client_id,
        )
        if data.pinned and is_new:
            post = posts.pin(post, by=caller.actor)
    return Status(201 if is_new else 200, show(post, caller, response))


def _require(caller: Caller, blog: LiveBlog, data: PostIn) -> None:
    caller.require(VERB_FOR[PostStatus(data.status)], blog)
    if data.key:
        caller.require("key", blog)
    if data.pinned:
        caller.require("pin", blog)
        if data.status != "published":
            raise invalid("pinned", _("Only a published post can be pinned."))


def _with_byline(caller: Caller, data: PostIn) -> PostContentIn:
    """Who says nothing of a byline writes under the own name."""
    if data.authors is not None:
        return data
    own = Author.objects.filter(user=caller.user).values_list("slug", flat=True)
    return data.model_copy(update={"authors": list(own)})


@router.get("/posts/{public_id}", response=PostOut)
def get_post(request: HttpRequest, public_id: str, response: HttpResponse) -> PostOut:
    """One post, in any status."""
    caller = caller_of(request)
    return show(caller.post(public_id), caller, response)


@router.patch("/posts/{public_id}", response=PostOut)
def change_post(
    request: HttpRequest, public_id: str, data: PostPatch, response: HttpResponse
) -> PostOut:
    """Change a post that is still as `If-Match` says; else 412 with the `current` one."""
    caller = caller_of(request)
    post = caller.post(public_id)
    version = versions.required(request)
    with transaction.atomic():
        post = changing.change(caller, post, data, version)
    return show(post, caller, response)


@router.delete("/posts/{public_id}", response={204: None})
def discard_post(request: HttpRequest, public_id: str) -> Status[None]:
    """Delete a post that was never public, with its history."""
    caller = caller_of(request)
    post = caller.post(public_id)
    caller.require("discard", post)
    drafts.discard(post, version=versions.seen(request))
    return Status(204, None)
