"""What waits for officials and for who evaluates anew."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from flask import url_for
from flask_babel import gettext as _

from grants.accounts.models import Person
from grants.awards.contests.models import Complaint
from grants.awards.contests.queries import waiting_for_evaluator, waiting_for_officials
from grants.calls.queries import rules_of_each
from grants.web.filters import text
from grants.web.slots import Task


def tasks_for(person: Person) -> list[Task]:
    """Return the complaints that wait for a person."""
    complaints = waiting_for_officials(person)
    rules = rules_of_each([one.application.call for one in complaints])
    return [
        *(_official(one, rules[one.call_id].schedule.timezone) for one in complaints),
        *(
            Task(
                title=_("Evaluate an application anew: %(call)s", call=text(fresh.complaint.application.call.title)),
                url=url_for("contests.evaluate", complaint_id=fresh.complaint_id),
                detail=_("Others have scored it before."),
            )
            for fresh in waiting_for_evaluator(person)
        ),
    ]


def _official(complaint: Complaint, timezone: str) -> Task:
    end = datetime.combine(complaint.answer_until + timedelta(days=1), time(), ZoneInfo(timezone))
    words = {"reference": complaint.application.reference or "", "call": text(complaint.application.call.title)}
    url = url_for("contests.complaint", complaint_id=complaint.id)
    if not complaint.is_open:
        title = _("Send the decision on the complaint about %(reference)s: %(call)s", **words)
        return Task(title=title, url=url, detail=_("The term to appeal begins once the signed document has left."))
    decided = complaint.ruling is not None
    title = _("Finish the complaint about %(reference)s: %(call)s", **words)
    return Task(
        title=title if decided else _("Decide on the complaint about %(reference)s: %(call)s", **words),
        url=url,
        detail=_("The decision is suspended until then."),
        due_at=None if decided else end,
    )
