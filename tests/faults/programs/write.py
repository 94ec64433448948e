"""A newsroom in a process: reads verbs as JSON lines, answers each once it is acknowledged.

`{"verb": "publish", "text": …}` → `{"seq": 3, "id": "abcd1234", "seconds": 0.01}`, or
`{"refused": "code"}`, or `{"error": "…"}`. With `"die": point` a child does the verb and dies
there: `{"died": true}`; with `"crowd": n` n children do it at once: `{"all": [answers]}`.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import django
import time_machine

from tests.faults.programs.smaller import set_limits

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
set_limits(early=True)
django.setup()

from django.contrib.auth.models import User  # noqa: E402
from django.db import DatabaseError, connections  # noqa: E402

from liveblog.models import LiveBlog, Post  # noqa: E402
from liveblog.publishing import blogs, drafts, posts, tokens  # noqa: E402
from liveblog.publishing.actors import Actor  # noqa: E402
from liveblog.publishing.blogs import BlogContent  # noqa: E402
from liveblog.publishing.content import PostContent  # noqa: E402
from liveblog.publishing.errors import PublishingError  # noqa: E402
from tests.faults.programs import fates  # noqa: E402

BY = Actor(None, "test")
SLUG = "storm"
Order = dict[str, Any]


def main() -> None:
    """Obey until the input ends."""
    set_limits(early=False)
    fates.install()
    fates.hurry()
    say({"ready": True})
    for line in sys.stdin:
        say(obey(json.loads(line)))


def say(answer: Order) -> None:
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


def obey(order: Order) -> Order:
    if "die" in order:
        (Path(os.environ["FAULTS_FOLDER"]) / order["die"]).touch()
        return in_children([order])[0]
    if "crowd" in order:
        text = order["text"]
        orders = [{**order, "text": f"{text}.{n}"} for n in range(order["crowd"])]
        return {"all": in_children(orders)}
    return do(order)


def in_children(orders: list[Order]) -> list[Order]:
    """Each order done by a process of its own, all at once, `times` times each."""
    connections.close_all()
    if connections["default"].vendor == "postgresql":
        connections["default"].close_pool()  # its connections are nothing to share
    return [report(*child) for child in [fork(order) for order in orders]]


def fork(order: Order) -> tuple[int, int]:
    reading, writing = os.pipe()
    if child := os.fork():
        os.close(writing)
        return child, reading
    text, times = order.get("text", ""), order.get("times", 1)
    done = [insist({**order, "text": f"{text}.{n}" if n else text}) for n in range(times)]
    time.sleep(0.05)  # the doorbell's thread has rung by then, or never will
    os.write(writing, json.dumps(done[0] if times == 1 else {"all": done}).encode())
    os._exit(0)


def insist(order: Order) -> Order:
    """Again while the database is too busy, as everybody does who is told so."""
    while "error" in (answer := do(order)):
        sys.stderr.write(f"{answer}\n")
    return answer


def report(child: int, reading: int) -> Order:
    with os.fdopen(reading) as pipe:
        said = pipe.read()
    os.waitpid(child, 0)
    return json.loads(said) if said else {"died": True}


def do(order: Order) -> Order:
    started = time.monotonic()
    try:
        if "clock" in order:
            with time_machine.travel(datetime.fromisoformat(order["clock"]), tick=True):
                answer = VERBS[order["verb"]](order)
        else:
            answer = VERBS[order["verb"]](order)
    except PublishingError as refusal:
        answer = {"refused": refusal.code}
    except DatabaseError as error:
        answer = {"error": str(error)}
    return {**answer, "seconds": time.monotonic() - started}


def the_blog() -> LiveBlog:
    return LiveBlog.objects.get(slug=SLUG)


def prepare(order: Order) -> Order:
    """A blog at change 1, and an admin with a token."""
    blog = blogs.create(BlogContent(slug=SLUG, title="Storm", language="de"))
    blogs.open(blog, by=BY)
    admin = User.objects.create_superuser("admin", "admin@example.org", "long enough a secret")
    _token, secret = tokens.create(admin, by=BY, name="faults")
    return {"token": secret}


def head(order: Order) -> Order:
    """Where the blog stands, and what its changes and posts say, straight from the rows."""
    blog = the_blog()
    return {
        "seq": blog.seq,
        "numbers": list(blog.changes.order_by("pk").values_list("seq", flat=True)),
        "bodies": list(blog.posts.public().values_list("body", flat=True)),
        "all_bodies": list(blog.posts.values_list("body", flat=True)),
    }


def publish(order: Order) -> Order:
    client_id = UUID(order["client_id"]) if "client_id" in order else None
    at = datetime.fromisoformat(order["at"]) if "at" in order else None
    body = order["text"] + " word" * (order.get("padding", 0) // 5)
    content = PostContent(body=body, event_at=at)
    post, is_new = drafts.compose(
        the_blog(), content, by=BY, status="published", client_id=client_id
    )
    return {**seen(post), "new": is_new}


def draft(order: Order) -> Order:
    drafts.compose(the_blog(), PostContent(body=order["text"]), by=BY)
    return {}


def on_a_post(change: Callable[[Post, Order], Post], status: str = "published") -> Any:
    def verb(order: Order) -> Order:
        found = list(the_blog().posts.filter(status=status).order_by("pk"))
        if not found:
            return {"refused": "nothing"}
        return seen(change(found[order["which"] % len(found)], order))

    return verb


def edit_blog(order: Order) -> Order:
    blog = blogs.edit(the_blog(), BlogContent(standfirst=order["text"]), by=BY)
    return {"seq": blog.seq}


def seen(post: Post) -> Order:
    """The post's number and the blog's last one of this verb's transaction."""
    return {"seq": post.version, "id": post.public_id, "body": post.body}


VERBS: dict[str, Callable[[Order], Order]] = {
    "prepare": prepare,
    "head": head,
    "publish": publish,
    "draft": draft,
    "edit_blog": edit_blog,
    "edit": on_a_post(lambda post, o: posts.edit(post, PostContent(body=o["text"]), by=BY)),
    "correct": on_a_post(
        lambda post, o: posts.correct(post, PostContent(headline=o["text"]), "Wrong.", by=BY)
    ),
    "retract": on_a_post(lambda post, o: posts.retract(post, "It was wrong.", by=BY)),
    "restore": on_a_post(lambda post, o: posts.restore(post, by=BY), "retracted"),
    "pin": on_a_post(lambda post, o: posts.pin(post, by=BY)),
    "unpin": on_a_post(lambda post, o: posts.unpin(post, by=BY)),
    "key": on_a_post(lambda post, o: posts.mark_key(post, by=BY)),
    "unkey": on_a_post(lambda post, o: posts.unmark_key(post, by=BY)),
}

if __name__ == "__main__":
    main()
