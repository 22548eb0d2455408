"""Until the deadline what was sent in is opened again, changed and sent in again; until then the earlier one counts."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select

from grants import clock
from grants.accounts.models import Person
from grants.applications import services
from grants.applications.commitments import root_of
from grants.applications.files import KeptFile
from grants.applications.models import Application, ApplicationState, Receipt, Right
from grants.applications.queries import attachments_of, receipt_of, receipts_of
from grants.applications.services.changing import MAX_SUBMISSIONS
from grants.calls import services as calls
from grants.db import db
from grants.errors import Closed, Conflict
from grants.notices.models import Message
from grants.storage import Stored
from tests.factories.applications import SHORT_ANSWERS, TITLE, a_submitted, an_open_call, form_of, joined
from tests.factories.calls import CLOSED, OPEN, an_official
from tests.factories.documents import field
from tests.integration.applications.conftest import SignIn
from tests.support.visitor import Visitor

LATER = OPEN + timedelta(hours=2)
OLD, NEW = SHORT_ANSWERS["goal"], "Nometne divdesmit jauniešiem pie ezera."


@pytest.fixture
def sent(anna: Person) -> Application:
    return a_submitted(an_open_call(), anna)


def change(application: Application, person: Person, text: str = NEW) -> None:
    services.open_again(application=application, actor=person)
    services.save(application=application, actor=person, changes={"goal": text})


def close() -> None:
    db.session.commit()
    with clock.at(CLOSED):
        calls.finish_closing(CLOSED)
        db.session.commit()


def attach(application: Application, person: Person, name: str, digit: str) -> None:
    services.attach(
        application=application,
        actor=person,
        file=KeptFile("paper", name, "application/pdf", Stored(digit * 48, 1, digit * 64)),
    )


def names(application: Application, *, filled_in: bool) -> list[str]:
    return [file.name for file in attachments_of(application.id, filled_in=filled_in)]


def test_opening_again_never_unsubmits(sent: Application, anna: Person) -> None:
    change(sent, anna)
    assert (sent.state, sent.answers["goal"], sent.reference is not None) == (ApplicationState.SUBMITTED, OLD, True)


def test_the_change_takes_its_place_once_it_is_submitted(sent: Application, anna: Person) -> None:
    reference = sent.reference
    change(sent, anna)
    with clock.at(LATER):
        services.submit(application=sent, actor=anna)
    assert (sent.answers["goal"], sent.reference, sent.submitted_at) == (NEW, reference, LATER)
    assert sent.change is None


def test_each_submission_has_a_receipt_and_the_latest_counts(sent: Application, anna: Person) -> None:
    first = receipt_of(sent).commitment
    change(sent, anna)
    second = services.submit(application=sent, actor=anna).commitment
    assert [receipt.commitment for receipt in receipts_of(sent)] == [second, first]
    assert receipt_of(sent).commitment == second


def test_an_earlier_receipt_keeps_what_it_commits_to(sent: Application, anna: Person, browser: Visitor) -> None:
    change(sent, anna)
    services.submit(application=sent, actor=anna)
    db.session.commit()
    file = browser.get(f"/applications/{sent.id}/receipt.json?number=1").get_json()
    assert file["content"]["answers"]["goal"] == OLD
    page = browser.see(f"/applications/{sent.id}/receipt")
    assert "Earlier receipts" in page.text


@pytest.mark.parametrize("number", ["0", "3", "x", "1" * 30])
def test_a_receipt_that_never_was_is_not_found(sent: Application, browser: Visitor, number: str) -> None:
    browser.see(f"/applications/{sent.id}/receipt.json?number={number}", status=404)


def test_the_root_stands_over_the_receipts_that_count(sent: Application, anna: Person) -> None:
    change(sent, anna)
    counting = services.submit(application=sent, actor=anna).commitment
    close()
    assert sent.call.receipts_root == root_of([counting])


def test_a_change_that_is_not_submitted_in_time_does_not_count(
    sent: Application, anna: Person, queued: Callable[[str], list[str]]
) -> None:
    change(sent, anna)
    close()
    assert (sent.state, sent.answers["goal"], sent.change) == (ApplicationState.SUBMITTED, OLD, None)
    assert queued("application_change_not_submitted") == ["anna@example.org"]


def test_who_did_not_submit_a_change_gets_a_copy_of_it(sent: Application, anna: Person) -> None:
    change(sent, anna)
    close()
    message = db.session.scalars(select(Message).where(Message.event == "application_change_not_submitted")).one()
    assert NEW in message.words.text
    assert OLD not in message.words.text


def test_what_a_change_held_can_be_found_after_the_deadline(sent: Application, anna: Person, browser: Visitor) -> None:
    change(sent, anna)
    close()
    with clock.at(CLOSED):
        assert NEW in browser.see(f"/applications/{sent.id}/history").text


@pytest.mark.parametrize(("seconds", "is_open"), [(-1, True), (0, False)])
def test_the_second_of_the_deadline(sent: Application, anna: Person, seconds: int, is_open: bool) -> None:
    change(sent, anna)
    with clock.at(sent.call.closes_at + timedelta(seconds=seconds)):
        if is_open:
            services.submit(application=sent, actor=anna)
        else:
            with pytest.raises(Closed):
                services.submit(application=sent, actor=anna)
    assert (sent.answers["goal"] == NEW) == is_open


def test_after_the_deadline_nothing_is_opened_again(sent: Application, anna: Person) -> None:
    with clock.at(CLOSED), pytest.raises(Closed):
        services.open_again(application=sent, actor=anna)


def test_what_was_withdrawn_is_not_opened_again(sent: Application, anna: Person) -> None:
    services.withdraw(application=sent, actor=anna)
    with pytest.raises(Conflict):
        services.open_again(application=sent, actor=anna)


def test_withdrawing_ends_a_change(sent: Application, anna: Person) -> None:
    change(sent, anna)
    services.withdraw(application=sent, actor=anna)
    assert (sent.state, sent.change) == (ApplicationState.WITHDRAWN, None)


def test_giving_a_change_up_leaves_what_was_sent(sent: Application, anna: Person, browser: Visitor) -> None:
    change(sent, anna)
    db.session.commit()
    page = browser.see(f"/applications/{sent.id}/drop-change")
    assert "The application is as you submitted it." in browser.send(page, button="Give the change up").text
    assert (sent.change, sent.answers["goal"]) == (None, OLD)
    assert NEW in browser.see(f"/applications/{sent.id}/history").text


def test_the_whole_way_on_pages(sent: Application, browser: Visitor) -> None:
    db.session.commit()
    page = browser.send(browser.see(f"/applications/{sent.id}"), button="Change it")
    assert "This change is not submitted yet." in page.text
    form = browser.see(f"/applications/{sent.id}/sections/project")
    review = browser.send(form, {"a-goal": NEW}, button="Save and continue")
    assert NEW in review.text
    receipt = browser.send(review, button="Submit the application")
    assert NEW in receipt.text


def test_a_change_that_is_not_ready_is_refused_and_the_earlier_counts(sent: Application, browser: Visitor) -> None:
    db.session.commit()
    browser.send(browser.see(f"/applications/{sent.id}"), button="Change it")
    form = browser.see(f"/applications/{sent.id}/sections/project")
    token = form.form("Save and continue").values["csrf_token"]
    browser.send(form, {"a-goal": ""}, button="Save and leave")
    assert browser.post(f"/applications/{sent.id}/submit", data={"csrf_token": token}).status_code == 422
    assert sent.answers["goal"] == OLD


def test_officials_see_what_counts(sent: Application, anna: Person, as_person: SignIn) -> None:
    change(sent, anna)
    with clock.at(CLOSED):
        page = as_person(an_official()).see(f"/office/applications/{sent.id}")
    assert OLD in page.text
    assert NEW not in page.text


def test_files_come_and_go_with_the_change(anna: Person) -> None:
    sent = a_submitted(an_open_call(form=form_of(field("goal", "long_text"), field("paper", "file"))), anna)
    services.open_again(application=sent, actor=anna)
    attach(sent, anna, "new.pdf", "a")
    assert (names(sent, filled_in=True), names(sent, filled_in=False)) == (["new.pdf"], [])
    services.submit(application=sent, actor=anna)
    services.open_again(application=sent, actor=anna)
    services.detach(application=sent, attachment=attachments_of(sent.id)[0], actor=anna)
    assert (names(sent, filled_in=True), names(sent, filled_in=False)) == ([], ["new.pdf"])
    services.submit(application=sent, actor=anna)
    assert names(sent, filled_in=False) == []


def test_files_of_a_change_that_is_given_up_go_and_those_left_out_stay(anna: Person) -> None:
    sent = a_submitted(an_open_call(form=form_of(field("goal", "long_text"), field("paper", "file"))), anna)
    services.open_again(application=sent, actor=anna)
    attach(sent, anna, "first.pdf", "a")
    services.submit(application=sent, actor=anna)
    services.open_again(application=sent, actor=anna)
    services.detach(application=sent, attachment=attachments_of(sent.id)[0], actor=anna)
    attach(sent, anna, "second.pdf", "b")
    services.drop_change(application=sent, actor=anna)
    assert names(sent, filled_in=False) == names(sent, filled_in=True) == ["first.pdf"]


def test_a_limit_of_one_lets_the_same_application_be_submitted_again(anna: Person) -> None:
    sent = a_submitted(an_open_call(applicants={"kinds": ["association"], "max_applications": 1}), anna)
    change(sent, anna)
    services.submit(application=sent, actor=anna)
    assert sent.answers["goal"] == NEW


def test_a_limit_is_held_when_a_change_names_another_applicant(anna: Person) -> None:
    call = an_open_call(applicants={"kinds": ["association"], "max_applications": 1})
    a_submitted(call, anna)
    other = a_submitted(call, anna, registration_number="50008000015")
    services.open_again(application=other, actor=anna)
    services.save(application=other, actor=anna, changes={"_registration_number": "40008000013"})
    with pytest.raises(Conflict, match="as many applications as the call allows"):
        services.submit(application=other, actor=anna)


def test_who_may_only_read_cannot_open_it_again(sent: Application, as_person: SignIn) -> None:
    reader = as_person(joined(sent))
    assert "Change it" not in reader.see(f"/applications/{sent.id}").text


def test_who_may_edit_changes_and_who_may_sign_submits(sent: Application, anna: Person) -> None:
    editor = joined(sent, right=Right.EDIT)
    change(sent, editor)
    services.submit(application=sent, actor=anna)
    assert sent.answers["goal"] == NEW


def test_each_submission_is_confirmed_to_the_members(sent: Application, anna: Person) -> None:
    change(sent, anna)
    services.submit(application=sent, actor=anna)
    texts = [each.words.text for each in db.session.scalars(select(Message).order_by(Message.queued_at, Message.id))]
    assert sum("It takes the place of what you submitted before." in text for text in texts) == 1
    assert len(texts) == 2


def test_it_is_submitted_a_limited_number_of_times(sent: Application, anna: Person) -> None:
    for receipt in db.session.scalars(select(Receipt)):
        receipt.number = MAX_SUBMISSIONS
    with pytest.raises(Conflict, match=str(MAX_SUBMISSIONS)):
        services.open_again(application=sent, actor=anna)


def test_the_title_in_the_list_is_the_one_that_counts(sent: Application, anna: Person, browser: Visitor) -> None:
    services.open_again(application=sent, actor=anna)
    services.save(application=sent, actor=anna, changes={"_title": "Cits nosaukums"})
    db.session.commit()
    assert TITLE in browser.see("/applications/").text
