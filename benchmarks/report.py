"""The results as a table for the terminal and as docs/benchmarks.md."""

from __future__ import annotations

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


def write(results: dict[str, list[Row]], conditions: list[str]) -> None:
    """Replace the results in the document; all that explains them stays."""
    text = DOCUMENT.read_text()
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    parts = [BEGIN, "", *conditions]
    for title, rows in results.items():
        parts += ["", f"### {title}", "", _markdown(HEADINGS), _markdown(["---"] * len(HEADINGS))]
        parts += [_markdown(row.cells()) for row in rows]
    DOCUMENT.write_text(before + "\n".join([*parts, "", END]) + after)


def _markdown(cells: list[str]) -> str:
    return "| " + " | ".join(cells) + " |"
