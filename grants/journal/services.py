"""Write the journal, seal it into chains, and check that nobody has changed it since."""

import re
from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import inspect

from grants import clock
from grants.accounts.models import Person
from grants.db import Base, db
from grants.journal.canonical import checked_code, checked_details, content_hash
from grants.journal.identifiers import time_ordered
from grants.journal.models import Entry
from grants.web.requests import request_id

SYSTEM = "system"
"""The chain of what belongs to no call."""


def record(
    *,
    action: str,
    subject: Base,
    actor: Person | None,
    call_id: UUID | None = None,
    source: str = "",
    target: str = "",
    details: Mapping[str, object] | None = None,
) -> Entry:
    """Write down what was done to a subject, in the transaction that does it.

    `action` is a code such as `application.submitted`; `source` and `target` are states. Raise ValueError when anything
    could be a name, an address or free text: the journal outlives the erasure of a person.
    """
    if inspect(subject).pending:
        db.session.flush()
    entry = Entry(
        id=time_ordered(),
        chain=str(call_id) if call_id else SYSTEM,
        recorded_at=clock.now(),
        actor_id=actor.id if actor else None,
        action=checked_code(action),
        subject_kind=kind_of(subject),
        subject_id=subject.id,
        source=checked_code(source),
        target=checked_code(target),
        details=checked_details(details or {}),
        request_id=request_id(),
    )
    entry.content_hash = content_hash(entry)
    db.session.add(entry)
    return entry


def kind_of(subject: Base) -> str:
    """Return the code of a kind of thing: `SignIn` becomes `sign_in`."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", type(subject).__name__).lower()
