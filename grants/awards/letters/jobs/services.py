"""Begin a job, and do the next part of one."""

from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy import select

from grants import clock
from grants.accounts.models import Person
from grants.applications.models import Enclosure
from grants.awards.letters.jobs.joining import join_some
from grants.awards.letters.jobs.models import JobKind, LetterJob
from grants.awards.letters.jobs.verifying import verify_some
from grants.awards.letters.queries import ready_in
from grants.awards.stakes import require_declared, require_impartial_reader
from grants.calls import services as calls
from grants.calls.models import Call
from grants.db import db
from grants.errors import Conflict
from grants.journal.services import record

PARTS = {JobKind.VERIFY: verify_some, JobKind.PRINT: join_some}


def begin_verifying(*, call: Call, upload: Enclosure, actor: Person) -> LetterJob:
    """Let the worker verify an upload of signed letters; the same bytes while they are verified are the same job.

    Raise Forbidden for who must not read all letters of the call, Conflict before they have declared.
    """
    call = calls.lock(call.id, exclusive=True)
    require_impartial_reader(call, actor)
    require_declared(call, actor)
    for known in _unfinished(call, JobKind.VERIFY):
        if known.enclosure is not None and known.enclosure.sha256 == upload.sha256:
            return known
    return _begin(call, JobKind.VERIFY, actor, enclosure=upload)


def begin_printing(*, call: Call, actor: Person) -> LetterJob:
    """Let the worker join the letters that can be sent now into one file; while one is made, it is that one.

    Raise Conflict where no letter is ready, Forbidden for who must not read all letters of the call.
    """
    call = calls.lock(call.id, exclusive=True)
    require_impartial_reader(call, actor)
    for known in _unfinished(call, JobKind.PRINT):
        return known
    letters = [letter.id.hex for letter in ready_in(call, most=None)]
    if not letters:
        raise Conflict(_("Nothing is ready to be sent yet."))
    job = _begin(call, JobKind.PRINT, actor)
    job.found, job.total = letters, len(letters)
    db.session.flush()
    return job


def work_on_jobs() -> int:
    """Do the next part of the oldest job that is not ended; return 0 when none is left."""
    waiting = select(LetterJob).where(LetterJob.ended_at.is_(None)).order_by(LetterJob.begun_at, LetterJob.id)
    job = db.session.scalar(waiting.limit(1).with_for_update(skip_locked=True))
    if job is None:
        return 0
    with force_locale(job.begun_by.language):
        PARTS[job.kind](job)
    db.session.flush()
    return 1


def _unfinished(call: Call, kind: JobKind) -> list[LetterJob]:
    found = select(LetterJob).where(LetterJob.call_id == call.id, LetterJob.kind == kind, LetterJob.ended_at.is_(None))
    return list(db.session.scalars(found))


def _begin(call: Call, kind: JobKind, actor: Person, enclosure: Enclosure | None = None) -> LetterJob:
    job = LetterJob(
        call_id=call.id,
        kind=kind,
        enclosure_id=enclosure.id if enclosure else None,
        begun_by_id=actor.id,
        begun_at=clock.now(),
    )
    db.session.add(job)
    db.session.flush()
    action = f"letters.{kind.value}_begun"
    record(action=action, subject=job, actor=actor, call_id=call.id)
    return job
