"""Write a whole competition as a bundle. Ranking the bundle gives the ranking of the site."""

import uuid
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from grants.accounts.models import Person
from grants.applications.models import Application, ApplicationState
from grants.applications.queries import submitted_in
from grants.awards.models import Decision, TieOrder
from grants.awards.queries import decisions_of, ties_of
from grants.calls.models import Call
from grants.calls.queries import rules_of
from grants.calls.rules.canonical import dump
from grants.db import db
from grants.evaluation.models import CheckAnswer, Sheet
from grants.evaluation.queries import checks_of, conflicts_of, sheets_of
from grants.exchange.bundle import FORMAT

Json = dict[str, Any]


def export_bundle(call: Call) -> Json:
    """Return a call with everything that was asked, scored and decided in it; eight statements, whatever its size."""
    applications = submitted_in(call.id)
    checks, sheets, conflicts = checks_of(call.id), sheets_of(call.id), conflicts_of(call.id)
    decisions = decisions_of(call)
    judges = {sheet.evaluator_id for of_one in sheets.values() for sheet in of_one}
    judges |= {evaluator for of_one in conflicts.values() for evaluator in of_one}
    evaluators = _evaluators(judges)
    return {
        "format": FORMAT,
        "call": dump(rules_of(call)),
        "evaluators": [{"id": code, "name": person.name or person.email} for code, person in evaluators],
        "applications": [
            _application(one, checks.get(one.id, {}), decisions.get(one.id))
            | {"evaluations": _evaluations(sheets.get(one.id, []), conflicts.get(one.id, set()), evaluators)}
            for one in applications
        ],
        "ties": [_tie(tie) for tie in ties_of(call)],
    }


def _evaluators(ids: set[uuid.UUID]) -> list[tuple[str, Person]]:
    """Return who judged, by name, with the codes E1, E2 … that stand for them in the bundle."""
    people = db.session.scalars(select(Person).where(Person.id.in_(ids)).order_by(Person.name, Person.id))
    return [(f"E{place}", person) for place, person in enumerate(people, start=1)]


def _application(application: Application, checks: Mapping[str, CheckAnswer], decision: Decision | None) -> Json:
    organisation, submitted_at = application.organisation, application.submitted_at
    if organisation is None or submitted_at is None:
        raise ValueError("a draft is not exported")
    applicant = {"kind": organisation.kind.value, "name": organisation.name}
    if organisation.registration_number:
        applicant["registration_number"] = organisation.registration_number
    written: Json = {
        "reference": application.reference,
        "title": application.title,
        "applicant": applicant,
        "requested": _money(application.requested or Decimal(0)),
        "submitted_at": submitted_at.isoformat(),
        "channel": application.channel,
        "status": "withdrawn" if application.state is ApplicationState.WITHDRAWN else "submitted",
        "answers": application.answers,
        "checks": {code: check.answer.value for code, check in sorted(checks.items())},
    }
    return written if decision is None else written | {"decision": _decision(decision)}


def _evaluations(sheets: list[Sheet], conflicts: set[uuid.UUID], evaluators: list[tuple[str, Person]]) -> list[Json]:
    by_evaluator = {sheet.evaluator_id: sheet for sheet in sheets}
    return [
        {
            "evaluator": code,
            "scores": by_evaluator[person.id].marks if person.id in by_evaluator else {},
            "comments": by_evaluator[person.id].comments if person.id in by_evaluator else {},
            "conflict": person.id in conflicts,
        }
        for code, person in evaluators
        if person.id in by_evaluator or person.id in conflicts
    ]


def _decision(decision: Decision) -> Json:
    amount = None if decision.amount is None else _money(decision.amount)
    return {"outcome": decision.outcome.value, "amount": amount, "reasons": decision.reasons}


def _tie(tie: TieOrder) -> Json:
    return {"references": tie.references, "order": tie.order, "by": tie.settled_by.value, "reason": tie.reason}


def _money(amount: Decimal) -> str:
    return format(amount.quantize(Decimal("0.01")), "f")
