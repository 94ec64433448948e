from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from PIL import Image

from liveblog.media.intake import ImageRefused, Picture, take_in

Taker = Callable[[bytes], Picture]


@pytest.fixture
def take() -> Taker:
    return lambda data: take_in(io.BytesIO(data))


@pytest.fixture
def refuse() -> Callable[[bytes], ImageRefused]:
    def refused(data: bytes) -> ImageRefused:
        with pytest.raises(ImageRefused) as caught:
            take_in(io.BytesIO(data))
        return caught.value

    return refused


@pytest.fixture
def opened() -> Callable[[bytes], Image.Image]:
    def read(data: bytes) -> Image.Image:
        image = Image.open(io.BytesIO(data))
        image.load()
        return image

    return read
