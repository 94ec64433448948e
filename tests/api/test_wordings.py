"""What is wrong with a call is said in the caller's language, with the field and its limit."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any, Literal

import pytest
from django.utils import translation
from pydantic import BaseModel, Field, ValidationError

from liveblog import limits
from liveblog.api.validation import messages_by_field
from liveblog.models import LiveBlog
from tests.api.conftest import Api
from tests.api.test_images import upload

GERMAN, ENGLISH = {"accept-language": "de"}, {"accept-language": "en"}


class Strict(BaseModel, strict=True):
    """Limits that our own schemas leave to publishing, or do not have yet."""

    short: str = Field("abc", min_length=3)
    entries: list[int] = Field([1, 2], min_length=2, max_length=3)
    choice: Literal["one", "two"] = "one"
    more: int = Field(5, gt=4)
    less: float = Field(5, lt=6)
    most: int = Field(5, le=6)


def german(**data: Any) -> dict[str, list[str]]:
    with pytest.raises(ValidationError) as caught, translation.override("de"):
        Strict(**data)
    with translation.override("de"):
        return messages_by_field(caught.value.errors())  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("headline", 5, "Hier muss ein Text stehen."),
        ("headline", "x" * 100_001, "Höchstens 100.000 Zeichen passen."),
        ("key", "yes", "Hier muss true oder false stehen."),
        ("authors", "all", "Hier muss eine Liste stehen."),
        ("images", [5], "Hier muss ein Objekt mit Feldern stehen."),
        ("images", [{}], "Diese Angabe ist nötig."),
        ("client_id", "12", "Hier muss eine UUID stehen."),
        ("status", "retracted", "Bekannt sind: draft, submitted, scheduled, published."),
        ("event_at", "tomorrow", "Hier muss eine Zeit wie 2025-05-16T16:31:00+03:00 stehen."),
        ("event_at", "2025-02-30T10:00:00Z", "Hier muss eine Zeit wie"),
        ("event_at", "2025-05-16T16:31:00", "Die Zeit braucht"),
        ("nonsense", 1, "Dieses Feld gibt es nicht."),
    ],
)
def test_a_german_reads_what_is_wrong_in_german(
    api: Api, blog: LiveBlog, field: str, value: Any, message: str
) -> None:
    said = api.post(f"/blogs/{blog.slug}/posts", {field: value}, **GERMAN).json()
    ((name, messages),) = said["errors"].items()
    assert name.split(".")[0] == field
    assert messages[0].startswith(message)
    assert said["detail"] == f"Diese Felder können nicht angenommen werden: {name}."


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("limit=0", "Mindestens 1 ist nötig."),
        (f"limit={limits.API_PAGE_POSTS + 1}", "Höchstens 100 ist möglich."),
        ("since=x", "Hier muss eine ganze Zahl stehen."),
        ("since=" + "9" * 5000, "Diese Zahl ist zu groß."),
    ],
)
def test_numbers_name_their_limit(api: Api, blog: LiveBlog, query: str, message: str) -> None:
    said = api.get(f"/blogs/{blog.slug}/posts?{query}", **GERMAN).json()
    assert said["errors"] == {query.partition("=")[0]: [message]}


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("short", "ab", "Mindestens 3 Zeichen sind nötig."),
        ("entries", [1], "Mindestens 2 Einträge sind nötig."),
        ("entries", [1, 2, 3, 4], "Höchstens 3 Einträge passen."),
        ("choice", "three", "Bekannt sind: one, two."),
        ("more", 4, "Die Zahl muss größer sein als 4."),
        ("less", 6.0, "Die Zahl muss kleiner sein als 6.0."),
        ("less", "x", "Hier muss eine Zahl stehen."),
        ("most", 7, "Höchstens 6 ist möglich."),
    ],
)
def test_every_limit_is_named(field: str, value: Any, message: str) -> None:
    assert german(**{field: value}) == {field: [message]}


def test_what_has_no_words_yet_is_not_said_in_english() -> None:
    with translation.override("de"):
        found = messages_by_field([{"type": "new_in_pydantic", "loc": ("x",), "msg": "Bad"}])
    assert found == {"x": ["Das kann nicht angenommen werden."]}


def test_unreadable_json_is_said_in_german(api: Api, blog: LiveBlog) -> None:
    said = api.post(f"/blogs/{blog.slug}/posts", "{", **GERMAN).json()
    assert said["detail"] == "Der Inhalt der Anfrage ist kein lesbares JSON."


def test_others_read_it_in_english(api: Api, blog: LiveBlog) -> None:
    said = api.post(f"/blogs/{blog.slug}/posts", {"body": 1}, **ENGLISH).json()
    assert said["errors"] == {"body": ["This must be a text."]}


def test_a_picture_beyond_the_limit_hears_of_pictures(api: Api) -> None:
    said = upload(api, BytesIO(b"x" * (limits.UPLOAD_BYTES + 1024 * 1024))).json()
    assert said["type"] == "urn:liveblog:problem:image_too_large"
    assert re.search(r"ein Bild darf höchstens 15\sMB haben", said["errors"]["file"][0])


def test_a_body_beyond_the_limit_hears_of_the_limit(api: Api, blog: LiveBlog) -> None:
    said = api.post(f"/blogs/{blog.slug}/posts", {"body": "x" * limits.JSON_BODY_BYTES}).json()
    assert said["detail"] == "Eine Anfrage darf höchstens 256 KB umfassen."
