"""Take the addresses of people along: whoever does is on record."""

from grants.accounts.models import Person
from grants.calls.models import Call
from grants.journal.services import record


def contacts_taken(*, call: Call, actor: Person) -> None:
    """Write down who took the contacts of a call along; each time anew."""
    record(action="contacts.taken_along", subject=call, actor=actor, call_id=call.id)
