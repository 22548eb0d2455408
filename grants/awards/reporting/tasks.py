"""What waits for officials once the reports on awarded projects are late."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from grants import clock
from grants.accounts.models import Person
from grants.awards.reporting.queries import ANY_REPORT_OWED, Late, late_for
from grants.web.filters import text
from grants.web.slots import Task

__all__ = ["ANY_REPORT_OWED", "tasks_for"]


def tasks_for(person: Person) -> list[Task]:
    """Return a task per call that waits for reports which were due; it is gone once they are accepted."""
    return [
        Task(
            title=ngettext(
                "%(num)d report on a project is late: %(call)s",
                "%(num)d reports on projects are late: %(call)s",
                late.reports,
                call=text(late.title),
            ),
            url=url_for("decisions.page", slug=late.slug),
            detail=_("Remind of what is missing, or write down what was accepted."),
            due_at=_end_of(late),
        )
        for late in late_for(person)
        if _end_of(late) <= clock.now()
    ]


def _end_of(late: Late) -> datetime:
    return datetime.combine(late.due_on + timedelta(days=1), time(), ZoneInfo(late.timezone))
