"""What the format allows and the site cannot hold is said with its path."""

import pytest

from grants.exchange.storable import MAX_NUMBER, unstorable
from grants.exchange.validation import read_bundle
from tests.factories.documents import Raw, bundle_document, changed

DECISION = "applications/1/decision"


def problems(document: Raw) -> list[str]:
    return [str(problem) for problem in unstorable(read_bundle(document))]


def test_a_usual_bundle_can_be_stored() -> None:
    assert problems(bundle_document()) == []


@pytest.mark.parametrize("outcome", ["on_hold", "declined", "revoked"])
def test_what_became_of_an_award_later_can_be_stored(outcome: str) -> None:
    assert problems(changed(bundle_document(), f"{DECISION}/outcome", outcome)) == []


@pytest.mark.parametrize("outcome", ["tied", "pending"])
def test_what_is_open_is_no_decision(outcome: str) -> None:
    assert problems(changed(bundle_document(), f"{DECISION}/outcome", outcome)) == []


def test_an_award_needs_its_sum() -> None:
    assert problems(changed(bundle_document(), f"{DECISION}/outcome", "awarded")) == [
        "applications[1].decision.amount: is missing; expected the sum that was awarded"
    ]


@pytest.mark.parametrize(
    "path",
    ["call/organiser/registration_number", "call/organiser/phone", "applications/0/applicant/registration_number"],
)
def test_numbers_have_a_limit(path: str) -> None:
    assert problems(changed(bundle_document(), path, "9" * MAX_NUMBER)) == []
    (problem,) = problems(changed(bundle_document(), path, "9" * (MAX_NUMBER + 1)))
    assert problem.endswith("has 41 characters; expected at most 40 characters")


def test_everything_is_named_at_once() -> None:
    document = changed(bundle_document(), f"{DECISION}/outcome", "awarded")
    assert len(problems(changed(document, "call/organiser/phone", "9" * 41))) == 2


def complained(**changes: object) -> Raw:
    """Return a bundle with a complaint about the second application."""
    complaint = {
        "number": 1,
        "came_by": "post",
        "complainant": "SIA Cits",
        "words": "Iebilstu.",
        "received_on": "2030-01-10",
        "answer_until": "2030-02-11",
    }
    return changed(bundle_document(), "applications/1/complaints", [complaint | changes])


MOMENT = "2030-01-12T10:00:00+00:00"


@pytest.mark.parametrize(
    ("changes", "at"),
    [
        ({"ruling": "upheld", "reason": "Jā."}, "decided_at"),
        ({"ruling": "upheld", "decided_at": MOMENT}, "reason"),
        ({"ruling": "rejected", "reason": "Nē.", "decided_at": MOMENT}, "concluded_at"),
        ({"concluded_at": MOMENT}, "concluded_at"),
        ({"withdrawn_at": MOMENT}, "concluded_at"),
    ],
)
def test_a_complaint_that_contradicts_itself_is_refused(changes: Raw, at: str) -> None:
    (problem,) = problems(complained(**changes))
    assert problem.startswith(f"applications[1].complaints[0].{at}: ")


def test_a_complaint_that_is_open_can_be_stored() -> None:
    assert problems(complained()) == []


def test_nothing_undecided_is_complained_about() -> None:
    (problem,) = problems(changed(complained(), f"{DECISION}/outcome", "tied"))
    assert problem.startswith("applications[1].complaints[0]: ")
