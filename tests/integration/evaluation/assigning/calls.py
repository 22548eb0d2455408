"""Calls in which some of the committee score each application."""

from typing import Any

from grants import clock
from grants.accounts.models import Person
from grants.applications.models import Application
from grants.applications.queries import submitted_in
from grants.calls.models import Call
from grants.evaluation.assigning import services
from grants.evaluation.assigning.planning import Asked, plan_for
from grants.evaluation.assigning.situation import Situation, situation_of
from grants.evaluation.assignment.task import Pair
from tests.factories.calls import an_official
from tests.factories.evaluation import JUDGED, a_checked_call, an_evaluator, check, scoring, start_scoring
from tests.support.stages import staged

TITLES = ("Nometne", "Teātris", "Velotakas")


@staged
def an_assigning_call(*titles: str, needed: int = 1, **changes: Any) -> Call:
    """Return a checked call whose rules assign so many members to each application."""
    rules = {"scoring": scoring(evaluators_per_application=needed), **changes}
    call = a_checked_call(*(titles or TITLES), **rules)
    for application in submitted_in(call.id):
        check(application)
    return call


def members_of(call: Call, *names: str) -> list[Person]:
    """Return members with a seat, by name."""
    return [an_evaluator(call, name) for name in names]


def applications_of(call: Call) -> list[Application]:
    """Return the applications of a call in the order of submission."""
    return submitted_in(call.id)


def give(call: Call, *pairs: tuple[Application, Person], by: Person | None = None) -> Situation:
    """Assign by hand exactly so, whatever was assigned before."""
    with clock.at(JUDGED):
        situation = situation_of(call)
        shown = {(application, seat.person_id) for application in situation.applications for seat in situation.seats}
        return services.assign_by_hand(
            call=call,
            shown=shown - situation.settled - situation.aside,
            chosen={(application.id, person.id) for application, person in pairs},
            seen=situation.digest(situation.applications),
            actor=by or an_official(),
        )


def by_plan(call: Call, asked: Asked | None = None, by: Person | None = None) -> int:
    """Assign by a plan as it is shown now."""
    asked = asked or Asked()
    with clock.at(JUDGED):
        plan = plan_for(call, situation_of(call), asked)
        return services.apply_plan(call=call, asked=asked, digest=plan.digest, actor=by or an_official())


def held(call: Call) -> frozenset[Pair]:
    """Return who scores what."""
    with clock.at(JUDGED):
        return situation_of(call).held


def an_assigned_call(*titles: str, needed: int = 1, names: tuple[str, ...] = ("Ilze", "Juris")) -> Call:
    """Return a call that is being scored, everything assigned by a plan."""
    call = an_assigning_call(*titles, needed=needed)
    members_of(call, *names)
    by_plan(call)
    start_scoring(call)
    return call
