"""Everything officials see of the interests in a call, without what is about applications of their own."""

import uuid
from dataclasses import dataclass

from grants.accounts.models import Person
from grants.applications.models import Application
from grants.calls.models import Call
from grants.calls.policies import may_assist
from grants.calls.queries import rules_of
from grants.calls.rules.document import Rules
from grants.evaluation import committees
from grants.evaluation.interests.hints import Hint
from grants.evaluation.interests.models import Consultation
from grants.evaluation.interests.people import involved_in
from grants.evaluation.interests.queries import (
    MAX_ROWS,
    DeclaredConflict,
    applications_by_id,
    conflicts_in,
    consultations_in,
    has_to_declare,
    hints_for,
    own_in,
)
from grants.evaluation.objections.models import Objection
from grants.evaluation.objections.queries import objections_in
from grants.evaluation.policies import OFFICIALS_DECLARE, SHOWN, enters_sheets


@dataclass(frozen=True)
class Likely:
    """Hold a conflict that nobody has declared, and why it is likely."""

    person: Person
    application: Application
    hints: tuple[Hint, ...]


@dataclass(frozen=True)
class Overview:
    """Hold the conflicts of a call: likely, declared, where too few are left, and who was helped."""

    likely: list[Likely]
    declared: list[DeclaredConflict]
    too_few: list[str]
    """References of applications for which fewer than the quorum are left."""
    quorum: int
    consultations: list[Consultation]
    objections: list[Objection]
    undeclared: bool
    """Whether the reader has something to declare themself."""


def overview_of(call: Call, reader: Person) -> Overview:
    """Return what a reader sees of the interests in a call; a constant number of statements."""
    rules, shown = rules_of(call), call.stage in SHOWN
    own = own_in(reader, call)
    declared = [each for each in conflicts_in(call) if each.application.id not in own or each.person.id == reader.id]
    seated = {role.person_id for role in committees.taken_seats(call.id) if enters_sheets(role.seat, rules)}
    quorum = rules.committee.quorum if rules.scoring.method != "joint" else 1
    return Overview(
        likely=_likely_in(call, own, declared) if shown else [],
        declared=declared,
        too_few=committees.too_few_judges(call.id, seated, quorum) if shown and seated and rules.criteria else [],
        quorum=quorum,
        consultations=consultations_in(call),
        objections=_objections_in(call, rules, own),
        undeclared=may_assist(reader, call) and call.stage in OFFICIALS_DECLARE and has_to_declare(reader, call),
    )


def _likely_in(call: Call, closed: set[uuid.UUID], declared: list[DeclaredConflict]) -> list[Likely]:
    people = {person.id: person for person in involved_in(call)}
    known = {(each.person.id, each.application.id) for each in declared}
    hints = hints_for(people.values(), call)
    shown = [pair for pair in hints if pair not in known and pair[1] not in closed][:MAX_ROWS]
    found = applications_by_id({application_id for _person, application_id in shown})
    return [Likely(people[pair[0]], found[pair[1]], hints[pair]) for pair in shown]


def _objections_in(call: Call, rules: Rules, closed: set[uuid.UUID]) -> list[Objection]:
    if not rules.committee.objections:
        return []
    return [each for each in objections_in(call) if each.application_id not in closed]
