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
from tests.factories.documents import bundle_document, changed, whole_rules, without

VALIDATOR = Draft202012Validator(bundle_schema())
WRONG: tuple[Any, ...] = ("\x01", -1, {"x": 1}, [[]], True)


def every_path(value: object, path: str = "") -> list[str]:
    members = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [found for key, inner in members for found in (f"{path}{key}", *every_path(inner, f"{path}{key}/"))]


PATHS = [path for path in every_path(bundle_document()) if not re.match("applications/[12]", path)]


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
