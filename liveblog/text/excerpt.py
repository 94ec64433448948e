"""Plain text of rendered HTML: for posts without a headline, descriptions, share texts."""

import re
from functools import lru_cache
from html.parser import HTMLParser

ELLIPSIS = "…"
SOURCE = "— "
SEPARATOR = "·"
ENDINGS = ".,:;!?…–—“”„‘’\"'»«)"
BLOCKS = frozenset("p h3 h4 ul ol li table tr blockquote figure figcaption hr br".split())
CELLS = frozenset({"th", "td"})


@lru_cache(maxsize=64)  # address, title and share links of a post each ask for the same one
def excerpt(html: str, length: int) -> str:
    """Return one line of at most `length` characters, cut at a word, with an ellipsis if cut."""
    text = _one_line(plain(html))
    if len(text) <= length:
        return text
    room = text[: max(length - len(ELLIPSIS), 0) + 1]
    words = re.match(r"(?s)(.*\S)\s", room)
    return (words[1] if words else room[:-1]).rstrip(" \u00a0,;:.·–—-(„“«‚‘‹") + ELLIPSIS


def plain(html: str) -> str:
    """Return the words of rendered HTML, one line per block; a quote's source follows a dash."""
    reader = TextReader()
    reader.feed(html)
    reader.close()
    lines = (re.sub(r"[ \t]+", " ", line).strip() for line in reader.text.split("\n"))
    return "\n".join(line for line in lines if line)


def _one_line(lines: str) -> str:
    """Join the lines; what did not end as a sentence does is set off from what follows."""
    text = ""
    for line in lines.split("\n"):
        runs_on = not text or text[-1] in ENDINGS or line.startswith(SOURCE)
        text += f"{' ' if text else ''}{line}" if runs_on else f" {SEPARATOR} {line}"
    return text


class TextReader(HTMLParser):
    """Collects text; knows only what `markup.render` makes."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a line for a block, and set signs where the page has style instead."""
        if tag in BLOCKS:
            self.text += "\n"
        if tag == "figcaption":
            self.text += SOURCE
        elif tag == "span":
            self.text = self.text.rstrip() + ", "
        elif tag in CELLS:
            self.text += " "

    def handle_endtag(self, tag: str) -> None:
        """End a block's line."""
        if tag in BLOCKS:
            self.text += "\n"

    def handle_data(self, data: str) -> None:
        """Keep the words; line ends in the source are only for its looks."""
        self.text += data.replace("\n", " ")
