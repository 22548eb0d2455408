"""Small calls and applications in the words of the competition bundle, and the decision on them."""

import json
from datetime import datetime
from decimal import Decimal
from typing import Any

from grants.awards.ranking import Entry, Ranking, Sheet, Tie, rank
from grants.calls.rules.document import Rules
from tests.unit.awards.reference import Raw

WORDS = {"lv": "vārdi", "en": "words"}
DAY = "2030-01-01"
TIME = "2030-01-01T12:00:00+02:00"


def criterion(code: str = "c1", **changes: Any) -> Raw:
    return {"code": code, "title": WORDS, "min": "0", "max": "10", "step": "0.5"} | changes


def check(code: str) -> Raw:
    return {"code": code, "text": WORDS, "clarifiable": False}


def call(
    *,
    criteria: list[Raw] | None = None,
    checks: tuple[str, ...] = (),
    scoring: Raw | None = None,
    limit: Raw | None = None,
    when_short: str = "stop",
    amount: Raw | None = None,
    fields: tuple[Raw, ...] = (),
) -> Raw:
    """Build a call whose rules are valid; one criterion from 0 to 10, no limits and no thresholds unless told."""
    return {
        "slug": "example",
        "languages": ["lv", "en"],
        "title": WORDS,
        "summary": WORDS,
        "description": WORDS,
        "organiser": {
            "name": "Piemērs",
            "registration_number": "90000000000",
            "address": "Iela 1",
            "email": "konkurss@example.org",
            "phone": "60000000",
        },
        "programme": {"name": WORDS, "project_number": "1"},
        "schedule": {
            "timezone": "Europe/Riga",
            "published_at": "2029-11-01T09:00:00+02:00",
            "opens_at": "2029-11-02T09:00:00+02:00",
            "questions_until": "2029-12-01T09:00:00+02:00",
            "closes_at": "2030-01-02T09:00:00+02:00",
            "evaluation_due_at": "2030-02-01T09:00:00+02:00",
            "decision_due_at": "2030-03-01T09:00:00+02:00",
            "implementation": {"from": "2030-04-01", "until": "2030-12-31", "min_months": 3, "max_months": 8},
        },
        "funding": {
            "currency": "EUR",
            "amount": amount or {"max": "1000000.00"},
            "limit": limit or {},
            "when_short": when_short,
        },
        "applicants": {"kinds": ["association"]},
        "form": [{"code": "project", "title": WORDS, "fields": list(fields)}],
        "checks": [check(code) for code in checks],
        "criteria": [criterion()] if criteria is None else criteria,
        "scoring": {"decimals": 2} | (scoring or {}),
        "committee": {"size": 5, "quorum": 3, "decided_by": "committee"},
        "publication": {"scores": True, "rejected_names": False, "natural_person_names": False},
        "retention_until": "2040-12-31",
    }


def sheet(evaluator: str = "E1", *, conflict: bool = False, **scores: str) -> Raw:
    return {"evaluator": evaluator, "scores": scores, "comments": {}, "conflict": conflict}


def application(reference: str, *marks: str, requested: str = "100.00", **changes: Any) -> Raw:
    """Build an application with one sheet for each mark, all for the criterion `c1`."""
    return {
        "reference": reference,
        "title": f"Projekts {reference}",
        "applicant": {"kind": "association", "name": "Biedrība", "registration_number": "40008000000"},
        "requested": requested,
        "submitted_at": TIME,
        "channel": "online",
        "status": "submitted",
        "answers": {},
        "checks": {},
        "evaluations": [sheet(f"E{number}", c1=mark) for number, mark in enumerate(marks, 1)],
    } | changes


def tie(*order: str) -> Raw:
    return {"references": sorted(order), "order": list(order), "by": "vote", "reason": "Balsojums"}


def bundle(rules: Raw, applications: list[Raw], ties: list[Raw] | None = None) -> Raw:
    """Put a whole competition bundle together, with the evaluators that its sheets name."""
    evaluators = sorted({one["evaluator"] for each in applications for one in each["evaluations"]})
    return {
        "format": "grants-competition/1",
        "call": rules,
        "evaluators": [{"id": one, "name": one} for one in evaluators],
        "applications": applications,
        "ties": ties or [],
    }


def as_bytes(document: Raw) -> bytes:
    return json.dumps(document, ensure_ascii=False).encode()


def entry(raw: Raw) -> Entry:
    """Read an application of a bundle as the decision sees it."""
    sheets = (
        Sheet({code: Decimal(mark) for code, mark in one["scores"].items() if mark is not None}, one["conflict"])
        for one in raw["evaluations"]
    )
    return Entry(
        reference=raw["reference"],
        requested=Decimal(raw["requested"]),
        submitted_at=datetime.fromisoformat(raw["submitted_at"]),
        withdrawn=raw["status"] == "withdrawn",
        answers=raw["answers"],
        checks=raw["checks"],
        sheets=tuple(sheets),
        consensus={code: Decimal(one["mark"]) for code, one in (raw.get("consensus") or {}).items()},
    )


def decide(rules: Raw, applications: list[Raw], ties: list[Raw] | None = None) -> Ranking:
    settled = [Tie(tuple(one["references"]), tuple(one["order"])) for one in ties or []]
    return rank(Rules.model_validate(rules), [entry(one) for one in applications], settled)
