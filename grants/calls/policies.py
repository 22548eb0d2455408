"""Who may do what with a call."""

import uuid
from datetime import datetime

from grants import clock
from grants.accounts.models import Person, RoleKind
from grants.accounts.policies import holds
from grants.calls.models import Call
from grants.calls.phase import Phase

OFFICE = (RoleKind.COORDINATOR, RoleKind.SECRETARY, RoleKind.AUDITOR)
"""Who reads the official's pages: who assists, and who audits."""


def may_see(person: Person | None, call: Call, now: datetime) -> bool:
    """Tell whether somebody may read the public page: everybody from the announcement on, its officials before."""
    return call.phase_at(now) is not Phase.DRAFT or may_read_office(person, call)


def are_results_public(call: Call) -> bool:
    """Tell whether everybody may read the results now: by an official's act, or since the moment one has chosen."""
    return call.phase_at(clock.now()) is Phase.RESULTS_PUBLISHED


def may_create(person: Person | None, organiser_id: uuid.UUID) -> bool:
    """Tell whether a person may prepare calls of an organiser: its coordinators."""
    return holds(person, RoleKind.COORDINATOR, organiser_id=organiser_id)


def may_manage(person: Person | None, call: Call) -> bool:
    """Tell whether a person may change and move the call: its coordinators."""
    return _holds(person, call, RoleKind.COORDINATOR)


def may_assist(person: Person | None, call: Call) -> bool:
    """Tell whether a person may handle what arrives in the call: its coordinators and secretaries."""
    return _holds(person, call, RoleKind.COORDINATOR, RoleKind.SECRETARY)


def may_read_office(person: Person | None, call: Call) -> bool:
    """Tell whether a person may read the official's pages of the call."""
    return _holds(person, call, *OFFICE)


def sees_office(person: Person | None) -> bool:
    """Tell whether a person is an official or auditor anywhere."""
    return holds(person, *OFFICE)


def _holds(person: Person | None, call: Call, *kinds: RoleKind) -> bool:
    return holds(person, *kinds, organiser_id=call.organiser_id, call_id=call.id)
