"""Calls whose sheets are closed, filled in one by one by the members of a committee."""

from collections.abc import Mapping
from typing import Any

from grants import clock
from grants.accounts.models import Person, RoleKind
from grants.applications.models import Application
from grants.applications.queries import submitted_in
from grants.awards.deliberation.opening import open_marks
from grants.calls import services as calls
from grants.calls.models import Call
from grants.calls.workflow import Action
from grants.evaluation import services as evaluation
from grants.evaluation.models import ConflictKind, Sheet
from tests.factories.awards import an_official_of
from tests.factories.evaluation import JUDGED, a_scored_call, an_evaluator, chair_of, declare, scoring
from tests.support.stages import staged

TWO = ("Ziemas nometne", "Vasaras nometne")
HIGH, LOW = {"2.1": "5", "2.2": "5"}, {"2.1": "3", "2.2": "3"}


@staged
def a_call_scored_by(
    *names: str, titles: tuple[str, ...] = TWO, slug: str = "", **rules: Any
) -> tuple[Call, dict[str, Person]]:
    """Return a call that is being scored, its chair Dace and further members of these names; nobody has scored yet."""
    call = a_scored_call(*titles, scoring=scoring(**rules), **({"slug": slug} if slug else {}))
    return call, {"Dace": chair_of(call), **{name: an_evaluator(call, name) for name in names}}


def fill_in(
    person: Person, application: Application, marks: Mapping[str, str], comments: Mapping[str, str] | None = None
) -> Sheet:
    """Declare no conflict and submit a sheet of these marks."""
    declare(person, application)
    with clock.at(JUDGED):
        return evaluation.save_sheet(
            application=application,
            actor=person,
            marks=marks,
            comments=comments or dict.fromkeys(marks, f"Saka {person.name}."),
            revision=0,
            submit=True,
        )


def close_sheets(call: Call) -> Call:
    """Close the sheets of a call."""
    with clock.at(JUDGED):
        calls.advance(call=call, action=Action.START_DELIBERATION, actor=None)
    return call


@staged
def a_closed_call(*, conflict_of: str = "", **rules: Any) -> tuple[Call, dict[str, Person]]:
    """Return a call whose two applications Dace marked high and Ilze low, and its people; sheets are closed.

    Of the first application somebody may have declared a conflict.
    """
    call, people = a_call_scored_by("Ilze", "Juris", **rules)
    first, second = submitted_in(call.id)
    for application in (first, second):
        for name, marks in (("Dace", HIGH), ("Ilze", LOW)):
            if application is not first or name != conflict_of:
                fill_in(people[name], application, marks)
    if conflict_of:
        declare(people[conflict_of], first, ConflictKind.FAMILY)
    return close_sheets(call), people


def two_officials_of(call: Call) -> tuple[Person, Person]:
    """Return a coordinator and a secretary of a call."""
    return an_official_of(call), an_official_of(call, RoleKind.SECRETARY, "Sarma Secretary")


def opened_by(call: Call, *officials: Person) -> None:
    """Let officials ask to open the marks, one after the other."""
    for official in officials:
        with clock.at(JUDGED):
            open_marks(call=call, actor=official)
