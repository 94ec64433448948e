"""Good pictures: what comes out of the door."""

from __future__ import annotations

import io
import threading
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from liveblog.limits import UPLOAD_BYTES
from liveblog.media import intake
from liveblog.media.intake import ImageRefused, Picture, take_in
from liveblog.media.pixels import read_pixels
from tests.media.pictures import HEIC, RED, encoded, jpeg, quarters

Take = Callable[[bytes], Picture]
Open = Callable[[bytes], Image.Image]


@pytest.mark.parametrize(
    ("width", "expected"),
    [
        (1, [1]),
        (300, [300]),
        (480, [480]),
        (500, [480]),
        (900, [480, 900]),
        (1000, [480, 960]),
        (1600, [480, 960, 1600]),
        (5000, [480, 960, 1600]),
    ],
)
def test_widths_never_exceed_the_source(take: Take, width: int, expected: list[int]) -> None:
    picture = take(jpeg(Image.new("RGB", (width, 40), RED)))
    assert picture.widths == expected
    assert list(picture.files) == [f"{width}.webp" for width in expected] + ["card.jpg"]


def test_files_have_the_width_of_their_name_and_the_format_of_their_ending(
    take: Take, opened: Open
) -> None:
    picture = take(jpeg(quarters(2000, 1200)))
    images = {name: opened(content) for name, content in picture.files.items()}
    assert {name: image.size for name, image in images.items()} == {
        "480.webp": (480, 288),
        "960.webp": (960, 576),
        "1600.webp": (1600, 960),
        "card.jpg": (1200, 720),
    }
    assert [image.format for image in images.values()] == ["WEBP", "WEBP", "WEBP", "JPEG"]


def test_size_is_that_of_the_source(take: Take) -> None:
    picture = take(jpeg(quarters(2000, 1200)))
    assert (picture.width, picture.height) == (2000, 1200)


@pytest.mark.parametrize("size", [(12_000, 1), (1, 12_000), (1, 1), (3000, 7)])
@pytest.mark.parametrize("file_format", ["JPEG", "PNG"])
def test_the_thinnest_pictures_come_through(
    take: Take, size: tuple[int, int], file_format: str
) -> None:
    picture = take(encoded(Image.new("RGB", size, RED), file_format))
    assert (picture.width, picture.height) == size


def test_dominant_colour_is_the_most_frequent_not_the_mean(take: Take) -> None:
    image = Image.new("RGB", (100, 100), "#0000ff")
    image.paste("#ffff00", (0, 0, 100, 30))
    red, green, blue = bytes.fromhex(take(encoded(image, "PNG")).colour[1:])
    assert red < 8
    assert green < 8
    assert blue > 247


@pytest.mark.parametrize("file_format", ["JPEG", "PNG", "WEBP"])
def test_accepted_formats(take: Take, file_format: str) -> None:
    assert take(encoded(quarters(), file_format)).widths == [320]


def test_a_phones_heic_comes_through_upright(take: Take, opened: Open) -> None:
    picture = take(HEIC.read_bytes())
    assert (picture.width, picture.height) == (192, 320)
    red, green, _ = opened(picture.files["192.webp"]).convert("RGB").getpixel((150, 40))
    assert red > 160
    assert green < 60


def test_an_uploaded_file_comes_through_whatever_its_name_and_claimed_type() -> None:
    upload = SimpleUploadedFile("../../etc/passwd.exe", jpeg(), content_type="text/html")
    assert take_in(upload).widths == [320]


def test_an_upload_that_says_to_be_too_large_is_not_read() -> None:
    upload = SimpleUploadedFile("a.jpg", b"")
    upload.size = UPLOAD_BYTES + 1
    upload.file.close()
    with pytest.raises(ImageRefused) as refused:
        take_in(upload)
    assert (refused.value.code, refused.value.found) == ("too_large", UPLOAD_BYTES + 1)


def test_an_endless_file_is_read_to_the_limit_only() -> None:
    class Endless(io.BytesIO):
        given = 0

        def read(self, size: int | None = -1) -> bytes:
            assert size is not None
            assert size > 0
            part = bytes(min(size, 1_000_000))
            self.given += len(part)
            return part

    file = Endless()
    with pytest.raises(ImageRefused) as refused:
        take_in(file)
    assert refused.value.code == "too_large"
    assert file.given == UPLOAD_BYTES + 1


def test_a_file_that_reads_in_small_parts_is_read_whole() -> None:
    class Slow(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            return super().read(min(size or 100, 100))

    assert take_in(Slow(jpeg())).widths == [320]


def test_a_file_of_exactly_the_limit_is_taken(take: Take) -> None:
    picture = jpeg()
    assert take(picture + bytes(UPLOAD_BYTES - len(picture))).widths == [320]


def test_a_picture_within_the_limits_but_beyond_pillows_warning_is_quiet(
    take: Take, monkeypatch: pytest.MonkeyPatch, recwarn: pytest.WarningsRecorder
) -> None:
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 40_000)
    assert take(jpeg()).widths == [320]
    assert not list(recwarn)


def test_no_more_than_two_pictures_are_decoded_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    inside, most, lock = 0, 0, threading.Lock()
    pause = threading.Event()

    def watched(data: bytes, width: int) -> tuple[Image.Image, tuple[int, int]]:
        nonlocal inside, most
        with lock:
            inside += 1
            most = max(most, inside)
        pause.wait(0.03)
        result = read_pixels(data, width)
        with lock:
            inside -= 1
        return result

    monkeypatch.setattr(intake, "read_pixels", watched)
    data = jpeg()
    threads = [threading.Thread(target=take_in, args=(io.BytesIO(data),)) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == 2


def test_a_refusal_frees_its_place(take: Take) -> None:
    for _ in range(5):
        with pytest.raises(ImageRefused):
            take(b"no picture")
    assert take(jpeg()).widths == [320]
