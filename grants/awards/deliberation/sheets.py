"""What is shown of one application once marks are open: each criterion with the marks of all, and what to discuss."""

import uuid
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import chain

from sqlalchemy import select

from grants.accounts.models import Person
from grants.accounts.queries import people_by_id
from grants.applications.models import Application
from grants.awards.deliberation.agreed import consensus_on
from grants.awards.deliberation.flags import Flag, Why, flags_of, missing_sheets
from grants.awards.deliberation.models import ConsensusMark
from grants.awards.figures import mean_of, misses, total_of
from grants.awards.printing import shown
from grants.awards.queries import entry_of, figures_of
from grants.awards.standing import Listed, Standing
from grants.calls.models import Call
from grants.calls.queries import rules_of
from grants.calls.rules.document import Criterion, Rules
from grants.db import db
from grants.evaluation.assigning.queries import places_in
from grants.evaluation.committees import taken_seats
from grants.evaluation.models import Declaration, Sheet, SheetState
from grants.evaluation.policies import enters_sheets
from grants.evaluation.queries import checks_for
from grants.web.ordering import in_order


@dataclass(frozen=True)
class Said:
    """Be what one evaluator gave and said for one criterion."""

    evaluator: str
    mark: Decimal | None
    comment: str
    is_from_paper: bool


@dataclass(frozen=True)
class Line:
    """Be one criterion: what each evaluator said, its mean in print, and on what the committee agreed."""

    criterion: Criterion
    said: tuple[Said, ...]
    mean: str
    is_below: bool
    consensus: ConsensusMark | None
    flags: tuple[Flag, ...]


@dataclass(frozen=True)
class Sheets:
    """Hold the sheets of one application, criterion by criterion."""

    application: Application
    rules: Rules
    lines: tuple[Line, ...]
    total: str
    flags: tuple[Flag, ...]
    """Those about the whole application, then those about a criterion."""
    recorders: Mapping[uuid.UUID, Person]
    papers: tuple[tuple[str, Sheet], ...]
    """The sheets that came on paper, each with the name of its evaluator."""

    @property
    def missing(self) -> int:
        """Return how many sheets are missing."""
        return sum(flag.count for flag in self.flags if flag.why is Why.MISSING)


@dataclass(frozen=True)
class Flagged:
    """Be an application that should be discussed, with why, and the criteria on which the committee agreed."""

    application: Listed
    flags: tuple[Flag, ...]
    agreed: tuple[str, ...]


def sheets_on(application: Application, decimals: int = 0) -> Sheets:
    """Return the submitted sheets of an application with its figures; six statements, seven where members are assigned.

    Sheets of evaluators who declared a conflict are left out, as they count for nothing. `decimals` is how many the
    ranking needs to tell the total from others, where the reader may see it.
    """
    rules, consensus = rules_of(application.call), consensus_on(application)
    sheets, conflicts = counted_sheets(application)
    entry = entry_of(application, checks_for([application.id])[application.id], sheets, conflicts, consensus)
    placement = replace(figures_of(entry, rules), decimals=decimals)
    seats, places = _judging(application.call, rules), places_in(application.call)
    listed = Listed.of(application)
    judging = len([one for one in seats if one.id not in conflicts and not listed.is_own(one)])
    flags = flags_of(rules, entry, placement, _expected(rules, judging, places.get(application.id, 0)))
    recorded = {one.recorded_by_id for one in consensus.values() if one.recorded_by_id}
    people = people_by_id({*recorded, *(sheet.evaluator_id for sheet in sheets)})
    named = in_order(((_name(people[one.evaluator_id]), one) for one in sheets), lambda pair: pair[0])
    lines = tuple(
        Line(
            criterion=criterion,
            said=tuple(_said(criterion.code, name, sheet) for name, sheet in named),
            mean=shown(mean_of(placement, criterion, rules)),
            is_below=misses(placement, criterion),
            consensus=consensus.get(criterion.code),
            flags=tuple(flag for flag in flags if flag.criterion == criterion.code),
        )
        for criterion in rules.criteria
    )
    papers = tuple((name, sheet) for name, sheet in named if sheet.is_from_paper)
    return Sheets(application, rules, lines, shown(total_of(placement, rules)), flags, people, papers)


def counted_sheets(application: Application) -> tuple[list[Sheet], set[uuid.UUID]]:
    """Return the submitted sheets of an application that count, and who declared a conflict; two statements."""
    declared = select(Declaration.evaluator_id).where(
        Declaration.application_id == application.id, Declaration.conflict
    )
    conflicts = {*db.session.scalars(declared)}
    submitted = select(Sheet).where(Sheet.application_id == application.id, Sheet.state == SheetState.SUBMITTED)
    return [one for one in db.session.scalars(submitted) if one.evaluator_id not in conflicts], conflicts


def flagged_in(standing: Standing, call: Call, person: Person) -> list[Flagged]:
    """Return the applications that should be discussed; one statement, two where members are assigned.

    They stand in the order of their references, which are random and tell neither who came first nor who is better.
    What a conflict of interest hides from a person is not among them, nor counted.
    """
    rules, seats, places = standing.rules, _judging(call, standing.rules), places_in(call)
    hidden, barred = standing.hidden_from(person), Counter(chain.from_iterable(map(standing.hidden_from, seats)))
    found = []
    for reference, application in standing.listed.items():
        if reference in hidden:
            continue
        facts, assigned = standing.facts[reference], places.get(application.id, 0) if places else 0
        expected = _expected(rules, len(seats) - barred[reference], assigned)
        flags = (*missing_sheets(standing.placements[reference], facts.sheets, expected), *facts.flags)
        if flags or facts.agreed:
            found.append(Flagged(application, flags, facts.agreed))
    return sorted(found, key=lambda one: one.application.reference)


def _judging(call: Call, rules: Rules) -> list[Person]:
    return [role.person for role in taken_seats(call.id) if enters_sheets(role.seat, rules)]


def _expected(rules: Rules, judging: int, assigned: int) -> int:
    """Return how many sheets an application should have.

    That is what the rules name, or as many as are assigned if these are more; else one of each member who may judge.
    """
    if rules.scoring.method == "joint":
        return 1
    wanted = rules.scoring.evaluators_per_application
    return max(wanted, assigned) if wanted else judging


def _said(code: str, name: str, sheet: Sheet) -> Said:
    mark = sheet.marks.get(code)
    return Said(name, None if mark is None else Decimal(mark), sheet.comments.get(code, ""), sheet.is_from_paper)


def _name(person: Person) -> str:
    return person.name or person.email
