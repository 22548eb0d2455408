"""The official's page of a call tells how far its evaluation is, and what is missing before it goes on."""

import pytest

from grants.accounts.models import Seat
from grants.accounts.services import end_role
from grants.applications.models import Application, ApplicationState
from grants.applications.queries import submitted_in
from grants.calls import services as calls
from grants.calls.models import Call, Stage
from grants.calls.queries import call_by_slug
from grants.calls.reasons import Reason
from grants.calls.workflow import Action
from grants.db import db
from grants.errors import Conflict
from grants.evaluation.models import Answer, ConflictKind
from grants.evaluation.progress import unchecked, unscored, unseated
from tests.factories.calls import an_official
from tests.factories.evaluation import (
    COMMITTEE,
    a_checked_call,
    a_scored_call,
    an_evaluator,
    check,
    declare,
    first_of,
    score,
    scoring,
    start_scoring,
)
from tests.integration.calls.support import statements
from tests.integration.evaluation.conftest import SignIn
from tests.support.pages import Page

pytestmark = pytest.mark.usefixtures("session")

ADDRESS = "/office/calls/piemers-2030"


def advance(call: Call, action: Action) -> Call:
    return calls.advance(call=call, action=action, actor=None)


def said(reasons: list[Reason]) -> list[str]:
    """Return the words of what is missing."""
    return [reason.words for reason in reasons]


def row(page: Page, name: str) -> str:
    """Return the words of the row of a member."""
    rows = [" ".join(" ".join(each.itertext()).split()) for each in page.tree.iter("tr")]
    return next(text for text in rows if text.startswith(name))


def test_the_page_counts_checked_applications_and_seats(as_person: SignIn) -> None:
    call = a_checked_call("First", "Second")
    check(first_of(call))
    an_evaluator(call)
    page = as_person(an_official()).see(ADDRESS)
    assert "Applications checked: 1 of 2." in page.text
    assert "Seats given in the committee: 1; asked for by the rules: 2; needed to decide: 1." in page.text
    assert page.links["Check the next application"] == f"{ADDRESS}/checks"


def _give_number(application: Application, number: str) -> None:
    assert application.organisation
    application.organisation.registration_number = number
    db.session.flush()


def test_each_member_is_shown_with_how_many_sheets_they_have_submitted(as_person: SignIn) -> None:
    call = a_scored_call("First", "Second", "Third")
    first, second, third = submitted_in(call.id)
    _give_number(third, "40008000120")  # the others share one, and Ilze would belong to all of them
    person = an_evaluator(call, person=third.members[0].person)
    person.name = "Ilze"
    score(person, first)
    declare(person, second, ConflictKind.FAMILY)
    page = as_person(an_official()).see(ADDRESS)
    assert row(page, "Dace").endswith("0 of 3")
    assert row(page, "Ilze").endswith("1 of 1")


def test_no_mark_is_shown(as_person: SignIn) -> None:
    call = a_scored_call()
    score(an_evaluator(call), first_of(call))
    page = as_person(an_official()).see(ADDRESS)
    assert "Labi." not in page.text
    assert "3.5" not in page.text


def test_the_panel_costs_the_same_for_many_applications_as_for_one(as_person: SignIn) -> None:
    small, large = a_scored_call("Only"), a_scored_call(*[f"Nr. {place}" for place in range(20)], slug="liels-2030")
    visitor = as_person(an_official())
    counts = []
    for call in (small, large):
        visitor.see(f"/office/calls/{call.slug}")
        with statements() as executed:
            visitor.see(f"/office/calls/{call.slug}")
        counts.append(len(executed))
    assert counts[0] == counts[1]


def test_scoring_waits_for_the_checks() -> None:
    call = a_checked_call("First", "Second")
    an_evaluator(call)
    check(first_of(call))
    assert said(unchecked(call)) == [f"1 application is not checked: {submitted_in(call.id)[1].reference}."]
    with pytest.raises(Conflict, match="1 application is not checked"):
        advance(call, Action.START_SCORING)


def test_at_most_five_applications_are_named() -> None:
    call = a_checked_call(*[f"Nr. {place}" for place in range(6)])
    (reason,) = said(unchecked(call))
    assert reason.count(",") == 4
    assert reason.endswith(" ….")


@pytest.mark.parametrize(("seats", "reasons"), [(2, 1), (3, 0)])
def test_scoring_waits_for_as_many_members_as_the_quorum(seats: int, reasons: int) -> None:
    call = a_checked_call(committee=COMMITTEE | {"size": 5, "quorum": 3})
    for place in range(seats):
        an_evaluator(call, f"Member {place}")
    assert len(unseated(call)) == reasons


def test_a_joint_sheet_needs_a_chair() -> None:
    call = a_checked_call(scoring=scoring(method="joint"))
    an_evaluator(call)
    assert said(unseated(call)) == ["The committee has no chair, who fills in its sheets."]
    an_evaluator(call, "Dace", Seat.CHAIR)
    assert said(unseated(call)) == []


def test_the_missing_is_shown_to_the_coordinator(as_person: SignIn) -> None:
    a_checked_call()
    page = as_person(an_official()).see(ADDRESS)
    assert "1 application is not checked" in page.text
    assert "The committee has 0 of at least 1 members." in page.text


def test_what_is_missing_leads_to_where_it_is_done(as_person: SignIn) -> None:
    call = a_checked_call()
    reference = first_of(call).reference
    links = as_person(an_official()).see(ADDRESS).links
    assert links[f"1 application is not checked: {reference}."] == f"{ADDRESS}/checks"
    assert links["The committee has 0 of at least 1 members."] == f"{ADDRESS}/committee"


def test_missing_sheets_lead_to_who_has_submitted_how_many(as_person: SignIn) -> None:
    call = a_scored_call()
    links = as_person(an_official()).see(ADDRESS).links
    assert links[f"Fewer than 1 submitted sheets: {first_of(call).reference}."] == f"{ADDRESS}#evaluation"


def test_deliberation_waits_for_the_sheets() -> None:
    call = a_scored_call()
    assert said(unscored(call)) == [f"Fewer than 1 submitted sheets: {first_of(call).reference}."]
    score(an_evaluator(call), first_of(call), submit=False)
    assert unscored(call)


def test_a_sheet_in_a_conflict_does_not_count() -> None:
    call = a_scored_call()
    person = an_evaluator(call)
    score(person, first_of(call))
    assert said(unscored(call)) == []
    declare(person, first_of(call), ConflictKind.PARTNER)
    assert unscored(call)


def a_call_short_of_judges(**changes: object) -> Call:
    """Return a call that needs two sheets, of whose two members one stands aside."""
    call = a_checked_call(committee=COMMITTEE | {"quorum": 2}, **changes)
    check(first_of(call))
    able, aside = an_evaluator(call, "Able"), an_evaluator(call, "Aside")
    start_scoring(call)
    score(able, first_of(call))
    declare(aside, first_of(call), ConflictKind.FAMILY)
    return call


def test_officials_are_told_when_fewer_than_the_quorum_may_judge() -> None:
    call = a_call_short_of_judges()
    reference = first_of(call).reference
    missing, why = said(unscored(call))
    assert missing == f"Fewer than 2 submitted sheets: {reference}."
    assert why.startswith(f"Too few in the committee may judge {reference}: 2 are needed")


def test_that_leads_to_the_committee() -> None:
    assert unscored(a_call_short_of_judges())[-1].endpoint == "committee.show"


def test_somebody_else_in_the_committee_may_judge_instead() -> None:
    call = a_call_short_of_judges()
    score(an_evaluator(call, "New"), first_of(call))
    assert unscored(call) == []


def test_the_sheet_of_an_ended_seat_counts_for_the_quorum() -> None:
    call = a_checked_call(committee=COMMITTEE | {"quorum": 2})
    check(first_of(call))
    gone, _left = an_evaluator(call, "Gone"), an_evaluator(call, "Left")
    start_scoring(call)
    score(gone, first_of(call))
    end_role(role=gone.roles[0], actor=None)
    assert len(unscored(call)) == 1


def test_a_sheet_that_is_only_missing_has_no_further_reason() -> None:
    call = a_call_short_of_judges()
    an_evaluator(call, "New")
    assert len(unscored(call)) == 1


def test_what_failed_the_checks_needs_no_sheet() -> None:
    call = a_checked_call()
    check(first_of(call), Answer.NO)
    an_evaluator(call)
    start_scoring(call)
    assert said(unscored(call)) == []


def test_applications_are_scored_when_the_sheets_close() -> None:
    call = a_scored_call()
    score(an_evaluator(call), first_of(call))
    advance(call, Action.START_DELIBERATION)
    assert first_of(call).state is ApplicationState.SCORED


def test_what_failed_the_checks_stays_checked() -> None:
    call = a_checked_call()
    check(first_of(call), Answer.NO)
    an_evaluator(call)
    start_scoring(call)
    advance(call, Action.START_DELIBERATION)
    assert first_of(call).state is ApplicationState.CHECKED


def test_without_checks_every_application_counts_as_checked_at_once() -> None:
    call = a_checked_call(checks=[])
    assert first_of(call).state is ApplicationState.CHECKED


def test_the_whole_stage_goes_on_through_the_page(as_person: SignIn) -> None:
    call = a_checked_call()
    check(first_of(call))
    an_evaluator(call)
    visitor = as_person(an_official())
    visitor.send(visitor.see(ADDRESS), button="Start scoring")
    assert call_by_slug(call.slug).stage is Stage.SCORING
