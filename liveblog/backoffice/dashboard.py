"""The first page: what runs, and what was last done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from liveblog.live.tally import readers_now
from liveblog.models import BlogStatus, Change, LiveBlog, Post

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser, User

    from liveblog.models.blogs import LiveBlogQuerySet

BLOGS, CHANGES = 12, 15  # what fits on one screen


def overview(user: User | AnonymousUser) -> dict[str, Any]:
    """`blogs` with `posts_today`, `posts_waiting`, each with its readers now; `changes`, the
    newest first."""
    reachable = LiveBlog.objects.reachable_by(user)
    readers = readers_now()
    blogs = list(_counted(reachable.exclude(status=BlogStatus.ARCHIVED)))
    return {
        "blogs": [(blog, readers[blog.pk]) for blog in blogs],
        "changes": Change.objects.filter(blog__in=reachable.values("pk"))
        .select_related("blog", "post__blog", "actor")
        .order_by("-at", "-pk")[:CHANGES],
    }


def _counted(blogs: LiveBlogQuerySet) -> QuerySet[LiveBlog]:
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    posts = Post.objects.filter(blog=OuterRef("pk")).order_by().values("blog")
    today = Q(status="published", published_at__gte=midnight)
    waiting = Q(status__in=["submitted", "scheduled"])
    ids = blogs.live_first().values_list("pk", flat=True)
    return (
        LiveBlog.objects.filter(pk__in=list(ids[:BLOGS]))
        .annotate(
            posts_today=Subquery(posts.annotate(n=Count("pk", filter=today)).values("n")),
            posts_waiting=Subquery(posts.annotate(n=Count("pk", filter=waiting)).values("n")),
        )
        .live_first()
    )
