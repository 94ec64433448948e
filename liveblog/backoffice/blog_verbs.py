"""What can be done with a whole blog."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from liveblog import access
from liveblog.backoffice.verbs import AdminVerb
from liveblog.models import BlogStatus, LiveBlog, Verb
from liveblog.publishing import blogs
from liveblog.publishing.actors import Actor


def _verb(
    name: str, label: Any, sources: set[str], *, needs: str = "move_blog", **more: Any
) -> AdminVerb:
    def run(blog: LiveBlog, by: Actor, note: str) -> LiveBlog:
        return blogs.VERBS[Verb(name)](blog, by=by)

    return AdminVerb(
        name,
        label,
        run,
        lambda user, blog: access.may(user, needs, blog),
        lambda blog: blog.status in sources,
        **more,
    )


S = BlogStatus
VERBS = (
    _verb("open", _("Open"), {S.DRAFT}, warns=_("Readers see the blog from now on.")),
    _verb("pause", _("Pause"), {S.LIVE}, warns=_("Nothing can be published until it is resumed.")),
    _verb("resume", _("Resume"), {S.PAUSED}),
    _verb("end", _("End"), {S.LIVE, S.PAUSED}, warns=_("Readers see the summary first.")),
    _verb("reopen", _("Reopen"), {S.ENDED, S.ARCHIVED}),
    _verb("archive", _("Archive"), {S.ENDED}, warns=_("Off the front page; the address stays.")),
    _verb(
        "withdraw",
        _("Withdraw"),
        {S.LIVE, S.PAUSED, S.ENDED, S.ARCHIVED},
        needs="withdraw_blog",
        warns=_("The whole blog disappears from the public at once."),
        grave=True,
    ),
)
