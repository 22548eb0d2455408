"""The people of one application, as tests invite and find them."""

from sqlalchemy import select

from grants.accounts.models import Person
from grants.applications import services
from grants.applications.models import Application, ApplicationMember, Right
from grants.db import db
from grants.journal.models import Entry

BRUNO = "bruno@example.org"


def address(application: Application, end: str = "/people") -> str:
    """Return the address of a page of an application, once everything is stored."""
    db.session.commit()
    return f"/applications/{application.id}{end}"


def let_in(application: Application, actor: Person, email: str = BRUNO, right: Right = Right.READ) -> ApplicationMember:
    """Invite somebody, Bruno unless named."""
    return services.let_in(application=application, email=email, name="Brunītis", right=right, actor=actor)


def member_of(application: Application, person: Person) -> ApplicationMember:
    """Return the membership of a person, accepted or not."""
    return next(each for each in application.memberships if each.person_id == person.id)


def noted() -> list[str]:
    """Return what the journal says was done to members, in order."""
    entries = select(Entry.action).where(Entry.action.like("application.person%")).order_by(Entry.recorded_at, Entry.id)
    return list(db.session.scalars(entries))
