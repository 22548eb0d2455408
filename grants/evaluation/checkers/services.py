"""Give many applications to one official to check, and take an act back."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from flask_babel import gettext as _
from sqlalchemy import or_, select

from grants import clock
from grants.accounts.models import Person
from grants.applications.columns import Listed
from grants.applications.models import Application, ApplicationState
from grants.calls import services as calls
from grants.calls.models import Call, Stage
from grants.calls.policies import may_assist
from grants.db import db
from grants.errors import Conflict, Forbidden, Invalid, Stale
from grants.evaluation.checkers import queries
from grants.evaluation.checkers.models import Checker
from grants.evaluation.models import Declaration
from grants.evaluation.standings import own_to
from grants.journal.services import record

TO_CHECK = frozenset({ApplicationState.SUBMITTED, ApplicationState.IN_CLARIFICATION})
FEWEST = 2
"""Officials from which on the work is shared."""


@dataclass(frozen=True)
class Plan:
    """Hold what giving some applications to an official would change."""

    given: list[Listed]
    """Those that change hands."""
    barred: int
    """Those that the official may not check: their own, or in conflict with them."""
    left: int
    """The rest: they have it already, or nothing of it is to be checked."""
    digest: str


def plan_for(*, call: Call, chosen: Sequence[Listed], checker: Person | None) -> Plan:
    """Return what giving some applications of a call to an official, or to nobody, would change; two statements."""
    open_ones = [each for each in chosen if each.state in TO_CHECK]
    kept = queries.given_in(call, [each.id for each in open_ones])
    before = {each.id: kept[each.id].checker_id if each.id in kept else None for each in open_ones}
    wanted = checker.id if checker else None
    barred = _barred(checker, [each.id for each in open_ones]) if checker else set()
    given = [each for each in open_ones if before[each.id] != wanted and each.id not in barred]
    said = "\n".join([str(wanted), *sorted(f"{each.id} {before[each.id]}" for each in given)])
    left = len(chosen) - len(given) - len(barred)
    return Plan(given, len(barred), left, sha256(said.encode()).hexdigest())


def give(
    *, call: Call, chosen: Sequence[Listed], checker: Person | None, seen: str, actor: Person
) -> tuple[uuid.UUID, int] | None:
    """Give applications to one official, or back to everybody; return the act and how many, nothing if none change.

    `seen` is the digest of the plan that was looked at. Raise Forbidden for who does not assist the call, Conflict
    unless it is being checked by several, Invalid for who does not check in it, Stale for another plan.
    """
    call = _shared(call, actor)
    officials = queries.officials_of(call)
    if len(officials) < FEWEST:
        raise Conflict(_("Nobody else checks applications of this call."))
    if checker is not None and checker not in officials:
        raise Invalid(_("Choose somebody of the list."))
    plan = plan_for(call=call, chosen=chosen, checker=checker)
    if not plan.given:
        return None
    if plan.digest != seen:
        raise Stale(_("Something has changed since you looked. Look at it again."))
    batch = uuid.uuid4()
    kept = queries.given_in(call, [each.id for each in plan.given])
    for each in plan.given:
        row = kept.get(each.id) or Checker(application_id=each.id)
        row.before_id, row.checker_id, row.batch_id = row.checker_id, checker.id if checker else None, batch
        row.given_by_id, row.given_at = actor.id, clock.now()
        db.session.add(row)
    db.session.flush()
    details = {"checker": str(checker.id) if checker else None, "count": len(plan.given)}
    record(action="checks.given", subject=call, actor=actor, call_id=call.id, details=details)
    return batch, len(plan.given)


def take_back(*, call: Call, batch_id: uuid.UUID, actor: Person) -> int:
    """Give what one act gave back to whom it was before, and return how many; a second time changes nothing.

    What was given on since stays. Raise Forbidden or Conflict as `give` does.
    """
    call = _shared(call, actor)
    found = select(Checker).join(Application, Application.id == Checker.application_id)
    rows = list(db.session.scalars(found.where(Application.call_id == call.id, Checker.batch_id == batch_id)))
    for row in rows:
        row.checker_id, row.before_id, row.batch_id = row.before_id, None, None
        row.given_by_id, row.given_at = actor.id, clock.now()
    db.session.flush()
    if rows:
        record(action="checks.given_back", subject=call, actor=actor, call_id=call.id, details={"count": len(rows)})
    return len(rows)


def _shared(call: Call, actor: Person) -> Call:
    call = calls.lock(call.id, exclusive=True)
    if not may_assist(actor, call):
        raise Forbidden(_("Only coordinators and secretaries of the call can do this."))
    if call.stage is not Stage.CHECKING:
        raise Conflict(_("Who checks what is said while the call is being checked."))
    return call


def _barred(checker: Person, application_ids: Sequence[uuid.UUID]) -> set[uuid.UUID]:
    declared = select(Declaration.application_id).where(Declaration.evaluator_id == checker.id, Declaration.conflict)
    barred = or_(own_to(checker), Application.id.in_(declared))
    return set(db.session.scalars(select(Application.id).where(Application.id.in_(application_ids), barred)))
