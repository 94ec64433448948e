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
from benchmarks.results import Figure, medians
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
    print(conditions, flush=True)
    wrong: list[str] = []
    for name in options.names or ALL:
        title = ALL[name].TITLE
        try:
            rows = medians(_figures(name, scale, options.runs))
        except Exception:  # whatever breaks one of them, the figures of the others stand
            traceback.print_exc()
            wrong.append(f"{name} broke off")
            continue
        print(f"\n{title}\n{report.table(rows)}", flush=True)
        wrong += [f"{name} missed: {row.name}" for row in rows if row.verdict == "MISSED"]
        if options.write:
            report.write(title, rows, conditions, [module.TITLE for module in ALL.values()])
    print("\n".join(["", *wrong]), flush=True)
    return int(bool(wrong) and not options.quick)


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


def _conditions(options: argparse.Namespace) -> str:
    peer = nchan.version() if nchan.is_installed() else "not installed (libnginx-mod-nchan)"
    return (
        f"Medians of {options.runs} runs on {machine.name()}; {ours.database()}; peer: {peer}; "
        f"load average at the start {machine.load():.1f}."
    )


if __name__ == "__main__":
    sys.exit(main())
