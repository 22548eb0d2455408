"""A worker that delivers what is due and ends: `python -m tests.faults.deliverer`.

With a plan it is the mother of many: each is forked off, delivers, and dies at its point or after its time. With
`sweep` and a moment it is that of two who look for what was left behind, and deliver, at that very moment.
"""

import json
import os
import sys
import time
from contextlib import suppress
from datetime import datetime
from multiprocessing import get_context
from pathlib import Path
from signal import SIGKILL
from typing import Any

from flask import Flask

from grants import clock, create_app
from grants.db import db
from grants.notices.register import Audience, Event, register
from grants.notices.services import deliver_due
from tests.faults.points import POINTS
from workers import tasks

HEARD = Event(name="heard", template="", audience=Audience.ANYBODY, heard=True)
"""Messages of which a stage hears go another way through the database."""
MOST_BATCHES = 4
"""What a worker delivers that does not reach its point, so that enough is left for the others."""


def main(plan: str = "", moment: str = "") -> None:
    """Deliver once, or do what a plan says: kills, one after the other, with what becomes of each written down."""
    app = create_app()
    register(app, [HEARD])
    with app.app_context():
        if not plan:
            tasks.deliver()
            return
        deliver_due(1)  # a first time, so that those forked off find everything loaded
        db.session.remove()
        db.engine.dispose()
    if plan == "sweep":
        sys.exit(_sweep(app, datetime.fromisoformat(moment)))
    lines = json.loads(Path(plan).read_text())
    done = [_kill(app, line) for line in lines]
    Path(f"{plan}.done").write_text(json.dumps(done))


def _sweep(app: Flask, moment: datetime) -> int:
    """Let two workers begin at the same time; return how many of them failed."""
    context = get_context("fork")
    together = context.Barrier(2)

    def work() -> None:
        with app.app_context(), clock.at(moment):
            together.wait()
            while deliver_due(3):
                pass
            db.session.remove()

    workers = [context.Process(target=work) for _worker in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return sum(worker.exitcode != 0 for worker in workers)


def _kill(app: Flask, line: dict[str, Any]) -> bool:
    """Let some workers deliver at a moment; return whether the first of them was killed."""
    children = [_fork(app, line) for _worker in range(line["workers"])]
    if not line["point"]:
        time.sleep(line["after"])
        for child in children:
            with suppress(ProcessLookupError):
                os.kill(child, SIGKILL)
    statuses = [os.waitpid(child, 0)[1] for child in children]
    return os.WIFSIGNALED(statuses[0])


def _fork(app: Flask, line: dict[str, Any]) -> int:
    child = os.fork()
    if child:
        return child
    try:
        with app.app_context(), clock.at(datetime.fromisoformat(line["at"])):
            if line["point"]:
                POINTS[line["point"]](line["count"])
            for _batch in range(MOST_BATCHES):
                deliver_due(line["batch"])
    finally:
        os._exit(0)


if __name__ == "__main__":
    main(*sys.argv[1:])
