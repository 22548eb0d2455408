"""The rows that a competition from a bundle becomes."""

import uuid
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from grants import clock
from grants.accounts.models import Organisation, OrganisationKind, Person
from grants.applications.likeness import remember_likeness
from grants.applications.models import Application, ApplicationState
from grants.awards.contests.models import CameBy, Complaint, Ruling
from grants.awards.deliberation.models import ConsensusMark
from grants.awards.models import Decision, Outcome, SettledBy, TieOrder
from grants.calls.models import Call
from grants.calls.rules.document import Rules
from grants.evaluation.models import Answer, CheckAnswer, ConflictKind, Declaration, Sheet, SheetState
from grants.exchange import bundle as shapes
from grants.exchange.storable import UNDECIDED


def made_decision(entry: shapes.Application) -> shapes.Decision | None:
    """Return what was decided on an application; a tie or a mark left open is no decision."""
    decision = entry.decision
    return None if decision is None or decision.outcome in UNDECIDED else decision


def application_row(entry: shapes.Application, call: Call, rules: Rules) -> Application:
    """Return an application that was sent in somewhere else, with its applicant."""
    now, state = clock.now(), _state(entry, rules)
    organisation = Organisation(
        kind=OrganisationKind(entry.applicant.kind),
        name=entry.applicant.name,
        registration_number=entry.applicant.registration_number,
        created_at=now,
    )
    application = Application(
        id=uuid.uuid4(),
        call_id=call.id,
        version=call.version,
        organisation=organisation,
        title=entry.title,
        applicant=entry.applicant.model_dump(include={"kind", "name", "registration_number"}),
        requested=entry.requested,
        answers=dict(entry.answers),
        state=state,
        channel=entry.channel,
        reference=entry.reference,
        created_at=now,
        saved_at=now,
        submitted_at=entry.submitted_at,
        withdrawn_at=now if state is ApplicationState.WITHDRAWN else None,
    )
    remember_likeness(application, rules)
    return application


def judgement_rows(
    entry: shapes.Application, application: Application, people: Mapping[str, Person]
) -> Iterator[CheckAnswer | Declaration | Sheet | ConsensusMark]:
    """Yield the answered checks, the declarations, the sheets and the consensus marks of an application."""
    now = clock.now()
    for code, answer in entry.checks.items():
        yield CheckAnswer(application_id=application.id, code=code, answer=Answer(answer), answered_at=now)
    for code, agreed in entry.consensus.items():
        mark = format(agreed.mark, "f")
        made = ConsensusMark(application_id=application.id, code=code, sequence=1, mark=mark, reason=agreed.reason)
        made.recorded_at = now
        yield made
    for evaluation in entry.evaluations:
        evaluator = people[evaluation.evaluator]
        yield _declaration(evaluation, application, evaluator)
        if evaluation.scores or evaluation.comments or not evaluation.conflict:
            yield _sheet(evaluation, application, evaluator)


def decision_row(decision: shapes.Decision, application: Application, number: str, due_at: datetime) -> Decision:
    """Return a decision; a sum stands beside an award only.

    A file does not say when it was made: it counts as made when it was due, as today would begin its terms anew.
    """
    return Decision(
        application_id=application.id,
        call_id=application.call_id,
        number=number,
        outcome=Outcome(decision.outcome),
        amount=decision.amount if decision.outcome == "awarded" else None,
        reasons=[reason.model_dump(exclude_none=True) for reason in decision.reasons],
        confirmed_at=min(clock.now(), due_at),
    )


def complaint_rows(entry: shapes.Application, decision: Decision) -> Iterator[Complaint]:
    """Yield what was said against a decision; a file names neither who recorded it nor who decided."""
    for one in entry.complaints:
        yield Complaint(
            call_id=decision.call_id,
            application_id=decision.application_id,
            decision_id=decision.id,
            number=one.number,
            came_by=CameBy(one.came_by),
            complainant=one.complainant,
            words=one.words,
            received_on=one.received_on,
            contest_until=one.contest_until,
            answer_until=one.answer_until,
            recorded_at=clock.now(),
            ruling=Ruling(one.ruling) if one.ruling else None,
            reason=one.reason,
            ruling_number=one.ruling_number,
            is_judged_anew=one.judged_anew,
            corrected=list(one.corrected),
            failed=list(one.failed),
            ruled_at=one.decided_at,
            concluded_at=one.concluded_at,
            withdrawn_at=one.withdrawn_at,
        )


def tie_rows(bundle: shapes.Bundle, call: Call) -> Iterator[TieOrder]:
    """Yield the orders given to equals; the newest of a group counts here, as the first does in a bundle."""
    for place, tie in enumerate(bundle.ties):
        yield TieOrder(
            call_id=call.id,
            references=list(tie.references),
            order=list(tie.order),
            settled_by=SettledBy(tie.by),
            reason=tie.reason,
            recorded_at=clock.now() - timedelta(microseconds=place),
        )


def _state(entry: shapes.Application, rules: Rules) -> ApplicationState:
    if entry.status == "withdrawn":
        return ApplicationState.WITHDRAWN
    if made_decision(entry) is not None:
        return ApplicationState.DECIDED
    if any(check.code not in entry.checks for check in rules.checks):
        return ApplicationState.SUBMITTED
    return ApplicationState.SCORED if entry.evaluations else ApplicationState.CHECKED


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
