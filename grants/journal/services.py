"""Write the journal, seal it into chains, and check that nobody has changed it since.

An entry of a chain has the seal SHA-256(seal before it ‖ its content hash), both as 32 bytes; before the first stand
32 zero bytes. So whoever holds one seal can tell whether anything before it was changed, added or removed.
"""

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Row, func, inspect, select, tuple_

from grants import clock
from grants.accounts.models import Person
from grants.db import Base, db, take_turns
from grants.journal.canonical import CONTENT, checked_code, checked_details, content_hash
from grants.journal.identifiers import time_ordered
from grants.journal.models import Entry
from grants.web.requests import request_id

SYSTEM = "system"
"""The chain of what belongs to no call."""

NO_SEAL = "0" * 64
"""What stands before the first seal of a chain."""


@dataclass(frozen=True, kw_only=True)
class Verification:
    """Tell what recomputing a chain has shown."""

    chain: str
    sealed: int
    """How many sealed entries were found to be as they were written."""
    unsealed: int
    """How many entries wait to be sealed: nothing proves them yet."""
    broken_at: int | None
    """The first position that was changed, added or is missing."""
    seal: str
    """The last seal that holds; whoever noted it can compare."""

    @property
    def intact(self) -> bool:
        """Tell whether every sealed entry is as it was written."""
        return self.broken_at is None


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


def seal_pending(limit: int = 1_000) -> int:
    """Seal what was committed since the last time, oldest first; return how many entries, at most `limit`.

    One worker at a time. Calling it again when nothing is left does nothing.
    """
    take_turns("seal the journal")
    waiting = select(Entry).where(Entry.position.is_(None)).order_by(Entry.recorded_at, Entry.id).limit(limit)
    entries = db.session.scalars(waiting).all()
    ends = _ends({entry.chain for entry in entries})
    for entry in entries:
        position, seal = ends.get(entry.chain, (0, NO_SEAL))
        entry.position, entry.seal = position + 1, next_seal(seal, entry.content_hash)
        ends[entry.chain] = entry.position, entry.seal
    db.session.flush()
    return len(entries)


def next_seal(seal: str, content: str) -> str:
    """Return the seal of the entry with this content hash that follows a seal; all in hexadecimal."""
    return hashlib.sha256(bytes.fromhex(seal) + bytes.fromhex(content)).hexdigest()


def verify(chain: str) -> Verification:
    """Recompute every hash and seal of a chain from what the entries say now."""
    unsealed = select(func.count()).where(Entry.chain == chain, Entry.position.is_(None))
    columns = [getattr(Entry, name) for name in (*CONTENT, "content_hash", "position", "seal")]
    sealed = select(*columns).where(Entry.chain == chain, Entry.position.is_not(None)).order_by(Entry.position)
    rows = db.session.execute(sealed.execution_options(yield_per=1_000))
    verified, seal, broken_at = _recompute(rows)
    rows.close()
    waiting = db.session.scalar(unsealed) or 0
    return Verification(chain=chain, sealed=verified, unsealed=waiting, broken_at=broken_at, seal=seal)


def _recompute(rows: Iterable[Row[Any]]) -> tuple[int, str, int | None]:
    """Return how many rows hold from the first on, the last good seal, and the first position that does not hold."""
    position, seal = 0, NO_SEAL
    for row in rows:
        content = content_hash(row)
        expected = position + 1, content, next_seal(seal, content)
        if (row.position, row.content_hash, row.seal) != expected:
            return position, seal, position + 1
        position, _content, seal = expected
    return position, seal, None


def _ends(chains: set[str]) -> dict[str, tuple[int, str]]:
    """Return position and seal of the last sealed entry of each chain that has one."""
    last = select(Entry.chain, func.max(Entry.position)).where(Entry.chain.in_(chains)).group_by(Entry.chain)
    rows = db.session.execute(
        select(Entry.chain, Entry.position, Entry.seal).where(tuple_(Entry.chain, Entry.position).in_(last))
    )
    return {chain: (position, seal) for chain, position, seal in rows if position is not None and seal is not None}
