"""How a call is held while something relies on it."""

import uuid

from sqlalchemy import ScalarSelect, select

from grants.calls.models import Call
from grants.db import db
from grants.errors import NotFound


def lock(call_id: uuid.UUID | ScalarSelect[uuid.UUID], *, exclusive: bool) -> Call:
    """Return the call as it is now and keep others from changing it until the transaction ends; raise NotFound.

    Who only relies on the call's state shares the lock; who changes it takes it alone.
    """
    query = select(Call).where(Call.id == call_id).with_for_update(read=not exclusive, of=Call)
    call = db.session.scalars(query, execution_options={"populate_existing": True}).one_or_none()
    if call is None:
        raise NotFound
    return call
