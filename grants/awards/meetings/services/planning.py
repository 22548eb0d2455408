"""Plan a sitting, change it, cancel it; everybody invited is told each time."""

from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _

from grants import clock
from grants.accounts.models import Person, Role, RoleKind, Seat
from grants.accounts.queries import people_with_role
from grants.awards.meetings import notices
from grants.awards.meetings.models import MAX_PLACE, Invitation, Sitting, SittingState
from grants.awards.meetings.queries import MAX_SITTINGS, invitations_of, sittings_in
from grants.awards.meetings.services.common import locked_to_plan, note, require_future, sitting_of
from grants.awards.meetings.workflow import MEETINGS, Step
from grants.calls.models import Call
from grants.db import MAX_LINE, db
from grants.errors import Conflict, Invalid
from grants.evaluation.committees import taken_seats
from grants.notices.envelope import AttachedFile

MAX_POINTS = 2000
"""Characters of the further points of an agenda."""
MAX_CANCEL_REASON = 500
WEB = ("https://", "http://")


@dataclass(frozen=True)
class Plan:
    """Say when and where a sitting is."""

    starts_at: datetime
    place: str = ""
    link: str = ""
    points: str = ""

    def checked(self) -> "Plan":
        """Return it without spaces around; raise Invalid for a past moment, no place or a link that is none."""
        require_future(self.starts_at)
        made = Plan(self.starts_at, self.place.strip(), self.link.strip(), self.points.strip())
        if not made.place and not made.link:
            words = _("Write the place, the link, or both.")
            raise Invalid(words, {"place": words})
        if made.link and not made.link.startswith(WEB):
            words = _("Write a link that begins with https://.")
            raise Invalid(words, {"link": words})
        if len(made.place) > MAX_PLACE or len(made.link) > MAX_LINE or len(made.points) > MAX_POINTS:
            raise Invalid(_("This is too long."))
        return made


def plan(*, call: Call, plan: Plan, actor: Person) -> Sitting:
    """Plan a sitting and invite chair, members, substitutes and secretaries; the same plan again is the same sitting.

    Raise Forbidden, Conflict beyond MAX_SITTINGS, Invalid for a plan that is none.
    """
    call = locked_to_plan(call, actor)
    made, before = plan.checked(), sittings_in(call)
    for one in before:
        same = (one.starts_at, one.place, one.link) == (made.starts_at, made.place, made.link)
        if one.state is SittingState.PLANNED and same:
            return one
    if len(before) >= MAX_SITTINGS:
        raise Conflict(_("At most %(most)s sittings are planned for one competition.", most=MAX_SITTINGS))
    now = clock.now()
    sitting = Sitting(call_id=call.id, number=len(before) + 1, planned_by_id=actor.id, planned_at=now, changed_at=now)
    sitting.call = call
    _take(sitting, made)
    db.session.add(sitting)
    db.session.flush()
    entry = notices.entry_of(sitting)
    for person, votes in invited_to(call):
        invite(sitting, person, entry, votes=votes)
    note("sitting.planned", sitting, actor)
    return sitting


def change(*, call: Call, number: int, plan: Plan, actor: Person) -> Sitting:
    """Change when and where a planned sitting is and tell everybody; who comes is asked anew.

    The same plan changes nothing, other points of the agenda alone tell nobody.
    """
    call = locked_to_plan(call, actor)
    sitting, made = sitting_of(call, number, SittingState.PLANNED), plan.checked()
    moved = (sitting.starts_at, sitting.place, sitting.link) != (made.starts_at, made.place, made.link)
    if not moved and sitting.points == made.points:
        return sitting
    _take(sitting, made)
    if moved:
        sitting.revision, sitting.changed_at = sitting.revision + 1, clock.now()
        entry = notices.entry_of(sitting)
        for invitation in invitations_of(sitting):
            invitation.comes, invitation.answered_at = None, None
            notices.changed(sitting, invitation.person, entry)
    db.session.flush()
    note("sitting.changed", sitting, actor, revision=sitting.revision)
    return sitting


def cancel(*, call: Call, number: int, reason: str, actor: Person) -> Sitting:
    """Cancel a planned sitting and tell everybody why; a second time does nothing."""
    call = locked_to_plan(call, actor)
    before = next((one for one in sittings_in(call) if one.number == number), None)
    if before is not None and before.state is SittingState.CANCELLED:
        return before
    sitting = sitting_of(call, number, SittingState.PLANNED)
    sitting.state, sitting.reason = MEETINGS.target(sitting.state, Step.CANCEL), reason_in(reason)
    sitting.revision, sitting.changed_at = sitting.revision + 1, clock.now()
    entry = notices.entry_of(sitting)
    for invitation in invitations_of(sitting):
        notices.cancelled(sitting, invitation.person, entry)
    db.session.flush()
    note("sitting.cancelled", sitting, actor)
    return sitting


def reason_in(typed: str) -> str:
    """Return why something is cancelled; raise Invalid for no reason, or one that is too long."""
    reason = typed.strip()
    if not 0 < len(reason) <= MAX_CANCEL_REASON:
        words = _("Say why, in at most %(most)s characters.", most=MAX_CANCEL_REASON)
        raise Invalid(words, {"reason": words})
    return reason


def invited_to(call: Call) -> list[tuple[Person, bool]]:
    """Return whom a sitting invites, each once, and whether they vote: a substitute only once called in."""
    seats = {seat.person_id: seat for seat in taken_seats(call.id)}
    found = {one.person_id: (one.person, _votes(one)) for one in seats.values()}
    for person in people_with_role(RoleKind.SECRETARY, call.id, call.organiser_id):
        found.setdefault(person.id, (person, False))
    return list(found.values())


def invite(sitting: Sitting, person: Person, entry: AttachedFile, *, votes: bool) -> Invitation:
    """Invite somebody to a sitting, with its entry for calendars."""
    invitation = Invitation(sitting_id=sitting.id, person_id=person.id, votes=votes, invited_at=clock.now())
    db.session.add(invitation)
    db.session.flush()
    notices.invited(sitting, invitation, person, entry)
    return invitation


def _votes(seat: Role) -> bool:
    return seat.seat in {Seat.CHAIR, Seat.MEMBER}


def _take(sitting: Sitting, plan: Plan) -> None:
    sitting.starts_at, sitting.place, sitting.link, sitting.points = plan.starts_at, plan.place, plan.link, plan.points
