"""Reasons in words, as letter, page and record have them."""

import uuid

import pytest

from grants.awards.models import Decision, Outcome
from grants.awards.printing import shown
from grants.awards.ranking import Placement
from grants.awards.separations import Separation, written
from grants.awards.wording import reasons_in_words, reasons_of, total_in
from grants.calls.rules.document import Rules
from tests.unit.awards.factories import application, call, check, criterion, decide
from tests.unit.awards.reference import Raw


def said(rules: Raw, *applications: Raw, about: str = "A", language: str = "en") -> list[str]:
    """Return the reasons of an application in a call."""
    return reasons_in_words(placed(rules, *applications, about=about), (), Rules.model_validate(rules), language)


def placed(rules: Raw, *applications: Raw, about: str = "A") -> Placement:
    """Return the placement of an application in a call."""
    return next(one for one in decide(rules, list(applications)).placements if one.reference == about)


def a_decision(outcome: Outcome = Outcome.REJECTED, **changes: object) -> Decision:
    """Return a decision that is not stored."""
    values = {
        "application_id": uuid.uuid4(),
        "call_id": uuid.uuid4(),
        "number": "1",
        "reasons": [],
        "reasoning": "",
        "separated_by": [],
    }
    return Decision(**values | {"outcome": outcome, "separated_by": []} | changes)


def test_an_award_names_points_and_place() -> None:
    assert said(call(), application("A", "9", "8")) == [
        "The application meets every threshold of the rules and with 8,50 points of 10 has place 1."
    ]


def test_an_award_without_criteria_names_no_points() -> None:
    assert said(call(criteria=[]), application("A")) == ["The application meets the rules of the call."]


def test_a_rejection_names_the_criterion_the_mean_and_the_threshold() -> None:
    rules = call(criteria=[criterion(threshold="3")])
    assert said(rules, application("A", "2.5", "3")) == [
        "Criterion c1 “words” received 2,75 points; the rules ask for at least 3."
    ]


def test_a_mean_in_a_rejection_never_looks_like_its_threshold() -> None:
    rules = call(criteria=[criterion(threshold="3")], scoring={"decimals": 0})
    assert "received 2,8 points" in said(rules, application("A", "2.5", "3", "3"))[0]


def test_every_threshold_that_was_missed_is_named() -> None:
    rules = call(criteria=[criterion(threshold="3")], scoring={"total_threshold": "4", "decimals": 1})
    assert said(rules, application("A", "2"))[1] == "The total is 2,0 points; the rules ask for at least 4."


def test_a_failed_check_is_named_in_the_language_of_the_letter() -> None:
    rules = call() | {"checks": [check("1.1") | {"text": {"lv": "Ir\nparaksts", "en": "Signed"}}]}
    failed = application("A", checks={"1.1": "no"})
    assert said(rules, failed, language="lv") == ["Administrative criterion 1.1 is not met: Ir paraksts"]


def test_what_is_below_the_quota_reads_how_many_places_there_were() -> None:
    others = [application(f"B{number}", "10") for number in range(3)]
    assert said(call(limit={"projects": 3}), application("A", "7"), *others) == [
        "The application has 7,00 points and place 4; all 3 places of the call went to applications ranked higher."
    ]


def test_one_place_is_spoken_of_as_one() -> None:
    said_of = said(call(limit={"projects": 1}), application("A", "7"), application("B", "8"))
    assert said_of[0].endswith("the one place of the call went to an application ranked higher.")


@pytest.mark.parametrize(
    ("when_short", "words"),
    [
        ("stop", "awards end where the money does not cover the next application in line"),
        ("skip", "the money left after the applications ranked higher does not cover the sum asked for"),
        ("partial", "the money left after the applications ranked higher is not enough for an award"),
    ],
)
def test_short_money_is_explained_as_the_rules_treat_it(when_short: str, words: str) -> None:
    rules = call(limit={"total": "100.00"}, when_short=when_short)
    assert words in said(rules, application("A", "7"), application("B", "8"))[0]


def test_a_reserve_without_criteria_names_only_its_place() -> None:
    rules = call(criteria=[], limit={"projects": 1}, scoring={"tie_break": ["requested:asc"]})
    words = said(rules, application("A", requested="200.00"), application("B", requested="100.00"))
    assert words[0].startswith("The application has place 2; ")


def test_a_withdrawal_is_said_to_be_one() -> None:
    assert said(call(), application("A", status="withdrawn")) == ["The applicant withdrew the application."]


def test_the_approved_words_stand_in_the_first_language() -> None:
    rules = Rules.model_validate(call())
    decision = a_decision(reasoning="Pirmais.\nOtrais.")
    assert reasons_of(decision, placed(call(), application("A", "5")), rules, "lv") == ["Pirmais.", "Otrais."]


def test_in_another_language_the_decision_is_explained_anew_even_if_the_ranking_has_changed() -> None:
    rules = call(criteria=[criterion(threshold="3")])
    reason = {"code": "criterion_threshold", "criterion": "c1"}
    decision = a_decision(reasons=[reason], reasoning="Saka latviski.")
    now_awarded = placed(rules, application("A", "9"))
    words = reasons_of(decision, now_awarded, Rules.model_validate(rules), "en")
    assert words == ["Criterion c1 “words” received 9,00 points; the rules ask for at least 3."]


def test_a_reason_this_version_does_not_know_is_left_to_the_approved_words() -> None:
    decision = a_decision(reasons=[{"code": "of_another_version"}], reasoning="Komisija nolēma citādi.")
    placement, rules = placed(call(), application("A", "5")), Rules.model_validate(call())
    assert reasons_of(decision, placement, rules, "en") == ["Komisija nolēma citādi."]


def test_the_printed_total_of_a_decision_comes_before_the_one_of_the_marks() -> None:
    placement, rules = placed(call(), application("A", "5")), Rules.model_validate(call())
    assert total_in(a_decision(total="4.75"), placement, rules) == "4.75"
    assert total_in(None, placement, rules) == "5.00"


def test_a_number_keeps_its_decimals() -> None:
    assert shown("44.50") == "44,50"


def test_no_number_is_a_dash() -> None:
    assert shown(None) == "–"


def test_a_decision_explained_anew_says_what_put_equals_in_order() -> None:
    decision = a_decision(Outcome.AWARDED, reasoning="Saka latviski.", separated_by=written([Separation("lot")]))
    words = reasons_of(decision, placed(call(), application("A", "5")), Rules.model_validate(call()), "en")
    assert words[1:] == ["At least one other application has the same total. The order was settled by lot."]
