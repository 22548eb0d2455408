"""People, organisers and roles, made through the services; and a quick way to be signed in."""

from itertools import count
from uuid import UUID

from grants.accounts import services
from grants.accounts.current import SESSION
from grants.accounts.models import Organiser, Person, RoleKind
from grants.db import db
from tests.support.visitor import Visitor

_numbers = count(1)


def a_person(name: str = "Anna Ozola", email: str = "", language: str = "en") -> Person:
    """Return a new person with an address of their own."""
    return services.person_for(email=email or f"person{next(_numbers)}@example.org", name=name, language=language)


def an_organiser(slug: str = "", name: str = "Liepkalne") -> Organiser:
    """Return a new organiser."""
    return services.organiser_for(slug=slug or f"organiser-{next(_numbers)}", name=name)


def an_administrator(name: str = "Ada Ministrator") -> Person:
    """Return a new administrator."""
    person = a_person(name)
    services.grant_role(person=person, kind=RoleKind.ADMINISTRATOR, actor=None)
    return person


def an_official(kind: RoleKind, organiser: Organiser, name: str = "Otto Official") -> Person:
    """Return a new person who holds a role in an organiser."""
    person = a_person(name)
    services.grant_role(person=person, kind=kind, actor=None, organiser_id=organiser.id)
    return person


def sign_in(visitor: Visitor, person: Person) -> Visitor:
    """Give a visitor the session of a person without asking for a message; pages are in the person's language."""
    session_id = services.begin_session(person=person)
    db.session.commit()
    return carry(visitor, session_id, person.language)


def carry(visitor: Visitor, session_id: UUID, language: str) -> Visitor:
    """Give a visitor the cookie of a session, with pages in a language."""
    with visitor.session_transaction() as session:
        session.update({SESSION: str(session_id), "language": language})
        session.permanent = True
    return visitor
