"""A worker that delivers what is due and ends: `python -m tests.faults.deliverer`.

With a plan it is the mother of many: each is forked off, delivers, and dies at its point or after its time.
"""

import json
import os
import sys
import time
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from signal import SIGKILL
from typing import Any

from flask import Flask

from grants import clock, create_app
from grants.db import db
from grants.notices.services import deliver_due
from tests.faults.points import POINTS
from workers import tasks

MOST_BATCHES = 4
"""What a worker delivers that does not reach its point, so that enough is left for the others."""


def main(plan: str = "") -> None:
    """Deliver once, or do what a plan says: kills, one after the other, with what becomes of each written down."""
    app = create_app()
    with app.app_context():
        if not plan:
            tasks.deliver()
            return
        deliver_due(1)  # a first time, so that those forked off find everything loaded
        db.session.remove()
        db.engine.dispose()
    lines = json.loads(Path(plan).read_text())
    done = [_kill(app, line) for line in lines]
    Path(f"{plan}.done").write_text(json.dumps(done))


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
