"""Tell officials once that all sheets of a call are in."""

from sqlalchemy import exists, select

from grants.accounts.models import RoleKind
from grants.accounts.queries import people_with_role
from grants.applications.models import Application, ApplicationState
from grants.calls.models import Call, Stage
from grants.db import db
from grants.evaluation.pace import notices
from grants.evaluation.progress import unscored
from grants.notices.models import Message

MOST_CALLS = 500
"""Calls being scored that one look goes through."""


def tell_sheets_in() -> int:
    """Tell the coordinators of one call whose sheets are all in; 0 when there is none that was not told of."""
    told = exists().where(Message.event == "sheets_in", Message.subject_id == Call.id)
    scored = exists().where(Application.call_id == Call.id, Application.state == ApplicationState.CHECKED)
    waiting = select(Call).where(Call.stage == Stage.SCORING, scored, ~told).order_by(Call.closes_at, Call.id)
    for call in db.session.scalars(waiting.limit(MOST_CALLS)).all():
        officials = people_with_role(RoleKind.COORDINATOR, call.id, call.organiser_id)
        if officials and not unscored(call):
            for official in officials:
                notices.sheets_in(call, official)
            db.session.flush()
            return 1
    return 0
