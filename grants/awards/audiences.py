"""Whom officials can write to because of an outcome: only those who were told it, so that no message gives it away."""

import uuid
from collections.abc import Callable

from flask import Flask
from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.orm import aliased

from grants.applications.audiences import audience
from grants.applications.models import Application
from grants.awards.letters.queries import is_told
from grants.awards.models import Decision, Outcome
from grants.db import db
from grants.notices.batches.audiences import offer_audience

SETS = (
    (Outcome.AWARDED, _l("Those awarded")),
    (Outcome.RESERVE, _l("Those in the reserve")),
    (Outcome.REJECTED, _l("Those rejected")),
    (Outcome.INELIGIBLE, _l("Those not admitted")),
    (Outcome.DECLINED, _l("Those who declined an award")),
)


def init_app(app: Flask) -> None:
    """Offer the sets."""
    for outcome, title in SETS:
        offer_audience(app, audience(outcome.value, title, _was_told(outcome), _somebody_was_told(outcome)))


def _was_told(outcome: Outcome) -> Callable[[], ColumnElement[bool]]:
    """Return the condition: this is what was decided last, and its applicant knows it."""

    def condition() -> ColumnElement[bool]:
        later = aliased(Decision)
        overtaken = exists().where(later.application_id == Decision.application_id, later.sequence > Decision.sequence)
        told = select(Decision.application_id).where(Decision.outcome == outcome, ~overtaken, is_told())
        return Application.id.in_(told)

    return condition


def _somebody_was_told(outcome: Outcome) -> Callable[[uuid.UUID], bool]:
    def is_offered(call_id: uuid.UUID) -> bool:
        told = select(func.count(Decision.id)).where(
            Decision.call_id == call_id, Decision.outcome == outcome, is_told()
        )
        return bool(db.session.scalar(told))

    return is_offered
