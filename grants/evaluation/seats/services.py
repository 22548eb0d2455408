"""Take a seat, or decline it."""

from hashlib import sha256

from flask_babel import gettext as _

from grants import clock
from grants.accounts.models import Person
from grants.accounts.services import end_role
from grants.calls import services as calls
from grants.calls.models import Call
from grants.db import db
from grants.errors import Conflict, Invalid, NotFound
from grants.evaluation import policies
from grants.evaluation.seats import notices, queries
from grants.evaluation.seats.models import DeclineReason, SeatAnswer
from grants.journal.services import record

MAX_NOTE = 1000


def take_seat(*, call: Call, actor: Person, statement: str) -> SeatAnswer:
    """Sign what every member promises; a second time changes nothing.

    Raise NotFound without a seat, Conflict once the committee has decided.
    """
    answer = _unanswered(call, actor)
    if answer.accepted:
        return answer
    answer.accepted, answer.statement = True, statement
    _store(answer, call, actor, {"signed": sha256(statement.encode()).hexdigest()})
    return answer


def take_seat_on_paper(*, call: Call, member: Person, statement: str, actor: Person) -> SeatAnswer:
    """Record that a member signed on paper what every member promises; an official has it before them.

    Raise NotFound without a seat, Conflict once the committee has decided.
    """
    answer = _unanswered(call, member)
    if answer.accepted:
        return answer
    answer.accepted, answer.statement, answer.recorded_by_id = True, statement, actor.id
    _store(answer, call, actor, {"signed": sha256(statement.encode()).hexdigest(), "person": member.id})
    return answer


def decline_seat(*, call: Call, actor: Person, reason: DeclineReason, note: str = "") -> SeatAnswer:
    """Give a seat back with a reason, also after it was taken; it ends, and whoever gave it is told.

    Raise NotFound without a seat, Conflict once the committee has decided, Invalid for a note that is too long.
    """
    if len(note) > MAX_NOTE:
        words = _("Write at most %(most)s characters.", most=MAX_NOTE)
        raise Invalid(words, {"note": words})
    answer = _unanswered(call, actor)
    answer.accepted, answer.reason, answer.note = False, reason, note
    _store(answer, call, actor, {"reason": reason.value})
    seat = queries.seat_in(actor, call)
    if seat is not None:
        end_role(role=seat, actor=actor)
        notices.declined(call, seat, actor, answer)
    return answer


def _unanswered(call: Call, actor: Person) -> SeatAnswer:
    """Return the answer there is to the actor's seat, or an empty one that is not stored yet."""
    call = calls.lock(call.id, exclusive=True)  # of two at once the second waits here and finds the first
    seat = queries.seat_in(actor, call)
    if seat is None:
        raise NotFound
    if call.stage not in policies.INVITING:
        raise Conflict(_("The committee of this call cannot be changed any more."))
    return queries.answer_to(seat) or SeatAnswer(role_id=seat.id, accepted=False)


def _store(answer: SeatAnswer, call: Call, actor: Person, details: dict[str, object]) -> None:
    answer.answered_at = clock.now()
    db.session.add(answer)
    db.session.flush()
    action = "seat.taken" if answer.accepted else "seat.declined"
    record(action=action, subject=answer, actor=actor, call_id=call.id, details=details)
