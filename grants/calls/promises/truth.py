"""Whether a message that names a new date still says what is promised when its turn comes."""

from collections.abc import Sequence
from datetime import datetime

from grants.calls.models import Call
from grants.calls.promises.dates import Promise, awaited_in
from grants.calls.promises.queries import Move
from grants.calls.queries import rules_of
from grants.db import db
from grants.notices.models import Message, Withheld


def facts_of(moves: Sequence[Move]) -> dict[str, str]:
    """Return what a message about moved dates has to keep, so that it can be compared."""
    return {move.promise.value: move.after.isoformat() for move in moves}


def promises_otherwise(message: Message) -> Withheld | None:
    """Say that the dates of a message were moved again, or that nothing of them is awaited any more."""
    call = db.session.get(Call, message.call_id, populate_existing=True)
    if call is None:
        return Withheld.OVER
    awaited = awaited_in(call.stage, rules_of(call))
    named = {each: datetime.fromisoformat(message.facts[each.value]) for each in Promise if each.value in message.facts}
    if not named.keys() & awaited.keys():
        return Withheld.OVER
    return Withheld.MOVED if any(awaited.get(name, at) != at for name, at in named.items()) else None
