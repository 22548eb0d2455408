"""A worker is killed at every step of a delivery and at random moments: every message comes once or is uncertain.

`make test` kills FAULTS = 30 workers, `make faults` 500; half on each database.
"""

import json
import os
import random
import sys
from collections.abc import Sequence
from datetime import timedelta
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from grants import clock
from grants.db import db
from grants.notices.sending.settling import LEASE
from grants.notices.services import deliver_due
from tests.faults.ledger import ledger, tell
from tests.faults.points import POINTS
from tests.faults.test_delivery import worker_environment
from tests.integration.notices.support import a_message, mail_through
from tests.support.databases import BACKENDS, Backend
from tests.support.processes import PATIENCE, Process
from tests.support.smtp import SmtpServer

pytestmark = pytest.mark.usefixtures("session")

KILLS = int(os.environ.get("FAULTS", "30")) // 2
"""On each database."""
RANDOM_PART = 3
"""One of so many kills comes at a random moment instead of a named one."""
EACH = 4
"""Messages queued for each kill, every second of them one that nobody may get twice."""
BETWEEN = LEASE + timedelta(seconds=10)
LONGEST_LIFE = 0.08
"""Seconds within which workers die that are killed at a random moment."""


def plan(kills: int, first: int) -> list[dict[str, Any]]:
    """Return who dies where, at moments of the clock at which the lease of whoever died before has run out.

    Each database begins with every second point, so that few kills meet all of them.
    """
    chance, begin = random.Random(kills), clock.now()
    points = list(POINTS)
    named = cycle([*points[first::2], *points[1 - first :: 2]])
    lines = []
    for number in range(kills):
        by_chance = number % RANDOM_PART == RANDOM_PART - 1
        lines.append(
            {
                "at": (begin + number * BETWEEN).isoformat(),
                "point": "" if by_chance else next(named),
                "count": chance.randint(1, 3),
                "after": chance.uniform(0, LONGEST_LIFE),
                "workers": 2 if by_chance else 1,
                "batch": chance.choice([1, 3, 50]),
            }
        )
    return lines


def carry_out(lines: Sequence[dict[str, Any]], backend: Backend, smtp: SmtpServer, folder: Path) -> list[bool]:
    """Let workers die as planned; return which really did."""
    db.session.rollback()
    path = folder / "plan.json"
    path.write_text(json.dumps(lines))
    command = [sys.executable, "-m", "tests.faults.deliverer", str(path)]
    environment = {**worker_environment(backend, smtp, folder), "DEVELOPMENT": "1"}
    mother = Process(command, log=folder / "mother.log", environment=environment)
    code = mother.popen.wait(PATIENCE + len(lines))
    mother.stop()
    assert code == 0, mother.output
    done: list[bool] = json.loads(Path(f"{path}.done").read_text())
    return done


def deliver_the_rest(app: Flask, smtp: SmtpServer, kills: int) -> None:
    """Deliver whatever is left after the last kill, until the longest wait between two tries is over many times."""
    with mail_through(app, smtp.url, development=False):
        for hours in range(0, 36, 3):
            with clock.at(clock.now() + kills * BETWEEN + timedelta(hours=hours)):
                while deliver_due():
                    pass


def test_kills_lose_nothing_and_double_nothing_unseen(
    app: Flask, backend: Backend, smtp: SmtpServer, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for number in range(KILLS * EACH):
        a_message(once=number % 2 == 0, event="heard" if number % 4 < 2 else "example")
    lines = plan(KILLS, BACKENDS.index(backend.name))
    killed = carry_out(lines, backend, smtp, tmp_path)
    deliver_the_rest(app, smtp, KILLS)
    found = ledger(smtp)
    tell(capsys, f"{sum(killed)} of {KILLS} workers killed, {backend.name}", found)
    assert found.wrong == []
    assert found.total == KILLS * EACH


def test_every_point_is_met() -> None:
    met = {line["point"] for first in range(len(BACKENDS)) for line in plan(KILLS, first)}
    assert met == {*POINTS, ""}
