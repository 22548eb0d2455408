"""Sending in: once, in time, complete, with a receipt that can be recomputed."""

import hashlib
import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from grants import clock
from grants.accounts.models import Organisation, Person
from grants.applications import services
from grants.applications.models import Application, ApplicationState, Receipt, Right
from grants.applications.services import Incomplete
from grants.db import db
from grants.errors import Closed, Conflict
from grants.journal.models import Entry
from grants.notices.models import Message
from tests.factories.applications import SHORT_ANSWERS, TITLE, a_filled, a_started, a_submitted, an_open_call, joined
from tests.factories.calls import CLOSED, OPEN
from tests.factories.documents import schedule
from tests.factories.people import a_person, sign_in
from tests.integration.applications.conftest import SignIn
from tests.integration.calls.support import statements
from tests.support.pages import Page
from tests.support.together import at_once
from tests.support.visitor import Visitor

MICROSECOND = timedelta(microseconds=1)
SUBMIT = "Submit the application"


@pytest.fixture
def draft(anna: Person) -> Application:
    return a_filled(an_open_call(), anna)


def review(browser: Visitor, draft: Application) -> Page:
    db.session.commit()
    return browser.see(f"/applications/{draft.id}/review")


def insist(browser: Visitor, draft: Application) -> Page:
    """Send an incomplete application in, as from a page that was opened while it was complete."""
    token = review(browser, draft).form().values["csrf_token"]
    page = Page(browser.post(f"/applications/{draft.id}/submit", data={"csrf_token": token}))
    assert page.status == 422
    return page


def state_of(draft: Application) -> ApplicationState:
    db.session.refresh(draft)
    return draft.state


def receipts() -> int:
    return db.session.scalar(select(func.count(Receipt.id))) or 0


def entries(action: str) -> list[Entry]:
    return list(db.session.scalars(select(Entry).where(Entry.action == action)))


def test_the_review_shows_everything_as_it_will_be_sent(browser: Visitor, draft: Application) -> None:
    page = review(browser, draft)
    for shown in (
        TITLE,
        "Biedrība Ozols",
        "association",
        "40008000013",
        "Lielā iela 1",
        "4600.00 EUR",
        SHORT_ANSWERS["goal"],
    ):
        assert shown in page.text


def test_one_button_sends_in_and_leads_to_the_receipt(browser: Visitor, draft: Application) -> None:
    page = browser.send(review(browser, draft), button=SUBMIT)
    db.session.refresh(draft)
    assert page.heading == f"Receipt {draft.reference}"
    assert "Received 15 November 2029, 14:00" in page.text


def test_what_was_understood_takes_the_place_of_what_was_typed(anna: Person) -> None:
    application = a_submitted(an_open_call(), anna, registration_number="LV 4000-8000-013")
    assert application.applicant["registration_number"] == "40008000013"
    assert application.organisation is not None
    assert application.organisation.name == "Biedrība Ozols"


def test_an_applicant_with_a_new_name_keeps_the_old_one_in_what_was_submitted_before(anna: Person) -> None:
    call = an_open_call()
    before = a_submitted(call, anna, name="Biedrība Ozols")
    after = a_submitted(call, anna, name="Biedrība Ozoli", address="Citur 5")
    names = [each.organisation.name for each in (before, after) if each.organisation]
    assert names == ["Biedrība Ozols", "Biedrība Ozoli"]


def test_an_applicant_named_the_same_again_is_the_same(anna: Person) -> None:
    call = an_open_call()
    one, other = (a_submitted(call, anna) for _time in range(2))
    assert one.organisation is other.organisation


def test_a_double_click_gives_the_same_receipt_and_stores_nothing_twice(browser: Visitor, draft: Application) -> None:
    page = review(browser, draft)
    first, second = browser.send(page, button=SUBMIT), browser.send(page, button=SUBMIT)
    assert first.heading == second.heading
    assert (receipts(), len(entries("application.submitted"))) == (1, 1)


def test_two_tabs_that_submit_at_the_same_time_get_the_same_receipt(
    app: Flask, anna: Person, browser: Visitor, draft: Application
) -> None:
    form = review(browser, draft).form(SUBMIT)
    cookie = browser.get_cookie("session")
    assert cookie is not None

    def press() -> str | None:
        tab = Visitor(app, app.response_class, use_cookies=True)
        tab.set_cookie("session", cookie.value)
        return tab.post(form.action, data=form.values).location

    assert set(at_once(*[press] * 4)) == {f"/applications/{draft.id}/receipt"}
    assert (receipts(), len(entries("application.submitted"))) == (1, 1)


def test_what_arrives_just_before_the_deadline_is_in_time(browser: Visitor, draft: Application) -> None:
    page, deadline = review(browser, draft), draft.call.closes_at
    with clock.at(deadline - MICROSECOND):
        browser.send(page, button=SUBMIT)
    assert (state_of(draft), draft.submitted_at) == (ApplicationState.SUBMITTED, deadline - MICROSECOND)


def test_what_arrives_at_the_deadline_is_late(browser: Visitor, draft: Application) -> None:
    page = review(browser, draft)
    with clock.at(draft.call.closes_at):
        answer = browser.send(page, button=SUBMIT, status=409)
    assert state_of(draft) is ApplicationState.DRAFT
    assert "The call is not open" in answer.text


def test_what_arrives_too_late_still_shows_what_was_typed(browser: Visitor, draft: Application) -> None:
    page = review(browser, draft)
    with clock.at(CLOSED):
        assert SHORT_ANSWERS["goal"] in browser.send(page, button=SUBMIT, status=409).text


def test_the_grace_of_the_rules_counts(browser: Visitor, anna: Person) -> None:
    draft = a_filled(an_open_call(schedule=schedule(grace_seconds=60)), anna)
    page, deadline = review(browser, draft), draft.call.closes_at
    with clock.at(deadline + timedelta(seconds=60)):
        browser.send(page, button=SUBMIT, status=409)
    with clock.at(deadline + timedelta(seconds=60) - MICROSECOND):
        browser.send(page, button=SUBMIT)
    assert state_of(draft) is ApplicationState.SUBMITTED


def test_what_is_late_never_slides_into_the_next_call(anna: Person, draft: Application) -> None:
    """Seen elsewhere: a draft sent after the closing was taken by the next call that was open."""
    later = an_open_call(slug="nakamais", schedule=schedule(closes_at="2029-12-20T15:00:00+02:00"))
    with clock.at(draft.call.closes_at), pytest.raises(Closed):
        services.submit(application=draft, actor=anna)
    assert (draft.state, draft.call_id == later.id) == (ApplicationState.DRAFT, False)


def test_what_is_missing_stands_first_with_the_way_to_it(browser: Visitor, anna: Person) -> None:
    draft = a_started(an_open_call(), anna)
    page = review(browser, draft)
    assert page.links["goal (en): An answer is needed."].endswith("/sections/project?problems=1#field-a-goal")
    assert page.links["Title of the project: An answer is needed."].endswith("/applicant?problems=1#field-a-_title")


def test_what_is_missing_is_the_way_forward_and_there_is_no_button_to_submit(browser: Visitor, anna: Person) -> None:
    page = review(browser, a_filled(an_open_call(), anna, answers={}))
    assert page.links["Go to the first of them"] == page.links["goal (en): An answer is needed."]
    assert all(SUBMIT not in form.buttons for form in page.forms)


def test_an_incomplete_application_is_not_taken(browser: Visitor, anna: Person) -> None:
    draft = a_filled(an_open_call(), anna, answers={})
    page = insist(browser, draft)
    assert "1 thing is left to do before you can submit" in page.text
    assert state_of(draft) is ApplicationState.DRAFT


def test_a_refused_submission_leaves_evidence_of_codes_only(browser: Visitor, anna: Person) -> None:
    draft = a_filled(an_open_call(), anna, answers={}, title="")
    insist(browser, draft)
    (entry,) = entries("application.submission_refused")
    assert entry.details == {"reason": "incomplete", "fields": ["_title", "goal"]}
    assert (entry.actor_id, entry.subject_id, entry.recorded_at) == (anna.id, draft.id, OPEN)


def test_a_late_submission_leaves_evidence(browser: Visitor, draft: Application) -> None:
    page = review(browser, draft)
    with clock.at(CLOSED):
        browser.send(page, button=SUBMIT, status=409)
    (entry,) = entries("application.submission_refused")
    assert (entry.details["reason"], entry.recorded_at) == ("closed", CLOSED)


def test_everything_wrong_is_told_at_once(anna: Person) -> None:
    draft = a_filled(an_open_call(), anna, answers={}, title="", name="")
    with pytest.raises(Incomplete) as refused:
        services.submit(application=draft, actor=anna)
    assert [problem.field for problem in refused.value.problems] == ["_name", "_title", "goal"]


def test_who_may_not_sign_cannot_submit(as_person: SignIn, browser: Visitor, draft: Application) -> None:
    editor = joined(draft, right=Right.EDIT)
    form = review(browser, draft).form(SUBMIT)
    hers = as_person(editor)
    assert SUBMIT not in hers.see(f"/applications/{draft.id}/review").text
    token = hers.see("/account/").form().values["csrf_token"]
    assert hers.post(form.action, data={"csrf_token": token}).status_code == 403


LIMITED = {"applicants": {"kinds": ["association"], "max_applications": 1}}


def test_an_applicant_submits_as_many_as_the_rules_admit_and_no_more(browser: Visitor, anna: Person) -> None:
    call = an_open_call(**LIMITED)
    a_submitted(call, anna)
    second = a_filled(call, anna)
    page = browser.send(review(browser, second), button=SUBMIT, status=409)
    assert "This applicant has submitted as many applications as the call allows: 1." in page.text
    assert entries("application.submission_refused")[0].details["reason"] == "conflict"


def test_what_was_withdrawn_makes_room_for_another(anna: Person) -> None:
    call = an_open_call(**LIMITED)
    services.withdraw(application=a_submitted(call, anna), actor=anna)
    assert a_submitted(call, anna).state is ApplicationState.SUBMITTED


def test_a_stranger_uses_up_nobodys_limit(anna: Person) -> None:
    call = an_open_call(**LIMITED)
    a_submitted(call, a_person())
    assert a_submitted(call, anna).state is ApplicationState.SUBMITTED


def test_another_applicant_of_the_same_person_has_a_limit_of_its_own(anna: Person) -> None:
    call = an_open_call(**LIMITED)
    a_submitted(call, anna)
    assert a_submitted(call, anna, registration_number="50008000015").reference


def test_another_kind_under_the_same_number_is_the_same_applicant(anna: Person) -> None:
    call = an_open_call(applicants={"kinds": ["association", "foundation"], "max_applications": 1})
    a_submitted(call, anna)
    with pytest.raises(Conflict, match="as the call allows: 1"):
        a_submitted(call, anna, kind="foundation")


NUMBERLESS = {"applicants": {"kinds": ["informal_group", "natural_person"], "max_applications": 1}}
GROUP: dict[str, Any] = {"kind": "informal_group", "name": "Draugi"}
ALONE: dict[str, Any] = {"kind": "natural_person", "name": "Anna Ozola"}


@pytest.mark.parametrize("second", [GROUP, GROUP | {"name": "Citi draugi"}, ALONE], ids=["same", "renamed", "another"])
def test_applicants_without_a_number_count_by_who_submits(anna: Person, second: dict[str, Any]) -> None:
    call = an_open_call(**NUMBERLESS)
    a_submitted(call, anna, **GROUP)
    with pytest.raises(Conflict, match="without a registration number as the call allows: 1"):
        a_submitted(call, anna, **second)


def test_applicants_without_a_number_count_in_one_call_and_for_one_person(anna: Person) -> None:
    call, other = an_open_call(**NUMBERLESS), an_open_call(slug="cits-2030", **NUMBERLESS)
    sent = [a_submitted(call, anna, **GROUP), a_submitted(other, anna, **GROUP), a_submitted(call, **GROUP)]
    assert {application.state for application in sent} == {ApplicationState.SUBMITTED}


def test_what_a_person_submits_for_themselves_leaves_room_for_their_association(anna: Person) -> None:
    call = an_open_call(applicants={"kinds": ["association", "natural_person"], "max_applications": 1})
    a_submitted(call, anna, **ALONE)
    assert a_submitted(call, anna).state is ApplicationState.SUBMITTED


def test_an_applicant_is_entered_once(anna: Person) -> None:
    call = an_open_call()
    a_submitted(call, anna)
    a_submitted(call, anna)
    assert db.session.scalar(select(func.count(Organisation.id))) == 1


def test_a_receipt_can_be_recomputed_from_its_file(browser: Visitor, anna: Person) -> None:
    application = a_submitted(an_open_call(), anna)
    db.session.commit()
    receipt: dict[str, Any] = browser.get(f"/applications/{application.id}/receipt.json").get_json()
    content = json.dumps(receipt["content"], sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    assert receipt["commitment"] == hashlib.sha256(bytes.fromhex(receipt["salt"]) + content).hexdigest()
    assert receipt["commitment"] == db.session.scalar(select(Receipt.commitment))


def test_a_receipt_can_be_kept_as_text(browser: Visitor, anna: Person) -> None:
    application = a_submitted(an_open_call(), anna)
    db.session.commit()
    answer = browser.get(f"/applications/{application.id}/receipt.txt")
    assert answer.headers["Content-Disposition"].endswith(f'{application.reference}.txt"')
    assert f"Reference number: {application.reference}" in answer.text


@pytest.mark.parametrize("page", ["receipt", "receipt.json", "receipt.txt"])
def test_a_draft_has_no_receipt(browser: Visitor, draft: Application, page: str) -> None:
    db.session.commit()
    browser.see(f"/applications/{draft.id}/{page}", status=404)


def test_the_members_are_told_of_the_receipt(
    browser: Visitor, draft: Application, queued: Callable[[str], list[str]]
) -> None:
    browser.send(review(browser, draft), button=SUBMIT)
    assert queued("application_received") == ["anna@example.org"]
    message = db.session.scalars(select(Message).where(Message.event == "application_received")).one()
    db.session.refresh(draft)
    assert (draft.reference or "?") in message.words.text
    assert f"/applications/{draft.id}/receipt" in message.words.text


def test_nobody_is_told_of_what_was_refused(browser: Visitor, anna: Person, queued: Callable[[str], list[str]]) -> None:
    draft = a_filled(an_open_call(), anna, answers={})
    insist(browser, draft)
    assert queued("application_received") == []


def test_the_journal_knows_no_names_and_no_texts(anna: Person) -> None:
    application = a_submitted(an_open_call(), anna)
    (entry,) = entries("application.submitted")
    commitment = db.session.scalar(select(Receipt.commitment))
    assert (entry.source, entry.target, entry.details) == ("draft", "submitted", {"receipt": commitment})
    assert entry.subject_id == application.id


def test_label_as_key_a_transition_is_found_in_every_language(as_person: SignIn, draft: Application) -> None:
    """Seen elsewhere: the step was looked up by its translated label, and people stayed in draft for weeks."""
    anna = draft.members[0].person
    anna.language = "lv"
    browser = as_person(anna)
    page = browser.see(f"/applications/{draft.id}/review")
    form = next(form for form in page.forms if form.action.endswith("/submit"))
    assert browser.post(form.action, data=form.values).status_code == 303
    assert state_of(draft) is ApplicationState.SUBMITTED


@pytest.mark.parametrize("rules", [{}, LIMITED, NUMBERLESS], ids=["no limit", "limited", "without a number"])
def test_a_submission_asks_the_database_few_things(browser: Visitor, anna: Person, rules: dict[str, Any]) -> None:
    draft = a_filled(an_open_call(**rules), anna, **(GROUP if rules is NUMBERLESS else {}))
    form = review(browser, draft).form(SUBMIT)
    with statements() as found:
        assert browser.post(form.action, data=form.values).status_code == 303
    assert len([each for each in found if not each.startswith("BEGIN")]) <= 13


def test_what_was_submitted_can_no_longer_be_changed(anna: Person) -> None:
    application = a_submitted(an_open_call(), anna)
    with pytest.raises(Conflict):
        services.save(application=application, actor=anna, changes={"_title": "Cits"})


def test_a_person_on_two_devices_sees_the_same(visitor: Callable[[], Visitor], anna: Person) -> None:
    application = a_submitted(an_open_call(), anna)
    db.session.commit()
    pages = [sign_in(visitor(), anna).see(f"/applications/{application.id}").heading for _ in range(2)]
    assert pages == [TITLE, TITLE]
