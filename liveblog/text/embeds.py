"""A link to a known network becomes a box that loads after a click.

Everything comes from the link's own parts: the server fetches nothing, and so does the page until
the reader has clicked. Unknown links stay links.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import parse_qs, quote, urlencode, urlsplit

WORD = re.compile(r"[A-Za-z0-9_-]{1,64}")
NUMBER = re.compile(r"[0-9]{1,25}")
HANDLE = re.compile(r"[A-Za-z0-9.:_-]{1,253}")

# Mastodon runs on any host, a security policy names each: the large public ones are known.
MASTODON_HOSTS = frozenset(
    {
        "chaos.social",
        "det.social",
        "fosstodon.org",
        "hachyderm.io",
        "mas.to",
        "mastodon.online",
        "mastodon.social",
        "mastodon.world",
        "mstdn.social",
        "norden.social",
        "social.bund.de",
        "social.tchncs.de",
        "troet.cafe",
    }
)


@dataclass(frozen=True, slots=True)
class Embed:
    """What the box says and what it loads: `network` is a name for people, `frame` the address of
    the frame, `shape` one of video, tall, post and audio: the height to reserve."""

    network: str
    frame: str
    shape: str


@dataclass(frozen=True, slots=True)
class Link:
    """A web address in parts: lower-case host without `www.` or `m.`, path segments, query."""

    address: str
    host: str
    path: tuple[str, ...]
    query: dict[str, list[str]]

    def part(self, index: int, pattern: re.Pattern[str] = WORD) -> str:
        """A path segment that is nothing but what `pattern` allows, or ''."""
        found = self.path[index] if index < len(self.path) else ""
        return found if pattern.fullmatch(found) else ""


def embed_of(address: str) -> Embed | None:
    """The box for an http(s) link to a known network; None for any other text."""
    link = _parse(address)
    maker = link and MAKERS.get(link.host)
    return maker(link) if link and maker else None


def frame_hosts() -> list[str]:
    """The origins that frames may come from, for the pages' security policy."""
    return sorted(f"https://{host}" for host in {*FRAME_HOSTS, *MASTODON_HOSTS})


def _parse(address: str) -> Link | None:
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").removeprefix("www.").removeprefix("m.")
        if parts.scheme not in ("http", "https") or parts.port not in (None, 80, 443):
            return None
        path = tuple(segment for segment in parts.path.split("/") if segment)
        return Link(address, host, path, parse_qs(parts.query, max_num_fields=50))
    except ValueError:  # not an address at all
        return None


def _youtube(link: Link) -> Embed | None:
    asked = link.query.get("v", [""])[0]
    if link.host == "youtu.be":
        video = link.part(0)
    elif link.part(0) in ("embed", "live", "shorts"):
        video = link.part(1)
    else:
        video = asked if WORD.fullmatch(asked) and link.part(0) == "watch" else ""
    shape = "tall" if link.part(0) == "shorts" else "video"
    frame = f"https://www.youtube-nocookie.com/embed/{video}"
    return Embed("YouTube", frame, shape) if video else None


def _vimeo(link: Link) -> Embed | None:
    video = link.part(0, NUMBER) or (link.part(1, NUMBER) if link.part(0) == "video" else "")
    return (
        Embed("Vimeo", f"https://player.vimeo.com/video/{video}?dnt=1", "video") if video else None
    )


def _x(link: Link) -> Embed | None:
    post = link.part(2, NUMBER) if link.part(1) in ("status", "statuses") else ""
    frame = f"https://platform.twitter.com/embed/Tweet.html?id={post}&dnt=true"
    return Embed("X", frame, "post") if post else None


def _instagram(link: Link) -> Embed | None:
    start = 0 if link.part(0) in ("p", "reel", "tv") else 1
    kind, post = link.part(start), link.part(start + 1)
    if kind not in ("p", "reel", "tv") or not post:
        return None
    return Embed("Instagram", f"https://www.instagram.com/{kind}/{post}/embed/", "post")


def _tiktok(link: Link) -> Embed | None:
    video = link.part(2, NUMBER) if link.part(1) in ("video", "photo") else ""
    return Embed("TikTok", f"https://www.tiktok.com/embed/v2/{video}", "tall") if video else None


def _bluesky(link: Link) -> Embed | None:
    who, post = link.part(1, HANDLE), link.part(3)
    if (link.part(0), link.part(2)) != ("profile", "post") or not (who and post):
        return None
    frame = f"https://embed.bsky.app/embed/{quote(who)}/app.bsky.feed.post/{post}"
    return Embed("Bluesky", frame, "post")


def _mastodon(link: Link) -> Embed | None:
    who = link.path[0] if link.path else ""
    post = link.part(1, NUMBER)
    if not (who.startswith("@") and HANDLE.fullmatch(who[1:].replace("@", ".")) and post):
        return None
    return Embed("Mastodon", f"https://{link.host}/{who}/{post}/embed", "post")


def _facebook(link: Link) -> Embed | None:
    if not link.path or not ({"posts", "videos", "photos", "watch"} & set(link.path)):
        return None
    video = bool({"videos", "watch"} & set(link.path))
    query = urlencode({"href": link.address, "show_text": "false" if video else "true"})
    frame = f"https://www.facebook.com/plugins/{'video' if video else 'post'}.php?{query}"
    return Embed("Facebook", frame, "video" if video else "post")


def _soundcloud(link: Link) -> Embed | None:
    if not (link.part(0) and link.part(1)):
        return None
    query = urlencode({"url": f"https://soundcloud.com/{'/'.join(link.path)}"})
    return Embed("SoundCloud", f"https://w.soundcloud.com/player/?{query}", "audio")


MAKERS: dict[str, Callable[[Link], Embed | None]] = {
    "youtube.com": _youtube,
    "youtube-nocookie.com": _youtube,
    "youtu.be": _youtube,
    "vimeo.com": _vimeo,
    "player.vimeo.com": _vimeo,
    "x.com": _x,
    "twitter.com": _x,
    "mobile.twitter.com": _x,
    "instagram.com": _instagram,
    "tiktok.com": _tiktok,
    "bsky.app": _bluesky,
    "facebook.com": _facebook,
    "soundcloud.com": _soundcloud,
    **dict.fromkeys(MASTODON_HOSTS, _mastodon),
}
FRAME_HOSTS = (
    "embed.bsky.app",
    "platform.twitter.com",
    "player.vimeo.com",
    "w.soundcloud.com",
    "www.facebook.com",
    "www.instagram.com",
    "www.tiktok.com",
    "www.youtube-nocookie.com",
)
