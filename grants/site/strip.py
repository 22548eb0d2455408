"""The strip above every page: what operators announce, and what is not answering.

Each process looks at most every ten seconds, however many pages it shows: what stands is put together from that look
for the moment of the request.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from flask import Flask, current_app
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from grants import clock
from grants.accounts.models import RoleKind
from grants.accounts.policies import holds, is_administrator
from grants.db import db
from grants.notices.health import SILENCE, WORKER
from grants.notices.models import Heartbeat
from grants.notices.sending.models import Kind, Trouble
from grants.site.banners.labels import KINDS
from grants.site.banners.models import Tone
from grants.site.banners.queries import ahead
from grants.web.reader import reader
from grants.web.requests import after_commit
from grants.web.slots import fill

LOOKS_AGAIN = timedelta(seconds=10)
"""How long a look holds: a notice put up elsewhere is on the pages of this process as soon as that."""
OFFICE = (RoleKind.ADMINISTRATOR, RoleKind.COORDINATOR, RoleKind.SECRETARY, RoleKind.AUDITOR)

_KEY = "grants.site.strip"


@dataclass(frozen=True)
class Announced:
    """Be a notice as it was read."""

    words: Mapping[str, str]
    tone: Tone
    begins_at: datetime
    ends_at: datetime


@dataclass(frozen=True)
class Look:
    """Hold what one look found."""

    at: datetime
    announced: tuple[Announced, ...]
    worker_seen: datetime | None
    mail_in_trouble: bool

    def holds_at(self, now: datetime) -> bool:
        """Tell whether it is recent enough; a clock that tests turn back makes it old too."""
        return abs(now - self.at) < LOOKS_AGAIN

    def standing(self) -> list[Announced]:
        """Return the notices that stand at the moment of the request."""
        now = clock.now()
        return [each for each in self.announced if each.begins_at <= now < each.ends_at]

    @property
    def worker_is_silent(self) -> bool:
        """Tell whether a worker that was there is not heard of any more; before there was one nobody can sign in."""
        return self.worker_seen is not None and self.at - self.worker_seen > SILENCE


def look() -> Look:
    """Return what stands, read now or a moment ago."""
    now = clock.now()
    found: Look | None = current_app.extensions.get(_KEY)
    if found is None or not found.holds_at(now):
        found = current_app.extensions[_KEY] = _found(now)
    return found


def forget(app: Flask) -> None:
    """Look anew at the next page of this process."""
    app.extensions.pop(_KEY, None)


def look_again() -> None:
    """Look anew once this request has stored what it changes."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001  # as werkzeug says
    forget(app)
    after_commit(lambda: forget(app))


def announced() -> tuple[object, ...]:
    """Return what stands for everybody, to be part of the key under which a whole page is remembered."""
    return tuple((each.begins_at, each.ends_at, *each.words.values()) for each in look().standing())


def mail_is_late() -> bool:
    """Tell whether a message that somebody waits for may take longer than it should."""
    found = look()
    return found.worker_is_silent or found.mail_in_trouble


def _found(now: datetime) -> Look:
    try:
        return _read(now)
    except OperationalError:  # a page that needs no database is shown without one
        db.session.rollback()
        return Look(at=now, announced=(), worker_seen=None, mail_in_trouble=False)


def _read(now: datetime) -> Look:
    beaten_at = select(Heartbeat.beaten_at).where(Heartbeat.name == WORKER).scalar_subquery()
    told = select(Trouble.id).where(Trouble.kind.in_(Kind), Trouble.told_at.is_not(None)).limit(1).scalar_subquery()
    worker_seen, trouble = db.session.execute(select(beaten_at, told)).one()
    return Look(
        at=now,
        announced=tuple(Announced(each.words, each.tone, each.begins_at, each.ends_at) for each in ahead(now)),
        worker_seen=worker_seen,
        mail_in_trouble=trouble is not None,
    )


def _shown() -> dict[str, Any] | None:
    """Return what stands above this page; what is not answering is the business of those who work here."""
    found, person = look(), reader()
    in_office = (found.worker_is_silent or found.mail_in_trouble) and holds(person, *OFFICE)
    standing = found.standing()
    if not standing and not in_office:
        return None
    return {
        "announced": standing,
        "kinds": KINDS,
        "silent": in_office and found.worker_is_silent,
        "in_trouble": in_office and found.mail_in_trouble,
        "administrator": in_office and is_administrator(person),
    }


def init_app(app: Flask) -> None:
    """Show the strip, and let a page say that mail is late."""
    fill(app, "layout.strip", "site/strip.html", _shown)
    app.jinja_env.globals["mail_is_late"] = mail_is_late
