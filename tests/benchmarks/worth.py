"""What expected ranks cost for each application as calls grow, in CPU, in a process of its own with one thread."""

import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Callable
from fractions import Fraction

from grants.evaluation.statistics.expected import expected_ranks
from grants.evaluation.statistics.panel import Panel
from grants.evaluation.statistics.places import places_of
from grants.evaluation.statistics.posterior import marks_of, posterior_of
from tests.benchmarks.report import Line

FEW, MANY = 100, 1_000
SHEETS = 5
LOWEST, HIGHEST = 4, 24


def lines(part: int = 1) -> list[Line]:
    """Return the lines of the table; with `part` for calls that many times smaller."""
    environment = {**os.environ, "OPENBLAS_NUM_THREADS": "1"}
    command = [sys.executable, "-m", "tests.benchmarks.worth", str(part)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    return [Line(**each) for each in json.loads(done.stdout)]


def main() -> None:
    """Print the lines as JSON."""
    part, found = int(sys.argv[1]), []
    for count, target in ((FEW, 2.0), (MANY, 60.0)):
        applications = max(count // part, 10)
        for judges, words in ((SHEETS, "the same"), (max(applications // 10, 2 * SHEETS), "different")):
            seconds = _seconds(_ranks, a_panel(applications, judges))
            name = f"expected ranks of {applications:,} × {SHEETS}, {words} evaluators, s"
            each = seconds * 1000 / applications
            found.append({"name": name, "milliseconds": each, "ratio": seconds, "target": target, "at_most": True})
    seconds = _seconds(_places, a_panel(max(FEW // part, 10), SHEETS))
    found.append({"name": "… with intervals, s", "ratio": seconds, "target": 2.0, "at_most": True})
    print(json.dumps(found))


def a_panel(applications: int, judges: int) -> Panel:
    """Return a panel with five sheets of each application, the same every time."""
    chance = random.Random(1)
    severity = [chance.gauss(0, 1.6) for _judge in range(judges)]
    points = []
    for _application in range(applications):
        worth = chance.gauss(14, 2.8)
        chosen = sorted(chance.sample(range(judges), SHEETS))
        points.append({judge: _mark(worth - severity[judge] + chance.gauss(0, 3.2)) for judge in chosen})
    names = tuple(f"A-{number:05}" for number in range(applications))
    return Panel(
        names, tuple(f"E{number:04}" for number in range(judges)), tuple(points), Fraction(LOWEST), Fraction(HIGHEST)
    )


def _mark(value: float) -> Fraction:
    return Fraction(min(max(round(value), LOWEST), HIGHEST))


def _ranks(panel: Panel) -> None:
    expected_ranks(posterior_of(marks_of(panel)), complete=panel.is_complete)


def _places(panel: Panel) -> None:
    places_of(posterior_of(marks_of(panel)), complete=panel.is_complete)


def _seconds(work: Callable[[Panel], None], panel: Panel) -> float:
    started = time.process_time()
    work(panel)
    return time.process_time() - started


if __name__ == "__main__":
    main()
