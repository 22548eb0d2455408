"""What becomes of a message after a try to send it: rules about the mail server's answer and the number of tries."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from grants.db import MAX_LINE
from grants.notices.workflow import Step

MAX_TRIES = 10
SHORTEST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(hours=2)
OUTAGE_WAIT = timedelta(minutes=1)
"""How long everything waits while no mail server answers; an outage uses up no tries."""
_THOUSANDTHS = 1000


class DeliveryProblem(Exception):
    """Be a reason why a message was not sent, in the words of the mail server, and whether it hung up over it."""

    def __init__(self, answer: object, *, hung_up: bool = False) -> None:
        super().__init__(answer)
        self.answer = str(answer)
        self.hung_up = hung_up


class Refused(DeliveryProblem):
    """Say that the server will never take this message (a 5xx answer)."""


class Postponed(DeliveryProblem):
    """Say that the server may take this message later (a 4xx answer, or it hung up over it)."""


class Unreachable(DeliveryProblem):
    """Say that no server takes any message now, whatever it says; certainly nothing was sent."""


class Lost(DeliveryProblem):
    """Say that the server fell silent before it confirmed: the message may have been sent."""


@dataclass(frozen=True)
class Outcome:
    """Hold what a try came to, the server's answer, and when the next try is due."""

    step: Step
    answer: str
    due_at: datetime | None = None


def sent(answer: str) -> Outcome:
    """Return the outcome of a message the server took."""
    return Outcome(Step.ARRIVE, answer[:MAX_LINE])


def failed(problem: DeliveryProblem, *, once: bool, attempts: int, now: datetime) -> Outcome:
    """Return the outcome of the try number `attempts`, which met a problem; what goes `once` waits for a person."""
    answer = problem.answer[:MAX_LINE]
    if isinstance(problem, Refused):
        return Outcome(Step.GIVE_UP, answer)
    if isinstance(problem, Lost) and once:
        return Outcome(Step.DOUBT, answer)
    if isinstance(problem, Unreachable):
        return Outcome(Step.POSTPONE, answer, now + OUTAGE_WAIT)
    if attempts >= MAX_TRIES:
        return Outcome(Step.GIVE_UP, answer)
    return Outcome(Step.POSTPONE, answer, now + wait(attempts))


def wait(attempts: int) -> timedelta:
    """Return how long to wait after this many tries: twice as long each time, up to half as much again by chance."""
    doubled: timedelta = SHORTEST_WAIT * 2 ** (attempts - 1)
    by_chance = doubled * secrets.randbelow(_THOUSANDTHS) / _THOUSANDTHS / 2
    return min(doubled + by_chance, LONGEST_WAIT)
