"""The organiser itself corrects what was wrong, without a complaint."""

from collections.abc import Sequence

import pytest

from grants.accounts.models import RoleKind
from grants.awards.contests import services
from grants.awards.contests.models import Complaint
from grants.awards.contests.remaking import remaking_of
from grants.awards.contests.services import Found
from grants.awards.contests.suspension import require_uncontested
from grants.awards.late.comparison import digest_of
from grants.awards.letters.queries import letter_of
from grants.awards.models import Act, Decision, Outcome
from grants.awards.queries import decisions_of, standing_of
from grants.awards.wordings.kinds import LetterKind
from grants.calls.models import Call
from grants.errors import Conflict, Forbidden, Invalid
from tests.factories.awards import (
    a_member,
    an_official_of,
    application_in,
)
from tests.factories.contests import judged_anew, told

pytestmark = pytest.mark.usefixtures("monday")


def found_wrong(
    call: Call,
    reference: str = "A-3",
    *,
    anew: bool = False,
    corrected: Sequence[str] = (),
    failed: Sequence[str] = (),
) -> Complaint:
    found = Found("Kļūda, pārrakstot punktus.", is_judged_anew=anew, corrected=corrected, failed=failed)
    return services.correct(application=application_in(call, reference), found=found, actor=an_official_of(call))


def concluded(complaint: Complaint) -> list[Decision]:
    seen = digest_of(remaking_of(complaint).after)
    return services.conclude(complaint=complaint, seen=seen, actor=an_official_of(complaint.application.call))


def test_marks_are_given_anew_by_others_and_a_new_decision_corrects_the_earlier(call: Call) -> None:
    made = concluded(judged_anew(found_wrong(call, anew=True), ("5", "5"), ("5", "5")))
    assert {one.act for one in made} == {Act.CORRECTED}
    letters = [letter_of(one) for one in made]
    assert {letter.kind for letter in letters if letter} == {LetterKind.CORRECTION}
    outcomes = {one.application_id: one.outcome for one in decisions_of(call).values()}
    assert outcomes[application_in(call, "A-3").id] is Outcome.AWARDED
    assert outcomes[application_in(call, "A-1").id] is Outcome.RESERVE


def test_a_check_that_was_not_met_after_all_takes_the_award(call: Call) -> None:
    made = concluded(found_wrong(call, "A-1", failed=["1.1"]))
    by_application = {one.application_id: one for one in made}
    assert by_application[application_in(call, "A-1").id].outcome is Outcome.INELIGIBLE
    assert by_application[application_in(call, "A-1").id].because == "Kļūda, pārrakstot punktus."
    assert by_application[application_in(call, "A-2").id].outcome is Outcome.AWARDED


def test_nothing_counts_before_it_is_concluded(call: Call) -> None:
    before = standing_of(call).digest
    found_wrong(call, "A-1", failed=["1.1"])
    assert standing_of(call).digest == before


def test_the_decision_is_suspended_and_applicants_are_not_told_of_a_complaint(call: Call) -> None:
    a_member(call, "A-1")
    found_wrong(call, "A-1", failed=["1.1"])
    with pytest.raises(Conflict):
        require_uncontested(call, [Decision(application_id=application_in(call, "A-1").id, act=Act.CORRECTED)])
    assert told("complaint_ruled") == told("complaint_made") == set()


def test_the_same_again_is_one(call: Call) -> None:
    first, second = (found_wrong(call, "A-1", failed=["1.1"]) for _twice in range(2))
    assert first.id == second.id


@pytest.mark.parametrize(("corrected", "failed"), [([], []), (["1.1"], []), ([], ["9.9"])])
def test_something_that_can_be_done_has_to_be_done(call: Call, corrected: list[str], failed: list[str]) -> None:
    with pytest.raises(Invalid):
        found_wrong(call, "A-1", corrected=corrected, failed=failed)


def test_a_secretary_corrects_nothing(call: Call) -> None:
    application, found = application_in(call, "A-1"), Found("Kļūda.", failed=["1.1"])
    with pytest.raises(Forbidden):
        services.correct(application=application, found=found, actor=an_official_of(call, RoleKind.SECRETARY))
