"""A reasoning is drafted, approved for the committee, frozen, and stands in the letter."""

import pytest

from grants import clock
from grants.accounts.models import Person, RoleKind
from grants.applications.models import Application
from grants.applications.queries import submitted_in
from grants.awards import services as awards
from grants.awards.deliberation import reasoning
from grants.awards.deliberation.models import Reasoning, ReasoningStep
from grants.awards.deliberation.reasoning import MAX_REASONING
from grants.awards.deliberation.reasonings import approved_on, decisive_in, reasonings_on, steps_on
from grants.awards.models import SettledBy
from grants.awards.obstacles import obstacles
from grants.awards.queries import placement_on
from grants.calls.models import Call
from grants.calls.queries import rules_of
from grants.db import db
from grants.errors import Conflict, Forbidden, Invalid, Stale
from tests.factories.applications import joined
from tests.factories.awards import an_official_of, letters_left
from tests.factories.deliberation import a_call_scored_by, a_closed_call, close_sheets, fill_in
from tests.integration.awards.conftest import Browser
from tests.integration.evaluation.support import entries

pytestmark = pytest.mark.usefixtures("session")

WORDS = "Projekts ir labi pamatots.\n\nBudžets ir skaidrs."
REJECTED = {"2.1": "4", "2.2": "2"}


def a_call() -> tuple[Call, Application, dict[str, Person]]:
    call, people = a_closed_call()
    return call, submitted_in(call.id)[0], {**people, "Otto": an_official_of(call)}


def written(application: Application, actor: Person, words: str = WORDS, *, code: str = "", seen: int = 0) -> Reasoning:
    return reasoning.draft(application=application, code=code, words=words, seen=seen, actor=actor)


def approved(application: Application, actor: Person, *, seen: int = 1) -> Reasoning:
    return reasoning.approve(application=application, code="", seen=seen, actor=actor)


def reopened(application: Application, actor: Person, reason: str = "Kļūda vārdā.") -> Reasoning:
    return reasoning.reopen(application=application, code="", reason=reason, actor=actor)


def decide(call: Call, official: Person) -> None:
    order = [one.reference or "" for one in submitted_in(call.id)]
    awards.settle_tie(call=call, order=order, settled_by=SettledBy.LOT, reason="Izloze", actor=None)
    awards.confirm(call=call, actor=official)
    letters_left(call, official, clock.now())


def test_a_rejected_application_needs_a_reasoning_for_each_decisive_criterion() -> None:
    call, people = a_call_scored_by("Ilze", titles=("Nometne",))
    application = submitted_in(call.id)[0]
    for person in people.values():
        fill_in(person, application, REJECTED)
    close_sheets(call)
    assert decisive_in(placement_on(application, rules_of(call))) == ("", "2.2")


def test_what_is_not_rejected_needs_one_reasoning() -> None:
    call, application, _people = a_call()
    assert decisive_in(placement_on(application, rules_of(call))) == ("",)


def test_the_chair_approves_what_an_official_wrote() -> None:
    _call, application, people = a_call()
    written(application, people["Otto"])
    approved(application, people["Dace"])
    assert reasonings_on(application)[""].step is ReasoningStep.APPROVED


def test_members_and_officials_do_not_approve_while_there_is_a_chair() -> None:
    _call, application, people = a_call()
    written(application, people["Otto"])
    for name in ("Ilze", "Otto"):
        with pytest.raises(Forbidden):
            approved(application, people[name])


def test_another_member_than_the_author_approves_if_the_chair_stands_aside() -> None:
    call, people = a_closed_call(conflict_of="Dace")
    application, official = submitted_in(call.id)[0], an_official_of(call)
    reasoning.name_rapporteur(application=application, person_id=people["Ilze"].id, actor=official)
    written(application, people["Ilze"])
    for name in ("Ilze", "Dace"):
        with pytest.raises(Forbidden):
            approved(application, people[name])
    approved(application, people["Juris"])


def test_a_member_drafts_once_named_as_rapporteur() -> None:
    _call, application, people = a_call()
    with pytest.raises(Forbidden):
        written(application, people["Ilze"])
    for _ in range(2):
        reasoning.name_rapporteur(application=application, person_id=people["Ilze"].id, actor=people["Otto"])
    written(application, people["Ilze"])
    assert len(entries("rapporteur.named")) == 1


def test_nobody_in_conflict_is_named_as_rapporteur() -> None:
    call, people = a_closed_call(conflict_of="Ilze")
    application = submitted_in(call.id)[0]
    for person_id in (people["Ilze"].id, an_official_of(call).id):
        with pytest.raises(Invalid):
            reasoning.name_rapporteur(application=application, person_id=person_id, actor=an_official_of(call))


def test_no_text_is_lost_when_two_write_at_once() -> None:
    call, application, people = a_call()
    written(application, people["Otto"])
    with pytest.raises(Stale):
        written(application, an_official_of(call, RoleKind.SECRETARY), "Cits teksts.")
    written(application, people["Otto"], "Labots teksts.", seen=1)
    assert [one.words for one in steps_on(application)] == [WORDS, "Labots teksts."]


def test_the_same_words_again_change_nothing() -> None:
    _call, application, people = a_call()
    written(application, people["Otto"])
    written(application, people["Otto"])
    assert len(steps_on(application)) == 1


def test_only_the_text_that_was_seen_is_approved() -> None:
    _call, application, people = a_call()
    written(application, people["Otto"])
    written(application, people["Otto"], "Labots.", seen=1)
    with pytest.raises(Stale):
        approved(application, people["Dace"], seen=1)


def test_an_approved_text_is_frozen_until_it_is_opened_again() -> None:
    _call, application, people = a_call()
    written(application, people["Otto"])
    approved(application, people["Dace"])
    with pytest.raises(Conflict):
        written(application, people["Otto"], "Cits.", seen=2)
    with pytest.raises(Invalid):
        reopened(application, people["Otto"], " ")
    reopened(application, people["Otto"])
    written(application, people["Otto"], "Cits.", seen=3)
    assert [one.step.value for one in steps_on(application)] == ["written", "approved", "reopened", "written"]


@pytest.mark.parametrize("words", ["", " \n", "x" * (MAX_REASONING + 1)])
def test_too_little_and_too_much_is_refused(words: str) -> None:
    _call, application, people = a_call()
    with pytest.raises(Invalid):
        written(application, people["Otto"], words)


def test_a_reasoning_may_be_as_long_as_the_limit() -> None:
    _call, application, people = a_call()
    assert len(written(application, people["Otto"], "x" * MAX_REASONING).words) == MAX_REASONING


def test_whoever_has_an_application_in_the_call_neither_writes_nor_reads(browser_of: Browser) -> None:
    call, application, people = a_call()
    competitor = joined(submitted_in(call.id)[1], people["Otto"])
    with pytest.raises(Forbidden):
        written(application, competitor)
    browser_of(competitor).see(f"/evaluation/applications/{application.id}/reasoning", status=403)


def test_a_reasoning_that_was_begun_is_approved_before_the_decision() -> None:
    call, application, people = a_call()
    written(application, people["Otto"])
    words = f"The reasoning of {application.reference} is not approved."
    assert words in [str(one) for one in obstacles(call)]
    approved(application, people["Dace"])
    assert words not in [str(one) for one in obstacles(call)]


def test_nothing_is_written_opened_or_approved_after_the_decision() -> None:
    call, application, people = a_call()
    written(application, people["Otto"])
    approved(application, people["Dace"])
    decide(call, people["Otto"])
    with pytest.raises(Conflict):
        written(application, people["Otto"], "Cits.", seen=2)
    with pytest.raises(Conflict):
        reopened(application, people["Otto"])


def test_the_approved_words_stand_in_the_letter(browser_of: Browser) -> None:
    call, application, people = a_call()
    written(application, people["Otto"], "Projekts ir **labs**.\n\n# Nav virsraksts")
    approved(application, people["Dace"])
    decide(call, people["Otto"])
    db.session.commit()
    page = browser_of(application.members[0].person).see(f"/applications/{application.id}/decision")
    assert "Projekts ir **labs**." in page.text
    assert "# Nav virsraksts" in page.text


def test_a_draft_that_nobody_approved_is_offered_to_no_letter() -> None:
    call, application, people = a_call()
    written(application, people["Otto"])
    assert approved_on(application, placement_on(application, rules_of(call))) == {}
    approved(application, people["Dace"])
    assert approved_on(application, placement_on(application, rules_of(call))) == {"": WORDS}


def test_it_is_written_and_approved_on_pages(browser_of: Browser) -> None:
    _call, application, people = a_call()
    address = f"/evaluation/applications/{application.id}/reasoning"
    writing = browser_of(people["Otto"])
    assert "Reasoning for the applicant" in writing.see(f"/evaluation/applications/{application.id}/marks").text
    page = writing.send(writing.see(f"{address}/whole"), {"words": "Labs projekts."}, button="Store the reasoning")
    assert "Labs projekts." in page.text
    approving = browser_of(people["Dace"])
    approving.send(approving.see(f"{address}/whole"), button="Approve for the committee")
    assert "This reasoning is approved" in writing.see(f"{address}/whole").text


def test_what_was_typed_stays_when_somebody_else_was_faster(browser_of: Browser) -> None:
    call, application, people = a_call()
    visitor = browser_of(people["Otto"])
    page = visitor.see(f"/evaluation/applications/{application.id}/reasoning/whole")
    written(application, an_official_of(call, RoleKind.SECRETARY), "Sekretāra teksts.")
    db.session.commit()
    page = visitor.send(page, {"words": "Mans teksts."}, button="Store the reasoning", status=409)
    assert "Sekretāra teksts." in page.text
    assert "Mans teksts." in page.text
    assert "Mans teksts." in visitor.send(page, {}, button="Store the reasoning").text
