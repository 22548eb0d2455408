"""A second official confirms the answers of a first one, or disagrees, where the rules ask for two."""

from collections.abc import Mapping

from flask_babel import gettext as _

from grants import clock
from grants.accounts.models import Person
from grants.applications.events import ApplicationClarified
from grants.applications.models import Application
from grants.applications.services.locking import lock
from grants.calls.queries import rules_of
from grants.db import db
from grants.errors import Conflict, Invalid, Stale
from grants.evaluation import queries
from grants.evaluation.checking import awaiting
from grants.evaluation.marks import MAX_COMMENT
from grants.evaluation.services.checks import edition, finish_if_whole, require_checkable
from grants.journal.services import record


def confirm_checks(*, application: Application, doubts: Mapping[str, str], actor: Person, seen: str) -> None:
    """Confirm every answer that waits for a second official, but those that are doubted: they stay open, with why.

    Nobody confirms an answer of their own; one of the service needs one person. A second time changes nothing. Raise
    Forbidden for one's own application, Conflict when the call is not being checked or one official is enough, Stale
    when an answer was changed since it was seen, Invalid for a doubt that is too long.
    """
    call = lock(application)
    require_checkable(application, actor)
    rules = rules_of(call)
    if not rules.committee.checks_by_two:
        raise Conflict(_("In this call one official checks each application."))
    stored = queries.checks_for([application.id])[application.id]
    waiting = awaiting(stored, actor)
    if not waiting:
        return
    if seen != edition(stored):
        raise Stale(_("Somebody else has answered checks of this application meanwhile."))
    for code in waiting:
        if len(doubts.get(code, "")) > MAX_COMMENT:
            words = _("A comment has at most %(most)s characters.", most=MAX_COMMENT)
            raise Invalid(words, {code: words})
    said = {}
    for code, answer in waiting.items():
        doubt = doubts.get(code, "")
        if doubt and (answer.doubt, answer.doubted_by_id) == (doubt, actor.id):
            continue
        answer.doubt, answer.doubted_by_id = doubt, actor.id if doubt else None
        if not doubt:
            answer.confirmed_by_id, answer.confirmed_at = actor.id, clock.now()
        said[code] = "doubted" if doubt else "confirmed"
    db.session.flush()
    if said:
        record(action="checks.confirmed", subject=application, actor=actor, call_id=call.id, details=said)
    finish_if_whole(application, rules, stored, actor)


def on_clarified(event: ApplicationClarified) -> None:
    """Let a second official look again at what the applicant has clarified."""
    for answer in queries.checks_for([event.application_id])[event.application_id].values():
        answer.confirmed_by_id = answer.confirmed_at = None
    db.session.flush()
