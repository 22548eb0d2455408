"""Two officials open the sealed marks of a call: one asks, another confirms; until then the first can take it back."""

from flask_babel import gettext as _

from grants import clock
from grants.accounts.models import Person
from grants.awards.deliberation.models import MarksOpening
from grants.awards.deliberation.sealing import opening_of, waits_for_two
from grants.awards.stakes import has_own_in
from grants.calls import services as calls
from grants.calls.models import Call
from grants.calls.policies import may_assist
from grants.db import db
from grants.errors import Conflict, Forbidden
from grants.evaluation.interests.queries import has_conflict_in
from grants.journal.services import record


def is_barred(call: Call, person: Person) -> bool:
    """Tell whether a stake of their own keeps a person from opening the marks: an application, or any conflict."""
    return has_own_in(call, person) or has_conflict_in(person, call)


def may_open(call: Call, person: Person) -> bool:
    """Let officials of the call open its marks, unless they have a stake in it."""
    return may_assist(person, call) and not is_barred(call, person)


def open_marks(*, call: Call, actor: Person) -> MarksOpening:
    """Ask to open the marks of a call, or confirm it if another official has asked; one's own second click is nothing.

    Raise Forbidden for who is no official or has a stake in the call, Conflict when nothing is to be opened.
    """
    call = _locked(call, actor)
    opening = opening_of(call)
    if opening is None:
        opening = MarksOpening(call_id=call.id, proposed_by_id=actor.id, proposed_at=clock.now())
        db.session.add(opening)
        _record("marks.opening_proposed", opening, actor)
    elif opening.confirmed_at is None and opening.proposed_by_id != actor.id:
        opening.confirmed_by_id, opening.confirmed_at = actor.id, clock.now()
        _record("marks.opened", opening, actor)
    db.session.flush()
    return opening


def take_back(*, call: Call, actor: Person) -> None:
    """Take back one's own request to open the marks; where there is none it does nothing.

    Raise Forbidden for a request of somebody else, Conflict once the marks are open.
    """
    call = _locked(call, actor)
    opening = opening_of(call)
    if opening is None:
        return
    if opening.confirmed_at is not None:
        raise Conflict(_("The marks are open already."))
    if opening.proposed_by_id != actor.id:
        raise Forbidden(_("A request is taken back by who made it."))
    _record("marks.opening_taken_back", opening, actor)
    db.session.delete(opening)
    db.session.flush()


def _locked(call: Call, actor: Person) -> Call:
    call = calls.lock(call.id, exclusive=True)
    if not may_open(call, actor):
        raise Forbidden(_("Marks are opened by officials who have no stake in the call."))
    if not waits_for_two(call):
        raise Conflict(_("Marks are opened by two officials once all sheets are closed, where the rules ask for it."))
    return call


def _record(action: str, opening: MarksOpening, actor: Person) -> None:
    record(action=action, subject=opening, actor=actor, call_id=opening.call_id)
