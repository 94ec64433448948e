"""`python -m tests.publishing.releaser`: a process that releases what is due when told to.

Says "ready", waits for a line, and prints the ids of what it has released itself.
"""

import sys
import time

import django

if __name__ == "__main__":
    django.setup()

from django.db import OperationalError

from liveblog.models import Post
from liveblog.publishing.schedule import release_due


def release_all() -> list[str]:
    """Like a server at its ticks: what fails is tried again."""
    ids: list[str] = []
    while Post.objects.filter(status="scheduled").exists():
        try:
            ids += [post.public_id for post in release_due()]
        except OperationalError:
            time.sleep(0.05)
    return ids


if __name__ == "__main__":
    print("ready", flush=True)
    sys.stdin.readline()
    print(*release_all())
