"""`python -m tests.publishing.publisher BLOG N`: a process that publishes N posts when told to.

Says "ready", waits for a line, publishes, and prints the number of each post. It works on the
test's own database, by DATABASE_URL.
"""

import random
import sys
import time
from uuid import uuid4

import django

if __name__ == "__main__":
    django.setup()

from django.db import OperationalError

from liveblog.models import LiveBlog
from liveblog.publishing import drafts
from liveblog.publishing.actors import Actor
from liveblog.publishing.content import PostContent


def publish(blog: LiveBlog, body: str) -> int:
    """Publish as a composer does: when the database is busy, again under the same key."""
    key = uuid4()
    while True:
        try:
            content = PostContent(body=body)
            post, _ = drafts.compose(blog, content, by=Actor(), status="published", client_id=key)
            return post.version
        except OperationalError:
            time.sleep(random.uniform(0, 0.2))


if __name__ == "__main__":
    blog = LiveBlog.objects.get(pk=sys.argv[1])
    print("ready", flush=True)
    sys.stdin.readline()
    print(*(publish(blog, f"Post {n}.") for n in range(int(sys.argv[2]))))
