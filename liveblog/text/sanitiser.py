"""The allow list: the last word on what is stored and sent to readers."""

import nh3

from liveblog.text.characters import UNWANTED
from liveblog.text.guards import MarkupRefused
from liveblog.text.links import SCHEMES, is_allowed

TAGS = frozenset(
    "p br hr h3 h4 ul ol li a em strong del mark code"
    " table thead tbody tr th td figure blockquote figcaption span".split()
)
# The star empties what the library allows everywhere (lang, title).
ATTRIBUTES: dict[str, set[str]] = {"a": {"href"}, "*": set()}
VALUES = {"figure": {"class": {"quote"}}}
REL = "noopener nofollow"


def sanitise(html: str) -> str:
    """Return HTML of allowed elements only, in a form that a second cleaning leaves unchanged.

    Raises MarkupRefused (`unstable`) where there is no such form: markup that parses anew each
    time is how sanitisers are fooled.
    """
    once = clean(html)
    if clean(once) != once:
        raise MarkupRefused("unstable")
    return once


def clean(html: str) -> str:
    """Apply the allow list once; entities cannot smuggle in characters that text may not hold."""
    return UNWANTED.sub("", CLEANER.clean(html))


def keep_attribute(element: str, attribute: str, value: str) -> str | None:
    """Return the value to keep, or None to drop the attribute."""
    if attribute == "href" and not is_allowed(value):
        return None
    return value


CLEANER = nh3.Cleaner(
    tags=TAGS,
    clean_content_tags=set(),
    attributes=ATTRIBUTES,
    attribute_filter=keep_attribute,
    tag_attribute_values=VALUES,
    url_schemes=SCHEMES,
    url_relative="deny",
    link_rel=REL,
)
