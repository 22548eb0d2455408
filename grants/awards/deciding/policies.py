"""Who may decide otherwise than the ranking, and approve the reason for the committee."""

from grants.accounts.models import Person
from grants.applications.models import Application
from grants.awards.deciding.models import Body, Departure
from grants.awards.deliberation.reasoning import approves_for_committee
from grants.awards.policies import CONFIRMED
from grants.awards.stakes import has_own_in
from grants.calls.models import Call, Stage
from grants.calls.policies import may_assist, may_manage


def may_depart(person: Person | None, call: Call) -> bool:
    """Let officials record what the committee decides otherwise, while it deliberates."""
    return call.stage is Stage.DELIBERATION and may_assist(person, call)


def may_approve_departure(person: Person, application: Application, departure: Departure) -> bool:
    """Let the chair approve the reason; if the chair stands aside, another member than who recorded it."""
    waits = departure.body is Body.COMMITTEE and departure.approved_at is None
    return waits and approves_for_committee(person, application, departure.recorded_by_id)


def may_decide_anew(person: Person | None, call: Call) -> bool:
    """Let coordinators make decisions after the confirmation, as they confirm; nobody with an application of theirs."""
    return call.stage in CONFIRMED and may_manage(person, call) and not (person and has_own_in(call, person))
