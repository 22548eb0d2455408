"""Complaints about decisions, brought as far as a test wants through the services."""

from sqlalchemy import select

from grants.accounts.models import Person, RoleKind, Seat
from grants.accounts.services import grant_role
from grants.awards.contests import services
from grants.awards.contests.models import Complaint, Ruling
from grants.awards.contests.services import Ruled
from grants.calls.models import Call
from grants.db import db
from grants.notices.models import Message
from tests.factories.awards import a_member, an_official_of, application_in
from tests.factories.people import a_person

COMMITTEE = {"size": 3, "quorum": 2, "decided_by": "committee"}

RIGHT = Ruled(Ruling.UPHELD, "Komisija neievēroja nolikuma 12. punktu.", "7/2030", is_judged_anew=True)


def a_complaint(call: Call, reference: str = "A-3", complainant: Person | None = None) -> Complaint:
    """Return a complaint that the applicant filed here."""
    actor = complainant or a_member(call, reference)
    return services.complain(
        application=application_in(call, reference), words="Vērtējums ir nepamatots.", file=None, actor=actor
    )


def ruled(complaint: Complaint, ruling: Ruled = RIGHT) -> Complaint:
    """Return a complaint after it was decided, as right and to be judged anew unless said otherwise."""
    official = an_official_of(complaint.application.call, name="Līga Lēmēja")
    return services.rule(complaint=complaint, ruled=ruling, actor=official)


def a_fresh_member(call: Call, name: str = "Jauna Vērtētāja") -> Person:
    """Return a member of the committee who has scored nothing."""
    person = a_person(name)
    grant_role(person=person, kind=RoleKind.EVALUATOR, actor=None, call_id=call.id, seat=Seat.SUBSTITUTE)
    return person


def judged_anew(complaint: Complaint, *marks: tuple[str, str], names: str = "ABCDE") -> Complaint:
    """Return a complaint after so many others have evaluated the application anew."""
    call = complaint.application.call
    for name, (first, second) in zip(names, marks, strict=False):
        person = a_fresh_member(call, f"Vērtētāja {name}")
        services.name_evaluator(
            complaint=complaint, person=person, actor=an_official_of(call, RoleKind.SECRETARY, name)
        )
        services.submit_fresh(
            complaint=complaint,
            marks={"2.1": first, "2.2": second},
            comments={"2.1": "Laba ideja.", "2.2": "Tāme saprotama."},
            actor=person,
        )
    return complaint


def told(event: str) -> set[str]:
    """Return the addresses to which a message about complaints went."""
    return set(db.session.scalars(select(Message.address).where(Message.event == event)))
