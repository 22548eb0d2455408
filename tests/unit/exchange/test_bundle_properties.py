"""What holds for every document, valid or not."""

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from grants.calls.rules.canonical import canonical, dump
from grants.calls.rules.reading import load_json
from grants.calls.rules.validation import validate_rules
from grants.exchange.validation import read_bundle, unknown_bundle_keys, validate_bundle
from tests.factories.documents import bundle_document, changed, without
from tests.unit.exchange.test_bundle_schema import every_path

PATHS = every_path(bundle_document())
ANY_STRING = st.text(st.characters(exclude_categories=()), max_size=30)
SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | ANY_STRING
LIKELY = st.sampled_from(
    ["0", "1", "5.5", "-1", "2.2", "x", "A-2", "E2", "2029-12-10T15:00:00Z", "2030-01-01", "yes_no"]
)
ANY_JSON = st.recursive(
    SCALARS | LIKELY, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(ANY_STRING, inner, max_size=3)
)


@st.composite
def mutations(draw: st.DrawFn) -> dict[str, Any]:
    """Draw a valid bundle with up to four of its values lost or exchanged for anything."""
    document = bundle_document()
    for path in draw(st.lists(st.sampled_from(PATHS), min_size=1, max_size=4)):
        try:
            document = without(document, path) if draw(st.booleans()) else changed(document, path, draw(ANY_JSON))
        except (KeyError, IndexError, TypeError):
            continue  # an earlier change has taken the place away
    return document


@given(ANY_JSON)
def test_no_json_makes_validation_fail(raw: object) -> None:
    assert validate_bundle(raw)
    assert validate_rules(raw)


@settings(max_examples=300)
@given(mutations())
def test_no_change_makes_validation_fail_or_speak_unprintably(document: dict[str, Any]) -> None:
    problems = validate_bundle(document)
    assert problems == validate_bundle(document)
    assert all(str(problem).encode() for problem in problems)
    unknown_bundle_keys(document)


@settings(max_examples=300)
@given(mutations())
def test_what_is_valid_reads_back_equal_from_what_is_written(document: dict[str, Any]) -> None:
    if not validate_bundle(document):
        bundle = read_bundle(document)
        assert read_bundle(dump(bundle)) == bundle
        assert read_bundle(load_json(canonical(bundle))) == bundle


@given(ANY_JSON)
def test_what_the_answers_hold_is_kept(answer: object) -> None:
    document = changed(bundle_document(), "applications/0/answers", {"goal": answer})
    if not validate_bundle(document):
        assert json.dumps(dump(read_bundle(document))["applications"][0]["answers"]) == json.dumps({"goal": answer})
