"""The last lawful day to decide on each application, and the notice that extends it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from grants import clock
from grants.awards import services as awards
from grants.awards.casefile.documents import delivery_in_words
from grants.awards.extending.models import TermExtension
from grants.awards.extending.panels import coordinator_tasks
from grants.awards.extending.queries import late_notices_to, nearest_in, terms_in, undecided_in
from grants.awards.extending.services import MAX_EXTENSION_REASON, extend, preview
from grants.awards.letters.models import Failure, Letter
from grants.awards.letters.services import dispatch, not_reached
from grants.awards.terms import Channel
from grants.awards.wordings.kinds import LetterKind
from grants.calls.models import Call, Stage
from grants.db import db
from grants.errors import Conflict, Forbidden, Invalid
from grants.journal.models import Entry
from grants.notices.models import Message
from tests.factories.awards import (
    DELIBERATED,
    a_deliberated_call,
    a_member,
    an_official_of,
    application_in,
    letters_left,
    made_letters,
)
from tests.integration.awards.conftest import Browser

pytestmark = pytest.mark.usefixtures("monday")

UNTIL = date(2030, 3, 15)
REASON = "Saņemts liels iesniegumu skaits."
ADDRESS = "/office/calls/piemers-2030/term"


def extended(call: Call, until: date = UNTIL, reason: str = REASON) -> list[TermExtension]:
    return extend(call=call, until=until, reason=reason, actor=an_official_of(call))


def test_the_term_is_a_month_from_the_receipt() -> None:
    call = a_deliberated_call()
    terms = terms_in(call, undecided_in(call))
    term = terms[application_in(call, "A-1").id]
    assert (term.received_on, term.last_day, term.is_over) == (date(2029, 12, 5), date(2030, 1, 7), True)
    assert term.latest == date(2030, 4, 5)
    assert nearest_in(call) == term


def test_a_notice_extends_it_for_everything_undecided_and_tells_the_applicants() -> None:
    call = a_deliberated_call()
    a_member(call, "A-1")
    made = extended(call)
    assert len(made) == 4  # A-5 is withdrawn
    letters_left(call, an_official_of(call))
    term = nearest_in(call)
    assert term is not None
    assert (term.last_day, term.is_over) == (UNTIL, False)
    letter = db.session.scalars(select(Message).where(Message.event == "decision")).one()
    assert "The term to decide on the application is extended until 15 March 2030." in letter.words.text
    assert REASON in letter.words.text
    assert "This letter is valid without a signature: Likuma 1. pants" in letter.words.text
    assert {one.kind for one in db.session.scalars(select(Letter))} == {LetterKind.EXTENSION}
    assert db.session.scalar(select(func.count()).where(Entry.action == "term.extended")) == 4


def test_a_second_click_does_nothing() -> None:
    call = a_deliberated_call()
    a_member(call, "A-1")
    extended(call)
    assert extended(call) == []
    assert db.session.scalar(select(func.count()).select_from(Letter)) == 4


def test_it_counts_from_the_moment_at_which_its_letter_is_sent() -> None:
    call = a_deliberated_call()
    one, other, official = application_in(call, "A-1"), application_in(call, "A-2"), an_official_of(call)
    extended(call)
    term = terms_in(call, [one])[one.id]
    assert (term.last_day, term.prepared_until, term.waits_for_letter) == (date(2030, 1, 7), UNTIL, True)
    assert nearest_in(call) == replace(term, prepared_until=None)
    made_letters(call)
    letter = db.session.scalars(select(Letter).where(Letter.application_id == one.id)).one()
    dispatch(call=call, letters=[letter.id], channel=Channel.POST, sent_on=DELIBERATED.date(), actor=official)
    terms = terms_in(call, [one, other])
    assert (terms[one.id].last_day, terms[one.id].waits_for_letter) == (UNTIL, False)
    assert terms[other.id].last_day == date(2030, 1, 7)
    not_reached(letter=letter, why=Failure.RETURNED, actor=official)
    assert terms_in(call, [one])[one.id].last_day == date(2030, 1, 7)


def test_one_that_leaves_after_the_old_term_is_marked_late_everywhere(app: Flask, browser_of: Browser) -> None:
    call = a_deliberated_call()
    extended(call)
    letters_left(call, an_official_of(call))
    other, application = an_official_of(call, name="Otra"), application_in(call, "A-1")
    official = browser_of(an_official_of(call))
    assert "late: the notice left on" in official.see(ADDRESS).text
    page = official.see(f"/office/applications/{application.id}").text
    assert "14 January 2030, after the term had ended on 7 January 2030" in page
    late = late_notices_to(application)
    assert {(one.sent_on, one.ended_on) for one in late.values()} == {(DELIBERATED.date(), date(2030, 1, 7))}
    letters = db.session.scalars(select(Letter).where(Letter.application_id == application.id)).all()
    told = str([*delivery_in_words(letters, {}, late)])
    assert "It left on 14 January 2030, after the term to decide had ended on 7 January 2030." in told
    with clock.at(datetime(2030, 3, 10, 9, tzinfo=UTC)), app.test_request_context():
        tasks = [one.detail for one in coordinator_tasks(other) if one.detail]
    assert any("A notice that extends the term left after it had ended." in detail for detail in tasks)


def test_it_can_be_extended_again_within_four_months() -> None:
    call = a_deliberated_call()
    extended(call)
    assert {one.until for one in extended(call, date(2030, 4, 5))} == {date(2030, 4, 5)}


@pytest.mark.parametrize("until", [date(2030, 4, 6), date(2030, 1, 13), date(2031, 1, 1), date(1, 1, 1), date.max])
def test_another_day_is_not_lawful(until: date) -> None:
    with pytest.raises(Invalid) as refused:
        extended(a_deliberated_call(), until)
    assert set(refused.value.fields) == {"until"}


@pytest.mark.parametrize("reason", ["", "  ", "a" * (MAX_EXTENSION_REASON + 1)])
def test_there_is_no_notice_without_a_reason(reason: str) -> None:
    with pytest.raises(Invalid):
        extended(a_deliberated_call(), reason=reason)


def test_nothing_is_extended_once_everything_is_decided() -> None:
    call = a_deliberated_call()
    awards.confirm(call=call, actor=an_official_of(call))
    with pytest.raises(Conflict):
        extended(call)


def test_nothing_is_extended_while_applications_are_taken() -> None:
    call = a_deliberated_call()
    call.stage, official = Stage.PUBLISHED, an_official_of(call)
    with clock.at(call.closes_at - timedelta(days=1)), pytest.raises(Conflict):
        extend(call=call, until=UNTIL, reason=REASON, actor=official)


def test_an_applicant_of_the_call_extends_nothing() -> None:
    call = a_deliberated_call()
    official = an_official_of(call)
    a_member(call, "A-1", official)
    with pytest.raises(Forbidden):
        extend(call=call, until=UNTIL, reason=REASON, actor=official)


def test_the_preview_stores_nothing() -> None:
    call = a_deliberated_call()
    facts = preview(call=call, until=UNTIL, reason=REASON, actor=an_official_of(call))
    assert [each.number for each in facts] == [f"piemers-2030/{place}" for place in range(1, 5)]
    assert db.session.scalar(select(func.count()).select_from(TermExtension)) == 0


class TestPages:
    def test_an_official_reads_the_notice_and_sends_it(self, browser_of: Browser) -> None:
        call = a_deliberated_call()
        browser = browser_of(an_official_of(call))
        assert "7 Jan 2030" in browser.see(ADDRESS).text
        typed = {"until": "15.03.2030", "reason": REASON}
        notice = browser.send(browser.see(ADDRESS), typed, button="Look at the notices")
        assert REASON in notice.text
        assert "Notices to 4 applicants are prepared" in notice.text
        letters = browser.send(notice, button="Extend the term")
        assert "4 notices are prepared" in letters.text
        assert "longer term to decide" in letters.text
        assert db.session.scalar(select(func.count()).select_from(TermExtension)) == 4

    def test_the_page_of_an_application_names_the_last_day(self, browser_of: Browser) -> None:
        call = a_deliberated_call()
        official = browser_of(an_official_of(call))
        address = f"/office/applications/{application_in(call, 'A-1').id}"
        assert "Last lawful day to decide: 7 January 2030" in official.see(address).text
        applicant = browser_of(a_member(call, "A-2"))
        assert "lawful" not in applicant.see(f"/applications/{application_in(call, 'A-2').id}").text

    def test_the_page_of_the_call_warns_when_it_is_near(self, browser_of: Browser) -> None:
        call = a_deliberated_call()
        official = browser_of(an_official_of(call))
        assert "The last lawful day to decide" in official.see("/office/calls/piemers-2030").text
        extended(call, date(2030, 4, 5))
        letters_left(call, an_official_of(call))
        assert "lawful" not in official.see("/office/calls/piemers-2030").text

    def test_the_start_page_names_it_as_a_task(self, browser_of: Browser) -> None:
        call = a_deliberated_call()
        official = browser_of(an_official_of(call))
        assert "Decide, or extend the term" in official.see("/account/").text
        extended(call, date(2030, 4, 5))
        letters_left(call, an_official_of(call))
        assert "Decide, or extend the term" not in official.see("/account/").text

    def test_the_list_has_a_column_of_last_days(self, browser_of: Browser) -> None:
        call = a_deliberated_call()
        assert "7 Jan 2030" in browser_of(an_official_of(call)).see("/office/calls/piemers-2030/applications").text
        assert DELIBERATED.date() > date(2030, 1, 7)
