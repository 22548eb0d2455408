"""Several people who act at one moment."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

from flask import has_app_context

from grants.db import db
from tests.support.visitor import outside

Answer = TypeVar("Answer")


def at_once(*acts: Callable[[], Answer]) -> list[Answer]:
    """Do several things at one moment, each in a thread that waits for all others, and return their answers.

    What the test wrote is stored before and what it read is read anew after: its session is never the threads'.
    """
    if has_app_context():
        db.session.commit()
    together = Barrier(len(acts))

    def act(number: int) -> Answer:
        together.wait()
        return acts[number]()

    with ThreadPoolExecutor(len(acts)) as threads:
        begun = [threads.submit(outside().run, act, number) for number in range(len(acts))]
        answers = [each.result() for each in begun]
    if has_app_context():
        db.session.expire_all()
    return answers
