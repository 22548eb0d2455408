"""What waits for evaluators and for who checks applications, on their start pages."""

from collections.abc import Iterator

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import exists

from grants.accounts.models import Person, RoleKind
from grants.accounts.policies import holds
from grants.applications.models import Application, ApplicationState
from grants.calls.models import Call, Stage
from grants.calls.queries import IN_PLACES, rules_of
from grants.evaluation import checking, dockets, queries
from grants.evaluation.docket import Tally
from grants.evaluation.objections.models import Objection
from grants.evaluation.objections.queries import calls_with_objections
from grants.evaluation.policies import DECLARABLE, INVITING
from grants.evaluation.seats.queries import signed_by
from grants.web.filters import text
from grants.web.reader import reader
from grants.web.slots import Task

ANYTHING_TO_CHECK = exists().where(
    Application.call_id == Call.id,
    Application.state == ApplicationState.SUBMITTED,
    Call.stage == Stage.CHECKING,
    IN_PLACES,
)
ANY_OBJECTION = exists().where(
    Objection.application_id == Application.id,
    Objection.decided_at.is_(None),
    Application.call_id == Call.id,
    IN_PLACES,
)
"""Whether anything may wait for an official, for the question that start pages ask of all stages at once."""


def evaluator_tasks(person: Person) -> list[Task]:
    """Return what a person has to declare and to score, by call; for others nothing, without any statement."""
    return [*_of_evaluator(person)]


def checking_tasks(person: Person) -> list[Task]:
    """Return the calls in which an official has applications to check."""
    tasks = []
    for call, submitted in queries.calls_to_check(person):
        by_two = rules_of(call).committee.checks_by_two
        count = checking.count_waiting(person, call) if by_two else submitted
        if not count:
            continue  # a second official is waited for
        title = ngettext("Check %(num)d application", "Check %(num)d applications", count)
        url = url_for("checks.begin", slug=call.slug)
        tasks.append(Task(title=title, url=url, detail=text(call.title), about=call.id))
    return tasks


def objection_tasks(person: Person) -> list[Task]:
    """Return the calls in which an official has objections of applicants to decide on."""
    return [
        Task(
            title=ngettext("Decide on %(num)d objection", "Decide on %(num)d objections", count),
            url=url_for("interests.page", slug=call.slug),
            detail=text(call.title),
        )
        for call, count in calls_with_objections(person)
    ]


def menu() -> dict[str, object] | None:
    """Return what the menu shows to evaluators; nobody else sees the entry."""
    return {} if holds(reader(), RoleKind.EVALUATOR) else None


def _of_evaluator(person: Person) -> Iterator[Task]:
    if holds(person, RoleKind.EVALUATOR):
        calls, signed = dockets.calls_of_evaluator(person), signed_by(person)
        yield from (_seat(call) for call in calls if call.id not in signed and call.stage in INVITING)
        judged = [call for call in calls if call.id in signed and call.stage in DECLARABLE]
        for tally in dockets.tallies_of(person, judged):
            yield from _of_tally(tally)


def _seat(call: Call) -> Task:
    return Task(
        title=_("Take your seat in the committee"),
        url=url_for("evaluation.seat", slug=call.slug),
        detail=text(call.title),
        about=call.id,
    )


def _of_tally(tally: Tally) -> Iterator[Task]:
    call, due_at = tally.call, rules_of(tally.call).schedule.evaluation_due_at
    name, url = text(call.title), url_for("evaluation.call", slug=call.slug)
    if tally.undeclared:
        title = ngettext("Declare conflicts of interest: %(num)d application", "Declare conflicts of interest: %(num)d applications", tally.undeclared)  # fmt: skip  # noqa: E501
        yield Task(title=title, url=url_for("evaluation.declare_all", slug=call.slug), detail=name, due_at=due_at)
    if tally.to_score:
        title = ngettext("Score %(num)d application", "Score %(num)d applications", tally.to_score)
        yield Task(title=title, url=url, detail=name, due_at=due_at)
