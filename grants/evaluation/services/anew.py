"""Let others' marks and corrected checks take the place of what an application was judged by, when it was wrong."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from grants import clock
from grants.accounts.models import Person
from grants.applications.models import Application
from grants.db import db
from grants.evaluation.models import Answer, CheckAnswer, Sheet, SheetState
from grants.journal.services import record


@dataclass(frozen=True)
class Anew:
    """Be the marks of one who judges anew."""

    evaluator_id: UUID
    marks: Mapping[str, str]
    comments: Mapping[str, str]
    submitted_at: datetime


def judge_anew(
    *,
    application: Application,
    sheets: Sequence[Anew],
    corrected: Sequence[str],
    actor: Person,
    failed: Sequence[str] = (),
) -> None:
    """Set the sheets aside that counted, if there are others, and let checks be met, or not met, after all.

    Nothing is deleted: the sheets set aside stay to be read. Whoever calls has locked the call and has seen to it that
    none of the others has a sheet already.
    """
    now = clock.now()
    if sheets:
        for earlier in db.session.query(Sheet).filter_by(application_id=application.id, set_aside_at=None):
            earlier.set_aside_at = now
        for one in sheets:
            db.session.add(
                Sheet(
                    application_id=application.id,
                    evaluator_id=one.evaluator_id,
                    state=SheetState.SUBMITTED,
                    marks=dict(one.marks),
                    comments=dict(one.comments),
                    saved_at=one.submitted_at,
                    submitted_at=one.submitted_at,
                )
            )
    found = {**dict.fromkeys(corrected, Answer.YES), **dict.fromkeys(failed, Answer.NO)}
    for code, is_met in found.items():
        answer = db.session.query(CheckAnswer).filter_by(application_id=application.id, code=code).one()
        answer.answer, answer.answered_by_id, answer.answered_at = is_met, actor.id, now
        answer.is_automatic, answer.doubt, answer.doubted_by_id = False, "", None
    db.session.flush()
    details = {"sheets": len(sheets), "checks": list(found)}
    record(
        action="application.judged_anew",
        subject=application,
        actor=actor,
        call_id=application.call_id,
        details=details,
    )
