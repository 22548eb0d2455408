"""The people who work on an application: whoever leads it lets others in and out. They belong to nothing else."""

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from grants import clock
from grants.accounts.models import Person
from grants.accounts.services import person_for
from grants.applications import notices
from grants.applications.models import Application, ApplicationMember, Right
from grants.applications.policies import may_lead
from grants.applications.services.locking import lock
from grants.applications.services.steps import note
from grants.db import db
from grants.errors import Conflict, Forbidden

MAX_MEMBERS = 20
"""People who may work on one application."""


def let_in(*, application: Application, email: str, name: str, right: Right, actor: Person) -> ApplicationMember:
    """Let somebody work on an application and tell them; whoever is in already gets the right that is given now.

    Raise Forbidden unless the actor leads the application, Conflict beyond MAX_MEMBERS or for the lead's own right.
    """
    lock(application)
    _require_lead(application, actor)
    person = person_for(email=email, name=name, actor=actor)
    member = next((each for each in application.members if each.person_id == person.id), None)
    if member is not None and member.leads:
        raise Conflict(_l("Whoever leads the application keeps every right in it."))
    if member is not None and member.right is right:
        return member
    if member is None:
        member = _new_member(application, person, right)
        db.session.flush()
        notices.let_in(application, member)
    member.right = right
    db.session.flush()
    note(application, "application.person_let_in", actor, details={"person": person.id, "right": right.value})
    return member


def let_out(*, application: Application, member: ApplicationMember, actor: Person) -> None:
    """End somebody's work on an application, a second time without effect.

    Raise Forbidden unless the actor leads the application, Conflict for the lead.
    """
    lock(application)
    _require_lead(application, actor)
    if db.session.scalar(select(ApplicationMember.id).where(ApplicationMember.id == member.id)) is None:
        return
    if member.leads:
        raise Conflict(_l("Whoever leads the application cannot be taken out of it."))
    application.members.remove(member)
    db.session.delete(member)
    db.session.flush()
    note(application, "application.person_let_out", actor, details={"person": member.person_id})


def _new_member(application: Application, person: Person, right: Right) -> ApplicationMember:
    if len(application.members) >= MAX_MEMBERS:
        raise Conflict(_l("At most %(most)s people work on one application.", most=MAX_MEMBERS))
    member = ApplicationMember(person_id=person.id, person=person, right=right, added_at=clock.now())
    application.members.append(member)
    return member


def _require_lead(application: Application, actor: Person) -> None:
    if not may_lead(actor, application):
        raise Forbidden(_l("Whoever leads the application decides who works on it."))
