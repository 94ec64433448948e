"""Eight processes publish at once on one database."""

from __future__ import annotations

import os
import subprocess
import sys
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.db import connection

from tests.publishing.ledger import changes_made
from tests.world import make_blog

PROCESSES, POSTS = 8, 6


def _database_url() -> str:
    """The address of the test's own database, for processes without pytest."""
    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()


def _start(blog_id: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.publishing.publisher", str(blog_id), str(POSTS)],
        cwd=settings.BASE_DIR,
        env=os.environ
        | {"DJANGO_SETTINGS_MODULE": "config.settings", "DATABASE_URL": _database_url()},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_eight_processes_get_gapless_unique_numbers() -> None:
    blog = make_blog()
    processes = [_start(blog.pk) for _ in range(PROCESSES)]
    try:
        with changes_made(blog) as made:
            assert [process.stdout.readline() for process in processes] == ["ready\n"] * PROCESSES
            for process in processes:
                process.stdin.write("go\n")
                process.stdin.flush()
            answers = [process.communicate(timeout=120)[0] for process in processes]
    finally:
        for process in processes:
            process.kill()
            process.wait()
    told = [int(number) for answer in answers for number in answer.split()]
    last = 1 + PROCESSES * POSTS
    assert sorted(told) == [change.seq for change in made] == list(range(2, last + 1))
    blog.refresh_from_db()
    assert blog.seq == last
    assert sorted(blog.posts.values_list("version", flat=True)) == sorted(told)
