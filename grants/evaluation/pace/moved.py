"""Tell the committee that its date has moved, in the transaction that moves it: a committee is small."""

import uuid

from grants.accounts.models import Role
from grants.calls.events import CallAmended
from grants.calls.models import Call, Stage
from grants.calls.promises.dates import Promise
from grants.calls.promises.queries import Move, moves_in
from grants.calls.promises.truth import facts_of
from grants.calls.queries import version_of
from grants.db import db
from grants.evaluation import committees
from grants.notices.register import Audience, Event
from grants.notices.services import queue

EVENTS = (Event(name="evaluation_moved", template="evaluation/notices/moved", audience=Audience.COMMITTEE),)
BEFORE_DELIBERATION = frozenset({Stage.PUBLISHED, Stage.CHECKING, Stage.SCORING})


def on_amended(event: CallAmended) -> None:
    """Tell each member once for a version by when the sheets are due now, and why."""
    call = db.session.get_one(Call, event.call_id)
    version, before = version_of(call, event.version), version_of(call, event.version - 1)
    if version is None or before is None or call.stage not in BEFORE_DELIBERATION:
        return
    for move in moves_in(version, before):
        if move.promise is Promise.EVALUATION:
            for seat in committees.taken_seats(call.id):
                _tell(call, seat, move, version.id)


def _tell(call: Call, seat: Role, move: Move, version_id: uuid.UUID) -> None:
    queue(
        event="evaluation_moved",
        subject_id=version_id,
        person=seat.person,
        template="evaluation/notices/moved",
        context={"call": call, "move": move},
        call_id=call.id,
        facts=facts_of([move]),
        reply_to=call.organiser.email,
    )
