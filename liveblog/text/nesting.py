"""How deep a text would nest once parsed; estimated from its signs, in linear time."""

import re

# Markers that open a level: quotes, bullets, numbers; white space between them counts as indent.
PREFIX = re.compile(r"(?:[ ]*(?:>|[*+-](?=[ ])|\d+\.(?=[ ])))+")
MARKER = re.compile(r"[>*+-]|\d+\.")
RULE = re.compile(r"[ ]{0,3}(?:(?:-[ ]{0,2})+|(?:\*[ ]{0,2})+|(?:_[ ]{0,2})+)")
INDENT = 4  # spaces, one level of a list

EMPHASIS = re.compile(r"\*+|_+|~+|=+")


def depth(source: str) -> int:
    """Return the deepest nesting of blocks or of emphasis, in levels."""
    source = source.expandtabs(INDENT)
    blocks = max(map(block_depth, source.split("\n")))
    return max(blocks, *(emphasis_depth(block) for block in re.split(r"\n[ ]*\n", source)))


def block_depth(line: str) -> int:
    """Return how many quotes and lists a line opens or continues."""
    prefix = PREFIX.match(line)
    if not prefix or RULE.fullmatch(line):
        return 0
    return len(MARKER.findall(prefix[0])) + prefix[0].count(" ") // INDENT


def emphasis_depth(block: str) -> int:
    """Return how deep matched emphasis signs enclose each other; unmatched ones do not count."""
    deepest = 0
    opened: list[tuple[str, int]] = []  # sign, depth of what it encloses so far
    for match in EMPHASIS.finditer(block):
        sign = match[0][0]
        before, after = block[: match.start()][-1:], block[match.end() : match.end() + 1]
        may_close = bool(before.strip()) and bool(opened)
        may_open = bool(after.strip())
        if may_close and not (may_open and opened[-1][0] != sign):
            inside = opened.pop()[1] + (len(match[0]) + 1) // 2
            deepest = max(deepest, inside)
            if opened:
                opened[-1] = (opened[-1][0], max(opened[-1][1], inside))
        elif may_open:
            opened.append((sign, 0))
    return deepest
