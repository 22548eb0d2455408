"""Take signed letters in: all of an upload, or nothing of it."""

from collections.abc import Sequence
from typing import NamedTuple

from flask_babel import gettext as _
from sqlalchemy import select

from grants import clock
from grants.accounts.models import Person
from grants.applications.models import Enclosure
from grants.awards.letters.models import Letter, LetterState
from grants.awards.letters.signed import SignedLetter
from grants.awards.letters.workflow import WORKFLOW, Step
from grants.awards.stakes import require_declared, require_impartial_reader
from grants.calls import services as calls
from grants.calls.models import Call
from grants.db import db
from grants.errors import Conflict
from grants.journal.services import record
from grants.web.uploads import Uploaded


class Kept(NamedTuple):
    """Be a signed letter whose bytes are put away."""

    letter: SignedLetter
    file: Uploaded


def take_signed(*, call: Call, kept: Sequence[Kept], actor: Person) -> int:
    """Keep signed letters, by their numbers, and return how many are new; the same file again changes nothing.

    A letter that was not sent yet takes another signed file in the place of its first. Raise Conflict, and keep
    nothing, when one of them was sent, prepared anew or became void meanwhile or before the actor has declared,
    Forbidden for who must not read them all.
    """
    call = calls.lock(call.id, exclusive=True)
    require_impartial_reader(call, actor)
    require_declared(call, actor)
    wanted = select(Letter).where(
        Letter.call_id == call.id,
        Letter.number.in_([one.letter.number for one in kept]),
        Letter.state.in_((LetterState.PREPARED, LetterState.SIGNED)),
    )
    found = {
        letter.number: letter for letter in db.session.scalars(wanted, execution_options={"populate_existing": True})
    }
    if len(found) < len(kept):
        raise Conflict(
            _("Some of these letters were sent, prepared anew or became void meanwhile. Look at the list again.")
        )
    new = [one for one in kept if not _is_known(found[one.letter.number], one.file)]
    for one in new:
        _sign(found[one.letter.number], one, actor)
    db.session.flush()
    return len(new)


def _is_known(letter: Letter, file: Uploaded) -> bool:
    return letter.signed is not None and letter.signed.sha256 == file.sha256


def _sign(letter: Letter, kept: Kept, actor: Person) -> None:
    enclosure = Enclosure(
        call_id=letter.call_id,
        application_id=letter.application_id,
        name=kept.file.name,
        media_type=kept.file.media_type,
        size=kept.file.size,
        sha256=kept.file.sha256,
        storage_key=kept.file.key,
        added_by_id=actor.id,
        added_at=clock.now(),
    )
    db.session.add(enclosure)
    db.session.flush()
    letter.signed_id, letter.signatures, letter.signed_at = enclosure.id, kept.letter.signatures, clock.now()
    letter.state = WORKFLOW.target(letter.state, Step.SIGN)
    details = {"sha256": kept.file.sha256, "signatures": len(kept.letter.signatures)}
    record(action="letter.signed", subject=letter, actor=actor, call_id=letter.call_id, details=details)
