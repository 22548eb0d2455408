"""The JSON Schema of the bundle, held against its models."""

import re
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from grants.calls.rules.canonical import dump
from grants.calls.rules.checking.structure import read_structure
from grants.exchange.bundle import Bundle
from grants.exchange.schema import FILE, bundle_schema, written_schema
from grants.exchange.validation import read_bundle, unknown_bundle_keys, validate_bundle
from tests.factories.documents import Raw, bundle_document, changed, field, rules_document, schedule, without, words

VALIDATOR = Draft202012Validator(bundle_schema())
WRONG: tuple[Any, ...] = ("\x01", -1, {"x": 1}, [[]], True)


def every_path(value: object, path: str = "") -> list[str]:
    members = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [found for key, inner in members for found in (f"{path}{key}", *every_path(inner, f"{path}{key}/"))]


PATHS = [path for path in every_path(bundle_document()) if not re.match("applications/[12]", path)]


def whole_rules() -> Raw:
    """Return rules in which every optional value of the format is given."""
    rules = rules_document(
        schedule=schedule(
            grace_seconds=60,
            individual_extension_days=5,
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
            "statistics": False,
        },
    )
    statutes = field("statutes", "file", accept=["pdf", "edoc", "asice", "docx", "jpg", "png", "heic"], max_mb=10)
    rules["form"][0]["fields"].append(statutes)
    return changed(rules, "criteria/0/guidance", words("Norādes"))


def agree(document: dict[str, Any]) -> bool:
    return VALIDATOR.is_valid(document) is (read_structure(Bundle, document)[0] is not None)


def test_the_file_is_what_the_models_say() -> None:
    assert FILE.read_text(encoding="utf-8") == written_schema(), "write it with: python -m grants.exchange.schema"


def test_the_schema_is_a_schema_of_2020_12() -> None:
    Draft202012Validator.check_schema(bundle_schema())
    assert bundle_schema()["$schema"] == "https://json-schema.org/draft/2020-12/schema"


def test_a_valid_bundle_is_valid_by_the_schema() -> None:
    assert VALIDATOR.is_valid(bundle_document())


@pytest.mark.parametrize(
    "path", [path for path in every_path(bundle_document()) if not path.startswith("applications/1")]
)
def test_schema_and_models_agree_on_what_may_be_absent_or_null(path: str) -> None:
    assert agree(without(bundle_document(), path))
    assert agree(changed(bundle_document(), path, None))


@pytest.mark.parametrize("wrong", WRONG)
def test_schema_and_models_agree_on_values_of_a_wrong_kind(wrong: object) -> None:
    assert [path for path in PATHS if not agree(changed(bundle_document(), path, wrong))] == []


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("call/slug", "a--b"),
        ("call/criteria/0/max", "5,0"),
        ("call/criteria/0/code", "a b"),
        ("call/funding/amount/fixed", "1.005"),
        ("call/funding/when_short", "wait"),
        ("call/funding/lots", []),
        ("call/committee/quorum", 0),
        ("call/schedule/closes_at", "2029-12-10T15:00:00"),
        ("call/languages", ["lv"] * 6),
        ("call/form/0/fields/1/min", 0.5),
        ("applications/0/reference", "x" * 65),
        ("applications/0/checks", {"1.1": "maybe"}),
        ("applications/0/evaluations/0/scores", {"2.1": 4}),
    ],
)
def test_the_schema_refuses_what_the_models_refuse(path: str, value: object) -> None:
    document = changed(bundle_document(), path, value)
    assert not VALIDATOR.is_valid(document)
    assert read_structure(Bundle, document)[0] is None


def test_a_bundle_that_uses_the_whole_format_is_valid_by_both() -> None:
    document = bundle_document(call=whole_rules())
    assert VALIDATOR.is_valid(document)
    assert validate_bundle(document) == []
    assert unknown_bundle_keys(document) == []
    assert dump(read_bundle(document))["call"] == whole_rules()
