"""The people who work on an application: whoever leads it invites others, who come in when they accept.

An invitation takes no right away: it cannot keep an evaluator or official from judging until they accept it.
"""

from flask_babel import lazy_gettext as _l

from grants import clock
from grants.accounts.models import Person
from grants.accounts.services import person_for
from grants.applications import notices
from grants.applications.invitations import invitation_in
from grants.applications.models import Application, ApplicationMember, Right
from grants.applications.policies import has_right, may_end, may_lead, takes_people
from grants.applications.services.locking import hold
from grants.applications.services.steps import note
from grants.db import db
from grants.errors import Conflict, Forbidden

MAX_MEMBERS = 20
"""People who work on one application or are invited to."""
MAX_INVITATIONS = 100
"""Invitations to one application, those that ended included: each sends a message."""


def let_in(*, application: Application, email: str, name: str, right: Right, actor: Person) -> ApplicationMember:
    """Invite somebody to work on a draft and tell them; whoever is there already gets the right that is given now.

    Raise Forbidden unless the actor leads the application, Conflict once it was sent in or the call is closed, beyond
    MAX_MEMBERS or MAX_INVITATIONS, or for the lead's own right.
    """
    application = hold(application.id)
    if not may_lead(actor, application):
        raise Forbidden(_l("Whoever leads the application decides who works on it."))
    if not takes_people(application):
        raise Conflict(_l("People are invited only while the application is a draft and the call is open."))
    person = person_for(email=email, actor=actor)
    member = next((each for each in application.present if each.person_id == person.id), None)
    if member is None:
        return _invite(application, person, name, right, actor)
    if member.leads:
        raise Conflict(_l("Whoever leads the application keeps every right in it."))
    if member.right is not right:
        member.right = right
        _note(application, member, "right_changed", actor, right=right.value)
    return member


def accept(*, application: Application, actor: Person) -> None:
    """Come in as one was invited, a second time without effect.

    Raise NotFound for who was never invited, Conflict when the invitation ended, or once the application was sent in
    or the call is closed.
    """
    application = hold(application.id)
    member = invitation_in(application, actor)
    if member.works:
        return
    if member.ended_at is not None:
        raise Conflict(_l("This invitation is over. Whoever leads the application can invite you again."))
    if not takes_people(application):
        raise Conflict(_l("Invitations are accepted only while the application is a draft and the call is open."))
    member.accepted_at = clock.now()
    _note(application, member, "accepted", actor)


def decline(*, application: Application, actor: Person) -> None:
    """Answer an invitation with no, a second time without effect.

    Raise NotFound for who was never invited, Conflict when the invitation was accepted.
    """
    application = hold(application.id)
    member = invitation_in(application, actor)
    if member.accepted_at is not None:
        raise Conflict(_l("You have accepted this invitation. The list of people is where you leave the application."))
    _end(application, member, "declined", actor)


def let_out(*, application: Application, member: ApplicationMember, actor: Person) -> None:
    """End somebody's work on an application, one's own too, or take an invitation back; a second time without effect.

    Raise Conflict for the lead, Forbidden unless the actor leads the application or leaves it.
    """
    application = hold(application.id)
    if member.leads:
        raise Conflict(_l("Whoever leads the application cannot be taken out of it."))
    if member.ended_at is None and not may_end(actor, member, application):
        raise Forbidden(_l("Whoever leads the application decides who works on it."))
    _end(application, member, "ended", actor)


def hand_over(*, application: Application, member: ApplicationMember, actor: Person) -> None:
    """Let another member lead; whoever led keeps the right to sign. A second time does nothing.

    Raise Forbidden unless the actor leads the application, Conflict for who has not accepted or left.
    """
    application = hold(application.id)
    if member.leads and member.works and has_right(actor, application, Right.SIGN):
        return
    if not may_lead(actor, application):
        raise Forbidden(_l("Whoever leads the application decides who leads it next."))
    if not member.works:
        raise Conflict(_l("Only who works on the application can lead it."))
    before = application.lead
    if before is not None:
        before.leads = False
        db.session.flush()
    member.leads, member.right = True, Right.SIGN
    _note(application, member, "leads", actor)
    notices.leads(application, member, actor)


def _invite(application: Application, person: Person, name: str, right: Right, actor: Person) -> ApplicationMember:
    if len(application.present) >= MAX_MEMBERS:
        raise Conflict(_l("At most %(most)s people work on one application, those invited included.", most=MAX_MEMBERS))
    if len(application.memberships) >= MAX_INVITATIONS:
        raise Conflict(_l("At most %(most)s invitations can be sent for one application.", most=MAX_INVITATIONS))
    member = ApplicationMember(person=person, right=right, invited_name=name.strip(), added_at=clock.now())
    application.memberships.append(member)
    _note(application, member, "invited", actor, right=right.value)
    notices.let_in(application, member)
    return member


def _end(application: Application, member: ApplicationMember, how: str, actor: Person) -> None:
    if member.ended_at is None:
        member.ended_at = clock.now()
        _note(application, member, how, actor)


def _note(application: Application, member: ApplicationMember, what: str, actor: Person, **details: str) -> None:
    """Store what was done to a member and write it into the journal, with codes and ids only."""
    db.session.flush()
    note(application, f"application.person_{what}", actor, details={"person": member.person_id, **details})
