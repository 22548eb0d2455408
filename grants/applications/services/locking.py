"""Hold a call and an application still while something is done to them: the call first, then the application."""

from flask_babel import lazy_gettext as _l

from grants import clock
from grants.applications.models import Application, ApplicationState
from grants.calls import services as calls
from grants.calls.models import Call
from grants.calls.phase import Phase
from grants.db import db
from grants.errors import Closed, Conflict

_COLUMNS = tuple(Application.__mapper__.column_attrs.keys())


def lock(application: Application) -> Call:
    """Read the call and the application again under locks, so that two requests cannot act on the same state."""
    call = calls.lock(application.call_id, exclusive=False)
    db.session.refresh(application, with_for_update=True, attribute_names=_COLUMNS)
    return call


def lock_draft(application: Application) -> Call:
    """Lock what is to be changed; raise Closed outside the call's time, Conflict for what was sent in."""
    call = lock(application)
    if application.state is not ApplicationState.NOT_SUBMITTED and application.state is not ApplicationState.DRAFT:
        raise Conflict(_l("This application was submitted and cannot be changed any more."))
    require_open(call)
    if application.state is not ApplicationState.DRAFT:
        raise Closed(_l("The call has closed, and this application was not submitted."))
    return call


def require_open(call: Call) -> None:
    """Raise Closed unless the request arrived while the call was open."""
    if call.phase_at(clock.now()) is not Phase.OPEN:
        raise Closed(_l("The call is not open: applications are taken between its opening and its deadline."))
