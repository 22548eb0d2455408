"""What the applicant says to an award: they take what was offered, or decline; silence declines in the end."""

from collections.abc import Collection, Iterator
from datetime import datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.orm import aliased

from grants import clock
from grants.accounts.models import Person
from grants.applications.models import Application, Right
from grants.applications.policies import has_right
from grants.awards import queries
from grants.awards.deciding import notices
from grants.awards.deciding.anew import Anew, decision_to_replace, draft_in_place_of
from grants.awards.deciding.departing import text_of
from grants.awards.deciding.models import AwardAnswer
from grants.awards.deciding.storing import store
from grants.awards.letters.queries import is_told
from grants.awards.models import Act, Decision, Outcome
from grants.awards.policies import CONFIRMED
from grants.calls import services as calls
from grants.calls.models import Call
from grants.calls.policies import may_assist
from grants.calls.queries import rules_of
from grants.db import db
from grants.errors import Conflict, Forbidden, Stale
from grants.journal.services import record
from grants.web.filters import day

ENDED_AT_ONCE = 20
"""How many calls one transaction looks through for offers whose day is over."""


def answer_on(decision: Decision) -> AwardAnswer | None:
    """Return that an offer was taken, if it was."""
    return db.session.scalar(select(AwardAnswer).where(AwardAnswer.decision_id == decision.id))


def offers_among(decisions: Collection[Decision]) -> set[UUID]:
    """Return which decisions offer an award that can still be answered and was not; at no cost where none offers one.

    Whoever calls knows that each is in force.
    """
    offers = [one.id for one in decisions if one.outcome is Outcome.AWARDED and one.answer_until is not None]
    if not offers:
        return set()
    answered = set(db.session.scalars(select(AwardAnswer.decision_id).where(AwardAnswer.decision_id.in_(offers))))
    return set(offers) - answered


def may_answer(person: Person, application: Application) -> bool:
    """Let those answer who may sign for the applicant, and officials write down what the applicant said to them."""
    return has_right(person, application, Right.SIGN) or may_assist(person, application.call)


def is_open(decision: Decision, call: Call) -> bool:
    """Tell whether an offer can still be answered: until the end of its day, by the clocks of the call."""
    return decision.answer_until is not None and clock.now() < _end_of(decision, call)


def accept(*, application: Application, seen: int, actor: Person) -> None:
    """Take what was offered, and be told what comes next; a second time does nothing.

    `seen` is the sequence of the decision that was looked at. Raise Conflict where nothing is offered or the day is
    over, Stale when another decision is in force, Forbidden for who does not answer for the applicant.
    """
    decision = _awarded(application, seen, actor)
    if decision.answer_until is None:
        raise Conflict(_("This award needs no answer."))
    if answer_on(decision) is not None:
        return
    if not is_open(decision, application.call):
        raise Conflict(_("The day until which this could be answered is over."))
    made = AwardAnswer(decision_id=decision.id, accepted_at=clock.now(), answered_by_id=actor.id)
    db.session.add(made)
    db.session.flush()
    details = {"decision": decision.id.hex}
    record(action="award.accepted", subject=application, actor=actor, call_id=application.call_id, details=details)
    notices.accepted(application, decision)


def decline(*, application: Application, because: str, seen: int, actor: Person) -> Decision:
    """End an award because the applicant does not take it, or has withdrawn; a second time does nothing.

    Raise as `accept` does, but that any award can be declined; Invalid for too long a reason.
    """
    calls.lock(application.call_id, exclusive=True)
    last = decision_to_replace(application)
    if last.outcome is Outcome.DECLINED and last.sequence == seen + 1 and may_answer(actor, application):
        return last
    decision = _awarded(application, seen, actor)
    return _declined(decision, text_of(because, "because", needed=False), actor)


def end_unanswered_in(call: Call) -> int:
    """Decline offers of a call whose day is over without an answer; return how many. Whoever calls has locked it."""
    over = [one for one in _unanswered(call) if not is_open(one, call)]
    with force_locale(rules_of(call).languages[0]):
        for one in over:
            words = _("Nobody answered until %(day)s.", day=day(one.answer_until))
            _declined(one, words, None)
    return len(over)


def end_unanswered() -> int:
    """Decline offers whose day is over, call by call, some in each transaction; return how many calls had any."""
    tomorrow = (clock.now() + timedelta(days=1)).date()  # a day may end earlier elsewhere; each call is asked again
    waiting = select(Decision.call_id).where(Decision.answer_until < tomorrow, *_waiting())
    query = select(Call).where(Call.id.in_(waiting)).order_by(Call.id)
    return sum(_end_in(call) for call in db.session.scalars(query).all()[:ENDED_AT_ONCE])


def _end_in(call: Call) -> int:
    return min(end_unanswered_in(calls.lock(call.id, exclusive=True)), 1)


def _awarded(application: Application, seen: int, actor: Person) -> Decision:
    call = calls.lock(application.call_id, exclusive=True)
    if not may_answer(actor, application):
        raise Forbidden(_("Who may sign for the applicant answers."))
    decision = decision_to_replace(application)
    if call.stage not in CONFIRMED or decision.outcome is not Outcome.AWARDED:
        raise Conflict(_("Nothing is awarded to this application now."))
    known = queries.decision_known_to(actor, application)
    if known is None or decision.sequence != seen or known.sequence != seen:
        raise Stale(_("Another decision on this application has been made meanwhile. Look at it again."))
    return decision


def _declined(decision: Decision, because: str, actor: Person | None) -> Decision:
    call = calls.lock(decision.call_id, exclusive=True)
    standing = queries.standing_of(call)
    anew = Anew(Outcome.DECLINED, because)
    draft = draft_in_place_of(decision, anew, Act.DECLINED, standing, actor)
    return store(call=call, drafts=[draft], actor=actor)[0]


def _unanswered(call: Call) -> Iterator[Decision]:
    yield from db.session.scalars(select(Decision).where(Decision.call_id == call.id, *_waiting()))


def _waiting() -> tuple[ColumnElement[bool], ...]:
    """Return the conditions for offers in force that nobody has answered, though their letters were sent."""
    later = aliased(Decision)
    overtaken = exists().where(later.supersedes_id == Decision.id)
    answered = exists().where(AwardAnswer.decision_id == Decision.id)
    return Decision.answer_until.is_not(None), Decision.outcome == Outcome.AWARDED, ~overtaken, ~answered, is_told()


def _end_of(decision: Decision, call: Call) -> datetime:
    if decision.answer_until is None:
        raise ValueError("nothing waits for an answer")
    return datetime.combine(
        decision.answer_until + timedelta(days=1), time(), ZoneInfo(rules_of(call).schedule.timezone)
    )
