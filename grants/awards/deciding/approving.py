"""What is approved before a call is confirmed: the committee's proposal to the council, and the first of two persons.

An approval names what it approved by a digest, so that it is void by itself once that has changed.
"""

from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import gettext as _
from sqlalchemy import select

from grants import clock
from grants.accounts.models import Person
from grants.awards import queries
from grants.awards.deciding.departures import departures_by_body, last_departure
from grants.awards.deciding.models import Approval, ApprovalStep, Body, Departure
from grants.awards.drafting import money_of
from grants.awards.stakes import require_impartial
from grants.awards.standing import FullStanding
from grants.calls import services as calls
from grants.calls.models import Call, Stage
from grants.calls.queries import rules_of
from grants.calls.rules.document import Rules
from grants.calls.services import missing
from grants.calls.workflow import Action
from grants.db import db
from grants.errors import Conflict, Invalid, Stale
from grants.journal.services import record

MAX_RESOLUTION = 60
"""Characters of the number of the council's decision."""
COUNCIL = "council"


@dataclass(frozen=True)
class Resolution:
    """Be the decision of the council on which the decisions of a call rest."""

    number: str
    on: date


@dataclass(frozen=True)
class Approved:
    """Hold what is approved of a call so far."""

    proposal: Approval | None
    """The committee's proposal, if it stands."""
    first: Approval | None
    """The confirmation by the first of two officials, if it stands."""
    void: bool
    """Whether something was approved that has changed since."""


def by_council(rules: Rules) -> bool:
    """Tell whether the committee only proposes."""
    return rules.committee.decided_by == COUNCIL


def approved_in(call: Call, standing: FullStanding) -> Approved:
    """Return what is approved of a call and still stands; two statements, none where the rules ask for no approval."""
    if not (by_council(standing.rules) or standing.rules.committee.confirmed_by_two):
        return Approved(None, None, void=False)
    steps = list(db.session.scalars(select(Approval).where(Approval.call_id == call.id).order_by(Approval.approved_at)))
    proposals = [one for one in steps if one.step is not ApprovalStep.FIRST]
    proposal = proposals[-1] if proposals and proposals[-1].step is ApprovalStep.PROPOSED else None
    first = steps[-1] if steps and steps[-1].step is ApprovalStep.FIRST else None
    stands = proposal is not None and proposal.digest == proposed(standing).digest
    first_stands = first is not None and first.digest == digest_of(standing, resolution_in(first))
    void = (proposal is not None and not stands) or (first is not None and not first_stands)
    return Approved(proposal if stands else None, first if first_stands else None, void)


def proposed(standing: FullStanding) -> FullStanding:
    """Return the ranking with what the committee alone departs from."""
    return replace(standing, departures=departures_by_body(standing.call)[Body.COMMITTEE])


def propose(*, call: Call, actor: Person, seen: str) -> Approval:
    """Confirm what the committee proposes to the council; the same again changes nothing.

    `seen` is the digest of what was looked at. Raise Conflict where the committee itself decides, or while a check, a
    score or a tie is open, Stale when something else would be proposed, Forbidden for who is not to decide.
    """
    call = calls.lock(call.id, exclusive=True)
    _require_council(call, actor)
    standing = queries.standing_of(call)
    if reasons := missing(call, Action.CONFIRM):
        raise Conflict(" ".join(str(reason) for reason in reasons))
    now = proposed(standing)
    if (standing_proposal := approved_in(call, standing).proposal) is not None:
        return standing_proposal
    if now.digest != seen:
        raise Stale(_("The ranking has changed since you looked at it, perhaps by a withdrawal. Look at it again."))
    _clear_council(standing, actor)
    return _approve(call, ApprovalStep.PROPOSED, now.digest, content_of(now), actor)


def take_proposal_back(*, call: Call, actor: Person) -> None:
    """Let the committee change its proposal before the council has decided; without one nothing happens."""
    call = calls.lock(call.id, exclusive=True)
    _require_council(call, actor)
    standing = approved_in(call, queries.standing_of(call))
    if standing.proposal is not None:
        _approve(call, ApprovalStep.TAKEN_BACK, standing.proposal.digest, {}, actor)


def confirm_first(*, call: Call, standing: FullStanding, resolution: Resolution | None, actor: Person) -> bool:
    """Tell whether another official has confirmed the same before; if not, record that the actor does.

    Whoever calls has locked the call and looked at what stands in the way.
    """
    first = approved_in(call, standing).first
    if first is not None and first.digest == digest_of(standing, resolution):
        return first.approved_by_id != actor.id
    content = content_of(standing) | _written(resolution)
    _approve(call, ApprovalStep.FIRST, digest_of(standing, resolution), content, actor)
    return False


def checked(resolution: Resolution | None, call: Call, standing: FullStanding) -> Resolution | None:
    """Return the council's decision on the committee's proposal, None where the committee decides.

    Raise Conflict without a proposal that stands, Invalid without a number or for a day before it or to come.
    """
    if not by_council(standing.rules):
        return None
    proposal = approved_in(call, standing).proposal
    if proposal is None:
        raise Conflict(_("The council decides on a proposal of the committee: confirm it first."))
    if resolution is None:
        raise Conflict(_("Write down the number and the date of the council's decision."))
    number, zone = resolution.number.strip(), ZoneInfo(standing.rules.schedule.timezone)
    if not 0 < len(number) <= MAX_RESOLUTION:
        words = _("Write the number, in at most %(most)s characters.", most=MAX_RESOLUTION)
        raise Invalid(words, {"number": words})
    if not proposal.approved_at.astimezone(zone).date() <= resolution.on <= clock.now().astimezone(zone).date():
        words = _("This day lies before the proposal, or has not come yet.")
        raise Invalid(words, {"on": words})
    return Resolution(number, resolution.on)


def digest_of(standing: FullStanding, resolution: Resolution | None) -> str:
    """Name what is confirmed."""
    told = "" if resolution is None else f"{resolution.number} {resolution.on.isoformat()}"
    return sha256(f"{standing.digest}\n{told}".encode()).hexdigest()


def resolution_in(approval: Approval) -> Resolution | None:
    """Return the council's decision that the first of two confirmed."""
    kept = approval.content.get("resolution")
    return None if kept is None else Resolution(kept["number"], date.fromisoformat(kept["on"]))


def content_of(standing: FullStanding) -> dict[str, Any]:
    """Return outcome and sum of each application by reference, as an approval keeps them."""
    amounts = {reference: money_of(one.amount) for reference, one in standing.placements.items()}
    return {
        "applications": {
            reference: [one.outcome.value, None if amounts[reference] is None else str(amounts[reference])]
            for reference, one in standing.placements.items()
        }
    }


def _clear_council(standing: FullStanding, actor: Person) -> None:
    """Take back what a council decided on an earlier proposal: it decides on this one anew."""
    for reference in departures_by_body(standing.call)[Body.COUNCIL]:
        application = standing.applications[reference]
        last = last_departure(application)
        made = Departure(application_id=application.id, body=Body.COUNCIL, conditions="", reason="")
        made.sequence, made.recorded_by_id, made.recorded_at = (last.sequence if last else 0) + 1, actor.id, clock.now()
        db.session.add(made)
    db.session.flush()


def _written(resolution: Resolution | None) -> dict[str, Any]:
    if resolution is None:
        return {}
    return {"resolution": {"number": resolution.number, "on": resolution.on.isoformat()}}


def _require_council(call: Call, actor: Person) -> None:
    if call.stage is not Stage.DELIBERATION:
        raise Conflict(_("Decisions are confirmed once all sheets are closed and the committee deliberates."))
    require_impartial(call, actor)
    if not by_council(rules_of(call)):
        raise Conflict(_("In this call the committee itself decides."))


def _approve(call: Call, step: ApprovalStep, digest: str, content: dict[str, Any], actor: Person) -> Approval:
    made = Approval(call_id=call.id, step=step, digest=digest, content=content, approved_by_id=actor.id)
    made.approved_at = clock.now()
    db.session.add(made)
    db.session.flush()
    record(action=f"approval.{step.value}", subject=call, actor=actor, call_id=call.id, details={"digest": digest})
    return made
