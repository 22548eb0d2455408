"""The lines of the rules beside which more members look: the total needed, and where the awards of each lot end."""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import accumulate
from statistics import mean, median
from typing import NamedTuple

from sqlalchemy import select

from grants.applications.models import Application
from grants.calls.models import Call
from grants.calls.queries import rules_of
from grants.calls.rules.document import Limit, Rules
from grants.db import db
from grants.evaluation.assigning.situation import Situation
from grants.evaluation.marks import highest_total
from grants.evaluation.models import Sheet
from grants.evaluation.queries import sheets_of

NEAR = Fraction(1, 20)
"""The share of the highest total within which one is near a line: were it chosen, totals could be found by trying."""


class _Asked(NamedTuple):
    """Be what an application asks for, and of which lot."""

    lot: str | None
    requested: Decimal


def has_line(rules: Rules) -> bool:
    """Tell whether the rules have a line that applications can be near: the total needed, or where awards end."""
    limits = (rules.funding.limit, *rules.funding.limits.values())
    ends = any(limit.projects is not None or limit.total is not None for limit in limits)
    return ends or rules.scoring.total_threshold is not None


def near_a_line(call: Call, situation: Situation) -> list[uuid.UUID]:
    """Return the applications whose total lies near a line.

    One has a total once the places of the rules are filled with submitted sheets. Where awards end is known once all
    have one.
    """
    rules = rules_of(call)
    totals = _totals(call, situation, rules)
    threshold = rules.scoring.total_threshold
    everywhere = [] if threshold is None else [Fraction(threshold)]
    reach = NEAR * Fraction(highest_total(rules.criteria))
    all_known = len(totals) == len(situation.applications)
    asked = _asked_in(call, rules) if all_known else {}
    ends = {lot: [*_ends_of_awards(limit, totals, asked, lot)] for lot, limit in rules.funding.limits.items()}
    return [
        application
        for application, total in totals.items()
        for lot in [asked[application].lot if application in asked else None]
        if any(abs(total - line) <= reach for line in (*everywhere, *ends.get(lot, ())))
    ]


def _totals(call: Call, situation: Situation, rules: Rules) -> dict[uuid.UUID, Fraction]:
    totals = {}
    sheets = sheets_of(call.id)
    for application in situation.applications:
        given = [one for one in sheets.get(application, ()) if (application, one.evaluator_id) in situation.settled]
        if len(given) >= max(situation.needed, 1):
            totals[application] = _total(rules, given)
    return totals


def _total(rules: Rules, sheets: Sequence[Sheet]) -> Fraction:
    """Return the weighted sum of what the marks of each criterion come to by the method of the rules."""
    middle = median if rules.scoring.method == "median" else mean
    marks = (
        (one, [Fraction(sheet.marks[one.code]) for sheet in sheets if one.code in sheet.marks])
        for one in rules.criteria
    )
    return sum((Fraction(one.weight) * middle(given) for one, given in marks if given), Fraction())


def _asked_in(call: Call, rules: Rules) -> dict[uuid.UUID, _Asked]:
    lots = rules.funding.lots
    columns = select(Application.id, Application.requested, *((Application.answers,) if lots else ()))
    return {
        row[0]: _Asked(rules.funding.lot_of(row[2]) if lots else None, row[1] or Decimal(0))
        for row in db.session.execute(columns.where(Application.call_id == call.id))
    }


def _ends_of_awards(
    limit: Limit, totals: Mapping[uuid.UUID, Fraction], asked: Mapping[uuid.UUID, _Asked], lot: str | None
) -> Iterator[Fraction]:
    """Yield the points midway between the last that a limit leaves room for and the next."""
    within = [one for one in totals if one in asked and asked[one].lot == lot]
    best = sorted(within, key=lambda application: totals[application], reverse=True)
    places = [] if limit.projects is None else [limit.projects]
    if limit.total is not None:
        places.append(sum(1 for spent in accumulate(asked[one].requested for one in best) if spent <= limit.total))
    for place in places:
        if 0 < place < len(best):
            yield (totals[best[place - 1]] + totals[best[place]]) / 2
