"""Two processes release the same posts at once."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone

from liveblog.models import Post
from tests.journeys.site import database_url
from tests.publishing.ledger import changes_made
from tests.publishing.test_schedule import scheduled
from tests.world import make_blog

POSTS = 30


def start() -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.publishing.releaser"],
        cwd=settings.BASE_DIR,
        env=os.environ
        | {"DJANGO_SETTINGS_MODULE": "config.settings", "DATABASE_URL": database_url()},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_two_processes_release_each_post_once() -> None:
    blog = make_blog()
    ids = {scheduled(blog, body=f"{number}").public_id for number in range(POSTS)}
    Post.objects.update(publish_at=timezone.now() - timedelta(minutes=1))
    processes = [start(), start()]
    try:
        with changes_made(blog) as made:
            assert [process.stdout.readline() for process in processes] == ["ready\n"] * 2
            for process in processes:
                process.stdin.write("go\n")
                process.stdin.flush()
            told = [process.communicate(timeout=120)[0].split() for process in processes]
    finally:
        for process in processes:
            process.kill()
            process.wait()
    assert sorted([*told[0], *told[1]]) == sorted(ids)
    assert [change.seq for change in made] == list(range(2, POSTS + 2))
    assert {change.post.public_id for change in made} == ids
