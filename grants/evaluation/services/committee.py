"""Give and end seats in the committee of a call."""

from flask_babel import gettext as _

from grants.accounts.models import Person, Role, RoleKind, Seat
from grants.accounts.policies import holds
from grants.accounts.services import end_role, grant_role, person_for
from grants.calls import services as calls
from grants.calls.models import Call
from grants.errors import Conflict
from grants.evaluation import notices, policies
from grants.evaluation.committees import taken_seats


def invite_evaluator(*, call: Call, email: str, name: str, seat: Seat, actor: Person | None) -> Role:
    """Give somebody a seat in the committee and tell them; a second invitation to the same seat does nothing.

    Raise Invalid for what is no address, Conflict when they have another seat or keep the papers, when somebody else is
    the chair, or when the committee has decided.
    """
    # Of two chairs invited at once the second waits here and finds the first.
    call = calls.lock(call.id, exclusive=seat is Seat.CHAIR)
    require_inviting(call)
    person = person_for(email=email, name=name, actor=actor)
    if holds(person, RoleKind.SECRETARY, call_id=call.id):
        raise Conflict(_("They are the secretary of this committee, who does not score."))
    if seat is Seat.CHAIR:
        _require_no_other_chair(call, person)
    role = grant_role(person=person, kind=RoleKind.EVALUATOR, actor=actor, call_id=call.id, seat=seat)
    notices.invited(call, person, role)
    return role


def invite_secretary(*, call: Call, email: str, name: str, actor: Person | None) -> Role:
    """Make somebody the secretary of one call and tell them; a second time does nothing.

    Raise Invalid for what is no address, Conflict when they sit in the committee, or when it has decided.
    """
    call = calls.lock(call.id, exclusive=False)
    require_inviting(call)
    person = person_for(email=email, name=name, actor=actor)
    if any(role.person_id == person.id for role in taken_seats(call.id)):
        raise Conflict(_("They score in this committee, so somebody else keeps its papers."))
    role = grant_role(person=person, kind=RoleKind.SECRETARY, actor=actor, call_id=call.id)
    notices.made_secretary(call, person, role)
    return role


def end_seat(*, call: Call, role: Role, actor: Person | None) -> None:
    """End a seat at once; what its holder has submitted stays. Raise Conflict when it has ended or decisions stand."""
    call = calls.lock(call.id, exclusive=False)
    require_inviting(call)
    end_role(role=role, actor=actor)


def require_inviting(call: Call) -> None:
    """Raise Conflict once the committee of a call cannot be changed any more."""
    if call.stage not in policies.INVITING:
        raise Conflict(_("The committee of this call cannot be changed any more."))


def _require_no_other_chair(call: Call, person: Person) -> None:
    others = (role.person for role in taken_seats(call.id) if role.seat is Seat.CHAIR and role.person_id != person.id)
    if (chair := next(others, None)) is not None:
        who = chair.name or chair.email
        raise Conflict(_("The committee has a chair already: %(name)s. End that seat first.", name=who))
