"""A plan as an official asks for it: who could be given what, by which goal, and where more are wanted."""

import uuid
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import accumulate

from sqlalchemy import select

from grants.accounts.models import Person, Role, Seat
from grants.applications.models import Application, ApplicationMember
from grants.calls.models import Call
from grants.calls.queries import rules_of
from grants.calls.rules.document import Rules
from grants.db import db
from grants.evaluation.assigning.queries import preferences_in, wishes_in
from grants.evaluation.assigning.situation import Situation
from grants.evaluation.assignment.task import Goal, Judge, Plan, Task, Wanted
from grants.evaluation.marks import highest_total, weighted_total
from grants.evaluation.queries import sheets_of


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


NEAR = Fraction(1, 20)
"""The share of the highest total within which a mean is near a line: were it chosen, means could be found by trying."""


def has_line(rules: Rules) -> bool:
    """Tell whether the rules have a line that applications can be near: the total needed, or where awards end."""
    limit = rules.funding.limit
    return rules.scoring.total_threshold is not None or limit.projects is not None or limit.total is not None


def plan_for(call: Call, situation: Situation, asked: Asked) -> Plan:
    """Return the plan that is asked for; nothing is stored. Who has not said how many they take has an equal share."""
    from grants.evaluation.assignment.plan import make_plan  # no web worker loads solvers at its start
    from grants.evaluation.assignment.shares import with_equal_shares

    task = with_equal_shares(task_of(call, situation, asked.near))
    return make_plan(task, asked.goal, keep=asked.keep or asked.near is not None)


def task_of(call: Call, situation: Situation, near: Near | None = None) -> Task:
    """Return what is to be assigned, with what its members prefer and wish."""
    rules, more = rules_of(call), _near_line(call, situation, near) if near else {}
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


def _near_line(call: Call, situation: Situation, near: Near) -> dict[uuid.UUID, int]:
    """Return how many places each application near a line is to have.

    Its mean is that of the weighted sums of the sheets that count; it has one once the places of the rules are filled
    with submitted sheets. Where awards end is known once all have one.
    """
    rules, means = rules_of(call), {}
    criteria = rules.criteria
    totals: dict[uuid.UUID, list[Fraction]] = defaultdict(list)
    for application, sheets in sheets_of(call.id).items():
        counting = (sheet for sheet in sheets if (application, sheet.evaluator_id) in situation.settled)
        totals[application] = [Fraction(weighted_total(criteria, sheet.marks)) for sheet in counting]
    for application in situation.applications:
        given = totals.get(application, [])
        if len(given) >= max(situation.needed, 1):
            means[application] = sum(given, Fraction()) / len(given)
    threshold = rules.scoring.total_threshold
    lines = [] if threshold is None else [Fraction(threshold)]
    if len(means) == len(situation.applications):
        lines += _ends_of_awards(rules, means)
    reach = NEAR * Fraction(highest_total(criteria))
    return {
        application: situation.needed + near.more
        for application, mean in means.items()
        if any(abs(mean - line) <= reach for line in lines)
    }


def _ends_of_awards(rules: Rules, means: Mapping[uuid.UUID, Fraction]) -> list[Fraction]:
    """Return the points midway between the last that the limits of the rules leave room for and the next."""
    limit = rules.funding.limit
    best = sorted(means, key=lambda application: means[application], reverse=True)
    places = [] if limit.projects is None else [limit.projects]
    if limit.total is not None:
        asked = dict(
            db.session.execute(select(Application.id, Application.requested).where(Application.id.in_(best))).all()
        )
        spent = list(accumulate(asked[application] or Decimal(0) for application in best))
        places.append(sum(1 for sum_ in spent if sum_ <= limit.total))
    inside = (place for place in places if 0 < place < len(best))
    return [(means[best[place - 1]] + means[best[place]]) / 2 for place in inside]


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
