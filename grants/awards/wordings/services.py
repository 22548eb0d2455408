"""Use cases of the texts of letters: put one in own words, and go back."""

from hashlib import sha256

from flask_babel import gettext as _
from sqlalchemy import delete

from grants import clock
from grants.accounts.models import Person
from grants.awards.wordings.kinds import LetterKind
from grants.awards.wordings.labels import in_words
from grants.awards.wordings.language import flaws_in
from grants.awards.wordings.models import Wording
from grants.awards.wordings.places import Place
from grants.awards.wordings.queries import versions_of
from grants.calls.events import CallDiscarded
from grants.db import db, take_turns
from grants.errors import Invalid, Stale
from grants.journal.services import record


def write(*, place: Place, words: str, seen: int, actor: Person | None) -> Wording:
    """Put a text in own words from now on; letters that are prepared already keep theirs.

    `seen` is the version that was looked at, 0 where there was none. The words that are in force change nothing. Raise
    Invalid for what is no whole letter of its kind, naming every flaw with its place, Stale when somebody else wrote
    meanwhile.
    """
    require_whole(kind=place.kind, words=words)
    take_turns(place.name)
    last = _last(place)
    if last is not None and last.words == words:
        return last
    _require_seen(last, seen)
    return _add(place, words, last, actor)


def require_whole(*, kind: LetterKind, words: str) -> None:
    """Raise Invalid for what is no whole letter of its kind, naming every flaw with its place."""
    flaws = flaws_in(words, kind)
    if flaws:
        said = " ".join(in_words(flaw) for flaw in flaws)
        raise Invalid(_("This text cannot be a letter yet."), {"words": said})


def go_back(*, place: Place, seen: int, actor: Person | None) -> None:
    """Let the text of the organiser, or else of the service, hold again; without effect where it holds already.

    Raise Stale when somebody else wrote meanwhile.
    """
    take_turns(place.name)
    last = _last(place)
    if last is not None and last.words:
        _require_seen(last, seen)
        _add(place, "", last, actor)


def on_discarded(event: CallDiscarded) -> None:
    """Remove what was written for the letters of a draft that is removed."""
    db.session.execute(delete(Wording).where(Wording.call_id == event.call_id))


def _last(place: Place) -> Wording | None:
    return next(iter(versions_of(place)), None)


def _require_seen(last: Wording | None, seen: int) -> None:
    if seen != (last.revision if last else 0):
        raise Stale(_("Somebody else has changed this text meanwhile. Compare both and store yours again."))


def _add(place: Place, words: str, last: Wording | None, actor: Person | None) -> Wording:
    made = Wording(
        organiser_id=place.organiser_id,
        call_id=place.call_id,
        kind=place.kind,
        language=place.language,
        revision=(last.revision if last else 0) + 1,
        words=words,
        written_by_id=actor.id if actor else None,
        written_at=clock.now(),
    )
    db.session.add(made)
    db.session.flush()
    # The journal holds no free text, so it has the digest of the words.
    details = {"kind": place.kind.value, "revision": made.revision, "words": sha256(words.encode()).hexdigest()}
    record(action="wording.written", subject=made, actor=actor, call_id=place.call_id, details=details)
    return made
