"""Small valid documents as raw data, and ways to change them."""

import copy
from typing import Any

Raw = dict[str, Any]


def words(text: str = "Vārdi") -> Raw:
    """Return a text in both languages of the example call."""
    return {"lv": text, "en": f"{text} (en)"}


def rules_document(**changes: Any) -> Raw:
    """Return the rules of a small call, ready to publish: two criteria, one check, one section of the form."""
    return {
        "slug": "piemers-2030",
        "languages": ["lv", "en"],
        "title": words("Piemērs"),
        "summary": words("Kopsavilkums"),
        "description": words("Apraksts"),
        "organiser": {
            "name": "Piemēra pašvaldība",
            "registration_number": "90000000000",
            "address": "Lielā iela 1, Piemērs",
            "email": "konkurss@piemers.example",
            "phone": "+371 60000000",
        },
        "programme": {"name": words("Programma"), "project_number": "1.2.3/30"},
        "approved_by": {"body": "Dome", "number": "12", "date": "2029-10-25"},
        "privacy": words("Personas dati"),
        "schedule": schedule(),
        "funding": {
            "currency": "EUR",
            "amount": {"fixed": "4600.00"},
            "limit": {"projects": 7, "total": "32200.00"},
            "when_short": "stop",
        },
        "applicants": {"kinds": ["youth_organisation", "association"]},
        "form": [{"code": "project", "title": words("Projekts"), "fields": fields()}],
        "checks": [{"code": "1.1", "text": words("Iesniegts laikā"), "clarifiable": False}],
        "criteria": [
            criterion("2.1"),
            criterion("2.2", threshold="3", weight="2"),
        ],
        "scoring": {"total_threshold": "9", "decimals": 2, "tie_break": ["criterion:2.2", "requested:asc"]},
        "committee": {"size": 5, "quorum": 3, "decided_by": "committee"},
        "publication": {"scores": True, "rejected_names": False, "natural_person_names": False},
        "retention_until": "2040-12-31",
    } | copy.deepcopy(changes)


def schedule(**changes: Any) -> Raw:
    """Return a schedule whose times follow one another."""
    return {
        "timezone": "Europe/Riga",
        "published_at": "2029-11-01T09:00:00+02:00",
        "opens_at": "2029-11-02T09:00:00+02:00",
        "questions_until": "2029-12-01T15:00:00+02:00",
        "closes_at": "2029-12-10T15:00:00+02:00",
        "evaluation_due_at": "2030-01-10T17:00:00+02:00",
        "decision_due_at": "2030-01-31T17:00:00+02:00",
        "contest": {"months": 1, "kind": "contest", "to": "Piemēra pašvaldība"},
        "implementation": {"from": "2030-03-01", "until": "2030-12-31", "min_months": 3, "max_months": 9},
    } | changes


def criterion(code: str, **changes: Any) -> Raw:
    """Return a criterion scored from 0 to 5 in whole points."""
    return {"code": code, "title": words(f"Kritērijs {code}"), "min": "0", "max": "5", "step": "1"} | changes


def field(code: str, kind: str, **changes: Any) -> Raw:
    """Return a field of the form."""
    return {"code": code, "type": kind, "label": words(code)} | changes


def fields() -> list[Raw]:
    """Return fields of several types, with a condition, a bound, a table and a budget."""
    return [
        field("goal", "long_text", required=True, max_chars=1500),
        field("participants_total", "integer", required=True, min=1),
        field("participants_at_risk", "integer", min="1", max_field="participants_total"),
        field("has_partner", "yes_no"),
        field("partner_name", "short_text", show_if={"field": "has_partner", "equals": True}),
        field("topic", "choice", options=[{"code": "sport", "label": words()}, {"code": "art", "label": words()}]),
        field("activities", "table", min_rows=1, max_rows=30, columns=[field("what", "short_text")]),
        field("budget", "budget", categories=[{"code": "equipment", "label": words("Aprīkojums")}]),
    ]


def bundle_document(**changes: Any) -> Raw:
    """Return a small competition with one scored application and two equal ones whose order is settled."""
    return {
        "format": "grants-competition/1",
        "call": rules_document(),
        "evaluators": [{"id": "E1", "name": "Anna"}, {"id": "E2", "name": "Juris"}, {"id": "E3", "name": "Zane"}],
        "applications": [application_document("A-1"), application_document("A-2"), application_document("A-3")],
        "ties": [{"references": ["A-2", "A-3"], "order": ["A-3", "A-2"], "by": "vote", "reason": "Balsojums"}],
    } | copy.deepcopy(changes)


def application_document(reference: str = "A-1", **changes: Any) -> Raw:
    """Return an application that two of the evaluators have scored and the committee has rejected."""
    return {
        "reference": reference,
        "title": "Projekts",
        "applicant": {"kind": "association", "name": "Biedrība", "registration_number": "40008000000"},
        "requested": "4600.00",
        "submitted_at": "2029-12-09T12:30:00+02:00",
        "channel": "online",
        "status": "submitted",
        "answers": {"goal": "Mērķis", "activities": [{"what": "Pārgājiens"}]},
        "checks": {"1.1": "yes"},
        "evaluations": [sheet("E1", "4", "2"), sheet("E2", "5", "3")],
        "decision": {
            "outcome": "rejected",
            "amount": None,
            "reasons": [{"code": "criterion_threshold", "criterion": "2.2"}],
        },
    } | changes


def sheet(evaluator: str, first: str, second: str, **changes: Any) -> Raw:
    """Return a sheet with marks for both criteria."""
    return {
        "evaluator": evaluator,
        "scores": {"2.1": first, "2.2": second},
        "comments": {"2.2": "Maz dalībnieku."},
        "conflict": False,
    } | changes


def changed(document: Raw, path: str, value: object) -> Raw:
    """Return a copy of a document with another value at a path such as `criteria/1/threshold`."""
    copied = copy.deepcopy(document)
    holder, name = _holder(copied, path)
    holder[name] = value
    return copied


def without(document: Raw, path: str) -> Raw:
    """Return a copy of a document without the value at a path such as `criteria/1/threshold`."""
    copied = copy.deepcopy(document)
    holder, name = _holder(copied, path)
    del holder[name]
    return copied


def _holder(document: Raw, path: str) -> tuple[Any, Any]:
    *way, last = [int(key) if key.isdecimal() else key for key in path.split("/")]
    holder: Any = document
    for key in way:
        holder = holder[key]
    return holder, last


def whole_rules() -> Raw:
    """Return rules in which every optional value of the format is given."""
    rules = rules_document(
        schedule=schedule(
            grace_seconds=60,
            individual_extension_days=5,
            implementation=schedule()["implementation"] | {"report_days": 30},
            clarification={"days": 5, "unit": "working", "rounds": 1},
            events=[{"title": words(), "starts_at": "2029-11-20T16:00:00+02:00", "place": "Lielā iela 1"}],
        ),
        channels=[{"kind": "online"}, {"kind": "post", "until": "2029-12-10T23:59:59+02:00", "counts": "postmark"}],
        funding={
            "currency": "EUR",
            "amount": {"min": "400.00", "max": "600.00"},
            "limit": {"projects": 7, "total": "32200.00"},
            "when_short": "partial",
            "co_financing": {"min_percent": "5", "in_kind": True},
            "carried_over": {"amount": "1200.50", "source": "Konkurss 2029"},
            "category_caps": [{"category": "equipment", "max_percent": "40"}],
        },
        applicants={
            "kinds": ["informal_group", "school_council", "natural_person", "public_body", "company", "foundation"],
            "max_applications": 1,
            "age": {"min": 13, "max": 25},
            "min_group_size": 2,
            "adult_guarantor": True,
            "partner_required": False,
        },
        publication={"scores": True, "rejected_names": False, "natural_person_names": False, "by_link": True},
        signature={"by": ["signatory_link", "e_signed_copy", "paper"], "within_working_days": 3},
        scoring={
            "evaluators_per_application": 3,
            "method": "median",
            "total_threshold": "9",
            "decimals": 2,
            "tie_break": ["criterion:2.2", "field:participants_total:desc", "own_share:desc", "submitted_at:asc"],
            "blind": False,
            "divergence": "1.5",
            "marks_open": "own_sheet",
            "opened_by_two": False,
            "statistics": False,
        },
    )
    statutes = field("statutes", "file", accept=["pdf", "edoc", "asice", "docx", "jpg", "png", "heic"], max_mb=10)
    rules["form"][0]["fields"].append(statutes)
    return changed(rules, "criteria/0/guidance", words("Norādes"))
