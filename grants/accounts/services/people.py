"""Create people and change what they say about themselves."""

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from grants import clock
from grants.accounts.emails import normalised
from grants.accounts.models import Person
from grants.db import db
from grants.journal.services import record


def person_for(*, email: str, name: str = "", language: str = "lv", actor: Person | None = None) -> Person:
    """Return the person with an e-mail address, created if new; a name is only taken where none is known.

    Raises Invalid for what is no address.
    """
    email = normalised(email)
    person = _find(email) or _create(email, language, actor)
    if name and not person.name:
        person.name = name.strip()
    return person


def change_profile(*, person: Person, name: str, language: str) -> None:
    """Change a person's own name and language; what is the same already changes nothing."""
    db.session.refresh(person, ["name", "language"], with_for_update=True)
    if (person.name, person.language) == (name.strip(), language):
        return
    person.name, person.language = name.strip(), language
    db.session.flush()
    record(action="person.changed", subject=person, actor=person, details={"language": language})


def _find(email: str) -> Person | None:
    return db.session.scalar(select(Person).where(Person.email == email))


def _create(email: str, language: str, actor: Person | None) -> Person:
    person = Person(email=email, language=language, created_at=clock.now())
    try:
        with db.session.begin_nested():
            db.session.add(person)
    except IntegrityError:  # somebody else created them a moment ago
        return db.session.scalars(select(Person).where(Person.email == email)).one()
    record(action="person.created", subject=person, actor=actor)
    return person
