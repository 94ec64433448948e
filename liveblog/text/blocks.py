"""Headings and lists as reporters type them, where plain Markdown would surprise them."""

import re
import xml.etree.ElementTree as etree

from markdown import Extension, Markdown
from markdown.blockprocessors import BlockProcessor, HashHeaderProcessor
from markdown.extensions.sane_lists import SaneOListProcessor
from markdown.treeprocessors import Treeprocessor

MONTH = (
    "Januar|Jänner|Februar|Feber|März|April|Mai|Juni|Juli|August|September|Oktober|November"
    "|Dezember|January|February|March|May|June|July|October|December"
)


class BlockExtension(Extension):
    """Hashtags are no headings, dates no lists, and a list needs no empty line before it."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (the library's name)
        """Replace the library's headings and ordered lists, drop what nobody means to type."""
        processors = md.parser.blockprocessors
        processors.register(HeadingProcessor(md.parser), "hashheader", 70)
        processors.register(NumberedListProcessor(md.parser), "olist", 40)
        processors.register(ListAfterTextProcessor(md.parser), "list_after_text", 25)
        # Four pasted spaces would become code, a line of dashes would make its neighbour a heading.
        processors.deregister("code")
        processors.deregister("setextheader")
        md.treeprocessors.register(HeadingLevels(md), "heading_levels", 15)


class HeadingProcessor(HashHeaderProcessor):
    """A heading needs white space after its signs: `#Istanbul` is a hashtag."""

    RE = re.compile(r"(?:^|\n)(?P<level>#{1,6})[ ]+(?P<header>[^\n]*?[^\n# ][^\n]*?)[ #]*(?:\n|$)")


class HeadingLevels(Treeprocessor):
    """The highest level that a post uses becomes h3, everything deeper h4."""

    def run(self, root: etree.Element) -> None:
        """Rename in place; h1 and h2 belong to the page."""
        headings = [element for element in root.iter() if re.fullmatch("h[1-6]", element.tag)]
        top = min((element.tag for element in headings), default="")
        for element in headings:
            element.tag = "h3" if element.tag == top else "h4"


class NumberedListProcessor(SaneOListProcessor):
    """Numbered lists begin with 1, and `1. Mai` is a day."""

    BEGIN = re.compile(rf"[ ]{{0,3}}1\.[ ]+(?!(?:{MONTH})\b)")

    def test(self, parent: etree.Element, block: str) -> bool:
        """Accept a first item, or any item of a list that is already there."""
        if not super().test(parent, block):
            return False
        last = self.lastChild(parent)
        continues = last is not None and last.tag == "ol"
        return continues or bool(self.BEGIN.match(block))


class ListAfterTextProcessor(BlockProcessor):
    """Bullets right under a line of text are a list."""

    FIRST_ITEM = re.compile(r"\n(?=[ ]{0,3}[*+-][ ]+\S)")

    def test(self, parent: etree.Element, block: str) -> bool:
        """Leave the lines of list items alone: they have rules of their own."""
        return not self.parser.state.isstate("list") and bool(self.FIRST_ITEM.search(block))

    def run(self, parent: etree.Element, blocks: list[str]) -> None:
        """Split the first of `blocks` in two; the second is parsed as a list."""
        text, items = self.FIRST_ITEM.split(blocks.pop(0), maxsplit=1)
        blocks[:0] = [text, items]
