"""Correct one's own e-mail address: ask, confirm from the new one, take back from the old one."""

import uuid

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, delete, exists, select, update
from sqlalchemy.exc import IntegrityError

from grants import clock
from grants.accounts.attempts import Ended
from grants.accounts.emails import normalised
from grants.accounts.events import AddressChanged
from grants.accounts.models import DeviceSession, Person
from grants.accounts.moving import notices
from grants.accounts.moving.models import AddressChange
from grants.accounts.moving.queries import BACK_LASTS, count_asked, moved_from, newest_of, waits
from grants.accounts.moving.tokens import BACK, CONFIRM, read
from grants.db import db, take_turns
from grants.errors import Conflict, Forbidden, Invalid
from grants.events import publish
from grants.journal.services import record
from grants.notices.readdressing import send_after

MAX_ASKED = 5
"""Changes that one person asks for in a day."""


def ask(*, person: Person, email: str) -> AddressChange:
    """Write to an address that a person wants to be known by; the same again while it waits writes nothing.

    Whether anybody has the address plays no part. Raise Invalid for what is none or is theirs already, Conflict for one
    too many.
    """
    take_turns(f"address of {person.id}")
    found = normalised(email)
    if found == person.email:
        words = _("This is your address already.")
        raise Invalid(words, {"email": words})
    newest = newest_of(person.id)
    if newest is not None and newest.email == found and waits(newest):
        return newest
    if count_asked(person.id) >= MAX_ASKED:
        raise Conflict(_("You asked for this too often today. Try again tomorrow."))
    change = AddressChange(person=person, before=person.email, email=found, asked_at=clock.now())
    db.session.add(change)
    db.session.flush()
    record(action="person.address_asked", subject=person, actor=person)
    notices.asked(change)
    return change


def to_confirm(*, token: str, actor: Person, held: bool = False) -> AddressChange:
    """Return the change that a link confirms, locked if it is to be held.

    Raise Ended when the link does not any more, Forbidden for another's.
    """
    change = _found(read(token, CONFIRM), held=held)
    if change.person_id != actor.id:
        raise Forbidden(_("Somebody else asked for this. Sign out, and sign in as the one who asked."))
    newest = newest_of(actor.id)
    if change.confirmed_at is None and (newest is None or newest.id != change.id or not waits(change)):
        raise Ended(_("This link does not work any more. Ask for the change again."))
    return change


def confirm(*, token: str, actor: Person, session_id: uuid.UUID | None) -> AddressChange:
    """Let a person be known by the new address from now on, and sign them out everywhere else; twice does nothing.

    Waiting messages go to the new address. Raise as `to_confirm` does, and Conflict for an address of another account.
    """
    change = to_confirm(token=token, actor=actor, held=True)
    if change.confirmed_at is not None:
        return change
    change.before, change.confirmed_at = actor.email, clock.now()
    _move(actor, change.email)
    elsewhere = DeviceSession.id != session_id if session_id else DeviceSession.id.is_not(None)
    _end_sessions(actor, elsewhere)
    record(action="person.address_changed", subject=actor, actor=actor)
    notices.changed(change)
    return change


def to_take_back(*, token: str, held: bool = False) -> AddressChange:
    """Return the change that a link takes back, locked if it is to be held; raise Ended when it does not any more."""
    change = _found(read(token, BACK), held=held)
    if change.confirmed_at is None or clock.now() >= change.confirmed_at + BACK_LASTS:
        raise Ended(_("This link does not work any more."))
    return change


def take_back(*, token: str) -> AddressChange:
    """Let a person be known by the address before, and sign everybody out; twice does nothing.

    It holds against whatever changed since. Raise Ended as `to_take_back` does, and Conflict for an address of another
    account.
    """
    change = to_take_back(token=token, held=True)
    if change.taken_back_at is not None:
        return change
    now = clock.now()
    since = (AddressChange.person_id == change.person_id) & (AddressChange.asked_at >= change.asked_at)
    db.session.execute(delete(AddressChange).where(since, AddressChange.confirmed_at.is_(None)))
    db.session.execute(update(AddressChange).where(since).values(taken_back_at=now))
    _move(change.person, change.before)
    _end_sessions(change.person, DeviceSession.id.is_not(None))
    record(action="person.address_taken_back", subject=change.person, actor=None)
    db.session.flush()
    return change


def require_not_moved(email: str) -> None:
    """Refuse to make an account for an address whose account has just left it, and may come back."""
    if moved_from(email) is not None and not db.session.scalar(select(exists().where(Person.email == email))):
        raise Ended(
            _(
                "The account of this address is known by another one since a few days ago: sign in with that one. If "
                "it was not you who changed it, open the link in the message about it that came to this address."
            )
        )


def _move(person: Person, email: str) -> None:
    before = person.email
    if db.session.scalar(select(exists().where(Person.email == email, Person.id != person.id))):
        raise _taken()
    try:
        with db.session.begin_nested():
            person.email = email
            db.session.flush()
    except IntegrityError as error:  # somebody else got it a moment ago
        raise _taken() from error
    send_after(person_id=person.id, before=before, address=email)
    publish(AddressChanged(person_id=person.id, before=before, email=email))


def _taken() -> Conflict:
    return Conflict(_("Another account is known by this address. Sign in with the address to use that one."))


def _found(change_id: uuid.UUID | None, *, held: bool) -> AddressChange:
    found = select(AddressChange).where(AddressChange.id == change_id)
    if held:
        found = found.with_for_update(of=AddressChange)
    change = db.session.scalars(found, execution_options={"populate_existing": True}).one_or_none()
    if change is None:
        raise Ended(_("This link does not work. It may be incomplete: copy all of it from the message."))
    return change


def _end_sessions(person: Person, which: ColumnElement[bool]) -> None:
    open_ones = update(DeviceSession).where(
        DeviceSession.person_id == person.id, DeviceSession.ended_at.is_(None), which
    )
    db.session.execute(open_ones.values(ended_at=clock.now()))
