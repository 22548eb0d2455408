"""The demonstration competitions say what is true, hold by their own rules, and one is open today."""

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from grants.applications.form.understood import understand
from grants.calls.rules.document import Rules
from grants.calls.rules.unknown import unknown_keys
from grants.calls.rules.validation import publication_problems, read_rules
from grants.exchange import demonstration
from grants.exchange.bundle import Bundle
from grants.exchange.ranking import rank_bundle, ranking_document
from grants.exchange.validation import validate_bundle

REAL = ("rezekne-2018", "jekabpils-2019", "saldus-2020")
FINISHED = ("jekabpils-2019", "saldus-2020")
RIGA = ZoneInfo("Europe/Riga")
TODAY = date(2026, 3, 20)

every_call = pytest.mark.parametrize("name", demonstration.names())


def call_of(name: str) -> dict[str, Any]:
    call: dict[str, Any] = demonstration.load(name)["call"]
    return call


def rules_of(name: str) -> Rules:
    return read_rules(call_of(name))


def as_typed(answer: Any) -> Any:
    """Return an answer as a person would have typed it."""
    if isinstance(answer, bool):
        return "yes" if answer else "no"
    if isinstance(answer, list):
        return [as_typed(item) for item in answer]
    if isinstance(answer, dict):
        return {name: as_typed(item) for name, item in answer.items()}
    return str(answer)


def opened(today: date = TODAY) -> dict[str, datetime]:
    schedule = demonstration.open_call(today)["call"]["schedule"]
    return {name: datetime.fromisoformat(at) for name, at in schedule.items() if name.endswith("_at")}


@every_call
def test_every_bundle_is_valid(name: str) -> None:
    assert validate_bundle(demonstration.load(name)) == []


@every_call
def test_every_call_could_be_published(name: str) -> None:
    assert publication_problems(rules_of(name)) == []


@every_call
def test_every_value_of_a_call_is_one_that_the_rules_know(name: str) -> None:
    assert unknown_keys(call_of(name)) == []


@every_call
def test_a_call_is_loaded_by_its_slug(name: str) -> None:
    assert call_of(name)["slug"] == name


def test_an_unknown_name_is_refused() -> None:
    with pytest.raises(KeyError, match="people"):
        demonstration.load("people")


@every_call
def test_a_description_begins_by_saying_that_it_is_a_demonstration(name: str) -> None:
    description = call_of(name)["description"]
    assert (description["lv"][:20], description["en"][:20]) == ("> **Demonstrācija.**", "> **Demonstration.**")


@pytest.mark.parametrize("name", REAL)
def test_a_real_call_tells_what_was_read_from_what_is_ours(name: str) -> None:
    description = call_of(name)["description"]
    assert all(words in description["lv"] for words in ("**Nolasīts", "**Mūsu, demonstrācijai:**"))
    assert all(words in description["en"] for words in ("**Read", "**Ours, for the demonstration:**"))


@pytest.mark.parametrize("name", REAL)
def test_every_criterion_of_a_real_call_says_that_its_wording_is_ours(name: str) -> None:
    assert all("ir mūsu" in criterion["guidance"]["lv"] for criterion in call_of(name)["criteria"])


@pytest.mark.parametrize("name", FINISHED)
def test_nothing_stands_beside_a_real_organisation_but_what_was_published(name: str) -> None:
    for application in demonstration.load(name)["applications"]:
        assert application["decision"] == {"outcome": "awarded", "amount": "4600.00", "reasons": []}
        assert [application[part] for part in ("evaluations", "checks", "answers")] == [[], {}, {}]
        assert "registration_number" not in application["applicant"]


@pytest.mark.parametrize(("name", "winners"), [("jekabpils-2019", 2), ("saldus-2020", 6)])
def test_a_finished_call_names_the_published_winners(name: str, winners: int) -> None:
    assert len(demonstration.load(name)["applications"]) == winners


def test_rezekne_has_no_applications() -> None:
    assert demonstration.load("rezekne-2018")["applications"] == []


def test_rezekne_keeps_the_known_limits_of_points() -> None:
    rules = rules_of("rezekne-2018")
    assert sum(criterion.max for criterion in rules.criteria) == 50
    assert rules.scoring.total_threshold == 30
    assert {one.code: one.threshold for one in rules.criteria if one.threshold} == {"2.2": 3, "2.4.1": 3, "2.4.3": 3}


@every_call
def test_no_organiser_has_an_address_that_could_be_real(name: str) -> None:
    assert call_of(name)["organiser"]["email"].endswith("example.org")


def test_the_decisions_of_the_scored_call_are_those_of_its_rules() -> None:
    document = demonstration.load("liepkalne-2025")
    bundle = Bundle.model_validate(document)
    ranked = ranking_document(bundle.call, rank_bundle(bundle))["applications"]
    decided = {one["reference"]: one["decision"] for one in document["applications"]}
    assert decided == {row["reference"]: {key: row[key] for key in ("outcome", "amount", "reasons")} for row in ranked}


def test_the_scored_call_shows_every_way_in_which_an_application_can_end() -> None:
    decisions = [one["decision"] for one in demonstration.load("liepkalne-2025")["applications"]]
    assert {one["outcome"] for one in decisions} == {"awarded", "reserve", "rejected", "ineligible", "withdrawn"}
    assert {reason["code"] for one in decisions for reason in one["reasons"]} == {
        "check_failed",
        "criterion_threshold",
        "total_threshold",
        "quota_used",
        "budget_used",
        "withdrawn",
    }


def test_the_answers_of_the_scored_call_pass_its_form() -> None:
    rules = rules_of("liepkalne-2025")
    for application in demonstration.load("liepkalne-2025")["applications"]:
        understood = understand(rules, as_typed(application["answers"]), files=())
        assert (understood.problems, understood.answers) == ((), application["answers"])


def test_the_open_call_was_published_ten_days_ago() -> None:
    assert opened()["published_at"].astimezone(RIGA).date() == TODAY - timedelta(days=10)


def test_the_open_call_closes_in_21_days_at_three_by_the_clock_on_the_wall() -> None:
    assert opened()["closes_at"].isoformat() == "2026-04-10T15:00:00+03:00"


def test_the_open_call_takes_a_newcomer_few_questions() -> None:
    rules = rules_of(demonstration.OPEN_CALL)
    assert (len(rules.form), len(rules.fields)) == (3, 10)


def test_moving_a_call_there_and_back_changes_nothing() -> None:
    document = demonstration.load(demonstration.OPEN_CALL)
    assert demonstration.shifted(demonstration.shifted(document, 200), -200) == document


def test_moving_a_call_leaves_the_document_given_as_it_is() -> None:
    document = demonstration.load(demonstration.OPEN_CALL)
    demonstration.shifted(document, 1)
    assert document == demonstration.load(demonstration.OPEN_CALL)


def test_moving_a_call_moves_its_days_too() -> None:
    moved = demonstration.shifted(demonstration.load(demonstration.OPEN_CALL), 1)
    assert moved["call"]["schedule"]["implementation"]["from"] == "2026-03-16"


def test_a_moved_call_is_still_valid() -> None:
    assert validate_bundle(demonstration.open_call(TODAY)) == []


def test_somebody_can_sign_in_in_every_role() -> None:
    roles = {person["role"] for person in demonstration.people()["people"]}
    assert roles == {"administrator", "coordinator", "secretary", "evaluator", "auditor", "applicant"}


def test_nobody_has_an_address_that_could_be_real() -> None:
    assert all(person["email"].endswith("@example.org") for person in demonstration.people()["people"])


def test_the_evaluators_who_sign_in_are_those_of_the_scored_call() -> None:
    committee = {one["id"]: one["name"] for one in demonstration.load("liepkalne-2025")["evaluators"]}
    people = demonstration.people()["people"]
    assert {one["evaluator"]: one["name"] for one in people if one["role"] == "evaluator"} == committee


def test_the_applicants_who_sign_in_applied_in_the_scored_call() -> None:
    applied = {one["reference"]: one["applicant"] for one in demonstration.load("liepkalne-2025")["applications"]}
    people = [one for one in demonstration.people()["people"] if one["role"] == "applicant"]
    assert [one["applicant"] for one in people] == [applied[one["application"]] for one in people]
