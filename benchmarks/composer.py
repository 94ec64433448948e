"""From the reporter's tap to another browser's screen, in real browsers: text, and a photo."""

from __future__ import annotations

import io
import random
import secrets
import shutil
from collections.abc import Iterator

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks import machine
from benchmarks.desk import DESK_NAME, DESK_PASSWORD
from benchmarks.results import Figure, Target
from benchmarks.scale import Scale
from benchmarks.servers import ours

TITLE = "From tapping send to another browser's screen"
BROWSER = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
SENTENCE = "The delegations met again in the afternoon and left without a word. "
TEXTS = 20  # a minute has 60 writes for one reporter
CHARACTERS = 500
PATIENCE = 30  # seconds
PHOTO = (4_000, 3_000)  # 12 megapixels

# Notes when a post with the asked-for words is on the screen, with its picture if it has one.
WATCH = """([words, withPicture]) => new Promise((seen) => {
  const look = () => {
    const posts = [...document.querySelectorAll("article")];
    const post = posts.find((article) => article.textContent.includes(words));
    const picture = post?.querySelector(".post-main figure img");
    if (post && (!withPicture || (picture?.complete && picture.naturalWidth))) seen(Date.now());
    else requestAnimationFrame(look);
  };
  look();
})"""
SEEN = f"""() => Promise.race([window.seen, new Promise((_, fail) =>
  setTimeout(() => fail(new Error("not on the screen after {PATIENCE} s")), {PATIENCE} * 1000))])"""
SEND = """() => {
  const tapped = Date.now();
  document.querySelector("[data-composer] [type=submit]").click();
  return tapped;
}"""


def run(scale: Scale) -> Iterator[Figure]:
    with ours.ours() as stage, machine.on_any_core(), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=BROWSER)
        home = f"http://{stage.host}"
        desk, reader = _desk(browser, home), _reader(browser, home)
        texts = sorted(_text(desk, reader, number) for number in range(TEXTS))
        yield Figure("text of 500 characters, median", texts[len(texts) // 2], "ms", Target(300))
        yield Figure("12-megapixel photo", _photo(desk, reader), "ms", Target(2_000))
        browser.close()


def _desk(browser: Browser, home: str) -> Page:
    page = browser.new_context(viewport={"width": 390, "height": 844}).new_page()
    page.goto(f"{home}/newsroom/")
    page.fill("input[name=login]", DESK_NAME)
    page.fill("input[name=password]", DESK_PASSWORD)
    page.press("input[name=password]", "Enter")
    page.wait_for_url("**/newsroom/")
    page.goto(f"{home}/newsroom/bench/")
    page.wait_for_selector("#post-body")
    return page


def _reader(browser: Browser, home: str) -> Page:
    page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
    page.goto(f"{home}/live/bench/")
    page.wait_for_function(
        "() => document.querySelector('live-timeline').connection?.state === 'connected'"
    )
    return page


def _text(desk: Page, reader: Page, number: int) -> float:
    words = f"Number {number} from the field, {_token()}."
    desk.fill("#post-body", (words + " " + SENTENCE * 10)[:CHARACTERS])
    return _send(desk, reader, words, with_picture=False)


def _photo(desk: Page, reader: Page) -> float:
    words = f"A photo from the field, {_token()}."
    desk.fill("#post-body", words)
    file = {"name": "photo.jpg", "mimeType": "image/jpeg", "buffer": photo()}
    desk.set_input_files("[data-library]", file)  # type: ignore[arg-type]
    return _send(desk, reader, words, with_picture=True)


def _token() -> str:
    """The posts of earlier runs are still in the blog, and on the reader's screen."""
    return secrets.token_hex(4)


def _send(desk: Page, reader: Page, words: str, *, with_picture: bool) -> float:
    """Milliseconds from the tap to the screen; both pages share this machine's clock."""
    reader.evaluate(f"(what) => {{ window.seen = ({WATCH})(what); }}", [words, with_picture])
    tapped = desk.evaluate(SEND)
    seen = reader.evaluate(SEEN)
    desk.wait_for_function("() => document.querySelector('#post-body').value === ''")
    return float(seen - tapped)


def photo() -> bytes:
    """A JPEG of a phone's size and weight: fine grain over large shapes."""
    grain = random.Random(1).randbytes(PHOTO[0] * PHOTO[1] // 4)
    small = Image.frombytes("L", (PHOTO[0] // 2, PHOTO[1] // 2), grain).point(lambda v: 96 + v // 4)
    file = io.BytesIO()
    small.resize(PHOTO, Image.Resampling.BICUBIC).convert("RGB").save(file, "JPEG", quality=85)
    return file.getvalue()
