"""Rows of the result: what was measured, the target, the verdict."""

from __future__ import annotations

import statistics
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Target:
    """What a figure must reach: at most or at least `limit`."""

    limit: float
    at_least: bool = False

    def is_met_by(self, value: float) -> bool:
        return value >= self.limit if self.at_least else value <= self.limit

    def __str__(self) -> str:
        return f"{'≥' if self.at_least else '≤'} {self.limit:g}"


@dataclass(frozen=True)
class Figure:
    """One number of one run. Ratios carry a target; plain figures stand for orientation."""

    name: str
    value: float
    unit: str = ""
    target: Target | None = None


@dataclass(frozen=True)
class Row:
    """The median of a figure over the runs, with the lowest and the highest."""

    name: str
    value: float
    lowest: float
    highest: float
    unit: str
    target: Target | None

    @property
    def verdict(self) -> str:
        if self.target is None:
            return ""
        return "reached" if self.target.is_met_by(self.value) else "MISSED"

    def cells(self) -> list[str]:
        spread = f"{number(self.lowest)} – {number(self.highest)}"
        aim = f"{self.target} {self.unit}".strip() if self.target else ""
        return [self.name, f"{number(self.value)} {self.unit}".strip(), spread, aim, self.verdict]


def medians(figures: Iterable[Figure]) -> list[Row]:
    """One row per figure's name, those with a target first."""
    by_name: dict[str, list[Figure]] = defaultdict(list)
    for figure in figures:
        by_name[figure.name].append(figure)
    rows = [_row(found) for found in by_name.values()]
    return sorted(rows, key=lambda row: row.target is None)


def _row(figures: list[Figure]) -> Row:
    values = [figure.value for figure in figures]
    first = figures[0]
    return Row(
        first.name,
        statistics.median(values),
        min(values),
        max(values),
        first.unit,
        first.target,
    )


def number(value: float) -> str:
    """Three digits that say something, and no more."""
    if abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}"
