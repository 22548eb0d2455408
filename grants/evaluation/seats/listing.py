"""The list of who sits in the committee of a call: what it says of each, and by what it is narrowed."""

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from flask_babel import gettext as _

from grants.accounts.models import Role, Seat
from grants.accounts.words import SEATS
from grants.documents.tables import Kind
from grants.evaluation.seats.models import SeatAnswer
from grants.web.filters import zone
from grants.web.lists.rows import Filter, Listing, Part


def listing(seats: Sequence[Role], answers: Mapping[UUID, SeatAnswer]) -> Listing[Role]:
    """Return the list of some seats with what their holders answered, by the ids of the seats."""
    taken = {"taken": _("taken"), "open": _("not answered yet")}
    used = {role.seat for role in seats}

    def taken_on(role: Role) -> date | None:
        answer = answers.get(role.id)
        return answer.answered_at.astimezone(zone()).date() if answer and answer.accepted else None

    def state(role: Role) -> str:
        return "taken" if taken_on(role) else "open"

    known = {state(role) for role in seats}
    return Listing(
        "committee",
        _("Who sits in the committee"),
        [
            Part("name", _("Name"), _named, sought=True),
            Part("seat", _("Seat"), _seat, order=lambda role: list(Seat).index(role.seat) if role.seat else len(Seat)),
            Part("since", _("Since"), lambda role: role.starts_on, kind=Kind.DAY),
            Part("taken", _("Taken"), taken_on, kind=Kind.DAY),
        ],
        [
            Filter(
                "seat",
                _("Seat"),
                {seat.value: str(words) for seat, words in SEATS.items() if seat in used},
                lambda role: role.seat.value if role.seat else "",
                Seat,
            ),
            Filter("state", _("Taken"), {code: words for code, words in taken.items() if code in known}, state, taken),
        ],
    )


def _named(role: Role) -> str:
    person = role.person
    return f"{person.name} {person.email}" if person.name else person.email


def _seat(role: Role) -> str:
    return str(SEATS[role.seat]) if role.seat else ""
