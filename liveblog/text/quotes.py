"""Block quotes with attribution: a last line that begins with a dash names the source."""

import re
import xml.etree.ElementTree as etree

from markdown import Extension, Markdown
from markdown.blockprocessors import BlockQuoteProcessor

ATTRIBUTION = re.compile(r"\s*(?:[—–―]|-{2,3}(?!-))\s*(?P<source>[^\s—–―-].*)")
# A comma inside a link's label or address does not end the name.
NAME_AND_ROLE = re.compile(r"(?P<name>(?:\[[^\[\]]*\](?:\([^()]*\))?|[^,\[])+),\s*(?P<role>\S.*)")


class QuoteExtension(Extension):
    """`> text` becomes `figure.quote > blockquote`, with a `figcaption` for `— Name, role`."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (the library's name)
        """Take the place of the library's own block quote."""
        md.parser.blockprocessors.register(QuoteProcessor(md.parser), "quote", 20)


class QuoteProcessor(BlockQuoteProcessor):
    """Wraps every quote in a figure; a quote stays open for more blocks until it has a source."""

    def run(self, parent: etree.Element, blocks: list[str]) -> None:
        """Consume the first of `blocks` into `parent`."""
        block = blocks.pop(0)
        start = self._first_quoted_line(block)
        self.parser.parseBlocks(parent, [block[:start]])
        lines = [self.clean(line) for line in block[start:].strip("\n").split("\n")]
        figure = open_figure(parent)
        source = take_source(lines, continues=figure is not None)
        if figure is None:
            figure = etree.SubElement(parent, "figure", {"class": "quote"})
            etree.SubElement(figure, "blockquote")
        self.parser.state.set("blockquote")
        self.parser.parseChunk(figure[0], "\n".join(lines))
        self.parser.state.reset()
        if source:
            figure.append(caption(source))

    def _first_quoted_line(self, block: str) -> int:
        match = self.RE.search(block)
        return match.start() if match else 0


def open_figure(parent: etree.Element) -> etree.Element | None:
    """Return the quote that the block just before left without a source."""
    last = parent[-1] if len(parent) else None
    if last is None or last.tag != "figure" or last[-1].tag == "figcaption":
        return None
    return last


def take_source(lines: list[str], continues: bool) -> str:
    """Remove the attribution from the end of `lines` and return it without its dash.

    A dash under nothing is no attribution, unless the quote began in an earlier block.
    """
    drop_empty_end(lines)
    match = ATTRIBUTION.fullmatch(lines[-1]) if lines else None
    if not match or not (continues or any(line.strip() for line in lines[:-1])):
        return ""
    lines.pop()
    drop_empty_end(lines)
    return match["source"].strip()


def drop_empty_end(lines: list[str]) -> None:
    """Remove empty lines from the end, in place."""
    while lines and not lines[-1].strip():
        lines.pop()


def caption(source: str) -> etree.Element:
    """Return `<figcaption>Name <span>role, occasion</span></figcaption>`."""
    element = etree.Element("figcaption")
    match = NAME_AND_ROLE.fullmatch(source)
    element.text = match["name"].strip() + " " if match else source
    if match:
        etree.SubElement(element, "span").text = match["role"]
    return element
