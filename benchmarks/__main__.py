"""`python -m benchmarks [NAME …] [--quick] [--runs N] [--write]`: measure, compare, judge.

Everything happens on the loopback device, in a temporary folder, and ends by itself.
"""

from __future__ import annotations

import argparse
import signal
import sys
import time
import traceback
from types import ModuleType

from benchmarks import (
    composer,
    deflate,
    fanout,
    handshakes,
    machine,
    memory,
    pages,
    publish,
    report,
    slow,
    storm,
)
from benchmarks.results import Figure, Row, medians
from benchmarks.scale import QUICK, Scale
from benchmarks.servers import nchan, ours

ALL: dict[str, ModuleType] = {
    "fanout": fanout,
    "memory": memory,
    "handshakes": handshakes,
    "storm": storm,
    "deflate": deflate,
    "slow": slow,
    "pages": pages,
    "publish": publish,
    "composer": composer,
}
LONGEST_RUN = 600  # seconds; the longest takes three minutes on a quiet machine
QUIET_SECONDS = 60.0  # how long to wait for other work to end


def main() -> int:
    """0 when every target was reached; in a quick look none is judged by the exit code."""
    options = _options()
    _end_orderly()
    scale = QUICK if options.quick else Scale()
    machine.allow_many_files()
    machine.stay_off_server_core()
    machine.wait_for_quiet(QUIET_SECONDS)
    conditions = _conditions(options)
    print("\n".join(conditions), flush=True)
    results: dict[str, list[Row]] = {}
    broken: list[str] = []
    for name in options.names or ALL:
        try:
            results[ALL[name].TITLE] = rows = medians(_figures(name, scale, options.runs))
        except Exception:  # whatever breaks one of them, the figures of the others stand
            traceback.print_exc()
            broken.append(name)
        else:
            print(f"\n{ALL[name].TITLE}\n{report.table(rows)}", flush=True)
    if broken:
        conditions.append(f"Broke off and without figures: {', '.join(broken)}.")
        print(conditions[-1])
    if options.write:
        report.write(results, conditions)
    missed = [row for rows in results.values() for row in rows if row.verdict == "MISSED"]
    return int(bool(broken or missed) and not options.quick)


def _end_orderly() -> None:
    """Told to end, or over its time: stop what was started."""

    def end(number: int, _frame: object) -> None:
        if number == signal.SIGALRM:
            raise TimeoutError(f"one run took longer than {LONGEST_RUN} s")
        sys.exit(f"ended by signal {number}")

    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGALRM, end)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(ALL))
    parser.add_argument("--quick", action="store_true", help="few readers: a look, no measure")
    parser.add_argument("--runs", type=int, default=5, help="of which the median counts")
    parser.add_argument("--write", action="store_true", help="into docs/benchmarks.md")
    options = parser.parse_args()
    if unknown := set(options.names) - set(ALL):
        parser.error(f"unknown: {', '.join(sorted(unknown))}; known are {', '.join(ALL)}")
    if options.write and options.names:
        parser.error("--write wants all of them: figures of one run belong together")
    return options


def _figures(name: str, scale: Scale, runs: int) -> list[Figure]:
    figures: list[Figure] = []
    for number in range(runs):
        begun = time.monotonic()
        signal.alarm(LONGEST_RUN)
        figures += ALL[name].run(scale)
        signal.alarm(0)
        took = time.monotonic() - begun
        print(f"{name} {number + 1}/{runs}: {took:.0f} s", file=sys.stderr, flush=True)
    return figures


def _conditions(options: argparse.Namespace) -> list[str]:
    peer = nchan.version() if nchan.is_installed() else "not installed (libnginx-mod-nchan)"
    return [
        f"Machine: {machine.name()}; {ours.database()}; peer: {peer}.",
        f"Medians of {options.runs} runs; load average at the start {machine.load():.1f}.",
    ]


if __name__ == "__main__":
    sys.exit(main())
