"""Hold a call and an application still while something is done to them: the call first, then the application."""

import uuid

from flask_babel import lazy_gettext as _l
from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import contains_eager, lazyload, load_only

from grants.accounts.models import Person
from grants.applications.models import Application, ApplicationState, Right
from grants.applications.policies import has_right, is_filled_in, is_open, is_trial
from grants.applications.queries import WHOLE
from grants.calls import services as calls
from grants.calls.models import Call
from grants.db import db, held
from grants.errors import Closed, Conflict, Forbidden, NotFound

_COLUMNS = tuple(Application.__mapper__.column_attrs.keys())
_STANDING = (
    load_only(Application.call_id, Application.organisation_id, Application.state),
    contains_eager(Application.call).options(
        load_only(Call.organiser_id, Call.stage, Call.version, Call.rules_digest), lazyload(Call.organiser)
    ),
)
"""What decides whether somebody may act on an application: the driver describes each column anew each time."""


def _holding(query: Select[Application]) -> Select[Application]:
    """Read the call with an application and lock both in one statement, the call first as everybody does."""
    locked = query.join(Application.call).with_for_update(read=True, of=Call)
    locked = locked.suffix_with(f"FOR UPDATE OF {Application.__tablename__}", dialect="postgresql")
    return locked.execution_options(populate_existing=True)


_WHOLE = _holding(WHOLE.options(contains_eager(Application.call)))
_ALONE = _holding(select(Application).where(Application.id == bindparam("application_id")).options(*_STANDING))


def hold(application_id: uuid.UUID, *, alone: bool = False) -> Application:
    """Return an application read under locks, its call too, for a request that is about to change it; raise NotFound.

    `lock` then has nothing to do. `alone` is for acts that need no more than where both stand; the rest is read when it
    is asked for.
    """
    wanted = _ALONE if alone else _WHOLE
    application = db.session.scalars(wanted, {"application_id": application_id}).unique().one_or_none()
    if application is None:  # perhaps deleted while this request waited for it
        raise NotFound
    held()[application.id] = application
    return application


def lock(application: Application) -> Call:
    """Read the call and the application again under locks, so that two requests cannot act on the same state.

    What this transaction holds already is as it was read.
    """
    if application.id in held():
        return application.call
    call = calls.lock(application.call_id, exclusive=False)
    db.session.refresh(application, with_for_update=True, attribute_names=_COLUMNS)
    db.session.expire(application, ["memberships"])
    held()[application.id] = application
    return call


def lock_draft(application: Application, actor: Person) -> Call:
    """Lock what is to be changed; raise Closed outside the call's time, Conflict for what was sent in, Forbidden."""
    call = lock(application)
    require_right(actor, application, Right.EDIT)
    if application.state is not ApplicationState.NOT_SUBMITTED and not is_filled_in(application):
        raise Conflict(_l("This application was submitted. To change it, open it again on its page."))
    require_open(application)
    if application.state is ApplicationState.NOT_SUBMITTED:
        raise Closed(_l("The call has closed, and this application was not submitted."))
    return call


def require_right(actor: Person, application: Application, least: Right) -> None:
    """Raise Forbidden without a right; asked again under the lock, because somebody may have been let out meanwhile."""
    if not has_right(actor, application, least):
        raise Forbidden(_l("You may read this application; whoever leads it decides who else may change it."))


def require_open(application: Application) -> None:
    """Raise Closed unless the request arrived while its applicant could submit, or only tries the form."""
    if not is_trial(application) and not is_open(application):
        raise not_open()


def not_open() -> Closed:
    """Return what refuses an act outside the time of a call."""
    return Closed(_l("The call is not open: applications are taken between its opening and its deadline."))
