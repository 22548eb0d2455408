"""Hold a sitting: open it with the roll call, note who comes later or leaves, close it."""

import uuid
from collections.abc import Collection

from flask_babel import force_locale
from flask_babel import gettext as _

from grants import clock
from grants.accounts.models import Person, RoleKind
from grants.accounts.queries import people_with_role
from grants.awards.meetings.agenda import agenda_of
from grants.awards.meetings.interests.queries import not_ready
from grants.awards.meetings.models import Attendance, Invitation, Sitting, SittingKind, SittingState
from grants.awards.meetings.queries import invitations_of, ranking_for, room_of, sitting_in, sittings_in
from grants.awards.meetings.room import Room, name_of
from grants.awards.meetings.services.common import locked, note, sitting_of
from grants.awards.meetings.services.planning import invited_to
from grants.awards.meetings.workflow import MEETINGS, Step
from grants.awards.numbering.services import take
from grants.awards.standing import FullStanding
from grants.calls.models import Call
from grants.calls.queries import rules_of
from grants.db import db
from grants.errors import Conflict, Invalid
from grants.web.ordering import in_order

MAX_COMINGS = 20
"""How often one member comes in, in one sitting."""


def may_write(call: Call) -> list[Person]:
    """Return who can keep the minutes of a sitting: its secretaries and coordinators, by name."""
    kinds = (RoleKind.SECRETARY, RoleKind.COORDINATOR)
    found = {one.id: one for kind in kinds for one in people_with_role(kind, call.id, call.organiser_id)}
    return in_order(found.values(), lambda one: (one.name, one.email))


def open_sitting(
    *,
    call: Call,
    number: int,
    chair_id: uuid.UUID | None,
    secretary_id: uuid.UUID | None,
    present: Collection[uuid.UUID],
    actor: Person,
) -> Sitting:
    """Open a sitting with its roll call: who chairs, who keeps the minutes, who is there; a second time does nothing.

    It opens without a quorum too, which only a vote needs. Raise Invalid when the chair is not there, does not vote, or
    keeps the minutes; Conflict while another sitting of the call is open, or a substitute has not declared.
    """
    call = locked(call, actor)
    sitting = sitting_in(call, number)
    if sitting.state is SittingState.OPEN and sitting.kind is SittingKind.MEETING:
        return sitting
    sitting = sitting_of(call, number, SittingState.PLANNED)
    _require_no_other(call)
    _bring_up_to_date(sitting, call)
    voting = {one.person_id for one in invitations_of(sitting) if one.votes}
    if not set(present) <= voting:
        raise Invalid(_("Only members of the committee and substitutes who are called in stand in the roll call."))
    if chair_id not in present:
        words = _("The chair is one of the members present.")
        raise Invalid(words, {"chair": words})
    if secretary_id not in {one.id for one in may_write(call)} or secretary_id == chair_id:
        words = _("The minutes are kept by a secretary or coordinator of the call, never by who chairs.")
        raise Invalid(words, {"secretary": words})
    now, standing = clock.now(), ranking_for(call)
    room = room_of(sitting, standing, rules_of(call))
    _require_declared(call, standing, [one for one in room.voting if one.id in present])
    sitting.state, sitting.opened_at = MEETINGS.target(sitting.state, Step.OPEN), now
    sitting.chair_id, sitting.secretary_id = chair_id, secretary_id
    [sitting.record_number] = take(call=call)
    with force_locale(rules_of(call).languages[0]):
        sitting.agenda = [point.words for point in agenda_of(sitting, room, standing)]
    for person_id in present:
        db.session.add(Attendance(sitting_id=sitting.id, person_id=person_id, came_at=now, recorded_by_id=actor.id))
    db.session.flush()
    note("sitting.opened", sitting, actor, present=len(present))
    return sitting


def arrive(*, call: Call, number: int, person_id: uuid.UUID, actor: Person) -> Sitting:
    """Note that a member came in; who is there already stays. Raise Invalid for anybody who does not vote."""
    call = locked(call, actor)
    sitting = sitting_of(call, number, SittingState.OPEN)
    room = room_of(sitting, None, rules_of(call))
    person = _voting(room, person_id)
    if room.is_present(person):
        return sitting
    _require_declared(call, ranking_for(call), [person])
    if len(room.attended.get(person.id, ())) >= MAX_COMINGS:
        raise Conflict(_("At most %(most)s comings of one member are noted.", most=MAX_COMINGS))
    came = Attendance(sitting_id=sitting.id, person_id=person.id, came_at=clock.now(), recorded_by_id=actor.id)
    db.session.add(came)
    db.session.flush()
    note("sitting.came", sitting, actor, person=person.id)
    return sitting


def leave(*, call: Call, number: int, person_id: uuid.UUID, actor: Person) -> Sitting:
    """Note that a member went out; who is not there stays so."""
    call = locked(call, actor)
    sitting = sitting_of(call, number, SittingState.OPEN)
    room = room_of(sitting, None, rules_of(call))
    person = _voting(room, person_id)
    for one in room.attended.get(person.id, ()):
        if one.left_at is None:
            one.left_at = max(clock.now(), one.came_at)  # clocks of two servers differ
            note("sitting.left", sitting, actor, person=person.id)
    db.session.flush()
    return sitting


def hand_over_chair(*, call: Call, number: int, person_id: uuid.UUID, actor: Person) -> Sitting:
    """Let another member who is there take the chair; the same again changes nothing."""
    call = locked(call, actor)
    sitting = sitting_of(call, number, SittingState.OPEN)
    room = room_of(sitting, None, rules_of(call))
    person = _voting(room, person_id)
    if not room.is_present(person) or person.id == sitting.secretary_id:
        raise Invalid(_("The chair is one of the members present."))
    if sitting.chair_id != person.id:
        sitting.chair_id = person.id
        db.session.flush()
        note("sitting.chaired", sitting, actor, person=person.id)
    return sitting


def close(*, call: Call, number: int, actor: Person) -> Sitting:
    """Close a sitting: everybody goes out, and nothing is voted on any more; a second time does nothing."""
    call = locked(call, actor)
    sitting = sitting_in(call, number)
    if sitting.state is SittingState.CLOSED:
        return sitting
    sitting = sitting_of(call, number, SittingState.OPEN)
    attended = room_of(sitting, None, rules_of(call)).attended
    began = [one.came_at for times in attended.values() for one in times]
    sitting.state, sitting.closed_at = MEETINGS.target(sitting.state, Step.CLOSE), max([clock.now(), *began])
    for times in attended.values():
        for one in times:
            one.left_at = one.left_at or sitting.closed_at
    db.session.flush()
    note("sitting.closed", sitting, actor)
    return sitting


def _require_declared(call: Call, standing: FullStanding | None, coming: list[Person]) -> None:
    """Raise Conflict for substitutes who have not declared: nobody knows yet for what they count."""
    if waiting := not_ready(call, standing, coming):
        names = ", ".join(map(name_of, waiting))
        raise Conflict(
            _(
                "%(names)s: a substitute first declares about every application, on the page of the sitting.",
                names=names,
            )
        )


def _require_no_other(call: Call) -> None:
    if any(one.state is SittingState.OPEN and one.kind is SittingKind.MEETING for one in sittings_in(call)):
        raise Conflict(_("Another sitting of this competition is open. Close it first."))


def _bring_up_to_date(sitting: Sitting, call: Call) -> None:
    """Let those vote who hold a seat today, whoever was invited when it was planned."""
    now, seated = clock.now(), dict(map(_by_id, invited_to(call)))
    invited = {one.person_id: one for one in invitations_of(sitting)}
    for person_id, votes in seated.items():
        if votes and person_id not in invited:
            db.session.add(Invitation(sitting_id=sitting.id, person_id=person_id, votes=True, invited_at=now))
    for person_id, one in invited.items():
        one.votes = person_id in seated and (one.votes or seated[person_id])
    db.session.flush()


def _by_id(invited: tuple[Person, bool]) -> tuple[uuid.UUID, bool]:
    person, votes = invited
    return person.id, votes


def _voting(room: Room, person_id: uuid.UUID) -> Person:
    found = next((one for one in room.voting if one.id == person_id), None)
    if found is None:
        raise Invalid(_("Only members of the committee and substitutes who are called in stand in the roll call."))
    return found
