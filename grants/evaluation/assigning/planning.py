"""A plan as an official asks for it: who could be given what, by which goal, and where more are wanted."""

import uuid
from dataclasses import dataclass

from sqlalchemy import select

from grants.accounts.models import Person, Role, Seat
from grants.applications.models import Application, ApplicationMember
from grants.calls.models import Call
from grants.calls.queries import rules_of
from grants.calls.rules.document import Rules
from grants.db import db
from grants.evaluation.assigning.lines import near_a_line
from grants.evaluation.assigning.queries import preferences_in, wishes_in
from grants.evaluation.assigning.situation import Situation
from grants.evaluation.assignment.task import Goal, Judge, Plan, Task, Wanted


@dataclass(frozen=True)
class Near:
    """Want `more` evaluators for the applications near a line of the rules, which nobody chooses."""

    more: int


@dataclass(frozen=True)
class Asked:
    """Say what plan an official asks for; `near` always keeps what is assigned."""

    goal: Goal = Goal.WORST_OFF
    keep: bool = True
    near: Near | None = None


def plan_for(call: Call, situation: Situation, asked: Asked) -> Plan:
    """Return the plan that is asked for; nothing is stored. Who has not said how many they take has an equal share."""
    from grants.evaluation.assignment.plan import make_plan  # no web worker loads solvers at its start
    from grants.evaluation.assignment.shares import with_equal_shares

    task = with_equal_shares(task_of(call, situation, asked.near))
    return make_plan(task, asked.goal, keep=asked.keep or asked.near is not None)


def task_of(call: Call, situation: Situation, near: Near | None = None) -> Task:
    """Return what is to be assigned, with what its members prefer and wish."""
    rules = rules_of(call)
    more = dict.fromkeys(near_a_line(call, situation), situation.needed + near.more) if near else {}
    themes, languages = _themes_of(call, rules), _languages_of(call, rules)
    wanted = (
        Wanted(each, max(places, more.get(each, 0)), themes.get(each, frozenset()), languages.get(each, ""))
        for each, places in situation.places.items()
    )
    return Task(tuple(wanted), _judges(call, situation), situation.aside, situation.settled, situation.kept)


def _judges(call: Call, situation: Situation) -> tuple[Judge, ...]:
    """Return who can be given something, by their ids; substitutes keep what they were given by hand."""
    preferences, wishes = preferences_in(call.id), wishes_in(call.id)

    def judge(seat: Role) -> Judge:
        stated = preferences.get(seat.person_id)
        most = stated.most if stated else None
        if seat.seat is Seat.SUBSTITUTE:
            most = situation.loads[seat.person_id]
        themes, languages = (stated.themes, stated.languages) if stated else ([], [])
        return Judge(seat.person_id, most, frozenset(themes), frozenset(languages), wishes.get(seat.person_id, {}))

    return tuple(judge(seat) for seat in sorted(situation.seats, key=lambda seat: seat.person_id))


def _themes_of(call: Call, rules: Rules) -> dict[uuid.UUID, frozenset[str]]:
    """Return the themes of the applications, where the rules name a question for them."""
    code = rules.scoring.themes_field
    if code is None:
        return {}
    answers = select(Application.id, Application.answers).where(Application.call_id == call.id)
    found = {}
    for application, given in db.session.execute(answers):
        answer = given.get(code)
        found[application] = frozenset([answer] if isinstance(answer, str) else answer or [])
    return found


def _languages_of(call: Call, rules: Rules) -> dict[uuid.UUID, str]:
    """Return in which language each application's lead reads, where the call has several."""
    if len(rules.languages) < 2:  # noqa: PLR2004  # with one there is nothing to tell apart
        return {}
    leading = (
        select(ApplicationMember.application_id, Person.language)
        .join(Person, Person.id == ApplicationMember.person_id)
        .join(Application, Application.id == ApplicationMember.application_id)
        .where(Application.call_id == call.id, ApplicationMember.leads)
    )
    return {row[0]: row[1] for row in db.session.execute(leading)}
