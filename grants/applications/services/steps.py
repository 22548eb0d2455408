"""Steps of an application along its workflow, each written into the journal."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l

from grants import clock, events
from grants.accounts.models import Person
from grants.applications import notices
from grants.applications.events import ApplicationWithdrawn
from grants.applications.models import Application, ApplicationState, Right
from grants.applications.policies import FINAL_STAGES
from grants.applications.services.locking import lock, require_right
from grants.applications.workflow import WORKFLOW, Action
from grants.db import db
from grants.errors import Conflict
from grants.journal.services import record


def move(*, application: Application, action: Action, actor: Person | None) -> None:
    """Take an application one step along its workflow and write it down; raise Conflict when the step is not there."""
    source, target = application.state, WORKFLOW.target(application.state, action)
    application.state = target
    if target is ApplicationState.WITHDRAWN:
        application.withdrawn_at = clock.now()
    db.session.flush()
    note(application, f"application.{target.value}", actor, source=source)


def withdraw(*, application: Application, actor: Person) -> None:
    """Take an application back; raise Conflict when it has been decided. A second time does nothing."""
    call = lock(application)
    require_right(actor, application, Right.SIGN)
    if application.state is ApplicationState.WITHDRAWN:
        return
    if call.stage in FINAL_STAGES:
        raise Conflict(_l("The call has been decided, so the application cannot be withdrawn any more."))
    if not WORKFLOW.allows(application.state, Action.WITHDRAW):
        raise Conflict(_l("Only an application that was submitted can be withdrawn, and only until the decision."))
    move(application=application, action=Action.WITHDRAW, actor=actor)
    events.publish(ApplicationWithdrawn(application.id, call.id))
    notices.withdrawn(application)


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
