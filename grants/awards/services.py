"""Use cases of the decision: settle a tie, confirm, publish."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from flask_babel import force_locale
from flask_babel import gettext as _

from grants import clock
from grants.accounts.models import Person
from grants.applications.models import Application, ApplicationState
from grants.applications.services import move
from grants.applications.workflow import Action as ApplicationAction
from grants.awards import notices, queries
from grants.awards.models import Decision, Outcome, SettledBy, TieOrder
from grants.awards.queries import Standing
from grants.awards.ranking import Outcome as Ranked
from grants.awards.ranking import Placement, rounded
from grants.awards.wording import reasons_in_words
from grants.calls import services as calls
from grants.calls.models import Call, Stage
from grants.calls.workflow import Action
from grants.db import db
from grants.errors import Conflict, Invalid
from grants.evaluation.progress import unscored
from grants.journal.services import record

MAX_REASON = 2000


def settle_tie(
    *, call: Call, order: Sequence[str], settled_by: SettledBy, reason: str, actor: Person | None
) -> TieOrder:
    """Record the order into which the committee put a group of equals.

    Raise Invalid unless `order` names exactly one group that the rules leave equal and the reason is given; Conflict
    once the call is decided.
    """
    call = calls.lock(call.id, exclusive=True)
    if call.stage is not Stage.DELIBERATION:
        raise Conflict(_("Ties are settled while the committee deliberates."))
    if not 0 < len(reason.strip()) <= MAX_REASON:
        raise Invalid(_("Write how the tie was settled, in at most %(most)s characters.", most=MAX_REASON))
    references = sorted(order)
    if references not in open_ties(queries.standing_of(call)):
        raise Invalid(_("These applications are not one group of equals any more. Look at the ranking again."))
    tie = TieOrder(
        call_id=call.id,
        references=references,
        order=list(order),
        settled_by=settled_by,
        reason=reason.strip(),
        recorded_by_id=actor.id if actor else None,
        recorded_at=clock.now(),
    )
    db.session.add(tie)
    db.session.flush()
    details = {"by": settled_by.value, "order": "/".join(order)[:64]}
    record(action="tie.settled", subject=tie, actor=actor, call_id=call.id, details=details)
    return tie


def open_ties(standing: Standing) -> list[list[str]]:
    """Return the groups that the rules leave equal, each sorted, in the order of the ranking."""
    groups = [sorted(placement.equals) for placement in standing.ranking.placements if len(placement.equals) > 1]
    return [group for place, group in enumerate(groups) if group not in groups[:place]]


def obstacles(call: Call, standing: Standing | None = None) -> list[str]:
    """Return why the decisions of a call cannot be confirmed yet."""
    placements = (standing or queries.standing_of(call)).ranking.placements
    pending = [placement.reference for placement in placements if placement.outcome is Ranked.PENDING]
    tied = [placement.reference for placement in placements if placement.outcome is Ranked.TIED]
    found = unscored(call)
    if pending:
        found.append(_("Not checked or not scored yet: %(names)s.", names=", ".join(pending)))
    if tied:
        found.append(_("An award hangs on a tie that nobody has settled: %(names)s.", names=", ".join(tied)))
    return found


def confirm(*, call: Call, actor: Person) -> list[Decision]:
    """Decide the whole call as its ranking stands, write a letter to every applicant, and close the deliberation.

    Raise Conflict when a check, a score or a tie is open, or when it was confirmed already.
    """
    call = calls.lock(call.id, exclusive=True)
    if call.stage is not Stage.DELIBERATION:
        raise Conflict(_("The decisions of this call are confirmed already, or it is not time for them."))
    queries.with_members(call)  # loads in one statement whom the letters go to
    standing = queries.standing_of(call)
    reasons = obstacles(call, standing)
    if reasons:
        raise Conflict(" ".join(reasons))
    decisions = [
        _decide(standing, placement, application, number=f"{call.slug}/{place}", actor=actor)
        for place, (placement, application) in enumerate(standing.placed, start=1)
        if application.state is not ApplicationState.WITHDRAWN
    ]
    calls.advance(call=call, action=Action.CONFIRM, actor=actor)
    return decisions


def publish_results(*, call: Call, actor: Person) -> Call:
    """Put the results on the public page; raise Conflict before the decisions are confirmed."""
    return calls.advance(call=call, action=Action.PUBLISH_RESULTS, actor=actor)


def _decide(
    standing: Standing, placement: Placement, application: Application, *, number: str, actor: Person
) -> Decision:
    decision = Decision(
        application_id=application.id,
        call_id=application.call_id,
        number=number,
        outcome=Outcome(placement.outcome.value),
        amount=_money(placement.amount),
        rank=placement.rank,
        total=None if placement.total is None else rounded(placement.total, standing.rules.scoring.decimals),
        reasons=[reason_document(reason.code.value, reason.check, reason.criterion) for reason in placement.reasons],
        reasoning=_reasoning(placement, standing),
        confirmed_by_id=actor.id,
        confirmed_at=clock.now(),
    )
    db.session.add(decision)
    db.session.flush()
    details = {"outcome": decision.outcome.value, "decision": decision.id.hex}
    record(action="decision.confirmed", subject=application, actor=actor, call_id=application.call_id, details=details)
    move(application=application, action=ApplicationAction.DECIDE, actor=actor)
    notices.decided(decision, application, standing.rules, actor)
    return decision


def reason_document(code: str, check: str | None, criterion: str | None) -> dict[str, str]:
    """Return a reason as the bundle has it."""
    about = {"check": check, "criterion": criterion}
    return {"code": code} | {name: given for name, given in about.items() if given is not None}


def _reasoning(placement: Placement, standing: Standing) -> str:
    """Write the reasons in the call's first language, the one that is in force."""
    language = standing.rules.languages[0]
    with force_locale(language):
        return "\n".join(reasons_in_words(placement, standing.rules, language))


def _money(amount: Fraction | None) -> Decimal | None:
    return None if amount is None else Decimal(rounded(amount, 2))
