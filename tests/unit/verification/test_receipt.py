"""An applicant's receipt is checked against the published competition."""

from datetime import datetime
from typing import Any

import pytest

from grants.applications.commitments import commitment, new_salt, received_content, root_of
from grants.exchange.bundle import Bundle
from grants.exchange.validation import read_bundle
from grants.verification.receipt import verify_receipt
from tests.unit.awards.factories import TIME, application, bundle, call
from tests.unit.awards.reference import Raw

OTHER = "a" * 64


def receipt(**changes: Any) -> Raw:
    """Return the receipt of application A as its applicant has downloaded it."""
    content = received_content(
        reference="A",
        submitted_at=datetime.fromisoformat(TIME),
        title="Projekts",
        applicant={"kind": "association", "name": "Biedrība"},
        requested="100.00",
        answers={"goal": "Ļoti labs"},
        files=[],
    ) | changes.pop("content", {})
    salt = new_salt()
    return {
        "format": "grants-receipt/1",
        "call": "example",
        "commitment": commitment(salt, content),
        "salt": salt,
        "content": content,
    } | changes


def published(sent: Raw, **changes: Any) -> Bundle:
    document = bundle(call(), [application("A", "5") | changes, application("B", "4")])
    commitments = [OTHER, sent["commitment"]]
    return read_bundle(document | {"receipts": {"root": root_of(commitments), "commitments": commitments}})


def states(sent: Raw, competition: Bundle) -> dict[str, str]:
    return {finding.name: finding.state.value for finding in verify_receipt(sent, competition)}


def only_detail(sent: Raw, competition: Bundle) -> str:
    (finding,) = verify_receipt(sent, competition)
    assert (finding.name, finding.state.value) == ("receipt", "not ok")
    return finding.details[0]


def test_a_true_receipt_holds() -> None:
    sent = receipt()
    assert states(sent, published(sent)) == {"receipt": "ok", "root": "ok", "application": "ok"}


@pytest.mark.parametrize("part", ["salt", "commitment"])
def test_a_changed_receipt_does_not_hold(part: str) -> None:
    sent = receipt()
    assert only_detail(sent | {part: OTHER}, published(sent)).startswith("The commitment does not follow")


def test_changed_content_does_not_hold() -> None:
    sent = receipt()
    sent["content"]["title"] = "Cits"
    assert only_detail(sent, published(sent)).startswith("The commitment does not follow")


@pytest.mark.parametrize("changes", [{"salt": "x"}, {"salt": 1}, {"commitment": None}, {"commitment": "A" * 64}])
def test_what_is_no_hash_is_refused_in_words(changes: Raw) -> None:
    sent = receipt()
    assert "64 hexadecimal digits" in only_detail(sent | changes, published(sent))


@pytest.mark.parametrize("changes", [{"format": "other"}, {"content": "text"}, {"content": None}])
def test_what_is_no_receipt_is_refused_in_words(changes: Raw) -> None:
    sent = receipt()
    assert only_detail({**sent, **changes}, published(sent)).startswith("The file is no receipt")


def test_a_receipt_of_another_call_is_refused_in_words() -> None:
    sent = receipt(call="other")
    assert only_detail(sent, published(sent)) == "The receipt is of another call: other."


def test_a_receipt_that_is_not_under_the_root_shows() -> None:
    assert states(receipt(), published(receipt()))["root"] == "not ok"


def test_a_file_without_receipts_proves_nothing() -> None:
    sent = receipt()
    competition = read_bundle(bundle(call(), [application("A", "5")]))
    assert states(sent, competition)["root"] == "not ok"


@pytest.mark.parametrize("changes", [{"requested": "99.00"}, {"submitted_at": "2030-01-01T12:00:01+02:00"}])
def test_an_application_that_was_ranked_otherwise_than_sent_shows(changes: Raw) -> None:
    sent = receipt()
    assert states(sent, published(sent, **changes))["application"] == "not ok"


def test_an_application_that_is_missing_shows() -> None:
    sent = receipt(content={"reference": "C"})
    assert states(sent, published(sent))["application"] == "not ok"


@pytest.mark.parametrize("content", [{"requested": "much"}, {"submitted_at": "then"}, {"requested": None}])
def test_content_nobody_can_read_is_no_error(content: Raw) -> None:
    sent = receipt(content=content)
    assert states(sent, published(sent))["application"] == "not ok"
