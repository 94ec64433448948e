"""The wire: what a reader's socket carries, and what catching up answers.

JSON, from the server to the reader only. Each text is built once and is the same for everybody.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString

from liveblog.live import wire
from liveblog.live.rendering import pinned_post, public_html, region_html
from liveblog.models import Change, LiveBlog, Post, PostStatus, Verb

VERSION = 1

Html = dict[Post, SafeString]


@dataclass(frozen=True, slots=True)
class Frame:
    """One message, built once: `plain` and `deflated` are its bytes on the wire, for everybody.

    `seq` is the head it leads to, `prev` what a reader must know to apply it. `supersedes` says
    that earlier frames may hold words which are no longer the present state.
    """

    epoch: str
    seq: int
    prev: int
    text: str
    plain: bytes
    deflated: bytes
    supersedes: bool = False

    @classmethod
    def of(
        cls, message: dict[str, Any], prev: int | None = None, *, supersedes: bool = False
    ) -> Frame:
        """Encode a message that has `epoch` and `seq`."""
        text = encode(message)
        payload = text.encode()
        return cls(
            message["epoch"],
            message["seq"],
            message["seq"] if prev is None else prev,
            text,
            wire.text(payload),
            wire.deflated_text(payload),
            supersedes,
        )


def frame_of(blog: LiveBlog, change: Change, posts: Iterable[Post]) -> Frame:
    """The frame of one change from what its publisher has in hand: `posts` are all it touched."""
    touched = [_on(blog, post) for post in posts]
    return _change_frame(blog, change, touched, _html_of(touched))


def changes_after(blog: LiveBlog, since: int) -> list[Frame]:
    """One frame per change after `since`, oldest first; `blog` is as freshly read."""
    return frames_of(blog, since, list(blog.changes.after(since).filter(seq__lte=blog.seq)))


def frames_of(blog: LiveBlog, since: int, changes: Iterable[Change]) -> list[Frame]:
    """One frame for each of the `changes`, which are all from after `since` to the blog's head.

    Posts are shown as they stand now, under the last change that touched them.
    """
    touched = _touched(blog, since)
    html, by_version = _html_of(touched), _by_version(touched)
    return [_change_frame(blog, change, by_version[change.seq], html) for change in changes]


def _change_frame(blog: LiveBlog, change: Change, posts: list[Post], html: Html) -> Frame:
    regions = ["updated", *change.regions]
    message = {
        **_header("change", blog),
        "seq": change.seq,
        "prev": change.seq - 1,
        **_posts(posts, html),
        "blog": blog_state(blog, regions),
    }
    stale = change.verb != Verb.PUBLISH or bool(change.regions)
    return Frame.of(message, change.seq - 1, supersedes=stale)


def updates(blog: LiveBlog, since: int, poll: int) -> dict[str, Any]:
    """What happened after `since`, in its present state, in one answer."""
    regions: set[str] = {"updated"}
    for touched in blog.changes.after(since).values_list("regions", flat=True):
        regions.update(touched)
    posts = _touched(blog, since)
    return {
        **_header("updates", blog),
        "since": since,
        "seq": blog.seq,
        "poll": poll,
        **_posts(posts, _html_of(posts)),
        "blog": blog_state(blog, regions),
    }


def reset(blog: LiveBlog, poll: int) -> dict[str, Any]:
    """Too much happened, or another history: the page reloads its stream."""
    return {**_header("reset", blog), "seq": blog.seq, "poll": poll}


def beat(epoch: str, seq: int) -> Frame:
    """Nothing new: the head is still `seq`."""
    return _signal("beat", epoch, seq)


def behind(epoch: str, seq: int, wait: float = 0) -> Frame:
    """More is missing than can be sent: fetch it, after a random 0..`wait` seconds."""
    return _signal("behind", epoch, seq, **({"wait": wait} if wait else {}))


def _signal(kind: str, epoch: str, seq: int, **more: Any) -> Frame:
    return Frame.of({"type": kind, "v": VERSION, "epoch": epoch, "seq": seq, **more})


def encode(message: dict[str, Any]) -> str:
    return json.dumps(message, ensure_ascii=False, separators=(",", ":"))


def _header(kind: str, blog: LiveBlog) -> dict[str, Any]:
    return {"type": kind, "v": VERSION, "epoch": blog.epoch}


def blog_state(blog: LiveBlog, regions: Iterable[str]) -> dict[str, Any]:
    """The blog's own fields, and the named parts of its page as HTML."""
    return {
        "status": blog.status,
        "pinned": _pinned_id(blog),
        "regions": {name: region_html(name, blog) for name in sorted(set(regions))},
    }


def _pinned_id(blog: LiveBlog) -> str | None:
    pinned = pinned_post(blog)
    return pinned.public_id if pinned else None


def _touched(blog: LiveBlog, since: int) -> list[Post]:
    """Posts that readers must hear of, public and retracted; never one that was not public."""
    posts = blog.posts.after(since).oldest_first()
    return [_on(blog, post) for post in posts]


def _on(blog: LiveBlog, post: Post) -> Post:
    post.blog = blog
    return post


def _by_version(posts: list[Post]) -> dict[int, list[Post]]:
    by_version: dict[int, list[Post]] = defaultdict(list)
    for post in posts:
        by_version[post.version].append(post)
    return by_version


def _html_of(posts: list[Post]) -> Html:
    return public_html(post for post in posts if post.status == PostStatus.PUBLISHED)


def _posts(posts: list[Post], html: Html) -> dict[str, Any]:
    shown = [post_message(post, html[post]) for post in posts if post in html]
    return {"posts": shown, "gone": [post.public_id for post in posts if post not in html]}


def post_message(post: Post, html: str) -> dict[str, Any]:
    return {
        "id": post.public_id,
        "version": post.version,
        "sort": post.sort,
        "key": post.is_key,
        "pinned": post.is_pinned,
        "breaking": post.is_breaking,
        "html": html,
    }
