"""Typography in a parsed text: paragraph by paragraph, code and addresses left alone."""

import xml.etree.ElementTree as etree
from collections.abc import Iterator
from dataclasses import dataclass

from markdown import Extension, Markdown
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from liveblog.text.typography import curl, quotes_of, space_and_dash


@dataclass
class Run:
    """A stretch of text and the place in the tree where it belongs (`text` or `tail`)."""

    owner: etree.Element
    place: str
    text: str
    frozen: bool

    def put(self, text: str) -> None:
        """Write the stretch back."""
        setattr(self.owner, self.place, text)


class TypographyExtension(Extension):
    """Sets the words of a text by the customs of `language`."""

    def __init__(self, language: str) -> None:
        """Take a language tag such as `de-ch`."""
        super().__init__()
        self.language = language

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (the library's name)
        """Run behind the inline patterns and before line breaks are added for looks."""
        md.ESCAPED_CHARS.extend("\"'")  # a backslash keeps a quote straight
        md.treeprocessors.register(Typesetter(md, self.language), "typesetter", 12)


class Typesetter(Treeprocessor):
    """Walks the tree and sets every paragraph, cell and caption as one flow of text."""

    def __init__(self, md: Markdown, language: str) -> None:
        """Remember the language and its quotes."""
        super().__init__(md)
        self.language = language
        self.quotes = quotes_of(language)

    def run(self, root: etree.Element) -> None:
        """Change the tree in place."""
        for flow in self._flows(root):
            self._set(flow)

    def _set(self, flow: list[Run]) -> None:
        curled = curl("".join(run.text for run in flow), self.quotes)
        start = 0
        for run in flow:
            end = start + len(run.text)
            if not run.frozen:
                run.put(space_and_dash(curled[start:end], self.language))
            start = end

    def _flows(self, root: etree.Element) -> Iterator[list[Run]]:
        flow: list[Run] = []
        for run in self._runs(root):
            if run is not None:
                flow.append(run)
            elif flow:
                yield flow
                flow = []
        if flow:
            yield flow

    def _runs(self, element: etree.Element) -> Iterator[Run | None]:
        """Yield runs in reading order, and None where a flow ends."""
        is_block = self.md.is_block_level(element.tag)
        if is_block:
            yield None
        if element.tag == "br":
            yield Run(element, "text", "\n", frozen=True)
        elif element.text:
            yield as_run(element, "text", element.text)
        for child in element:
            yield from self._runs(child)
            if child.tail:
                yield as_run(child, "tail", child.tail)
        if is_block:
            yield None


def as_run(owner: etree.Element, place: str, text: str) -> Run:
    """Return a run; the parser marks code and bare addresses as not to be processed."""
    if isinstance(text, AtomicString):
        return Run(owner, place, "x" * len(text), frozen=True)
    return Run(owner, place, text, frozen=False)
