"""What waits for evaluators and for who checks applications, on their start pages."""

from collections.abc import Iterator

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from grants.accounts.models import Person, RoleKind
from grants.accounts.policies import holds
from grants.calls.models import Call
from grants.calls.queries import rules_of
from grants.evaluation import checking, dockets, queries
from grants.evaluation.docket import Tally
from grants.evaluation.objections.queries import calls_with_objections
from grants.evaluation.policies import DECLARABLE, INVITING
from grants.evaluation.seats.queries import signed_by
from grants.web.filters import text
from grants.web.reader import reader
from grants.web.slots import Task


def tasks_for(person: Person) -> list[Task]:
    """Return what a person has to declare, score and check, by call; for others nothing, without any statement."""
    return [*_of_evaluator(person), *_of_official(person)]


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


def _of_official(person: Person) -> Iterator[Task]:
    for call, submitted in queries.calls_to_check(person):
        by_two = rules_of(call).committee.checks_by_two
        count = checking.count_waiting(person, call) if by_two else submitted
        if not count:
            continue  # a second official is waited for
        title = ngettext("Check %(num)d application", "Check %(num)d applications", count)
        yield Task(title=title, url=url_for("checks.begin", slug=call.slug), detail=text(call.title), about=call.id)
    for call, count in calls_with_objections(person):
        title = ngettext("Decide on %(num)d objection", "Decide on %(num)d objections", count)
        yield Task(title=title, url=url_for("interests.page", slug=call.slug), detail=text(call.title))
