"""Content-Security-Policies per kind of page, in django-csp's form (directive → sources).

Public pages are cached and shared, so no policy carries a nonce; an inline import map is allowed
by its hash.
"""

from collections.abc import Sequence

NONE = ["'none'"]
SELF = ["'self'"]

Policy = dict[str, list[str]]


def reader(
    images: Sequence[str] = (), sockets: Sequence[str] = (), frames: Sequence[str] = ()
) -> Policy:
    """Public pages. `images`, `sockets`, `frames`: origins besides our own."""
    return {
        "default-src": NONE,
        "script-src": SELF,
        "style-src": SELF,
        "img-src": [*SELF, *images],
        "connect-src": [*SELF, *sockets],
        "font-src": SELF,
        "manifest-src": SELF,
        "frame-src": list(frames) or NONE,
        "base-uri": NONE,
        "form-action": SELF,
        "frame-ancestors": NONE,
    }


def embed(
    images: Sequence[str] = (), sockets: Sequence[str] = (), frames: Sequence[str] = ()
) -> Policy:
    """The page that others put into their frames; it can do nothing."""
    return {**reader(images, sockets, frames), "form-action": NONE, "frame-ancestors": ["*"]}


def staff(
    images: Sequence[str] = (), sockets: Sequence[str] = (), frames: Sequence[str] = ()
) -> Policy:
    """Newsroom, account pages and back office: previews of own uploads, a service worker."""
    return {
        **reader(images, sockets, frames),
        "default-src": SELF,
        "img-src": [*SELF, "data:", "blob:", *images],
        "worker-src": SELF,
    }


def media() -> Policy:
    """Uploaded files: shown, never run."""
    return {"default-src": NONE, "sandbox": []}
