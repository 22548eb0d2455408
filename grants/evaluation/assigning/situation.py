"""How the assignments of a call stand: which hold, which are begun, and which places are open."""

import hashlib
import uuid
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import select

from grants.accounts.models import Role
from grants.applications.models import Application
from grants.applications.stretches import ORDER
from grants.calls.models import Call
from grants.calls.queries import rules_of
from grants.db import db
from grants.evaluation import committees
from grants.evaluation.assigning.models import Assignment
from grants.evaluation.assignment.task import Pair
from grants.evaluation.models import Sheet, SheetState
from grants.evaluation.policies import enters_sheets


@dataclass(frozen=True)
class Situation:
    """Hold what assigning in a call relies on; the properties are the twins of `pairs` in Python."""

    applications: tuple[uuid.UUID, ...]
    """Those that are judged, in the order of submission."""
    seats: tuple[Role, ...]
    """Who may fill in sheets today."""
    needed: int
    given: frozenset[Pair]
    """Every assignment that is stored."""
    sheets: dict[Pair, SheetState]
    aside: frozenset[Pair]
    """Who stands aside from what, for a conflict or as their own."""

    @cached_property
    def seated(self) -> frozenset[uuid.UUID]:
        """Return who sits there."""
        return frozenset(seat.person_id for seat in self.seats)

    @cached_property
    def settled(self) -> frozenset[Pair]:
        """Return the pairs that nobody takes away: a submitted sheet, or one begun by who sits there."""
        return frozenset(
            pair
            for pair, state in self.sheets.items()
            if pair not in self.aside and (state is SheetState.SUBMITTED or pair[1] in self.seated)
        )

    @cached_property
    def kept(self) -> frozenset[Pair]:
        """Return the assignments that hold and are not begun."""
        holding = (pair for pair in self.given if pair[1] in self.seated and pair not in self.aside)
        return frozenset(holding) - self.settled

    @cached_property
    def held(self) -> frozenset[Pair]:
        """Return every pair that fills a place."""
        return self.settled | self.kept

    @cached_property
    def places(self) -> dict[uuid.UUID, int]:
        """Return how many places each application has."""
        given = Counter(application for application, _evaluator in self.given)
        return {each: max(self.needed, given[each]) for each in self.applications}

    @cached_property
    def open(self) -> dict[uuid.UUID, int]:
        """Return how many places of each application nobody fills."""
        filled = Counter(application for application, _evaluator in self.held)
        return {each: max(places - filled[each], 0) for each, places in self.places.items()}

    @cached_property
    def loads(self) -> Counter[uuid.UUID]:
        """Return how many applications each evaluator holds."""
        return Counter(evaluator for _application, evaluator in self.held)

    def digest(self, applications: Collection[uuid.UUID] | None = None) -> str:
        """Return what tells this situation from another, or that of some applications."""
        asked = None if applications is None else set(applications)
        facts = sorted(
            f"{kind} {application} {evaluator} {state}"
            for kind, pairs in (("given", self.given), ("aside", self.aside), ("sheet", self.sheets))
            for application, evaluator in pairs
            if asked is None or application in asked
            for state in [self.sheets.get((application, evaluator), "")]
        )
        whole = [str(each) for each in self.applications] if asked is None else []
        seats = sorted(map(str, self.seated))
        return hashlib.sha256("\n".join([str(self.needed), *whole, *seats, *facts]).encode()).hexdigest()


def situation_of(call: Call) -> Situation:
    """Return how the assignments of a call stand now, in a constant number of statements."""
    rules = rules_of(call)
    judged = committees.eligible_in(call.id)
    ids = tuple(db.session.scalars(judged.order_by(*ORDER)))
    given = select(Assignment.application_id, Assignment.evaluator_id).where(Assignment.application_id.in_(judged))
    sheets = select(Sheet.application_id, Sheet.evaluator_id, Sheet.state).where(Sheet.application_id.in_(judged))
    return Situation(
        applications=ids,
        seats=tuple(seat for seat in committees.taken_seats(call.id) if enters_sheets(seat.seat, rules)),
        needed=rules.scoring.evaluators_per_application or 0,
        given=frozenset((row[0], row[1]) for row in db.session.execute(given)),
        sheets={(row[0], row[1]): row[2] for row in db.session.execute(sheets)},
        aside=frozenset(committees.standing_aside_in(call.id)),
    )


def titles_of(applications: Collection[uuid.UUID]) -> dict[uuid.UUID, tuple[str, str]]:
    """Return reference and title of some applications."""
    wanted = select(Application.id, Application.reference, Application.title)
    rows = db.session.execute(wanted.where(Application.id.in_(applications)))
    return {row[0]: (row[1] or "", row[2]) for row in rows}
