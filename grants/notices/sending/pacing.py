"""How fast mail leaves: at most so many messages a minute in all, and to one domain, over all workers and machines.

Each limited domain has one row with the moment of its next message (a virtual schedule, ITU-T I.371). What is urgent
is counted and never held up.
"""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, select, true

from config import Settings
from grants import clock
from grants.db import db, take_turns
from grants.notices.models import Message
from grants.notices.register import URGENT_PRIORITY
from grants.notices.sending.models import Pace

EVERYTHING = ""
"""The domain that stands for all mail."""
AHEAD = timedelta(seconds=5)
"""By how much messages may leave before their moment, because workers come every few seconds."""


def domain_of(address: str) -> str:
    """Return the domain of an address in lower case."""
    return address.rpartition("@")[2].lower()


def at_rest(settings: Settings) -> ColumnElement[bool]:
    """Return the condition that no limit holds a message up now."""
    if not (settings.mail_rate or settings.mail_domain_rate):
        return true()
    held_up = set(db.session.scalars(select(Pace.domain).where(Pace.next_at > clock.now() + AHEAD)))
    urgent = Message.priority <= URGENT_PRIORITY
    if EVERYTHING in held_up:
        return urgent
    free: ColumnElement[bool] = true()
    for domain in held_up:
        free &= ~Message.address.iendswith(f"@{domain}", autoescape=True)
    return urgent | free


def take(address: str, priority: int, settings: Settings) -> bool:
    """Count a message that is to leave now; return False, and count nothing, if its limit holds it up."""
    if not (settings.mail_rate or settings.mail_domain_rate):
        return True
    limits = [
        (domain, timedelta(minutes=1) / rate)
        for domain, rate in ((EVERYTHING, settings.mail_rate), (domain_of(address), settings.mail_domain_rate))
        if rate
    ]
    now = clock.now()
    paces = [(_pace(domain, now), between) for domain, between in limits]
    if priority > URGENT_PRIORITY and any(pace.next_at > now + AHEAD for pace, _between in paces):
        return False
    for pace, between in paces:
        pace.next_at = max(pace.next_at, now) + between
    return True


def _pace(domain: str, now: datetime) -> Pace:
    """Return the row of a domain, which nobody else changes until the transaction ends; a new one begins now."""
    take_turns(f"mail to {domain}")
    query = select(Pace).where(Pace.domain == domain)
    found = db.session.scalar(query, execution_options={"populate_existing": True})
    if found is None:
        found = Pace(domain=domain, next_at=now)
        db.session.add(found)
        db.session.flush()
    return found
