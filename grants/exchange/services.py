"""Use case: take a whole competition in from a bundle, as it was somewhere else; nothing is sent to anybody."""

import re
import unicodedata
import uuid
from collections.abc import Mapping

from sqlalchemy import select

from grants import clock
from grants.accounts.models import Organiser, Person, RoleKind, Seat
from grants.accounts.services import grant_role, organiser_for, person_for
from grants.awards.deliberation.models import MarksOpening
from grants.awards.queries import decisions_of, standing_of
from grants.awards.separations import written
from grants.calls.models import Call, Stage
from grants.calls.rules.document import OrganiserContact
from grants.calls.rules.problems import InvalidDocument
from grants.calls.services import create
from grants.db import db
from grants.exchange.bundle import Bundle
from grants.exchange.rows import application_row, complaint_rows, decision_row, judgement_rows, made_decision, tie_rows
from grants.exchange.storable import unstorable
from grants.journal.services import record


def import_bundle(*, bundle: Bundle, actor: Person | None, evaluators: Mapping[str, str] | None = None) -> Call:
    """Store a competition from a bundle; `evaluators` maps their ids to e-mail addresses where these are known.

    A call without applications comes in as a draft. One with decisions has published its results, one with sheets is
    deliberated, any other is being checked. Raise InvalidDocument with everything this site cannot hold, and Invalid
    with the field `slug` if the address is taken.
    """
    problems = unstorable(bundle)
    if problems:
        raise InvalidDocument(problems)
    call = create(organiser_id=organiser_of(bundle.call.organiser, actor).id, rules=bundle.call, actor=actor)
    if not bundle.applications:
        return call
    people = _evaluators(bundle, call, actor, evaluators or {})
    call.stage = stage_of(bundle)
    call.closing_done_at = clock.now()
    if call.stage is Stage.DELIBERATION and bundle.call.scoring.opened_by_two:
        # Whoever has the file has its marks: there is nothing left to seal.
        db.session.add(MarksOpening(call_id=call.id, proposed_at=clock.now(), confirmed_at=clock.now()))
    _store_applications(bundle, call, people)
    _keep_the_order_of_equals(call)
    details = {"applications": len(bundle.applications), "digest": call.rules_digest}
    record(action="call.imported", subject=call, actor=actor, call_id=call.id, target=call.stage.value, details=details)
    return call


def stage_of(bundle: Bundle) -> Stage:
    """Return how far the competition in a bundle has come."""
    if any(made_decision(entry) for entry in bundle.applications):
        return Stage.RESULTS_PUBLISHED
    if any(entry.evaluations or entry.consensus for entry in bundle.applications):
        return Stage.DELIBERATION
    return Stage.CHECKING if bundle.applications else Stage.DRAFT


def organiser_of(contact: OrganiserContact, actor: Person | None) -> Organiser:
    """Return the organiser a rules document names, entered if it is new."""
    known = db.session.scalar(select(Organiser).where(Organiser.name == contact.name).order_by(Organiser.slug).limit(1))
    return known or organiser_for(
        slug=slug_of(contact.name),
        name=contact.name,
        registration_number=contact.registration_number,
        address=contact.address,
        email=contact.email,
        phone=contact.phone,
        actor=actor,
    )


def slug_of(name: str) -> str:
    """Return a name as part of an address: „Rēzeknes pilsēta” becomes `rezeknes-pilseta`."""
    letters = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", letters).strip("-")[:80].strip("-") or "organiser"


def _evaluators(bundle: Bundle, call: Call, actor: Person | None, addresses: Mapping[str, str]) -> dict[str, Person]:
    people = {}
    for evaluator in bundle.evaluators:
        # An address under .example reaches nobody: who is only known from a file cannot sign in.
        address = addresses.get(evaluator.id) or f"{uuid.uuid4().hex}@bundle.example"
        person = person_for(email=address, name=evaluator.name, actor=actor)
        grant_role(person=person, kind=RoleKind.EVALUATOR, actor=actor, call_id=call.id, seat=Seat.MEMBER)
        people[evaluator.id] = person
    return people


def _store_applications(bundle: Bundle, call: Call, people: Mapping[str, Person]) -> None:
    applications = [application_row(entry, call, bundle.call) for entry in bundle.applications]
    db.session.add_all(applications)
    db.session.flush()
    for place, (entry, application) in enumerate(zip(bundle.applications, applications, strict=True), start=1):
        db.session.add_all(judgement_rows(entry, application, people))
        if (decision := made_decision(entry)) is not None:
            due_at = bundle.call.schedule.decision_due_at
            made = decision_row(decision, application, f"{call.slug}/{place}", due_at)
            db.session.add(made)
            db.session.flush()
            db.session.add_all(complaint_rows(entry, made))
    db.session.add_all(tie_rows(bundle, call))
    db.session.flush()


def _keep_the_order_of_equals(call: Call) -> None:
    """Write beside each decision what put it before or after others with as many points; a file does not say it."""
    if call.stage is not Stage.RESULTS_PUBLISHED:
        return
    standing, decisions = standing_of(call), decisions_of(call)
    for reference, application in standing.applications.items():
        if application.id in decisions:
            decisions[application.id].separated_by = written(standing.separations_of(reference))
    db.session.flush()
