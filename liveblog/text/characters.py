"""Characters that may be stored: nothing unseen that steers a terminal, a header or an eye."""

import re
import unicodedata

# C0 and C1 without tab and newline, direction overrides and isolates (they make text read
# differently from what it says), byte order marks and lone surrogates (no database takes them).
UNWANTED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)
LINE_ENDS = re.compile("\r\n?|\x0b|\x0c|\x85|\u2028|\u2029")


def clean_text(text: str) -> str:
    """Return a body that keeps its lines: line ends as newline, unwanted characters gone, NFC."""
    return unicodedata.normalize("NFC", UNWANTED.sub("", LINE_ENDS.sub("\n", text)))


def clean_line(text: str) -> str:
    """Return one line: as `clean_text`, runs of white space become one space, ends stripped.

    Non-breaking spaces between words stay, since authors set them on purpose.
    """
    return re.sub(r"[ \t\n]+", " ", clean_text(text)).strip()
