"""Run the benchmark and print its tables. No figure fails it, only a request that went wrong."""

import argparse
import sys
from contextlib import ExitStack, closing
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench import documents, history, install, tables
from tests.bench.scenarios import SCENARIOS
from tests.bench.suite import Suite

CLIENTS = (1, 8, 32)
ABOUT = """\
Each figure is the median of {rounds} slices of {slice:.1f} s, all scenarios in turn, so that a busy moment falls on
all of them. "x" columns are ratios to the yardstick beside it, which bare Flask served from the same Granian with as
many processes and threads. CPU ms: of the server (and PostgreSQL) for one unit, which other work on this machine
disturbs least. A quiz cycle is one unit of 14 requests: start, first page, ten saved answers, hand in, result."""


def options() -> argparse.Namespace:
    """What was asked for on the command line."""
    parser = argparse.ArgumentParser(prog="dev.py bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a rough look: short, 1 and 8 clients, a tenth of history")
    parser.add_argument("--large", action="store_true", help="beside 50,000 people, 1,000,000 attempts")
    parser.add_argument("--only", metavar="NAME", choices=[one.name for one in SCENARIOS], help="one scenario alone")
    parser.add_argument("--seconds", type=float, help="for each figure (default 3; quick 0.5)")
    parser.add_argument("--database", choices=("sqlite", "postgresql"), help="one database alone")
    parser.add_argument("--install", action="store_true", help="also install the packages afresh (needs the network)")
    found = parser.parse_args()
    found.seconds = found.seconds or (0.5 if found.quick else 3.0)
    found.rounds, found.history = (1, history.SMALL) if found.quick else (3, history.USUAL)
    if found.large:
        found.history = history.LARGE
    found.clients = CLIENTS[:2] if found.quick else CLIENTS
    return found


def run(suite: Suite, asked: argparse.Namespace) -> int:
    """Measure on one database; returns how many units of work went wrong."""
    print(f"\n=== {suite.database}\n")
    rows = suite.prepare()
    suite.start()
    rows += suite.memory("when started")
    found = {}
    for clients in asked.clients:
        found[clients] = suite.measure(clients)
        print(f"\n{tables.of_rates(found[clients], clients)}", flush=True)
        print(tables.of_the_client(found[clients]))
    rows += suite.memory("after the load")
    print(f"\n{tables.of_growth(found)}\n\n{tables.aligned(rows)}", flush=True)
    every = [figures for one in found.values() for figures in one.values()]
    for words in sorted({word for figures in every for word in figures.words}):
        print(f"!!! {words}")
    return sum(figures.failures for figures in every)


def main() -> int:
    """Run it on each database; returns the exit code."""
    asked, failures = options(), 0
    print(ABOUT.format(rounds=asked.rounds, slice=asked.seconds / asked.rounds))
    for database in [asked.database] if asked.database else ["sqlite", "postgresql"]:
        with ExitStack() as stack:
            folder = Path(stack.enter_context(TemporaryDirectory(prefix="fascia-bench-")))
            failures += run(stack.enter_context(closing(Suite(database, folder, asked))), asked)
    if asked.only in (None, "PDF"):
        print(f"\n{tables.aligned(documents.measure())}", flush=True)
    if asked.install:
        print(f"\n{tables.aligned(install.measure())}")
    print(f"\n{failures} units of work went wrong." if failures else "\nEvery request got the answer it should.")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
