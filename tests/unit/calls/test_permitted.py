"""Once a call has closed, of its criteria the guidance alone can be amended."""

from typing import Any

import pytest

from grants.calls.editing.permitted import Refusal, Why, refusals
from grants.calls.phase import Phase
from grants.calls.rules.canonical import dump
from grants.calls.rules.document import Criterion
from grants.calls.rules.validation import read_rules
from tests.factories.documents import criterion, rules_document, words

CHANGES: dict[str, Any] = {
    "code": "2.9",
    "title": words("Cits"),
    "min": "1",
    "max": "6",
    "step": "0.5",
    "weight": "3",
    "threshold": "2",
    "comment_min": 20,
}
REFUSED = [Refusal(("criteria",), Why.CLOSED)]


def amended(**changes: Any) -> list[Refusal]:
    """Return what is refused of another first criterion once a call is scored."""
    return of_criteria([criterion("2.1") | changes, criterion("2.2")])


def of_criteria(after: list[Any], phase: Phase = Phase.SCORING) -> list[Refusal]:
    announced = [criterion("2.1"), criterion("2.2")]
    documents = (rules_document(criteria=each, scoring={"decimals": 2}) for each in (announced, after))
    before, later = (dump(read_rules(document)) for document in documents)
    return refusals(before, later, phase)


def test_every_field_of_a_criterion_is_tried_here() -> None:
    assert set(CHANGES) | {"guidance"} == set(Criterion.model_fields)


@pytest.mark.parametrize("field", CHANGES)
def test_nothing_of_a_criterion_changes_after_the_deadline(field: str) -> None:
    assert amended(**{field: CHANGES[field]}) == REFUSED


def test_its_guidance_is_clarified_after_the_deadline() -> None:
    assert amended(guidance=words("Skaidrāk")) == []


def test_no_criterion_is_added_taken_away_or_moved_after_the_deadline() -> None:
    first, second = criterion("2.1"), criterion("2.2")
    for after in ([first], [first, second, criterion("2.3")], [second, first]):
        assert of_criteria(after) == REFUSED


def test_while_applications_are_taken_criteria_change() -> None:
    assert of_criteria([criterion("2.1", weight="3"), criterion("2.2")], Phase.OPEN) == []


def of_statistics(before: bool | None, after: bool | None, phase: Phase) -> list[Refusal]:
    documents = (rules_document(scoring={"decimals": 2, "statistics": each}) for each in (before, after))
    old, new = (dump(read_rules(document)) for document in documents)
    return refusals(old, new, phase)


@pytest.mark.parametrize("phase", [Phase.OPEN, Phase.SCORING, Phase.DELIBERATION])
@pytest.mark.parametrize("before", [None, False])
def test_statistics_are_not_switched_on_once_applications_are_taken(before: bool | None, phase: Phase) -> None:
    assert of_statistics(before, True, phase) == [Refusal(("scoring", "statistics"), Why.OPEN)]


def test_before_they_are_and_off_again_at_any_time() -> None:
    assert of_statistics(False, True, Phase.ANNOUNCED) == []
    assert of_statistics(True, None, Phase.SCORING) == []
    assert of_statistics(None, False, Phase.SCORING) == []
