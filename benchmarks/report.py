"""The results as a table for the terminal and as docs/benchmarks.md."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from benchmarks.results import Row

HEADINGS = ["figure", "median", "lowest – highest", "target", "verdict"]
DOCUMENT = Path(__file__).resolve().parents[1] / "docs" / "benchmarks.md"
BEGIN, END = "<!-- results: written by `python -m benchmarks --write` -->", "<!-- end -->"


def table(rows: list[Row]) -> str:
    """For the terminal."""
    lines = [HEADINGS, *(row.cells() for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(HEADINGS))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )


def write(title: str, rows: list[Row], conditions: str, titles: Iterable[str]) -> None:
    """Replace one table in the document, with the conditions under which it was measured.

    `titles` are all that there are, in their order; the other tables and all words stay.
    """
    before, _, rest = DOCUMENT.read_text().partition(BEGIN)
    kept, _, after = rest.partition(END)
    sections = dict(part.split("\n", 1) for part in kept.split("### ")[1:])
    lines = [conditions, "", _markdown(HEADINGS), _markdown(["---"] * len(HEADINGS))]
    lines += [_markdown(row.cells()) for row in rows]
    sections[title] = "\n" + "\n".join(lines) + "\n\n"
    body = "".join(f"### {name}\n{sections[name]}" for name in titles if name in sections)
    DOCUMENT.write_text(f"{before}{BEGIN}\n\n{body}{END}{after}")


def _markdown(cells: list[str]) -> str:
    return "| " + " | ".join(cells) + " |"
