"""Markdown to sanitised HTML: once, when a post is saved, never in a reader's request."""

from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.nl2br import Nl2BrExtension
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension
from pymdownx.betterem import BetterEmExtension
from pymdownx.magiclink import MagiclinkExtension
from pymdownx.mark import MarkExtension
from pymdownx.tilde import DeleteSubExtension

from liveblog.text.blocks import BlockExtension
from liveblog.text.characters import clean_text
from liveblog.text.guards import MAX_BODY, guard
from liveblog.text.links import LinkExtension
from liveblog.text.quotes import QuoteExtension
from liveblog.text.sanitiser import sanitise
from liveblog.text.typesetting import TypographyExtension

IMAGE_PATTERNS = ("image_link", "image_reference", "short_image_ref")


def render(source: str, language: str, longest: int = MAX_BODY) -> str:
    """Return the HTML of a post's body, safe to send as it is.

    `source` is Markdown as typed, `language` a tag such as `de`, `de-ch` or `en`, `longest` the
    characters allowed (articles and summaries may be longer than posts). Raises MarkupRefused,
    whose message is meant for the author.
    """
    source = clean_text(source)
    guard(source, longest)
    return sanitise(parser(language).convert(source))


def parser(language: str) -> Markdown:
    """Return a fresh parser.

    Parsers keep state while they work and are not thread-safe; one costs two milliseconds.
    """
    md = Markdown(extensions=extensions(language), output_format="html")
    # Tags are text here: what an author types is shown, and nothing of it can run.
    md.preprocessors.deregister("html_block")
    md.inlinePatterns.deregister("html")
    for name in IMAGE_PATTERNS:
        md.inlinePatterns.deregister(name)
    return md


def extensions(language: str) -> list[Extension]:
    """Return the dialect: what reporters type, and no more."""
    return [
        Nl2BrExtension(),
        SaneListExtension(),
        TableExtension(),
        BetterEmExtension(),
        DeleteSubExtension(subscript=False),
        MarkExtension(),
        MagiclinkExtension(),
        BlockExtension(),
        QuoteExtension(),
        TypographyExtension(language),
        LinkExtension(),
    ]
