"""How a call is held while something relies on it."""

import uuid

from flask_babel import gettext as _
from sqlalchemy import Select, bindparam, select

from grants.calls.models import Call, CallVersion
from grants.calls.queries import editable_version
from grants.db import db
from grants.errors import Conflict, NotFound


def lock(call_id: uuid.UUID, *, exclusive: bool) -> Call:
    """Return the call as it is now and keep others from changing it until the transaction ends; raise NotFound.

    Who only relies on the call's state shares the lock; who changes it takes it alone.
    """
    call = db.session.scalars(_EXCLUSIVE if exclusive else _SHARED, {"call_id": call_id}).one_or_none()
    if call is None:
        raise NotFound
    return call


def _locking(*, exclusive: bool) -> Select[Call]:
    query = select(Call).where(Call.id == bindparam("call_id")).with_for_update(read=not exclusive, of=Call)
    return query.execution_options(populate_existing=True)


_SHARED, _EXCLUSIVE = _locking(exclusive=False), _locking(exclusive=True)


def lock_prepared(call_id: uuid.UUID) -> tuple[Call, CallVersion]:
    """Lock a call for a change of the rules that are being prepared, and return both; raise Conflict if none are."""
    call = lock(call_id, exclusive=True)
    version = editable_version(call)
    if version is None:
        raise Conflict(_("Published rules are changed by an amendment. Begin one first."))
    db.session.refresh(version)  # as it is now that nobody else can change it
    return call, version
