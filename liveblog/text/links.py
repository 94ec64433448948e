"""Links: only to places that a reader may be sent to."""

import html
import re
import xml.etree.ElementTree as etree
from urllib.parse import urlsplit

from markdown import Extension, Markdown
from markdown.treeprocessors import Treeprocessor
from markdown.util import AMP_SUBSTITUTE

SCHEMES = frozenset({"http", "https", "mailto"})
ABSOLUTE = re.compile(r"(?:https?://[^\s/?#\\]|mailto:[^\s@]+@)", re.IGNORECASE)


class LinkExtension(Extension):
    """Takes the link off words that point to no web page and no mailbox."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (the library's name)
        """Run last, when every address has its final form."""
        md.treeprocessors.register(Unlinker(md), "unlinker", -10)


class Unlinker(Treeprocessor):
    """Renames refused links to an element that the sanitiser unwraps, so their words stay."""

    def run(self, root: etree.Element) -> None:
        """Change the tree in place."""
        for link in root.iter("a"):
            address = link.get("href", "").replace(AMP_SUBSTITUTE, "&")
            if not is_allowed(html.unescape(address)):
                link.tag = "unlinked"
                link.attrib.clear()


def is_allowed(address: str) -> bool:
    """Tell whether an address, as a browser would read it, is absolute and of an allowed scheme."""
    try:
        urlsplit(address)
    except ValueError:  # half an IPv6 address: feeds and cards would stumble over it
        return False
    return bool(ABSOLUTE.match(address))
