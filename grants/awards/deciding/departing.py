"""Use cases of deciding otherwise than the ranking has it: record a departure, approve its reason, take it back."""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from flask_babel import gettext as _

from grants import clock
from grants.accounts.models import Person
from grants.applications.models import Application
from grants.awards.deciding.approving import approved_in, by_council
from grants.awards.deciding.departures import last_departure
from grants.awards.deciding.models import Body, Departing, Departure
from grants.awards.deciding.policies import may_approve_departure, may_depart
from grants.awards.queries import standing_of
from grants.awards.ranking import Outcome, Placement, exceeds, open_to, reallocated
from grants.awards.stakes import require_impartial
from grants.awards.standing import FullStanding
from grants.calls import services as calls
from grants.calls.models import Call, Stage
from grants.calls.rules.document import Rules
from grants.db import db
from grants.errors import Conflict, Forbidden, Invalid, Stale
from grants.journal.services import record
from grants.web.filters import money

MAX_DEPARTURE = 2000
"""Characters of why it is decided otherwise, and of the conditions of an award."""
MAX_DEPARTURES = 200
"""How often what is decided on one application is changed."""


class Vote(NamedTuple):
    """Name the vote of the committee that carried a departure."""

    on: date
    minutes: str
    """The number of the minutes that keep it."""


class Wanted(NamedTuple):
    """Be what is to be decided on an application; without an amount an award is of the sum asked for."""

    outcome: Departing
    reason: str
    amount: Decimal | None = None
    conditions: str = ""

    def told(self) -> tuple[object, ...]:
        """Return what tells two of them apart."""
        return self.outcome, self.reason, self.amount, self.conditions


def depart(
    *,
    application: Application,
    wanted: Wanted,
    seen: int,
    actor: Person,
    body: Body = Body.COMMITTEE,
    vote: Vote | None = None,
) -> Departure:
    """Record what a body decides of an application otherwise than the ranking; the same again changes nothing.

    `seen` is the sequence of the last departure that was looked at, 0 for none. What a vote with its quorum carried is
    approved by it and waits for nobody. Raise Invalid without a reason, beyond a limit, for a sum the rules do not
    allow or the money does not cover, or for what a threshold or check refuses; Stale when somebody recorded meanwhile;
    Conflict outside the deliberation; Forbidden for who is not to decide.
    """
    call = calls.lock(application.call_id, exclusive=True)
    _require_time(application, actor)
    standing, last = standing_of(call), last_departure(application)
    _require_turn(body, call, standing)
    wanted, of_body = _checked(wanted, application, standing), last_departure(application, body)
    if of_body is not None and of_body.outcome is not None and _told(of_body) == (body, *wanted.told()):
        return _approved_by(vote, of_body, application, actor)
    _require_seen(last, seen)
    made = _step(application, last, body, wanted, actor)
    details = {"outcome": wanted.outcome.value, "sequence": made.sequence, "body": body.value}
    record(action="departure.recorded", subject=application, actor=actor, call_id=call.id, details=details)
    _approved_by(vote, made, application, actor)
    if may_approve_departure(actor, application, made):
        approve_departure(application=application, seen=made.sequence, actor=actor)
    return made


def take_back(*, application: Application, seen: int, actor: Person, body: Body = Body.COMMITTEE) -> None:
    """Let an application follow the ranking again; one that does is left as it is. Raise as `depart` does."""
    call = calls.lock(application.call_id, exclusive=True)
    _require_time(application, actor)
    last, of_body = last_departure(application), last_departure(application, body)
    if of_body is None or of_body.outcome is None:
        return
    _require_turn(body, call, standing_of(call))
    _require_seen(last, seen)
    made = _step(application, last, body, None, actor)
    details = {"sequence": made.sequence}
    record(action="departure.taken_back", subject=application, actor=actor, call_id=call.id, details=details)


def approve_departure(*, application: Application, seen: int, actor: Person) -> None:
    """Approve for the committee why it decides otherwise; a second time does nothing.

    Raise Forbidden for who does not approve, Stale when another one was seen, Conflict once the call is
    decided or where nothing departs.
    """
    call = calls.lock(application.call_id, exclusive=True)
    if call.stage is not Stage.DELIBERATION:
        raise Conflict(_("Reasons are approved until the decisions are confirmed."))
    last = last_departure(application, Body.COMMITTEE)
    if last is None or last.outcome is None:
        raise Conflict(_("This application follows the ranking: there is nothing to approve."))
    _require_seen(last, seen)
    if last.approved_at is not None:
        return
    if not may_approve_departure(actor, application, last):
        raise Forbidden(_("The chair approves; if the chair stands aside, another member than who wrote it."))
    last.approved_by_id, last.approved_at = actor.id, clock.now()
    db.session.flush()
    details = {"sequence": last.sequence}
    record(action="departure.approved", subject=application, actor=actor, call_id=call.id, details=details)


def sum_to_award(amount: Decimal | None, application: Application, rules: Rules) -> Decimal:
    """Return the sum of an award; raise Invalid for one that the rules do not allow."""
    asked, allowed = application.requested or Decimal(0), rules.funding.amount
    if amount is None or amount == asked:
        return asked
    if allowed.fixed is not None:
        raise _wrong("amount", _("By the rules every award is of %(sum)s.", sum=money(allowed.fixed)))
    least = max(allowed.min or Decimal(0), Decimal("0.01"))
    if not least <= amount <= asked:
        words = _("Write a sum from %(least)s to %(most)s.", least=money(least), most=money(asked))
        raise _wrong("amount", words)
    return amount


def text_of(words: str, field: str, *, needed: bool) -> str:
    """Return a text without space around it; raise Invalid if it is needed and missing, or too long."""
    words = words.strip()
    if (needed and not words) or len(words) > MAX_DEPARTURE:
        raise _wrong(field, _("Write why, in at most %(most)s characters.", most=MAX_DEPARTURE))
    return words


def _require_time(application: Application, actor: Person) -> None:
    call = application.call
    if call.stage is not Stage.DELIBERATION:
        raise Conflict(_("The ranking is departed from while the committee deliberates."))
    if not may_depart(actor, call):
        raise Forbidden(_("Only officials of the call can do this."))
    require_impartial(call, actor)


def _require_turn(body: Body, call: Call, standing: FullStanding) -> None:
    """Raise Conflict for the council before the committee has proposed, and for the committee once it has."""
    turn = whose_turn(call, standing)
    if body is not turn and turn is Body.COMMITTEE:
        raise Conflict(_("The council decides on a proposal of the committee: confirm it first."))
    if body is not turn:
        raise Conflict(_("The committee's proposal lies before the council. Take it back to change it."))


def whose_turn(call: Call, standing: FullStanding) -> Body:
    """Return who decides otherwise now: the council once the committee's proposal lies before it."""
    if not by_council(standing.rules):
        return Body.COMMITTEE
    return Body.COUNCIL if approved_in(call, standing).proposal else Body.COMMITTEE


def _require_seen(last: Departure | None, seen: int) -> None:
    if (last.sequence if last else 0) != seen:
        raise Stale(_("Somebody else has recorded something about this application meanwhile. Look at it again."))


def _checked(wanted: Wanted, application: Application, standing: FullStanding) -> Wanted:
    by_rules = standing.by_rules[application.reference or ""]
    if Outcome(wanted.outcome.value) not in open_to(by_rules):
        raise _wrong("outcome", _refused_by_rules(by_rules))
    awards = wanted.outcome is Departing.AWARDED
    made = Wanted(
        wanted.outcome,
        text_of(wanted.reason, "reason", needed=True),
        sum_to_award(wanted.amount, application, standing.rules) if awards else None,
        text_of(wanted.conditions, "conditions", needed=False) if awards else "",
    )
    _require_money(made, by_rules, standing)
    return made


def _refused_by_rules(by_rules: Placement) -> str:
    if by_rules.outcome is Outcome.PENDING:
        return str(_("This application is not judged yet."))
    return str(_("A check or a threshold of the rules refuses this application, so it can only be put on hold."))


def _require_money(wanted: Wanted, by_rules: Placement, standing: FullStanding) -> None:
    """Raise Invalid for an award beyond the places or money there are, even if nobody else got any."""
    departure = Departure(outcome=wanted.outcome, amount=wanted.amount, reason=wanted.reason)
    fixed = {**standing.fixed, by_rules.reference: departure.fixed}
    plain, funding = standing.reckoning.ranking, standing.rules.funding
    if exceeds(reallocated(plain, funding, standing.requested, fixed), funding):
        raise _wrong("amount", _("The places or the money of the call do not cover this award."))


def _step(
    application: Application, last: Departure | None, body: Body, wanted: Wanted | None, actor: Person
) -> Departure:
    sequence = (last.sequence if last else 0) + 1
    if sequence > MAX_DEPARTURES:
        raise Conflict(_("What is decided on an application is changed at most %(most)s times.", most=MAX_DEPARTURES))
    made = Departure(application_id=application.id, sequence=sequence, body=body, conditions="", reason="")
    if wanted is not None:
        made.outcome, made.reason = wanted.outcome, wanted.reason
        made.amount, made.conditions = wanted.amount, wanted.conditions
    made.recorded_by_id, made.recorded_at = actor.id, clock.now()
    db.session.add(made)
    db.session.flush()
    return made


def _approved_by(vote: Vote | None, departure: Departure, application: Application, actor: Person) -> Departure:
    """Return a departure, approved by the vote that carried it where there was one and nobody had approved before."""
    if vote is not None and departure.approved_at is None:
        departure.approved_at, departure.voted_on, departure.minutes_number = clock.now(), vote.on, vote.minutes
        db.session.flush()
        details = {"sequence": departure.sequence, "by_vote": True}
        record(
            action="departure.approved", subject=application, actor=actor, call_id=application.call_id, details=details
        )
    return departure


def _told(departure: Departure) -> tuple[object, ...]:
    return departure.body, departure.outcome, departure.reason, departure.amount, departure.conditions


def _wrong(field: str, words: str) -> Invalid:
    return Invalid(words, {field: words})
