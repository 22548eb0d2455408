"""Put a message in own words, go back, and try it on oneself."""

import uuid
from hashlib import sha256
from typing import TYPE_CHECKING

from flask_babel import gettext as _

from grants import clock
from grants.db import db, take_turns
from grants.errors import Invalid, NotFound, Stale
from grants.notices.filling import problem_in
from grants.notices.register import Audience, Event
from grants.notices.services import queue_words
from grants.notices.wording.editable import Editable, editable
from grants.notices.wording.models import NoticeText
from grants.notices.wording.places import Place
from grants.notices.wording.queries import versions_of
from grants.notices.words import Words
from grants.placeholders import named_in

if TYPE_CHECKING:
    from grants.accounts.models import Person

MAX_SUBJECT = 200
MAX_BODY = 20_000
EVENTS = (Event(name="notice_test", template="calls/notices/written", audience=Audience.OFFICIAL, urgent=True),)


def write(*, place: Place, subject: str, body: str, seen: int, actor: "Person") -> NoticeText:
    """Put a message in own words from now on; what was written before says what it said.

    `seen` is the version that was looked at, 0 where there was none. The words that are in force change nothing. Raise
    Invalid for what cannot be a message, Stale when somebody else wrote meanwhile, NotFound for what cannot be changed.
    """
    require_whole(place.event, subject, body)
    take_turns(place.name)
    last = _last(place)
    if last is not None and (last.subject, last.body) == (subject, body):
        return last
    _require_seen(last, seen)
    return _add(place, subject, body, last, actor)


def go_back(*, place: Place, seen: int, actor: "Person") -> None:
    """Let the words of the organiser, or else of the service, hold again; without effect where they hold already."""
    take_turns(place.name)
    last = _last(place)
    if last is not None and last.body:
        _require_seen(last, seen)
        _add(place, "", "", last, actor)


def try_out(*, words: Words, language: str, call_id: uuid.UUID | None, actor: "Person") -> None:
    """Send a message to whoever writes it, as it would look; to nobody else."""
    trial = Words(_("Test: %(subject)s", subject=words.subject)[:MAX_SUBJECT], words.body, words.signature)
    queue_words(
        event="notice_test", subject_id=uuid.uuid4(), person=actor, words=trial, language=language, call_id=call_id
    )


def require_whole(event: str, subject: str, body: str) -> Editable:
    """Return the message that a text is for; raise Invalid for what cannot be one, NotFound for none."""
    message = editable().get(event)
    if message is None:
        raise NotFound
    typed = (("subject", subject, MAX_SUBJECT), ("body", body, MAX_BODY))
    known = {each.code for each in message.fields}
    wrong = {name: told for name, text, most in typed if (told := problem_in(text, known, most))}
    missing = [each.code for each in message.fields if each.is_needed and each.code not in dict(named_in(body))]
    if "body" not in wrong and missing:
        wrong["body"] = _("%(name)s is missing: the message is of no use without it.", name=f"{{{missing[0]}}}")
    if wrong:
        raise Invalid(_("This text cannot be a message yet."), wrong)
    return message


def _last(place: Place) -> NoticeText | None:
    return next(iter(versions_of(place)), None)


def _require_seen(last: NoticeText | None, seen: int) -> None:
    if seen != (last.revision if last else 0):
        raise Stale(_("Somebody else has changed this text meanwhile. Compare both and store yours again."))


def _add(place: Place, subject: str, body: str, last: NoticeText | None, actor: "Person") -> NoticeText:
    from grants.journal.services import record  # not above: the journal's pages know people, who get messages from here

    made = NoticeText(
        organiser_id=place.organiser_id,
        call_id=place.call_id,
        event=place.event,
        language=place.language,
        revision=(last.revision if last else 0) + 1,
        subject=subject,
        body=body,
        written_by_id=actor.id,
        written_at=clock.now(),
    )
    db.session.add(made)
    db.session.flush()
    # The journal holds no free text, so it has the digest of the words.
    digest = sha256(f"{subject}\n{body}".encode()).hexdigest()
    details = {"event": place.event, "revision": made.revision, "words": digest}
    record(action="notice_text.written", subject=made, actor=actor, call_id=place.call_id, details=details)
    return made
