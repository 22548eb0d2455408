"""What officials are told about the seats they gave."""

from grants.accounts.models import Person, Role, Seat
from grants.accounts.queries import people_by_id
from grants.accounts.words import SEATS
from grants.calls.models import Call
from grants.evaluation.seats.labels import DECLINE_REASONS
from grants.evaluation.seats.models import SeatAnswer
from grants.notices.register import Audience, Event, Purpose
from grants.notices.services import queue

EVENTS = (
    Event(
        name="seat_declined",
        template="evaluation/notices/seat_declined",
        audience=Audience.OFFICIAL,
        purpose=Purpose.PROGRESS,
    ),
)


def declined(call: Call, seat: Role, member: Person, answer: SeatAnswer) -> None:
    """Tell whoever gave a seat that it was declined, and why."""
    giver = people_by_id([seat.granted_by_id]).get(seat.granted_by_id) if seat.granted_by_id else None
    if giver is None or answer.reason is None:
        return
    queue(
        event="seat_declined",
        subject_id=answer.id,
        person=giver,
        template="evaluation/notices/seat_declined",
        context={
            "call": call,
            "member": member.name or member.email,
            "seat": SEATS[seat.seat or Seat.MEMBER],
            "reason": DECLINE_REASONS[answer.reason],
            "note": answer.note,
        },
        call_id=call.id,
        reply_to=member.email,
    )
