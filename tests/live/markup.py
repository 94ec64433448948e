"""Reads the live parts out of a server-rendered blog page, byte for byte."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import accumulate

VOID = {"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}


@dataclass
class Part:
    """An open element: where it and its inside begin."""

    tag: str
    begin: int
    inside: int
    attributes: dict[str, str]


@dataclass
class Markup(HTMLParser):
    """`timeline` attributes, `regions` inside by name, `articles` outside with attributes."""

    page: str
    timeline: dict[str, str] = field(default_factory=dict)
    regions: dict[str, str] = field(default_factory=dict)
    articles: list[tuple[dict[str, str], str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()
        self._lines = [0, *accumulate(len(line) for line in self.page.splitlines(keepends=True))]
        self._open: list[Part] = []
        self.feed(self.page)
        self.close()

    def _at(self) -> int:
        line, column = self.getpos()
        return self._lines[line - 1] + column

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        if tag == "live-timeline":
            self.timeline = attributes
        if tag not in VOID:
            begin = self._at()
            inside = begin + len(self.get_starttag_text() or "")
            self._open.append(Part(tag, begin, inside, attributes))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Nothing inside: nothing to remember."""

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        part = self._open.pop()
        assert part.tag == tag, f"<{part.tag}> is closed by </{tag}> at {self.getpos()}"
        end = self._at()
        if "data-region" in part.attributes:
            self.regions[part.attributes["data-region"]] = self.page[part.inside : end].strip()
        if tag == "article":
            outside = self.page[part.begin : end + len("</article>")]
            self.articles.append((part.attributes, outside))
