"""Use cases of the decision: settle a tie, confirm, publish."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from hashlib import sha256

from flask_babel import gettext as _

from grants import clock
from grants.accounts.models import Person
from grants.awards import policies, queries
from grants.awards.deciding.approving import Resolution, checked, confirm_first
from grants.awards.deciding.storing import store
from grants.awards.drafting import drafts_of
from grants.awards.models import Decision, Outcome, SettledBy, TieOrder
from grants.awards.stakes import require_impartial, require_no_conflict, require_none_of_own
from grants.awards.standing import FullStanding
from grants.calls import services as calls
from grants.calls.models import Call, Stage
from grants.calls.workflow import Action
from grants.db import db
from grants.errors import Conflict, Invalid, Stale
from grants.journal.services import record

MAX_REASON = 2000


def settle_tie(
    *, call: Call, order: Sequence[str], settled_by: SettledBy, reason: str, actor: Person | None
) -> TieOrder:
    """Record the order into which the committee put a group of equals; a later one corrects an earlier.

    The same order again changes nothing. Raise Invalid unless the reason is given, Stale unless `order` names exactly
    one group that the rules leave equal, Conflict once the call is decided, unless all of them wait in reserve, and
    before the actor has declared for each application, Forbidden for who has an application in it or a conflict of
    interest.
    """
    call = calls.lock(call.id, exclusive=True)
    require_time_to_settle(call, order)
    if call.stage is Stage.DELIBERATION:
        require_impartial(call, actor)
    elif actor is not None:
        require_no_conflict(call, actor)
    reason = reason.strip()
    if not 0 < len(reason) <= MAX_REASON:
        raise Invalid(_("Write how the tie was settled, in at most %(most)s characters.", most=MAX_REASON))
    references, order = sorted(order), list(order)
    group = next((one for one in queries.standing_of(call).equals if sorted(one.references) == references), None)
    if group is None:
        raise Stale(_("These applications are not one group of equals any more. Look at the ranking again."))
    said_before = group.settled
    if said_before and (said_before.order, said_before.settled_by, said_before.reason) == (order, settled_by, reason):
        return said_before
    tie = TieOrder(
        call_id=call.id,
        references=references,
        order=order,
        settled_by=settled_by,
        reason=reason,
        recorded_by_id=actor.id if actor else None,
        recorded_at=_moment_after(said_before),
    )
    db.session.add(tie)
    db.session.flush()
    # References can be any text in a call that was taken in from a file, so the journal holds their digest.
    details = {"by": settled_by.value, "order": sha256("\n".join(order).encode()).hexdigest()}
    record(action="tie.settled", subject=tie, actor=actor, call_id=call.id, details=details)
    return tie


def require_time_to_settle(call: Call, references: Sequence[str]) -> None:
    """Raise Conflict unless the committee deliberates, or equals wait in reserve whose turn has come."""
    if call.stage is Stage.DELIBERATION:
        return
    decisions = queries.decisions_of(call) if call.stage in policies.CONFIRMED else {}
    sent = {one.reference: one.id for one in queries.sent_in(call)} if decisions else {}
    of_group = [decisions.get(sent[one]) if one in sent else None for one in references]
    if not of_group or any(one is None or one.outcome is not Outcome.RESERVE for one in of_group):
        raise Conflict(_("Ties are settled while the committee deliberates."))


def confirm(
    *, call: Call, actor: Person, seen: str | None = None, resolution: Resolution | None = None
) -> list[Decision]:
    """Decide the whole call as its ranking stands, prepare a letter to every applicant, and close the deliberation.

    Nothing is sent yet, and no applicant learns of it before their letter is.

    `seen` is the digest of the ranking that was looked at, `resolution` the council's decision where the council
    decides. Where the rules ask for two officials the first makes none, and another confirms the same. A second time
    does nothing and returns the decisions there are. Raise Conflict when a check, a score or a tie is open or the
    committee has proposed nothing, Invalid for what no council decided, Stale when the ranking is not the one seen,
    Forbidden for who has an application in the call.
    """
    call = calls.lock(call.id, exclusive=True)
    if call.stage in policies.CONFIRMED:
        return list(queries.decisions_of(call).values())
    if call.stage is not Stage.DELIBERATION:
        raise Conflict(_("Decisions are confirmed once all sheets are closed and the committee deliberates."))
    require_impartial(call, actor)
    standing = queries.standing_of(call)
    if seen not in {None, standing.digest}:
        raise Stale(_("The ranking has changed since you looked at it, perhaps by a withdrawal. Look at it again."))
    resolution = checked(resolution, call, standing)
    if standing.rules.committee.confirmed_by_two and not _is_second(call, standing, resolution, actor):
        return []
    calls.advance(call=call, action=Action.CONFIRM, actor=actor)
    drafts = drafts_of(standing, actor)
    for draft in drafts:
        draft.decision.resolution_number = resolution.number if resolution else None
        draft.decision.resolution_date = resolution.on if resolution else None
    return store(call=call, drafts=drafts, actor=actor)


def publish_results(*, call: Call, actor: Person) -> Call:
    """Put the results on the public page; raise Conflict before every letter has left. Twice is once.

    Raise Forbidden for who has an application in the call.
    """
    require_none_of_own(call, actor)
    return calls.advance(call=call, action=Action.PUBLISH_RESULTS, actor=actor)


def _is_second(call: Call, standing: FullStanding, resolution: Resolution | None, actor: Person) -> bool:
    """Tell whether another official has confirmed the same; the first is recorded, once nothing stands in the way."""
    if reasons := calls.missing(call, Action.CONFIRM):
        raise Conflict(" ".join(str(reason) for reason in reasons))
    return confirm_first(call=call, standing=standing, resolution=resolution, actor=actor)


def _moment_after(earlier: TieOrder | None) -> datetime:
    """Return now, or just after an earlier order, so that no two servers' clocks let the earlier one win."""
    now = clock.now()
    return max(now, earlier.recorded_at + timedelta(microseconds=1)) if earlier else now
