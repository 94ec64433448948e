"""Refuses texts that would cost the parser seconds or its stack, before it sees them.

Every limit is far above what an author needs and was found by feeding the parser ten thousand
characters of each special sign and of their combinations.
"""

import re

from django.utils.translation import gettext_lazy as _

from liveblog import limits
from liveblog.text.nesting import depth

MAX_BODY = limits.POST_BODY
MAX_BRACKETS = limits.MARKDOWN_BRACKETS
MAX_DEPTH = limits.MARKDOWN_NESTING
MAX_MARKS = 1_000  # signs of emphasis: * _ ~ =
MAX_LINKS = 300  # bare addresses too: each becomes an element
MAX_ESCAPES = 200  # backticks search the text for a partner, backslashes make it ten times longer

# The parser looks for the partner of a bracket or a mark through the rest of its paragraph, so
# what it costs is their number times the longest paragraph.
BRACKETS_TIMES_LENGTH = 250_000  # 125 links where paragraphs stay below 2,000 characters
MARKS_TIMES_LENGTH = 1_000_000
CHARACTERS_PER_LINE = 10  # on average; far shorter lines come from no keyboard


MESSAGES = {
    "too_long": _("The text has %(found)d characters; at most %(limit)d are allowed."),
    "too_many_lines": _("The text has %(found)d lines; at most %(limit)d are allowed."),
    "too_many_links": _("The text has %(found)d links; at most %(limit)d are allowed."),
    "too_many_brackets": _(
        "The text has %(found)d opening square brackets; at most %(limit)d are allowed"
        " beside its longest paragraph. Shorter paragraphs allow more."
    ),
    "too_many_escapes": _(
        "The text has %(found)d backticks and backslashes; at most %(limit)d are allowed."
    ),
    "too_many_marks": _(
        "The text has %(found)d formatting signs (* _ ~ =); at most %(limit)d are allowed"
        " beside its longest paragraph. Shorter paragraphs allow more."
    ),
    "too_deep": _(
        "Quotes, lists or emphasis are nested %(found)d levels deep; at most %(limit)d are allowed."
    ),
    "unstable": _("The text contains markup that cannot be made safe."),
}


class MarkupRefused(ValueError):
    """A text that cannot be rendered; `str()` is a message for its author.

    `code` is a key of MESSAGES, `limit` what is allowed and `found` what was there (both None where
    nothing is counted).
    """

    def __init__(self, code: str, limit: int | None = None, found: int | None = None) -> None:
        super().__init__(str(MESSAGES[code]) % {"limit": limit, "found": found})
        self.code = code
        self.limit = limit
        self.found = found


def guard(source: str, longest: int = MAX_BODY) -> None:
    """Raise MarkupRefused unless the parser can render `source` quickly.

    `longest` is in characters; a post of MAX_BODY renders in well under half a second.
    """
    refuse_above(longest, len(source), "too_long")
    refuse_above(longest // CHARACTERS_PER_LINE, source.count("\n") + 1, "too_many_lines")
    refuse_above(MAX_ESCAPES, len(re.findall(r"[`\\]", source)), "too_many_escapes")
    refuse_above(MAX_LINKS, len(re.findall(r"@|://|www\.", source)), "too_many_links")
    paragraph = max(map(len, re.split(r"\n[ \t]*\n", source))) or 1
    brackets = min(MAX_BRACKETS, BRACKETS_TIMES_LENGTH // paragraph)
    refuse_above(brackets, source.count("["), "too_many_brackets")
    marks = min(MAX_MARKS, MARKS_TIMES_LENGTH // paragraph)
    refuse_above(marks, len(re.findall(r"[*_~=]", source)), "too_many_marks")
    refuse_above(MAX_DEPTH, depth(source), "too_deep")


def refuse_above(limit: int, found: int, code: str) -> None:
    """Raise MarkupRefused if `found` exceeds `limit`."""
    if found > limit:
        raise MarkupRefused(code, limit, found)
