"""What stands in the way of mail: noted once for all workers, told once, and over when it is over.

While the mail server does not answer nobody asks it but one worker at a time, less and less often: the circuit breaker.
"""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import Flask
from flask_babel import lazy_gettext as _l
from sqlalchemy import Select, delete, select, update

from config import Settings
from grants import clock
from grants.db import MAX_LINE, db, reading, take_turns
from grants.events import publish
from grants.notices.channels import oldest_due
from grants.notices.outcomes import OUTAGE_WAIT
from grants.notices.sending.models import Kind, Trouble

FIRST_WAIT = timedelta(seconds=5)
"""How long nobody asks a mail server that did not answer; twice as long each time, until OUTAGE_WAIT."""
WORTH_TELLING = 3
"""Times that a mail server did not answer, one after the other, before somebody is told."""
ONE_ASKS = timedelta(seconds=45)
"""For so long one worker alone asks whether the server is back: longer than connecting may take."""

BEGAN = {Kind.SERVER: "mail.server_lost", Kind.WAITING: "mail.waits_too_long"}
OVER = {Kind.SERVER: "mail.server_back", Kind.WAITING: "mail.waits_no_more"}

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class TroubleBegan:
    """Tell that something stands in the way of mail for so long that a person should know; once."""

    kind: Kind
    words: str


@dataclass(frozen=True)
class TroubleOver:
    """Tell that what somebody was told of is over."""

    kind: Kind


def may_ask() -> bool:
    """Tell whether the mail server may be asked now: nothing is known against it, or it is our turn to try. Commits."""
    with reading():
        retry_at = db.session.scalar(select(Trouble.retry_at).where(Trouble.kind == Kind.SERVER))
    if retry_at is None:
        return True
    now = clock.now()
    ours = (Trouble.kind == Kind.SERVER) & (Trouble.retry_at <= now)
    turn = db.session.execute(update(Trouble).where(ours).values(retry_at=now + ONE_ASKS).returning(Trouble.id)).all()
    db.session.commit()
    return bool(turn)


def server_is_lost(words: str) -> datetime:
    """Note that the mail server did not answer; return until when nobody asks it again."""
    trouble = _note(Kind.SERVER, words)
    trouble.tries += 1
    trouble.retry_at = clock.now() + min(FIRST_WAIT * 2 ** min(trouble.tries - 1, 10), OUTAGE_WAIT)
    if trouble.tries >= WORTH_TELLING:
        _tell(trouble)
    return trouble.retry_at


def server_is_back() -> None:
    """Note that the mail server answered."""
    _end(Kind.SERVER)


def watch(settings: Settings) -> None:
    """Note, and tell once, that something of any channel has been due for too long; or that it is not any more."""
    limit = clock.now() - timedelta(minutes=settings.mail_alarm)
    oldest = oldest_due()
    if oldest is not None and oldest < limit:
        _tell(_note(Kind.WAITING, f"the oldest message has been due since {oldest:%Y-%m-%d %H:%M} UTC"))
    else:
        _end(Kind.WAITING)


def told() -> list[Trouble]:
    """Return what stands in the way of mail now, as far as somebody was told of it."""
    return list(db.session.scalars(select(Trouble).where(Trouble.told_at.is_not(None)).order_by(Trouble.kind)))


def init_app(app: Flask) -> None:
    """Let the journal say what is noted here."""
    from grants.journal.words import offer_actions, offer_kind  # not above: the journal knows people, who get messages

    offer_kind(app, "trouble", _l("sending of messages"))
    offer_actions(
        app,
        {
            "mail.server_lost": _l("Mail server does not answer"),
            "mail.server_back": _l("Mail server answers again"),
            "mail.waits_too_long": _l("Messages wait for too long"),
            "mail.waits_no_more": _l("Messages leave again"),
        },
    )


def _note(kind: Kind, words: str) -> Trouble:
    """Return the row of a trouble under its lock, new if it has just begun."""
    take_turns(f"mail trouble {kind.value}")
    found = db.session.scalar(_of(kind), execution_options={"populate_existing": True})
    if found is None:
        found = Trouble(kind=kind, began_at=clock.now(), words="", tries=0)
        db.session.add(found)
    found.words = words[:MAX_LINE]
    return found


def _of(kind: Kind) -> Select[Trouble]:
    return select(Trouble).where(Trouble.kind == kind).with_for_update()


def _end(kind: Kind) -> None:
    with reading():
        there = db.session.scalar(select(Trouble.id).where(Trouble.kind == kind))
    if there is None:
        return
    found = db.session.scalar(_of(kind), execution_options={"populate_existing": True})
    if found is None:
        return
    if found.told_at is not None:
        _log.warning("over: %s", found.kind.value)
        _record(OVER[kind], found)
        publish(TroubleOver(kind))
    db.session.execute(delete(Trouble).where(Trouble.id == found.id))


def _tell(trouble: Trouble) -> None:
    if trouble.told_at is not None:
        return
    trouble.told_at = clock.now()
    _log.error("%s: %s", trouble.kind.value, trouble.words)
    _record(BEGAN[trouble.kind], trouble)
    publish(TroubleBegan(trouble.kind, trouble.words))


def _record(action: str, trouble: Trouble) -> None:
    from grants.journal.services import record  # not above: the journal's pages know people, who get messages from here

    record(action=action, subject=trouble, actor=None)
