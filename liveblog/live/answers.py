"""Answers as bytes: taken from an ASGI application, kept, and given again."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from django.utils.http import parse_etags

from liveblog.live import encodings
from liveblog.live.marks import EXTENSION, Mark

Headers = tuple[tuple[bytes, bytes], ...]
Send = Callable[[dict[str, Any]], Awaitable[None]]
Application = Callable[..., Awaitable[None]]

OK, GONE, MISSING, NOT_MODIFIED = 200, 410, 404, 304
PASSED_ON = (b"host", b"x-request-id")
# What describes a body that a 304 does not have; as Django's own 304 leaves it out.
OF_THE_BODY = (b"content-type", b"content-length", b"content-language", b"content-encoding")
NOT_FOR_ALL = (b"set-cookie", b"date")  # or not for long
VARIES = (b"vary", b"accept-encoding")  # all that an answer may vary by; we know how


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: Headers
    body: bytes

    def value(self, name: bytes) -> bytes:
        """The first header of this name, in small letters; empty where there is none."""
        return next((value for key, value in self.headers if key.lower() == name), b"")

    @property
    def is_everybodys(self) -> bool:
        """Whether anybody else may get these very bytes."""
        lower = [(name.lower(), value.lower()) for name, value in self.headers]
        limited = any(
            pair[0] in NOT_FOR_ALL or (pair[0] == b"vary" and pair != VARIES) for pair in lower
        )
        return self.status in (OK, GONE, MISSING) and not limited and bool(self.value(b"etag"))

    async def send(self, send: Send, *, with_body: bool = True) -> None:
        await send({"type": "http.response.start", "status": self.status, "headers": self.headers})
        await send({"type": "http.response.body", "body": self.body if with_body else b""})


async def asked(
    application: Application, scope: dict[str, Any], query: bytes
) -> tuple[Answer, Mark | None]:
    """The application's whole answer to this address, and the mark that its view has given it.

    Nothing else of the request is passed on: no cookie, condition or encoding can colour what
    everybody gets, and nobody's going away ends it.
    """
    marks: list[Mark] = []
    messages: list[dict[str, Any]] = []

    async def send(message: dict[str, Any]) -> None:
        messages.append(message)

    own = {
        "method": "GET",
        "query_string": query,
        "headers": [pair for pair in scope["headers"] if pair[0] in PASSED_ON],
        "extensions": {**(scope.get("extensions") or {}), EXTENSION: marks.append},
    }
    await application({**scope, **own}, _Patient().receive, send)
    start, *rest = messages
    body = b"".join(message.get("body", b"") for message in rest)
    headers = tuple((bytes(name), bytes(value)) for name, value in start["headers"])
    return Answer(start["status"], headers, body), marks[-1] if marks else None


class _Patient:
    """A client that has asked once and never goes away."""

    def __init__(self) -> None:
        self._has_asked = False

    async def receive(self) -> dict[str, Any]:
        if self._has_asked:
            await asyncio.get_running_loop().create_future()
        self._has_asked = True
        return {"type": "http.request", "body": b"", "more_body": False}


@dataclass(frozen=True, slots=True)
class Variant:
    """One answer in one encoding, and the 304 for those who have it."""

    full: Answer
    not_modified: Answer
    etag: bytes

    @classmethod
    def of(cls, answer: Answer, encoding: bytes) -> Variant:
        """Takes milliseconds for an encoding: call it off the event loop."""
        etag = answer.value(b"etag")
        set_anew = (*OF_THE_BODY, b"vary")
        kept = [pair for pair in answer.headers if pair[0].lower() not in set_anew]
        own = [pair for pair in answer.headers if pair[0].lower() in OF_THE_BODY]
        body = answer.body
        if encoding and len(body) >= encodings.WORTH_ENCODING:
            body = encodings.encoded(body, encoding)
            # Other bytes than the strong tag names; as Django's own compression marks them.
            etag = b"W/" + etag.removeprefix(b"W/")
            kept = [(k, etag if k.lower() == b"etag" else v) for k, v in kept]
            own = [(k, v) for k, v in own if k.lower() != b"content-length"]
            own += [(b"Content-Encoding", encoding), (b"Content-Length", b"%d" % len(body))]
        kept.append((b"Vary", b"Accept-Encoding"))
        return cls(
            Answer(answer.status, (*own, *kept), body),
            Answer(NOT_MODIFIED, tuple(kept), b""),
            etag.removeprefix(b"W/"),
        )

    def for_one_who_knows(self, known: bytes | None) -> Answer:
        """The answer, or 304 where an `If-None-Match` names it (RFC 9110, section 13.1.2)."""
        if known is None or self.full.status != OK:
            return self.full
        if known.removeprefix(b"W/") == self.etag or known == b"*":
            return self.not_modified
        if self.etag not in known:
            return self.full
        tags = parse_etags(known.decode("latin-1"))
        is_known = self.etag.decode("latin-1") in {tag.removeprefix("W/") for tag in tags}
        return self.not_modified if is_known else self.full
