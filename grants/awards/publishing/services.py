"""Use cases of the moment at which results become public: choose it, take it back, and note that it has come."""

from datetime import datetime, timedelta

from flask_babel import gettext as _
from sqlalchemy import select

from grants import clock
from grants.accounts.models import Person
from grants.awards.letters.obstacles import unsent_letters
from grants.awards.stakes import require_none_of_own
from grants.calls import services as calls
from grants.calls.models import Call, Stage
from grants.calls.policies import are_results_public
from grants.calls.workflow import Action
from grants.db import db
from grants.errors import Conflict, Invalid
from grants.journal.services import record

FURTHEST = timedelta(days=366)
"""How far ahead the moment of the results may lie."""
PUBLISHED_AT_ONCE = 20
"""How many calls one transaction publishes."""


def choose_moment(*, call: Call, at: datetime, actor: Person) -> Call:
    """Let the clock publish the results at a moment; a later choice takes the place of an earlier one.

    Raise Conflict unless the call is decided, all its letters have left and its results are not public, Invalid for a
    moment that is over or further ahead than FURTHEST, Forbidden for who has an application in the call.
    """
    call = _locked(call, actor)
    if call.results_at == at:
        return call
    if waiting := unsent_letters(call):
        raise Conflict(str(waiting[0]))
    if at <= clock.now():
        raise Invalid(_("Choose a moment to come."), {"at": _("Choose a moment to come.")})
    if at > clock.now() + FURTHEST:
        raise Invalid(_("Choose a moment within a year."), {"at": _("Choose a moment within a year.")})
    call.results_at = at
    db.session.flush()
    record(action="results.moment_chosen", subject=call, actor=actor, call_id=call.id, details={"at": at.isoformat()})
    return call


def take_moment_back(*, call: Call, actor: Person) -> Call:
    """Publish the results by an act of an official again; a second time does nothing. Raise as `choose_moment`."""
    call = _locked(call, actor)
    if call.results_at is None:
        return call
    call.results_at = None
    db.session.flush()
    record(action="results.moment_taken_back", subject=call, actor=actor, call_id=call.id)
    return call


def publish_due(now: datetime) -> int:
    """Note of some calls that the moment of their results has come; return how many, 0 when none is left.

    Everybody reads the results since that moment, whenever this runs.
    """
    due = select(Call.id).where(Call.stage == Stage.DECIDED, Call.results_at <= now)
    found = db.session.scalars(due.order_by(Call.results_at, Call.id).limit(PUBLISHED_AT_ONCE)).all()
    for call_id in found:
        call = calls.lock(call_id, exclusive=True)
        if call.stage is Stage.DECIDED and are_results_public(call):
            calls.advance(call=call, action=Action.PUBLISH_RESULTS, actor=None)
    return len(found)


def void_moment(call: Call, actor: Person | None) -> None:
    """Let a moment that was chosen and has not come be none: what it would publish has changed.

    Whoever calls has locked the call, and makes a new decision in it, whose letter has to leave first.
    """
    if call.stage is Stage.DECIDED and call.results_at is not None and not are_results_public(call):
        call.results_at = None
        db.session.flush()
        record(action="results.moment_void", subject=call, actor=actor, call_id=call.id)


def _locked(call: Call, actor: Person) -> Call:
    require_none_of_own(call, actor)
    call = calls.lock(call.id, exclusive=True)
    if are_results_public(call):
        raise Conflict(_("The results are published already."))
    if call.stage is not Stage.DECIDED:
        raise Conflict(_("Results are published once the decisions are confirmed."))
    return call
