"""A blog that obeys a test: its page, its frames and its faults, from one small server."""

from __future__ import annotations

import json
import mimetypes
import threading
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from websockets.datastructures import Headers
from websockets.exceptions import ConnectionClosed
from websockets.http11 import Request, Response
from websockets.sync.server import Server, ServerConnection, serve

STATIC = Path(__file__).parents[3] / "liveblog" / "static"
MINUTE = 60_000_000
CSP = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self' ws:"


@dataclass
class FakePost:
    """`minute` orders the posts; a day has a thousand minutes here."""

    id: str
    minute: int
    version: int
    text: str
    breaking: bool = False

    @property
    def sort(self) -> str:
        return f"{self.minute * MINUTE:017d}.{self.id}"

    @property
    def html(self) -> str:
        day = self.minute // 1000
        return (
            f'<article id="post-{self.id}" class="post" data-version="{self.version}" '
            f'data-sort="{self.sort}" data-day="day-{day}" data-day-label="Day {day}" tabindex="0" '
            f'aria-labelledby="post-{self.id}-label"><div class="post-time">'
            f'<a href="/{self.id}"><time datetime="2025-05-16T12:00Z">12:00</time></a></div>'
            f'<div><h2 id="post-{self.id}-label">Headline {self.id}</h2><p>{self.text}</p>'
            f'<p>Second paragraph of {self.id}.</p><ul class="share"><li><a data-share="copy" '
            f'href="/s/{self.id}"><span>Copy link</span></a></li></ul></div></article>'
        )

    @property
    def message(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "version": self.version,
            "sort": self.sort,
            "breaking": self.breaking,
            "html": self.html,
        }


@dataclass
class FakeBlog:
    """The truth (`posts`, `regions`, `seq`), and switches for faults."""

    posts: dict[str, FakePost] = field(default_factory=dict)
    regions: dict[str, str] = field(default_factory=lambda: {"key": "", "updated": "<b>0</b>"})
    removed: dict[str, int] = field(default_factory=dict)
    epoch: str = "first"
    seq: int = 0
    order: str = "newest"
    page_posts: int = 12
    poll: float = 1
    refuses_sockets: bool = False
    refuses_updates: int = 0
    sockets: list[ServerConnection] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    most_sockets: int = 0

    def publish(self, minute: int, text: str = "Text. " * 40, **more: Any) -> FakePost:
        self.seq += 1
        post = FakePost(f"p{self.seq:07d}", minute, self.seq, text, **more)
        self.posts[post.id] = post
        return post

    def edit(self, post: FakePost, text: str = "", *, minute: int | None = None) -> FakePost:
        self.seq += 1
        post.version = self.seq
        post.text = text or post.text
        post.minute = post.minute if minute is None else minute
        return post

    def retract(self, post: FakePost) -> FakePost:
        self.seq += 1
        self.removed[post.id] = self.seq
        del self.posts[post.id]
        return post

    def renew(self, region: str, html: str) -> None:
        self.seq += 1
        self.regions[region] = html

    def change(self, *posts: FakePost, prev: int | None = None) -> dict[str, Any]:
        """The frame of the last change, which touched these posts."""
        here = [post for post in posts if post.id in self.posts]
        return {
            "type": "change",
            "v": 1,
            "epoch": self.epoch,
            "seq": self.seq,
            "prev": self.seq - 1 if prev is None else prev,
            "posts": [post.message for post in here],
            "gone": [post.id for post in posts if post.id not in self.posts],
            "blog": {"status": "live", "regions": self.regions},
        }

    def send(self, frame: Any) -> None:
        text = frame if isinstance(frame, str) else json.dumps(frame)
        for socket in list(self.sockets):
            socket.send(text)

    def tell(self, *posts: FakePost) -> None:
        self.send(self.change(*posts))

    def hang_up(self, code: int = 1011) -> None:
        for socket in list(self.sockets):
            socket.close(code)

    # --- what the server answers ---

    def page(self, query: dict[str, str]) -> str:
        sign = 1 if self.order == "oldest" else -1
        posts = sorted(self.posts.values(), key=lambda post: post.sort, reverse=sign < 0)
        if before := query.get("before"):
            posts = [post for post in posts if post.sort < before]
        shown, rest = posts[: self.page_posts], posts[self.page_posts :]
        floor = shown[-1].sort if rest and shown else ""
        older = f'<nav><a data-older href="?before={floor}">Older</a></nav>' if rest else ""
        return PAGE.format(
            epoch=self.epoch,
            seq=self.seq,
            order=self.order,
            floor=floor if self.order == "newest" else "",
            articles="".join(post.html for post in shown),
            older=older,
            **self.regions,
        )

    def updates(self, query: dict[str, str]) -> dict[str, Any]:
        head = {"v": 1, "epoch": self.epoch, "seq": self.seq, "poll": self.poll}
        since = int(query["since"])
        if query["epoch"] != self.epoch or since > self.seq:
            return {"type": "reset", **head}
        changed = [post.message for post in self.posts.values() if post.version > since]
        gone = [name for name, version in self.removed.items() if version > since]
        blog = {"status": "live", "regions": self.regions}
        content = {"since": since, "posts": changed, "gone": gone, "blog": blog}
        return {"type": "updates", **head, **content}

    def answer(self, connection: ServerConnection, request: Request) -> Response | None:
        url = urlsplit(request.path)
        query = {name: values[0] for name, values in parse_qs(url.query).items()}
        self.asked.append(url.path)
        if url.path == "/socket":
            return connection.respond(HTTPStatus.FORBIDDEN, "no") if self.refuses_sockets else None
        if url.path == "/updates":
            if self.refuses_updates:
                return respond(self.refuses_updates, "no", "text/plain")
            return respond(200, json.dumps(self.updates(query)), "application/json")
        if url.path == "/":
            return respond(200, self.page(query), "text/html; charset=utf-8")
        file = STATIC / url.path.lstrip("/")
        if not file.is_file():
            return respond(404, "", "text/plain")
        kind = mimetypes.guess_type(file.name)[0] or "text/plain"
        return respond(200, file.read_text(), kind)

    def serve_socket(self, connection: ServerConnection) -> None:
        self.sockets.append(connection)
        self.most_sockets = max(self.most_sockets, len(self.sockets))
        if f"since={self.seq}&" not in connection.request.path:
            self.send({"type": "behind", "v": 1, "epoch": self.epoch, "seq": self.seq})
        try:
            for _ in connection:
                pass
        except ConnectionClosed:
            pass
        finally:
            self.sockets.remove(connection)


def respond(status: int, text: str, kind: str) -> Response:
    body = text.encode()
    headers = Headers()
    headers["Content-Type"] = kind
    headers["Content-Length"] = str(len(body))
    headers["Connection"] = "close"
    headers["Content-Security-Policy"] = CSP
    return Response(status, HTTPStatus(status).phrase, headers, body)


def start(blog: FakeBlog, port: int = 0) -> tuple[Server, str]:
    """Serve the blog on a free port; returns the server and its address."""
    server = serve(
        blog.serve_socket, "127.0.0.1", port, process_request=blog.answer, compression=None
    )
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server, f"http://127.0.0.1:{server.socket.getsockname()[1]}/"


PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Blog</title>
<link rel="stylesheet" href="/liveblog/css/reader.css">
<script type="module" src="/liveblog/js/reader.js"></script></head>
<body><main><div data-region="updated">{updated}</div><div data-region="key">{key}</div>
<live-timeline data-slug="x" data-epoch="{epoch}" data-seq="{seq}" data-updates="/updates"
 data-socket="/socket" data-order="{order}" data-floor="{floor}" data-status="live"
 data-text-one="1 new update" data-text-many="{{n}} new updates" data-text-connected="Connected"
 data-text-reconnecting="Reconnecting" data-text-polling="Polling" data-text-offline="Offline"
 data-text-paused="Paused" data-text-pause="Pause" data-text-resume="Resume"
 data-text-copied="Link copied" data-text-last-visit="New since your last visit">
<div class="arrivals" role="status">
<button type="button" class="pill" data-arrivals hidden></button>
</div><p class="connection"><span data-connection hidden></span>
<button type="button" data-pause hidden></button></p>
<div class="feed" role="feed" data-feed aria-busy="false" aria-label="Updates">{articles}</div>
{older}</live-timeline></main></body></html>"""
