"""What applicants see of the state of an application: how far it was judged they learn with the decision, never before.

Of two applications one of which is not admitted, only the other is scored: the state alone would tell.
"""

from collections.abc import Callable, Collection, Iterable
from uuid import UUID

from flask import Flask, current_app

from grants.applications.models import Application, ApplicationState

_TOLD = "grants.applications.told"
JUDGED = frozenset({ApplicationState.CHECKED, ApplicationState.SCORED, ApplicationState.DECIDED})
Told = Callable[[Collection[UUID]], set[UUID]]
"""Returns of some applications those whose applicant was told the decision."""


def tell_by(app: Flask, told: Told) -> None:
    """Let a later stage say whose applicants were told the decision."""
    app.extensions[_TOLD] = told


def told_states(applications: Iterable[Application]) -> dict[UUID, ApplicationState]:
    """Return the states of applications as their applicants know them; at most one statement."""
    found = list(applications)
    decided = [one.id for one in found if one.state is ApplicationState.DECIDED]
    told: set[UUID] = current_app.extensions[_TOLD](decided) if decided and _TOLD in current_app.extensions else set()
    return {one.id: _shown(one.state, is_told=one.id in told) for one in found}


def _shown(state: ApplicationState, *, is_told: bool) -> ApplicationState:
    return ApplicationState.SUBMITTED if state in JUDGED and not is_told else state
