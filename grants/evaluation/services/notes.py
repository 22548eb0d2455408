"""Keep what evaluators write down for themselves, and delete it once nobody judges any more."""

from flask_babel import gettext as _
from sqlalchemy import delete, select

from grants import clock
from grants.accounts.models import Person
from grants.applications.events import ApplicationWithdrawn
from grants.applications.models import Application
from grants.applications.services.locking import lock
from grants.calls.events import CallCancelled, StageChanged
from grants.calls.models import Stage
from grants.db import db
from grants.errors import Conflict, Forbidden, Invalid, Stale
from grants.evaluation import policies, queries
from grants.evaluation.models import PrivateNote
from grants.evaluation.seats.queries import has_signed

MAX_NOTE = 10_000
"""Characters of one note."""


def keep_note(*, application: Application, actor: Person, words: str, revision: int) -> int:
    """Keep what an evaluator notes about an application, nothing to delete it; return its revision now, 0 for none.

    The same again changes nothing. Nothing of it is journalled. Raise Forbidden for an application of one's own or one
    with a conflict of interest, Conflict once the results are published, Invalid for too much, Stale when it was saved
    in another tab.
    """
    call = lock(application)
    if call.stage not in policies.NOTABLE:
        raise Conflict(_("Notes are written until the results are published."))
    declaration = queries.declaration_of(actor, application)
    if not policies.may_judge(actor, application) or (declaration is not None and declaration.conflict):
        raise Forbidden(_("You do not judge this application."))
    if declaration is None and not has_signed(actor, call):
        raise Forbidden(_("Take your seat first: sign what every member of the committee promises."))
    if len(words) > MAX_NOTE:
        problem = _("A note has at most %(most)s characters.", most=MAX_NOTE)
        raise Invalid(problem, {"words": problem})
    note = queries.note_by(actor, application)
    if words == (note.words if note else ""):
        return note.revision if note else 0
    if revision != (note.revision if note else 0):
        raise Stale(_("This note was saved meanwhile, perhaps in another tab."))
    if note and not words:
        db.session.delete(note)
        db.session.flush()
        return 0
    note = note or PrivateNote(application_id=application.id, writer_id=actor.id, revision=0)
    note.words, note.revision, note.saved_at = words, note.revision + 1, clock.now()
    db.session.add(note)
    db.session.flush()
    return note.revision


def forget_note(application: Application, person: Person) -> None:
    """Delete what somebody noted about an application that they do not judge any more."""
    own = PrivateNote.application_id == application.id, PrivateNote.writer_id == person.id
    db.session.execute(delete(PrivateNote).where(*own))


def on_stage_changed(event: StageChanged) -> None:
    """Delete all notes about a call whose results are published."""
    if event.target is Stage.RESULTS_PUBLISHED:
        _forget_call(event)


def on_cancelled(event: CallCancelled) -> None:
    """Delete all notes about a call that was cancelled."""
    _forget_call(event)


def on_withdrawn(event: ApplicationWithdrawn) -> None:
    """Delete all notes about an application that was taken back."""
    db.session.execute(delete(PrivateNote).where(PrivateNote.application_id == event.application_id))


def _forget_call(event: StageChanged | CallCancelled) -> None:
    applications = select(Application.id).where(Application.call_id == event.call_id)
    db.session.execute(delete(PrivateNote).where(PrivateNote.application_id.in_(applications)))
