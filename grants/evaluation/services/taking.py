"""Record that applications were taken along: nothing else is left of it here."""

from grants.accounts.models import Person
from grants.calls.models import Call
from grants.journal.services import record


def taken_along(*, call: Call, applications: int, kind: str, actor: Person) -> None:
    """Write down who took how many applications of a call along, as a PDF or a ZIP; each time anew."""
    details = {"applications": applications, "kind": kind}
    record(action="applications.taken_along", subject=call, actor=actor, call_id=call.id, details=details)
