"""Who says they come, and substitutes who are called in."""

import uuid

from flask_babel import gettext as _

from grants import clock
from grants.accounts.models import Person, Seat
from grants.awards.meetings import notices
from grants.awards.meetings.models import Invitation, Sitting, SittingState
from grants.awards.meetings.queries import invitations_of, sitting_in
from grants.awards.meetings.services.common import locked_to_plan, note
from grants.awards.meetings.services.planning import invite
from grants.calls import services as calls
from grants.calls.models import Call
from grants.db import db
from grants.errors import Conflict, Invalid, NotFound
from grants.evaluation.committees import taken_seats

ENDED = (SittingState.CLOSED, SittingState.CANCELLED)


def answer(*, call: Call, number: int, comes: bool, actor: Person) -> Invitation:
    """Say whether one comes; the same again changes nothing. Raise NotFound for who is not invited, Conflict later."""
    call = calls.lock(call.id, exclusive=True)
    sitting = sitting_in(call, number)
    invitation = next((one for one in invitations_of(sitting) if one.person_id == actor.id), None)
    if invitation is None:
        raise NotFound
    if sitting.state is not SittingState.PLANNED:
        raise Conflict(_("This sitting has begun, is over or was cancelled."))
    if invitation.comes is not comes:
        invitation.comes, invitation.answered_at = comes, clock.now()
        db.session.flush()
        note("sitting.answered", sitting, actor)
    return invitation


def call_in(*, call: Call, number: int, person_id: uuid.UUID, actor: Person) -> Invitation:
    """Let a substitute vote in a sitting, and tell them; a second time does nothing.

    Raise Invalid for anybody who holds no seat of a substitute, Conflict once the sitting is over.
    """
    call = locked_to_plan(call, actor)
    sitting = sitting_in(call, number)
    if sitting.state in ENDED:
        raise Conflict(_("This sitting is over or was cancelled."))
    substitute = next((one.person for one in taken_seats(call.id) if _is(one.seat, one.person_id, person_id)), None)
    if substitute is None:
        raise Invalid(_("Choose a substitute of the committee."))
    invitation = _invitation_of(sitting, substitute)
    if invitation is None:
        invitation = invite(sitting, substitute, notices.entry_of(sitting), votes=True)
    elif invitation.votes:
        return invitation
    else:
        invitation.votes = True
        notices.called_in(sitting, invitation, substitute, notices.entry_of(sitting))
    db.session.flush()
    note("sitting.called_in", sitting, actor, person=substitute.id)
    return invitation


def _is(seat: Seat | None, holder: uuid.UUID, wanted: uuid.UUID) -> bool:
    return seat is Seat.SUBSTITUTE and holder == wanted


def _invitation_of(sitting: Sitting, person: Person) -> Invitation | None:
    return next((one for one in invitations_of(sitting) if one.person_id == person.id), None)
