"""Write a whole competition as a bundle. Ranking the bundle gives the ranking of the site."""

import json
import uuid
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from grants.accounts.models import Person, Role, RoleKind
from grants.applications.models import Application, ApplicationState
from grants.applications.queries import commitments_in, submitted_in
from grants.awards.contests.models import Complaint
from grants.awards.contests.queries import complaints_by_application
from grants.awards.deliberation.agreed import consensus_of
from grants.awards.deliberation.models import ConsensusMark
from grants.awards.deliberation.sealing import are_sealed
from grants.awards.models import Decision, TieOrder
from grants.awards.queries import decisions_of, ties_of
from grants.calls.models import Call
from grants.calls.queries import rules_of
from grants.calls.rules.canonical import dump
from grants.calls.rules.limits import FORMAT
from grants.db import db
from grants.evaluation.models import CheckAnswer
from grants.evaluation.queries import checks_of, conflicts_of, sheets_of
from grants.exchange.publication import public_document

Json = dict[str, Any]
Judged = Mapping[uuid.UUID, Json]
"""What one evaluator said of each application, by the application's id."""
Key = Callable[[Person, Judged], str]


def export_bundle(call: Call) -> Json:
    """Return a call with everything that was asked, scored and decided in it; twelve statements, whatever its size.

    Marks that are sealed are not in it, nor who has judged what.
    """
    return _document(call, _name_and_work)


def export_public(call: Call) -> Json:
    """Return what of a call everybody may have, by its own rules of publication, with the root over its receipts.

    A decision whose letter has not left yet is not in it; the one before it still is.
    """
    # Codes in the order of names would tell whoever knows the committee who is who.
    document = _document(call, lambda person, _judged: person.id.hex, told=True)
    return public_document(document, rules_of(call), receipts_of(call))


def receipts_of(call: Call) -> Json | None:
    """Return the root and the commitments under it; None while the call is open, and for one that came as a file."""
    if call.receipts_root is None:
        return None
    return {"root": call.receipts_root, "commitments": sorted(commitments_in(call.id))}


def dump_bundle(document: Json) -> bytes:
    """Write a bundle as UTF-8 JSON, the same bytes for the same document, ending with a line break."""
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode()


def _document(call: Call, key: Key, *, told: bool = False) -> Json:
    applications = sorted(submitted_in(call.id), key=lambda one: (one.submitted_at, one.reference))
    checks, decisions = checks_of(call.id), decisions_of(call, told=told)
    judged, people = _judged(call, applications), _evaluators(call)
    complaints = {} if told else complaints_by_application(call)
    agreed = {} if are_sealed(call) else consensus_of(call)
    order = sorted(people.values(), key=lambda person: key(person, judged[person.id]))
    codes = {f"E{place}": person for place, person in enumerate(order, start=1)}
    return {
        "format": FORMAT,
        "call": dump(rules_of(call)),
        "evaluators": [{"id": code, "name": person.name or person.email} for code, person in codes.items()],
        "applications": [
            _application(one, checks.get(one.id, {}))
            | {"evaluations": _evaluations(one, codes, judged)}
            | _consensus(agreed.get(one.id, {}))
            | _decision(decisions.get(one.id))
            | _complaints(complaints.get(one.id, []))
            for one in applications
        ],
        "ties": [_tie(tie) for tie in ties_of(call)],
    }


def _judged(call: Call, applications: Collection[Application]) -> Mapping[uuid.UUID, Judged]:
    """Return what every evaluator said, by the evaluator's id, in the order of the applications."""
    if are_sealed(call):
        return defaultdict(dict)
    sheets, conflicts = sheets_of(call.id), conflicts_of(call.id)
    judged: dict[uuid.UUID, dict[uuid.UUID, Json]] = defaultdict(dict)
    for application in applications:
        stood_aside = conflicts.get(application.id, set())
        for evaluator in stood_aside:
            judged[evaluator][application.id] = {"scores": {}, "comments": {}, "conflict": True}
        for sheet in sheets.get(application.id, []):
            said = {"scores": sheet.marks, "comments": sheet.comments, "conflict": sheet.evaluator_id in stood_aside}
            judged[sheet.evaluator_id][application.id] = said
    return judged


def _evaluators(call: Call) -> dict[uuid.UUID, Person]:
    """Return everybody who ever had a seat in the committee of the call; without one nobody judges."""
    seated = select(Role.person_id).where(Role.call_id == call.id, Role.kind == RoleKind.EVALUATOR)
    people = db.session.scalars(select(Person).where(Person.id.in_(seated)))
    return {person.id: person for person in people}


def _name_and_work(person: Person, judged: Judged) -> str:
    """Tell two people of one name apart by what they wrote; if that is the same too, nothing depends on the order."""
    return json.dumps([person.name or person.email, list(judged.values())], sort_keys=True, ensure_ascii=False)


def _application(application: Application, checks: Mapping[str, CheckAnswer]) -> Json:
    if application.submitted_at is None:
        raise ValueError("a draft is not exported")
    who = application.applicant
    return {
        "reference": application.reference,
        "title": application.title,
        "applicant": {name: who[name] for name in ("kind", "name", "registration_number") if who.get(name)},
        "requested": _money(application.requested or Decimal(0)),
        "submitted_at": application.submitted_at.isoformat(),
        "channel": application.channel,
        "status": "withdrawn" if application.state is ApplicationState.WITHDRAWN else "submitted",
        "answers": application.answers,
        "checks": {code: check.answer.value for code, check in sorted(checks.items())},
    }


def _evaluations(
    application: Application, codes: Mapping[str, Person], judged: Mapping[uuid.UUID, Judged]
) -> list[Json]:
    return [
        {"evaluator": code, **judged[person.id][application.id]}
        for code, person in codes.items()
        if application.id in judged[person.id]
    ]


def _consensus(agreed: Mapping[str, ConsensusMark]) -> Json:
    """Return the consensus marks in force; an application without any has no such member, as before there were any."""
    kept = {code: {"mark": one.mark, "reason": one.reason} for code, one in sorted(agreed.items()) if one.mark}
    return {"consensus": kept} if kept else {}


def _decision(decision: Decision | None) -> Json:
    if decision is None:
        return {}
    amount = None if decision.amount is None else _money(decision.amount)
    return {"decision": {"outcome": decision.outcome.value, "amount": amount, "reasons": decision.reasons}}


def _complaints(complaints: Collection[Complaint]) -> Json:
    """Return what was said against the decision; an application without any complaint has no such member."""
    return {"complaints": [_complaint(one) for one in complaints]} if complaints else {}


def _complaint(complaint: Complaint) -> Json:
    said: Json = {
        "number": complaint.number,
        "came_by": complaint.came_by.value,
        "complainant": complaint.complainant,
        "words": complaint.words,
        "received_on": complaint.received_on.isoformat(),
        "contest_until": _iso(complaint.contest_until),
        "answer_until": complaint.answer_until.isoformat(),
        "ruling": complaint.ruling.value if complaint.ruling else None,
        "reason": complaint.reason,
        "ruling_number": complaint.ruling_number,
        "judged_anew": complaint.is_judged_anew,
        "corrected": complaint.corrected,
        "failed": complaint.failed,
        "decided_at": _iso(complaint.ruled_at),
        "concluded_at": _iso(complaint.concluded_at),
        "withdrawn_at": _iso(complaint.withdrawn_at),
    }
    return {name: value for name, value in said.items() if value is not None}


def _iso(when: date | None) -> str | None:
    return None if when is None else when.isoformat()


def _tie(tie: TieOrder) -> Json:
    return {"references": tie.references, "order": tie.order, "by": tie.settled_by.value, "reason": tie.reason}


def _money(amount: Decimal) -> str:
    return format(amount.quantize(Decimal("0.01")), "f")
