"""Section 5 of the text: the document that `competition rank --json` prints."""

import json
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grants.exchange.ranking import dump_ranking, rank_bundle, ranking_document
from grants.exchange.validation import read_bundle
from tests.unit.awards.competitions import competition
from tests.unit.awards.factories import application, bundle, call, criterion, sheet, tie
from tests.unit.awards.reference import Raw

randoms = st.randoms(use_true_random=False)


def ranked(raw: Raw) -> Raw:
    read = read_bundle(raw)
    return ranking_document(read.call, rank_bundle(read))


def only_row(rules: Raw, raw: Raw) -> Raw:
    (row,) = ranked(bundle(rules, [raw]))["applications"]
    assert isinstance(row, dict)
    return row


def test_an_awarded_application_has_every_key() -> None:
    assert only_row(call(), application("A", "5", "5.5", "5.5")) == {
        "reference": "A",
        "rank": 1,
        "total": "5.33",
        "criterion_means": {"c1": "5.33"},
        "outcome": "awarded",
        "amount": "100.00",
        "reasons": [],
        "tied_with": [],
        "expected_rank": None,
        "probability_funded": None,
    }


def test_a_pending_application_has_every_key() -> None:
    assert only_row(call(), application("A")) == {
        "reference": "A",
        "rank": None,
        "total": None,
        "criterion_means": {"c1": None},
        "outcome": "pending",
        "amount": None,
        "reasons": [],
        "tied_with": [],
        "expected_rank": None,
        "probability_funded": None,
    }


def test_reasons_name_the_check_or_criterion_they_are_about() -> None:
    rules = call(checks=("1.1",), criteria=[criterion(threshold="5")], scoring={"total_threshold": "5"})
    applications = [application("A", "9", checks={"1.1": "no"}), application("B", "4", checks={"1.1": "yes"})]
    reasons = [row["reasons"] for row in ranked(bundle(rules, applications))["applications"]]
    assert reasons == [
        [{"code": "check_failed", "check": "1.1"}],
        [{"code": "criterion_threshold", "criterion": "c1"}, {"code": "total_threshold"}],
    ]


@pytest.mark.parametrize(("decimals", "written"), [(0, "6"), (1, "5.5"), (2, "5.50"), (4, "5.5000")])
def test_numbers_have_the_decimals_of_the_rules(decimals: int, written: str) -> None:
    assert only_row(call(scoring={"decimals": decimals}), application("A", "5", "6"))["total"] == written


def test_money_has_two_decimals_whatever_the_rules_say_of_scores() -> None:
    row = only_row(call(scoring={"decimals": 0}), application("A", "5", requested="0.5"))
    assert row["amount"] == "0.50"


def test_statistics_are_null_unless_the_rules_ask_for_them() -> None:
    assert ranked(bundle(call(), []))["statistics"] == {
        "final": True,
        "icc": None,
        "krippendorff_alpha": None,
        "severity": None,
        "elsewhere_share": None,
    }


def test_a_mark_of_null_is_no_mark() -> None:
    raw = application("A", "5")
    raw["evaluations"].append(sheet("E2") | {"scores": {"c1": None}})
    assert only_row(call(), raw)["criterion_means"] == {"c1": "5.00"}


def test_ignored_entries_of_ties_are_warnings() -> None:
    applications = [application(reference, "5") for reference in "ABC"]
    (warning,) = ranked(bundle(call(), applications, [tie("B", "A")]))["warnings"]
    assert warning == (
        "The order given to the tie of A, B is ignored: "
        "without those no longer ranked they are not exactly one group of equals."
    )


def test_a_second_order_for_one_group_is_a_warning() -> None:
    applications = [application(reference, "5") for reference in "AB"]
    assert ranked(bundle(call(), applications, [tie("B", "A"), tie("A", "B")]))["warnings"] == [
        "The order given to the tie of A, B is ignored: an earlier entry has put this group into an order."
    ]


def test_the_stored_decision_is_not_read() -> None:
    decision = {"outcome": "revoked", "amount": None, "reasons": [{"code": "committee", "text": "x"}]}
    assert only_row(call(), application("A", "5", decision=decision))["outcome"] == "awarded"


@settings(max_examples=100)
@given(randoms, randoms)
def test_the_same_competition_gives_the_same_bytes_in_any_order_of_its_parts(made: Random, order: Random) -> None:
    one = competition(made)
    raw = bundle(one.rules, one.applications, one.ties)
    before = dump_ranking(ranked(raw))
    order.shuffle(raw["applications"])
    order.shuffle(raw["evaluators"])
    shuffled = {key: raw[key] for key in order.sample(sorted(raw), len(raw))}
    assert dump_ranking(ranked(shuffled)) == before


def test_the_bytes_are_utf_8_with_letters_as_they_are() -> None:
    dumped = dump_ranking(ranked(bundle(call(), [application("Ķekava-1", "5")])))
    assert "Ķekava-1".encode() in dumped
    assert json.loads(dumped)["applications"][0]["reference"] == "Ķekava-1"
