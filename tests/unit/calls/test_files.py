"""Rules come in a file of their own or inside a competition."""

import json

import pytest

from grants.calls.files import MAX_FILE, rules_from_file
from grants.calls.rules.problems import InvalidDocument
from tests.factories.documents import bundle_document, rules_document, without


def test_a_rules_document_is_read() -> None:
    assert rules_from_file(json.dumps(rules_document()).encode()).slug == "piemers-2030"


def test_of_a_competition_the_call_is_taken() -> None:
    assert rules_from_file(json.dumps(bundle_document()).encode()).slug == "piemers-2030"


def test_problems_of_a_rules_document_are_named_from_its_top() -> None:
    with pytest.raises(InvalidDocument) as refused:
        rules_from_file(json.dumps(without(rules_document(), "title")).encode())
    assert [problem.path for problem in refused.value.problems] == ["title"]


def test_problems_of_a_competition_are_named_within_the_call() -> None:
    with pytest.raises(InvalidDocument) as refused:
        rules_from_file(json.dumps(without(bundle_document(), "call/title")).encode())
    assert [problem.path for problem in refused.value.problems] == ["call.title"]


def test_a_competition_of_another_version_is_refused_by_its_name() -> None:
    with pytest.raises(InvalidDocument, match='format: is "grants-competition/2"; expected'):
        rules_from_file(json.dumps(bundle_document() | {"format": "grants-competition/2"}).encode())


def test_what_is_no_json_is_refused() -> None:
    with pytest.raises(InvalidDocument, match="JSON"):
        rules_from_file(b"%PDF-1.7")


def test_a_file_of_the_largest_size_is_read() -> None:
    text = json.dumps(rules_document()).encode()
    assert rules_from_file(text + b" " * (MAX_FILE - len(text))).slug == "piemers-2030"


def test_one_byte_more_is_refused() -> None:
    text = json.dumps(rules_document()).encode()
    with pytest.raises(InvalidDocument, match="bytes"):
        rules_from_file(text + b" " * (MAX_FILE - len(text) + 1))
