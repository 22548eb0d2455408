"""Steps of an application along its workflow, each written into the journal."""

from collections.abc import Mapping

from grants import clock
from grants.accounts.models import Person
from grants.applications.models import Application, ApplicationState
from grants.applications.workflow import WORKFLOW, Action
from grants.db import db
from grants.journal.services import record


def move(*, application: Application, action: Action, actor: Person | None) -> None:
    """Take an application one step along its workflow and write it down; raise Conflict when the step is not there."""
    source, target = application.state, WORKFLOW.target(application.state, action)
    application.state = target
    if target is ApplicationState.WITHDRAWN:
        application.withdrawn_at = clock.now()
    db.session.flush()
    note(application, f"application.{target.value}", actor, source=source)


def note(
    application: Application,
    action: str,
    actor: Person | None,
    *,
    source: ApplicationState | None = None,
    details: Mapping[str, object] | None = None,
) -> None:
    """Write into the journal what was done to an application, from which state to the one it is in now."""
    record(
        action=action,
        subject=application,
        actor=actor,
        call_id=application.call_id,
        source=(source or application.state).value,
        target=application.state.value,
        details=details,
    )
