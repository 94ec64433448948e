"""Pictures: a row with its files, or neither."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path
from threading import Barrier
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.core.files.storage import default_storage
from django.db import connection

from liveblog.media.refusals import ImageRefused
from liveblog.models import Image
from liveblog.publishing import images
from liveblog.publishing.actors import Actor
from tests.publishing.ledger import refused
from tests.world import DESK, make_image, make_user, png


def files() -> list[Path]:
    """Everything that lies in the media folder."""
    return [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]


@pytest.mark.django_db
def test_a_picture_has_its_row_and_its_files() -> None:
    user = make_user()
    image, created = images.take_in(png(), by=Actor(user, "session"), alt="A gate")
    assert created and (image.width, image.height, image.alt) == (640, 360, "A gate")
    assert image.uploaded_by == user
    names = sorted(path.name for path in files())
    assert names == sorted([*(f"{width}.webp" for width in image.widths), "card.jpg"])
    assert all(default_storage.exists(image.path(name)) for name in names)


@pytest.mark.django_db
def test_without_a_row_no_file_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(**fields: Any) -> Image:
        raise OSError("database is gone")

    monkeypatch.setattr(Image.objects, "create", fail)
    with pytest.raises(OSError, match="database is gone"):
        make_image()
    assert not files()


@pytest.mark.django_db
def test_without_a_file_no_row_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    stored: list[str] = []
    save = default_storage.save

    def fail_at_the_second(name: str, content: Any, **more: Any) -> str:
        stored.append(name)
        if len(stored) == 2:
            raise OSError("disk full")
        return save(name, content, **more)

    monkeypatch.setattr(default_storage, "save", fail_at_the_second)
    with pytest.raises(OSError, match="disk full"):
        make_image()
    assert not Image.objects.exists() and not files()


@pytest.mark.django_db
def test_what_is_no_picture_leaves_nothing() -> None:
    with pytest.raises(ImageRefused):
        images.take_in(BytesIO(b"Dear reader"), by=DESK)
    assert not Image.objects.exists() and not files()


@pytest.mark.django_db
def test_words_are_checked_before_the_picture_is_touched() -> None:
    with refused("alt", "caption", "credit"):
        images.take_in(BytesIO(), by=DESK, alt="x" * 501, caption="x" * 501, credit="x" * 121)
    assert not files()


@pytest.mark.django_db
def test_a_retry_returns_the_first_picture() -> None:
    by, key = Actor(make_user(), "session"), uuid4()
    first, _ = images.take_in(png(), by=by, client_id=key)
    kept = sorted(files())
    assert images.take_in(png(), by=by, client_id=key) == (first, False)
    assert sorted(files()) == kept


@pytest.mark.django_db
def test_two_people_may_use_the_same_key() -> None:
    key = uuid4()
    for _ in range(2):
        assert images.take_in(png(), by=Actor(make_user(), "session"), client_id=key)[1]


@pytest.mark.django_db
@pytest.mark.parametrize("focus", [(1.1, 0.5), (0.5, -0.1), (float("nan"), 0.5)])
def test_the_focal_point_lies_inside(focus: tuple[float, float]) -> None:
    image = make_image()
    with refused("focus_x" if focus[1] == 0.5 else "focus_y"):
        images.describe(image, focus=focus, alt="New")
    image.refresh_from_db()
    assert (image.focus_x, image.focus_y, image.alt) == (0.5, 0.5, "A red square")


@pytest.mark.django_db
def test_describing_changes_what_is_given() -> None:
    image = images.describe(make_image(credit="J. B."), caption="New", focus=(0, 1))
    image.refresh_from_db()
    assert (image.alt, image.caption, image.credit) == ("A red square", "New", "J. B.")
    assert (image.focus_x, image.focus_y) == (0, 1)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_the_same_upload_many_times_at_once_is_one_picture() -> None:
    by, key, ready = Actor(make_user(), "session"), uuid4(), Barrier(6)

    def send(_: int) -> tuple[Image, bool]:
        ready.wait()
        try:
            return images.take_in(png(), by=by, client_id=key)
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as senders:
        answers = list(senders.map(send, range(6)))
    image = Image.objects.get()
    assert {answer.pk for answer, _ in answers} == {image.pk}
    assert sum(created for _, created in answers) == 1
    assert {path.parent.name for path in files()} == {image.token}
