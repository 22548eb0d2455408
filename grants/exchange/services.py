"""Use case: take a whole competition in from a bundle, as it was somewhere else; nothing is sent to anybody."""

import re
import unicodedata
import uuid
from collections.abc import Mapping
from datetime import timedelta

from sqlalchemy import select

from grants import clock
from grants.accounts.models import Organisation, OrganisationKind, Organiser, Person, RoleKind, Seat
from grants.accounts.services import grant_role, organiser_for, person_for
from grants.applications.models import Application, ApplicationState
from grants.awards.models import Decision, Outcome, SettledBy, TieOrder
from grants.calls.models import Call, Stage
from grants.calls.rules.document import OrganiserContact
from grants.calls.services import create
from grants.db import db
from grants.evaluation.models import Answer, CheckAnswer, ConflictKind, Declaration, Sheet, SheetState
from grants.exchange import bundle as shapes
from grants.journal.services import record

Evaluators = Mapping[str, Person]


def import_bundle(*, bundle: shapes.Bundle, actor: Person | None, evaluators: Mapping[str, str] | None = None) -> Call:
    """Store a competition from a bundle; `evaluators` maps their ids to e-mail addresses where these are known.

    A call without applications comes in as a draft. One with decisions has published its results, one with sheets is
    deliberated, any other is being checked. Raise Invalid with the field `slug` if the address is taken.
    """
    call = create(organiser_id=organiser_of(bundle.call.organiser, actor).id, rules=bundle.call, actor=actor)
    if not bundle.applications:
        return call
    people = _evaluators(bundle, call, actor, evaluators or {})
    call.stage = stage_of(bundle)
    call.closing_done_at = clock.now()
    applications = [_application(entry, call) for entry in bundle.applications]
    db.session.add_all(applications)
    db.session.flush()
    for place, (entry, application) in enumerate(zip(bundle.applications, applications, strict=True), start=1):
        _judgement(entry, application, people)
        if entry.decision is not None:
            _decision(entry.decision, application, number=f"{call.slug}/{place}")
    _ties(bundle, call)
    db.session.flush()
    details = {"applications": len(bundle.applications), "digest": call.rules_digest}
    record(action="call.imported", subject=call, actor=actor, call_id=call.id, target=call.stage.value, details=details)
    return call


def stage_of(bundle: shapes.Bundle) -> Stage:
    """Return how far the competition in a bundle has come."""
    if any(entry.decision for entry in bundle.applications):
        return Stage.RESULTS_PUBLISHED
    if any(entry.evaluations for entry in bundle.applications):
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


def _evaluators(
    bundle: shapes.Bundle, call: Call, actor: Person | None, addresses: Mapping[str, str]
) -> dict[str, Person]:
    people = {}
    for evaluator in bundle.evaluators:
        # An address under .invalid reaches nobody: who is only known from a file cannot sign in.
        address = addresses.get(evaluator.id) or f"{uuid.uuid4().hex}@bundle.invalid"
        person = person_for(email=address, name=evaluator.name, actor=actor)
        grant_role(person=person, kind=RoleKind.EVALUATOR, actor=actor, call_id=call.id, seat=Seat.MEMBER)
        people[evaluator.id] = person
    return people


def _application(entry: shapes.Application, call: Call) -> Application:
    withdrawn = entry.status == "withdrawn"
    organisation = Organisation(
        kind=OrganisationKind(entry.applicant.kind),
        name=entry.applicant.name,
        registration_number=entry.applicant.registration_number,
        created_at=clock.now(),
    )
    return Application(
        id=uuid.uuid4(),
        call_id=call.id,
        version=call.version,
        organisation=organisation,
        title=entry.title,
        applicant=entry.applicant.model_dump(include={"kind", "name", "registration_number"}),
        requested=entry.requested,
        answers=dict(entry.answers),
        state=ApplicationState.WITHDRAWN if withdrawn else _state(entry, call),
        channel=entry.channel,
        reference=entry.reference,
        created_at=clock.now(),
        saved_at=clock.now(),
        submitted_at=entry.submitted_at,
        withdrawn_at=clock.now() if withdrawn else None,
    )


def _state(entry: shapes.Application, call: Call) -> ApplicationState:
    if entry.decision is not None:
        return ApplicationState.DECIDED
    if not entry.checks and call.stage is Stage.CHECKING:
        return ApplicationState.SUBMITTED
    return ApplicationState.SCORED if entry.evaluations else ApplicationState.CHECKED


def _judgement(entry: shapes.Application, application: Application, people: Evaluators) -> None:
    now = clock.now()
    for code, answer in entry.checks.items():
        check = CheckAnswer(application_id=application.id, code=code, answer=Answer(answer), answered_at=now)
        db.session.add(check)
    for evaluation in entry.evaluations:
        evaluator = people[evaluation.evaluator]
        db.session.add(_declaration(evaluation, application, evaluator))
        if evaluation.scores or not evaluation.conflict:
            db.session.add(_sheet(evaluation, application, evaluator))


def _declaration(evaluation: shapes.Evaluation, application: Application, evaluator: Person) -> Declaration:
    return Declaration(
        application_id=application.id,
        evaluator_id=evaluator.id,
        conflict=evaluation.conflict,
        kind=ConflictKind.OTHER if evaluation.conflict else None,
        declared_at=clock.now(),
    )


def _sheet(evaluation: shapes.Evaluation, application: Application, evaluator: Person) -> Sheet:
    return Sheet(
        application_id=application.id,
        evaluator_id=evaluator.id,
        state=SheetState.SUBMITTED,
        marks={code: format(mark, "f") for code, mark in evaluation.scores.items()},
        comments=dict(evaluation.comments),
        saved_at=clock.now(),
        submitted_at=clock.now(),
    )


def _decision(decision: shapes.Decision, application: Application, number: str) -> None:
    if decision.outcome not in {outcome.value for outcome in Outcome}:
        return
    reasons = [reason.model_dump(exclude_none=True) for reason in decision.reasons]
    db.session.add(
        Decision(
            application_id=application.id,
            call_id=application.call_id,
            number=number,
            outcome=Outcome(decision.outcome),
            amount=decision.amount if decision.outcome == "awarded" else None,
            reasons=reasons,
            confirmed_at=clock.now(),
        )
    )


def _ties(bundle: shapes.Bundle, call: Call) -> None:
    for place, tie in enumerate(bundle.ties):
        db.session.add(
            TieOrder(
                call_id=call.id,
                references=sorted(tie.references),
                order=list(tie.order),
                settled_by=SettledBy(tie.by),
                reason=tie.reason,
                # The newest order of a group counts, as the first in a bundle does.
                recorded_at=clock.now() - timedelta(microseconds=place),
            )
        )
