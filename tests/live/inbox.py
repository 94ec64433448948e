"""A reader for the hub that keeps what it is offered."""

from __future__ import annotations

import json
from typing import Any

from liveblog.live.frames import Frame
from liveblog.live.hub import Hub
from liveblog.live.topics import Topic
from liveblog.models import LiveBlog


class Inbox:
    """Implements `readers.Reader`."""

    def __init__(self) -> None:
        self.topic: Topic | None = None
        self.is_gone = False
        self.texts: list[str] = []
        self.closed: int | None = None
        self.renewals = self.checks = 0

    def offer(self, frame: Frame) -> None:
        self.texts.append(frame.text)

    def close(self, code: int) -> None:
        self.closed = code

    def renew_if_old(self, now: float) -> None:
        self.renewals += 1

    def cut_off_if_stuck(self, now: float) -> None:
        self.checks += 1

    @property
    def messages(self) -> list[dict[str, Any]]:
        """What was offered, decoded; without the beats, which come at any time."""
        decoded = [json.loads(text) for text in self.texts]
        return [message for message in decoded if message["type"] != "beat"]

    @property
    def beats(self) -> list[dict[str, Any]]:
        return [json.loads(text) for text in self.texts if '"type":"beat"' in text]

    @property
    def kinds(self) -> list[str]:
        return [message["type"] for message in self.messages]

    @property
    def seqs(self) -> list[int]:
        """The numbers of the changes, in order of arrival."""
        return [message["seq"] for message in self.messages if message["type"] == "change"]


async def join(hub: Hub, blog: LiveBlog, since: int | None = None, epoch: str = "") -> Inbox:
    """A new reader of this blog."""
    inbox = Inbox()
    head = hub.heads.find(blog.slug)
    assert head
    await hub.readership.join(head, inbox, since, epoch)
    return inbox
