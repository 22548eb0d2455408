"""What everybody may have of a competition: enough to rank it, and nothing that the rules keep back."""

import copy
import json
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grants.calls.rules.document import Rules
from grants.exchange.publication import UNNAMED, deciding_answers, public_document
from grants.exchange.ranking import dump_ranking, rank_bundle, ranking_document
from grants.exchange.validation import read_bundle, validate_bundle
from tests.factories.documents import Raw, application_document, bundle_document, changed, field, rules_document, sheet
from tests.unit.awards.competitions import competition
from tests.unit.awards.factories import bundle

randoms = st.randoms(use_true_random=False)
RECEIPTS = {"root": "0" * 64, "commitments": []}


def public(document: Raw, receipts: Raw | None = None) -> Raw:
    return public_document(copy.deepcopy(document), Rules.model_validate(document["call"]), receipts)


def ranked(document: Raw) -> bytes:
    read = read_bundle(document)
    return dump_ranking(ranking_document(read.call, rank_bundle(read)))


def decided(outcome: str, kind: str = "association", **publication: bool) -> Raw:
    """Return the only application of a public bundle that was decided so."""
    one = application_document(
        applicant={"kind": kind, "name": "Anna", "registration_number": "40008000000"},
        decision={"outcome": outcome, "amount": "1.00" if outcome == "awarded" else None, "reasons": []},
    )
    rules = rules_document(publication={"scores": True, "rejected_names": False, "natural_person_names": False})
    rules["publication"] |= publication
    (shown,) = public(bundle_document(call=rules, applications=[one], ties=[]))["applications"]
    assert isinstance(shown, dict)
    return shown


def answers_for(tie_break: str, answers: Raw, *more: Raw) -> Raw:
    rules = rules_document(scoring={"decimals": 2, "tie_break": [tie_break]})
    rules["form"][0]["fields"] += more
    return deciding_answers(answers, Rules.model_validate(rules))


@given(randoms)
@settings(deadline=None)
def test_a_public_bundle_is_valid_and_ranks_as_the_whole_one(random: Random) -> None:
    made = competition(random)
    document = bundle(made.rules, made.applications, made.ties)
    shown = public(document, RECEIPTS)
    assert validate_bundle(shown) == []
    assert ranked(shown) == ranked(document)


def test_nothing_is_changed_in_the_bundle_itself() -> None:
    document = bundle_document()
    before = copy.deepcopy(document)
    public_document(document, Rules.model_validate(document["call"]), None)
    assert document == before


def test_consensus_marks_are_public_without_their_reasons() -> None:
    document = changed(bundle_document(), "applications/0/consensus", {"2.1": {"mark": "3", "reason": "Anna lūdza."}})
    assert public(document)["applications"][0]["consensus"] == {"2.1": {"mark": "3", "reason": UNNAMED}}


def test_evaluators_have_no_names() -> None:
    assert public(bundle_document())["evaluators"] == [{"id": f"E{place}", "name": UNNAMED} for place in (1, 2, 3)]


def test_there_are_no_comments() -> None:
    assert "Maz dalībnieku" not in json.dumps(public(bundle_document()), ensure_ascii=False)


def test_the_committee_s_words_stay_out() -> None:
    reason = {"code": "committee", "text": {"lv": "Slepens iemesls"}}
    document = changed(bundle_document(), "applications/0/decision/reasons", [reason])
    document = changed(document, "ties/0/reason", "Slepens iemesls")
    shown = public(document)
    assert "Slepens" not in json.dumps(shown, ensure_ascii=False)
    assert shown["applications"][0]["decision"]["reasons"] == [{"code": "committee"}]


def test_marks_of_somebody_in_conflict_stay_out() -> None:
    document = changed(bundle_document(), "applications/0/evaluations", [sheet("E1", "4", "2", conflict=True)])
    (evaluation,) = public(document)["applications"][0]["evaluations"]
    assert evaluation == {"evaluator": "E1", "scores": {}, "comments": {}, "conflict": True}


def test_answers_that_no_tie_break_reads_stay_out() -> None:
    assert public(bundle_document())["applications"][0]["answers"] == {}


@pytest.mark.parametrize("outcome", ["awarded", "reserve"])
def test_who_is_ranked_is_named(outcome: str) -> None:
    shown = decided(outcome)
    assert (shown["title"], shown["applicant"]["name"]) == ("Projekts", "Anna")


@pytest.mark.parametrize("outcome", ["rejected", "ineligible"])
def test_who_is_rejected_is_named_only_where_the_rules_say_so(outcome: str) -> None:
    hidden, named = decided(outcome), decided(outcome, rejected_names=True)
    assert (hidden["title"], hidden["applicant"]) == (UNNAMED, {"kind": "association", "name": UNNAMED})
    assert named["applicant"]["name"] == "Anna"


def test_a_natural_person_is_named_only_where_the_rules_say_so() -> None:
    assert decided("awarded", "natural_person")["applicant"] == {"kind": "natural_person", "name": UNNAMED}
    assert decided("awarded", "natural_person", natural_person_names=True)["applicant"]["name"] == "Anna"


def test_who_has_withdrawn_is_never_named() -> None:
    assert decided("withdrawn", rejected_names=True)["applicant"]["name"] == UNNAMED


def test_before_a_decision_nobody_is_named() -> None:
    document = bundle_document()
    del document["applications"][0]["decision"]
    assert public(document)["applications"][0]["applicant"]["name"] == UNNAMED


@pytest.mark.parametrize(
    ("tie_break", "answers", "shown"),
    [
        ("field:participants_total:desc", {"participants_total": 12, "goal": "x"}, {"participants_total": 12}),
        ("field:participants_total:desc", {"participants_total": "Anna Ozola"}, {}),
        ("funded_before:asc", {"funded_before": True}, {"funded_before": True}),
        ("funded_before:asc", {"funded_before": "jā, Annai"}, {}),
        (
            "own_share:desc",
            {"budget": [{"own": "5.00", "item": "Telts"}, {"item": "Zāģis"}]},
            {"budget": [{"own": "5.00"}]},
        ),
        ("own_share:desc", {"budget": [{"in_kind": "5.00"}, {}]}, {"budget": [{"in_kind": "5.00"}]}),
        ("own_share:desc", {"budget": "nekas"}, {}),
        ("requested:asc", {"requested": "1"}, {}),
    ],
)
def test_of_answers_only_what_a_tie_break_reads_is_shown(tie_break: str, answers: Raw, shown: Raw) -> None:
    assert answers_for(tie_break, answers, field("funded_before", "yes_no")) == shown


def test_a_field_for_the_own_share_is_read_instead_of_budgets() -> None:
    answers: dict[str, Any] = {"own_share": "7.50", "budget": [{"own": "5.00"}]}
    assert answers_for("own_share:desc", answers, field("own_share", "money")) == {"own_share": "7.50"}


def test_receipts_come_along() -> None:
    assert public(bundle_document(), RECEIPTS)["receipts"] == RECEIPTS


def test_where_scores_are_kept_back_only_the_receipts_are_left() -> None:
    rules = rules_document(publication={"scores": False, "rejected_names": True, "natural_person_names": True})
    shown = public(bundle_document(call=rules), RECEIPTS)
    assert shown == {
        "format": "grants-competition/1",
        "call": rules,
        "evaluators": [],
        "applications": [],
        "ties": [],
        "receipts": RECEIPTS,
    }
    assert validate_bundle(shown) == []
