"""A published competition is checked by itself, and every kind of tampering shows."""

import copy
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grants.applications.commitments import root_of
from grants.awards.ranking.exact import rounded
from grants.calls.rules.document import Rules
from grants.exchange.publication import public_document
from grants.exchange.ranking import rank_bundle
from grants.exchange.validation import read_bundle
from grants.verification.competition import verify_bundle
from tests.unit.awards.competitions import competition
from tests.unit.awards.factories import application, bundle, call, criterion
from tests.unit.awards.reference import Raw

randoms = st.randoms(use_true_random=False)


def receipts(count: int) -> Raw:
    commitments = [f"{place:064x}" for place in range(count)]
    return {"root": root_of(commitments), "commitments": commitments}


def decided(document: Raw) -> Raw:
    """Return a competition decided as its ranking has it, published with as many receipts as applications."""
    document = copy.deepcopy(document)
    read = read_bundle(document)
    placed = {one.reference: one for one in rank_bundle(read).placements}
    for one in document["applications"]:
        placement = placed[one["reference"]]
        amount = None if placement.amount is None else rounded(placement.amount, 2)
        one["decision"] = {"outcome": placement.outcome.value, "amount": amount, "reasons": []}
    return public_document(document, read.call, receipts(len(document["applications"])))


def published(**changes: Any) -> Raw:
    """Return two applications of which one is awarded and one below the threshold."""
    rules = call(scoring={"total_threshold": "3"}, **changes)
    return decided(bundle(rules, [application("A", "5", "4"), application("B", "2")]))


def states(document: object) -> dict[str, str]:
    return {finding.name: finding.state.value for finding in verify_bundle(document).findings}


def details(document: object, name: str) -> tuple[str, ...]:
    return next(finding.details for finding in verify_bundle(document).findings if finding.name == name)


ALL_HOLDS = dict.fromkeys(("structure", "receipts", "applications", "outcomes", "amounts"), "ok")


def test_what_is_published_as_decided_holds() -> None:
    assert states(published()) == ALL_HOLDS
    assert verify_bundle(published()).holds


@given(randoms)
@settings(deadline=None)
def test_any_competition_decided_by_its_rules_holds(random: Random) -> None:
    made = competition(random)
    document = bundle(made.rules, made.applications, made.ties)
    assert verify_bundle(decided(document)).holds


def test_an_invalid_file_names_every_problem_and_nothing_else_is_checked() -> None:
    (finding,) = verify_bundle({"format": "other"}).findings
    assert (finding.name, finding.state.value) == ("structure", "not ok")
    assert len(finding.details) > 3


@pytest.mark.parametrize("raw", [None, [], "text", 1])
def test_what_is_no_object_does_not_hold(raw: object) -> None:
    assert not verify_bundle(raw).holds


def test_an_exchanged_receipt_shows() -> None:
    document = published()
    document["receipts"]["commitments"][0] = "f" * 64
    assert states(document) == ALL_HOLDS | {"receipts": "not ok"}


def test_the_order_of_the_receipts_does_not_matter() -> None:
    document = published()
    document["receipts"]["commitments"].reverse()
    assert verify_bundle(document).holds


def test_an_application_that_was_left_out_shows() -> None:
    document = published()
    del document["applications"][1]
    assert details(document, "applications") == ("There are 2 receipts for 1 applications.",)


def test_a_changed_mark_shows() -> None:
    document = published()
    document["applications"][1]["evaluations"][0]["scores"]["c1"] = "9"
    assert details(document, "outcomes") == ("B: rejected, by the rules awarded.",)


def test_a_changed_outcome_shows() -> None:
    document = published()
    document["applications"][0]["decision"]["outcome"] = "rejected"
    assert details(document, "outcomes") == ("A: rejected, by the rules awarded.",)


def test_a_changed_sum_shows() -> None:
    document = published()
    document["applications"][0]["decision"]["amount"] = "99.99"
    assert details(document, "amounts") == ("A: decided 99.99, by the rules 100.00.",)


def test_a_missing_sum_shows() -> None:
    document = published()
    document["applications"][0]["decision"]["amount"] = None
    assert states(document)["amounts"] == "not ok"


def test_an_application_nobody_decided_shows() -> None:
    document = published()
    del document["applications"][1]["decision"]
    assert details(document, "outcomes") == ("B: not decided, by the rules rejected.",)


def test_a_withdrawn_application_needs_no_decision() -> None:
    document = decided(bundle(call(), [application("A", "5"), application("W", status="withdrawn")]))
    del document["applications"][1]["decision"]
    assert verify_bundle(document).holds


def test_a_departure_of_the_committee_is_named() -> None:
    document = published(limit={"projects": 1})
    document["applications"][0]["decision"] = {"outcome": "reserve", "amount": None, "reasons": [{"code": "committee"}]}
    (line,) = details(document, "outcomes")
    assert line.endswith("but for the committee's own on A.")
    assert verify_bundle(document).holds


def test_what_the_rules_make_of_a_departure_is_no_contradiction() -> None:
    document = bundle(
        call(criteria=[criterion()], limit={"projects": 1}), [application("A", "9"), application("B", "7")]
    )
    document = decided(document)
    first, second = document["applications"]
    first["decision"] = {"outcome": "rejected", "amount": None, "reasons": [{"code": "committee"}]}
    assert details(document, "outcomes") == ("B: reserve, by the rules awarded.",)
    second["decision"] = {"outcome": "awarded", "amount": second["requested"], "reasons": []}
    assert verify_bundle(document).holds


def test_the_next_in_reserve_may_have_the_place_of_an_award_that_ended() -> None:
    document = bundle(
        call(criteria=[criterion()], limit={"projects": 1}), [application("A", "9"), application("B", "7")]
    )
    document = decided(document)
    first, second = document["applications"]
    first["decision"] = {"outcome": "declined", "amount": None, "reasons": []}
    assert verify_bundle(document).holds
    second["decision"] = {"outcome": "awarded", "amount": second["requested"], "reasons": []}
    assert verify_bundle(document).holds


def test_no_departure_awards_what_a_threshold_rejects() -> None:
    document = published()
    document["applications"][1]["decision"] = {
        "outcome": "awarded",
        "amount": "1.00",
        "reasons": [{"code": "committee"}],
    }
    assert details(document, "outcomes") == ("B: awarded, by the rules rejected.",)


@pytest.mark.parametrize("outcome", ["on_hold", "declined", "revoked"])
def test_what_becomes_of_an_award_later_is_no_contradiction(outcome: str) -> None:
    document = published()
    document["applications"][0]["decision"]["outcome"] = outcome
    assert verify_bundle(document).holds
    document["applications"][1]["decision"]["outcome"] = outcome
    assert not verify_bundle(document).holds


def test_without_receipts_they_are_not_public() -> None:
    document = published()
    del document["receipts"]
    assert states(document) == ALL_HOLDS | dict.fromkeys(("receipts", "applications"), "not public")


def test_without_decisions_there_is_nothing_to_compare() -> None:
    document = bundle(call(), [application("A", "5")])
    assert states(document)["outcomes"] == "not public"


def test_where_scores_are_kept_back_the_ranking_is_not_public() -> None:
    document = published()
    document["call"]["publication"]["scores"] = False
    shown = public_document(document, Rules.model_validate(document["call"]), document["receipts"])
    assert states(shown) == ALL_HOLDS | dict.fromkeys(("applications", "outcomes", "amounts"), "not public")
    assert verify_bundle(shown).holds
