"""`python -m benchmarks.writing`: one update from a process of its own, when told to by a line.

Prints "ready", then, once written, its stamp.
"""

from __future__ import annotations

import time

import django

django.setup()

from benchmarks.publisher import SENTENCE  # noqa: E402
from liveblog.models import LiveBlog  # noqa: E402
from liveblog.publishing import drafts  # noqa: E402
from liveblog.publishing.actors import Actor  # noqa: E402
from liveblog.publishing.content import PostContent  # noqa: E402


def main() -> None:
    blog = LiveBlog.objects.get(slug="bench")
    print("ready", flush=True)
    input()
    stamp = time.time_ns()
    post = PostContent(body=f"bench-t:{stamp} {SENTENCE * 12}")
    drafts.compose(blog, post, by=Actor(None, "command"), status="published")
    print(stamp)


if __name__ == "__main__":
    main()
