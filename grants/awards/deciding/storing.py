"""The one place that stores a decision: with its journal entry, its application moved on, and its letter."""

from collections.abc import Sequence

from grants.accounts.models import Person
from grants.applications.models import ApplicationState
from grants.applications.services import move
from grants.applications.workflow import Action
from grants.awards.contests.suspension import require_uncontested
from grants.awards.deciding import notices
from grants.awards.drafting import Draft
from grants.awards.letters.services import prepare
from grants.awards.models import Decision, Outcome
from grants.awards.numbering.services import take
from grants.awards.publishing.services import void_moment
from grants.calls.models import Call
from grants.db import db
from grants.journal.services import record


def store(*, call: Call, drafts: Sequence[Draft], actor: Person | None) -> list[Decision]:
    """Make decisions that stand from now on, each in the place of the one before it; whoever calls has locked the call.

    Every way to decide comes here: the confirmation of a call, the council, what was on hold, a correction, a move up
    from the reserve, an award that ends, a complaint. Raise Conflict for what a complaint suspends.
    """
    require_uncontested(call, [draft.decision for draft in drafts])
    void_moment(call, actor)
    for draft, number in zip(drafts, take(call=call, count=len(drafts)), strict=True):
        draft.decision.number = number
        _store(draft, actor)
    prepare(call=call, drafts=drafts, actor=actor)
    for draft in drafts:
        if _ends_award(draft.decision):
            notices.ended(draft.application, draft.decision, actor)
    return [draft.decision for draft in drafts]


def _ends_award(decision: Decision) -> bool:
    before = db.session.get(Decision, decision.supersedes_id) if decision.supersedes_id else None
    return before is not None and before.outcome is Outcome.AWARDED and decision.outcome is not Outcome.AWARDED


def _store(draft: Draft, actor: Person | None) -> None:
    decision, application = draft.decision, draft.application
    db.session.add(decision)
    db.session.flush()
    details = {"outcome": decision.outcome.value, "decision": decision.id.hex}
    if decision.supersedes_id is not None:
        details["supersedes"] = decision.supersedes_id.hex
    action = f"decision.{decision.act.value}"
    record(action=action, subject=application, actor=actor, call_id=decision.call_id, details=details)
    if application.state is not ApplicationState.DECIDED:
        move(application=application, action=Action.DECIDE, actor=actor)
