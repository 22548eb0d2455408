"""Take an application back."""

from flask_babel import lazy_gettext as _l

from grants import events
from grants.accounts.models import Person
from grants.applications import notices
from grants.applications.events import ApplicationWithdrawn
from grants.applications.models import Application, ApplicationState, Right
from grants.applications.policies import FINAL_STAGES
from grants.applications.services.changing import end_change
from grants.applications.services.locking import lock, require_right
from grants.applications.services.steps import move
from grants.applications.workflow import WORKFLOW, Action
from grants.errors import Conflict


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
    if application.change is not None:
        end_change(application, actor)
    move(application=application, action=Action.WITHDRAW, actor=actor)
    events.publish(ApplicationWithdrawn(application.id, call.id))
    notices.withdrawn(application)
