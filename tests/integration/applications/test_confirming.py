"""Those who stand behind an application confirm it by a link; what binds the applicant follows from the rules."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from grants import clock
from grants.accounts.models import Person
from grants.applications import services
from grants.applications.confirmations import confirmations_of, due_at, standings_of, token_of
from grants.applications.models import Application, ApplicationState, Confirmation, Right
from grants.applications.services import Incomplete
from grants.applications.services.confirming import AGAIN_AFTER, MAX_ASKED
from grants.calls.queries import rules_of
from grants.db import db
from grants.errors import Conflict, NotFound
from grants.notices.models import Message
from tests.factories.applications import SHORT_ANSWERS, TITLE, a_filled, a_submitted, an_open_call, joined
from tests.factories.calls import CLOSED, OPEN, an_official
from tests.integration.applications.conftest import SignIn
from tests.support.visitor import Visitor

KINDS = ["association", "natural_person"]
SIGNED = {"signature": {"by": ["signatory_link"], "within_working_days": 3}}
SIGNED_FIRST = {"signature": {"by": ["signatory_link"], "within_working_days": 0}}
SIGNATORY: dict[str, Any] = {"signatory_name": "Sandra Sile", "signatory_email": "Sandra@Example.org"}
GUARANTEED = {"applicants": {"kinds": KINDS, "adult_guarantor": True}}
YOUNG = {"kinds": KINDS, "age": {"min": 13, "max": 25}}
GUARANTOR: dict[str, Any] = {"guarantor_name": "Gunta", "guarantor_email": "gunta@example.org"}


def asked(application: Application) -> Confirmation:
    (confirmation,) = confirmations_of(application)
    return confirmation


def states(application: Application) -> list[str]:
    return [standing.state for standing in standings_of(application)]


def link(application: Application) -> str:
    message = db.session.scalars(select(Message).where(Message.event == "application_confirm_asked")).all()[-1]
    found = re.search(r"/confirmations/[\w.-]+", message.words.text)
    assert found
    return found[0]


def test_the_simple_call_asks_for_nobody(anna: Person, browser: Visitor) -> None:
    draft = a_filled(an_open_call(), anna)
    db.session.commit()
    names = browser.see(f"/applications/{draft.id}/applicant").form("Save and continue").names
    assert not {name for name in names if "signat" in name or "partner" in name or "group" in name}
    assert standings_of(draft) == []


@pytest.mark.parametrize(
    ("rules", "codes"),
    [
        (SIGNED, {"a-_signatory_name", "a-_signatory_email"}),
        (GUARANTEED, {"a-_guarantor_name", "a-_guarantor_email"}),
        ({"applicants": {"kinds": ["association"], "partner_required": True}}, {"a-_partner_name", "a-_partner_email"}),
        (
            {"applicants": {"kinds": ["association"], "min_group_size": 5}},
            {"a-_group_name", "a-_group_contact", "a-_group_size"},
        ),
        ({"signature": {"by": ["signatory_link", "paper"], "within_working_days": 3}}, {"a-_signing"}),
    ],
    ids=["signature", "adult", "partner", "group", "ways to sign"],
)
def test_the_first_page_asks_for_whom_the_rules_want(
    anna: Person, browser: Visitor, rules: dict[str, Any], codes: set[str]
) -> None:
    draft = a_filled(an_open_call(**rules), anna)
    db.session.commit()
    assert codes <= browser.see(f"/applications/{draft.id}/applicant").form("Save and continue").names


def test_who_signs_is_asked_on_submission_and_the_time_stays(anna: Person, queued: Callable[[str], list[str]]) -> None:
    sent = a_submitted(an_open_call(**SIGNED), anna, **SIGNATORY)
    assert queued("application_confirm_asked") == ["sandra@example.org"]
    assert (sent.state, states(sent)) == (ApplicationState.SUBMITTED, ["asked"])
    with clock.at(OPEN + timedelta(hours=3)):
        services.answer(token=token_of(asked(sent)), agrees=True)
    assert (sent.submitted_at, states(sent)) == (OPEN, ["confirmed"])


def test_the_link_shows_everything_and_takes_the_answer(anna: Person, visitor: Callable[[], Visitor]) -> None:
    sent = a_submitted(an_open_call(**SIGNED), anna, **SIGNATORY)
    db.session.commit()
    nobody = visitor()
    nobody.get("/language/en")
    page = nobody.see(link(sent))
    assert SHORT_ANSWERS["goal"] in page.text
    assert "By confirming you submit this application in the name of the applicant and sign it." in page.text
    after = nobody.send(page, button="I confirm")
    assert "You have confirmed this application." in after.text
    assert states(sent) == ["confirmed"]


def test_opening_the_link_confirms_nothing(anna: Person, visitor: Callable[[], Visitor]) -> None:
    sent = a_submitted(an_open_call(**SIGNED), anna, **SIGNATORY)
    db.session.commit()
    for _ in range(2):
        visitor().see(link(sent))
    assert states(sent) == ["asked"]


def test_a_refusal_is_told_and_can_be_asked_about_again(anna: Person, queued: Callable[[str], list[str]]) -> None:
    sent = a_submitted(an_open_call(**SIGNED), anna, **SIGNATORY)
    services.answer(token=token_of(asked(sent)), agrees=False)
    assert states(sent) == ["refused"]
    assert queued("application_confirm_answered") == ["anna@example.org"]
    services.ask_parties(application=sent, actor=anna)
    assert states(sent) == ["asked"]


def test_an_answer_cannot_be_changed(anna: Person) -> None:
    sent = a_submitted(an_open_call(**SIGNED), anna, **SIGNATORY)
    token = token_of(asked(sent))
    services.answer(token=token, agrees=True)
    services.answer(token=token, agrees=False)
    assert states(sent) == ["confirmed"]


def test_a_broken_link_says_so(visitor: Callable[[], Visitor]) -> None:
    nobody = visitor()
    nobody.get("/language/en")
    page = nobody.see("/confirmations/nothing", status=404)
    assert "This link does not work any more" in page.text


def test_who_submits_and_signs_confirms_by_submitting(anna: Person, queued: Callable[[str], list[str]]) -> None:
    sent = a_submitted(an_open_call(**SIGNED), anna, signatory_name="Anna Ozola", signatory_email="ANNA@example.org")
    assert states(sent) == ["confirmed"]
    assert queued("application_confirm_asked") == []


def test_where_the_rules_leave_no_days_who_signs_confirms_first(anna: Person) -> None:
    draft = a_filled(an_open_call(**SIGNED_FIRST), anna, **SIGNATORY)
    with pytest.raises(Conflict, match="has to confirm first"):
        services.submit(application=draft, actor=anna)
    services.ask_parties(application=draft, actor=anna)
    services.answer(token=token_of(asked(draft)), agrees=True)
    services.submit(application=draft, actor=anna)
    assert states(draft) == ["confirmed"]


def test_what_is_changed_has_to_be_confirmed_anew(anna: Person) -> None:
    draft = a_filled(an_open_call(**SIGNED_FIRST), anna, **SIGNATORY)
    services.ask_parties(application=draft, actor=anna)
    services.answer(token=token_of(asked(draft)), agrees=True)
    services.save(application=draft, actor=anna, changes={"goal": "Pavisam cits mērķis."})
    assert states(draft) == ["not_asked"]
    with pytest.raises(Conflict, match="has to confirm first"):
        services.submit(application=draft, actor=anna)


def test_a_link_for_what_was_changed_answers_nothing(anna: Person, visitor: Callable[[], Visitor]) -> None:
    draft = a_filled(an_open_call(**SIGNED), anna, **SIGNATORY)
    services.ask_parties(application=draft, actor=anna)
    before = link(draft)
    services.save(application=draft, actor=anna, changes={"goal": "Pavisam cits mērķis."})
    services.ask_parties(application=draft, actor=anna)
    db.session.commit()
    visitor().see(before, status=404)


def test_a_link_rests_while_the_content_is_another(anna: Person, visitor: Callable[[], Visitor]) -> None:
    draft = a_filled(an_open_call(**SIGNED), anna, **SIGNATORY)
    services.ask_parties(application=draft, actor=anna)
    services.save(application=draft, actor=anna, changes={"goal": "Pavisam cits mērķis."})
    db.session.commit()
    visitor().see(link(draft), status=404)
    with pytest.raises(NotFound):
        services.answer(token=token_of(asked(draft)), agrees=True)
    services.save(application=draft, actor=anna, changes={"goal": SHORT_ANSWERS["goal"]})
    db.session.commit()
    visitor().see(link(draft))


def test_what_is_not_complete_is_confirmed_by_nobody(anna: Person) -> None:
    draft = a_filled(an_open_call(**SIGNED), anna, answers={}, **SIGNATORY)
    with pytest.raises(Conflict, match="Fill everything in first"):
        services.ask_parties(application=draft, actor=anna)


def test_an_adult_who_answers_confirms_by_the_same_link(anna: Person) -> None:
    sent = a_submitted(an_open_call(**GUARANTEED), anna, **GUARANTOR)
    services.answer(token=token_of(asked(sent)), agrees=True)
    assert states(sent) == ["confirmed"]


def test_a_parent_confirms_for_who_is_under_age(anna: Person) -> None:
    parent = {"is_minor": "yes", "representative_name": "Mamma", "representative_email": "mamma@example.org"}
    sent = a_submitted(an_open_call(applicants=YOUNG), anna, kind="natural_person", **parent)
    assert [standing.name for standing in standings_of(sent)] == ["Mamma"]


def test_a_group_is_a_party_of_its_own(anna: Person, as_person: SignIn) -> None:
    call = an_open_call(applicants={"kinds": ["association"], "min_group_size": 5})
    sent = a_submitted(call, anna, group_name="Jaunieši", group_contact="Līga, +371 20000000", group_size="7")
    assert sent.applicant["group_size"] == "7"
    with clock.at(CLOSED):
        page = as_person(an_official()).see(f"/office/applications/{sent.id}")
    assert "Jaunieši" in page.text


def test_an_organisation_may_apply_without_a_group(anna: Person) -> None:
    call = an_open_call(applicants={"kinds": ["association"], "min_group_size": 5})
    assert a_submitted(call, anna).state is ApplicationState.SUBMITTED


@pytest.mark.parametrize(("typed", "is_ready"), [({"group_contact": "Līga", "group_size": "5"}, True), ({}, False)])
def test_a_group_that_applies_itself_says_how_many_it_is(anna: Person, typed: dict[str, Any], is_ready: bool) -> None:
    call = an_open_call(applicants={"kinds": ["informal_group"], "min_group_size": 5})
    draft = a_filled(call, anna, kind="informal_group", **typed)
    if is_ready:
        services.submit(application=draft, actor=anna)
    else:
        with pytest.raises(Incomplete):
            services.submit(application=draft, actor=anna)


@pytest.mark.parametrize(("size", "status"), [("5", 303), ("4", 422), ("daudz", 422), ("10001", 422), ("", 422)])
def test_the_size_of_a_group_is_held_to_the_rules(anna: Person, browser: Visitor, size: str, status: int) -> None:
    call = an_open_call(applicants={"kinds": ["association"], "min_group_size": 5})
    draft = a_filled(call, anna, group_name="Jaunieši", group_contact="Līga", group_size=size)
    db.session.commit()
    token = browser.see("/account/profile").form().values["csrf_token"]
    assert browser.post(f"/applications/{draft.id}/submit", data={"csrf_token": token}).status_code == status


def test_the_signature_is_late_after_the_last_working_day(anna: Person, as_person: SignIn) -> None:
    sent = a_submitted(an_open_call(**SIGNED), anna, **SIGNATORY)
    due = due_at(sent, rules_of(sent.call))
    assert due
    with clock.at(due - timedelta(seconds=1)):
        assert states(sent) == ["asked"]
    with clock.at(due):
        assert states(sent) == ["late"]
    with clock.at(CLOSED):
        page = as_person(an_official()).see(f"/office/applications/{sent.id}")
    assert "not confirmed in time" in page.text


def test_an_official_writes_down_what_came_on_paper(anna: Person, as_person: SignIn) -> None:
    sent = a_submitted(an_open_call(signature={"by": ["paper"], "within_working_days": 5}), anna)
    assert states(sent) == ["not_asked"]
    with clock.at(CLOSED):
        official = as_person(an_official())
        page = official.see(f"/office/applications/{sent.id}")
        official.send(page, button="The signed copy came on paper")
    assert states(sent) == ["confirmed"]


def test_the_receipt_says_which_way(anna: Person, browser: Visitor) -> None:
    sent = a_submitted(an_open_call(**SIGNED), anna, **SIGNATORY)
    db.session.commit()
    page = browser.see(f"/applications/{sent.id}/receipt")
    assert "Sandra Sile" in page.text
    assert "The signature may follow until" in page.text


def test_pressing_twice_sends_one_message(anna: Person, queued: Callable[[str], list[str]]) -> None:
    draft = a_filled(an_open_call(**SIGNED), anna, **SIGNATORY)
    for _ in range(2):
        services.ask_parties(application=draft, actor=anna)
    assert len(queued("application_confirm_asked")) == 1


def test_after_a_while_the_link_is_sent_again(anna: Person, queued: Callable[[str], list[str]]) -> None:
    draft = a_filled(an_open_call(**SIGNED), anna, **SIGNATORY)
    services.ask_parties(application=draft, actor=anna)
    with clock.at(OPEN + AGAIN_AFTER):
        services.ask_parties(application=draft, actor=anna)
    assert len(queued("application_confirm_asked")) == 2


def test_links_are_sent_a_limited_number_of_times(anna: Person) -> None:
    draft = a_filled(an_open_call(**SIGNED), anna, **SIGNATORY)
    for number in range(MAX_ASKED):
        with clock.at(OPEN + number * AGAIN_AFTER):
            services.ask_parties(application=draft, actor=anna)
    with clock.at(OPEN + MAX_ASKED * AGAIN_AFTER), pytest.raises(Conflict, match=str(MAX_ASKED)):
        services.ask_parties(application=draft, actor=anna)


def test_who_may_only_read_asks_nobody(anna: Person, as_person: SignIn) -> None:
    draft = a_filled(an_open_call(**SIGNED), anna, **SIGNATORY)
    page = as_person(joined(draft, right=Right.READ)).see(f"/applications/{draft.id}")
    assert "Send the links" not in page.text


def test_what_was_withdrawn_is_confirmed_by_nobody(anna: Person) -> None:
    sent = a_submitted(an_open_call(**SIGNED), anna, **SIGNATORY)
    token = token_of(asked(sent))
    services.withdraw(application=sent, actor=anna)
    with pytest.raises(Conflict):
        services.answer(token=token, agrees=True)


def test_the_title_stands_in_the_message(anna: Person) -> None:
    a_submitted(an_open_call(**SIGNED), anna, **SIGNATORY)
    message = db.session.scalars(select(Message).where(Message.event == "application_confirm_asked")).one()
    assert TITLE in message.subject
