"""Remind those who owe the report on an awarded project, before it is due and once it is late; each once."""

from grants.awards.reporting import notices
from grants.awards.reporting.queries import due_between, untold
from grants.calls.queries import rules_of_each
from grants.db import db

BEFORE = 14
"""Days before the report is due on which its people are reminded."""
LATE = 30
"""Days after which nobody is told any more that it is late: a call taken in from an old file is no news."""
REMINDED_AT_ONCE = 50
"""Applications that one transaction reminds of."""


def remind_of_reports() -> int:
    """Remind of some reports, in one transaction; return of how many, 0 when everybody was told.

    May be stopped anywhere and begun again: the outbox knows who was told. The statements that look for them are as
    many however many calls and applications there are.
    """
    for event, least, most, tell in (("report_due", 0, BEFORE, notices.due), ("report_late", -LATE, -1, notices.late)):
        calls = due_between(least, most)
        found = untold(event, calls, REMINDED_AT_ONCE) if calls else []
        rules = rules_of_each({application.call_id: application.call for application in found}.values())
        for application in found:
            tell(application, rules[application.call_id])
        if found:
            db.session.flush()
            return len(found)
    return 0
