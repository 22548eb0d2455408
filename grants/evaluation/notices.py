"""What the members of a committee are told by e-mail."""

from grants.accounts.models import Person, Role, Seat
from grants.accounts.words import SEATS
from grants.calls.models import Call
from grants.notices.services import queue


def invited(call: Call, person: Person, role: Role) -> None:
    """Tell somebody that they have a seat in the committee and what they are asked to do."""
    queue(
        event="committee_invited",
        subject_id=role.id,
        person=person,
        template="evaluation/notices/invited",
        context={"call": call, "organiser": call.organiser, "seat": SEATS[role.seat or Seat.MEMBER]},
        call_id=call.id,
        reply_to=call.organiser.email,
    )
