"""Tell those members whose sheets are open that the date has passed, in the transaction that notices it.

Others of the committee are left in peace: nothing waits for them. So are followers of the call, who wait for news and
not for a date; the page of the call says that it is late.
"""

from grants.accounts.models import Role
from grants.calls.events import PromiseMissed
from grants.calls.models import Call
from grants.calls.promises.dates import Promise
from grants.db import db
from grants.evaluation import committees, dockets
from grants.evaluation.docket import Tally
from grants.evaluation.policies import DECLARABLE
from grants.notices.register import Audience, Event
from grants.notices.services import queue

EVENTS = (Event(name="evaluation_late", template="evaluation/notices/late", audience=Audience.COMMITTEE),)


def on_missed(event: PromiseMissed) -> None:
    """Tell each member once for a date what is open, and that applicants see it as late."""
    call = db.session.get_one(Call, event.call_id)
    if event.promise is not Promise.EVALUATION or call.stage not in DECLARABLE:
        return
    for seat in committees.taken_seats(call.id):
        tally = dockets.tally_of(seat.person, call)
        if tally.undeclared or tally.to_score:
            _tell(event, call, seat, tally)


def _tell(event: PromiseMissed, call: Call, seat: Role, tally: Tally) -> None:
    open_still = {"undeclared": tally.undeclared, "to_score": tally.to_score}
    queue(
        event="evaluation_late",
        subject_id=event.missed_id,
        person=seat.person,
        template="evaluation/notices/late",
        context={"call": call, "due_at": event.due_at, **open_still},
        call_id=call.id,
        facts={"due_at": event.due_at.isoformat()},
        reply_to=call.organiser.email,
    )
