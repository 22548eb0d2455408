"""Officials see what the same applicant asked for and got in other calls of theirs, and nobody else does."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from grants import clock
from grants.applications.likeness import likeness_of, remember_likeness
from grants.applications.models import Application
from grants.awards.elsewhere import Elsewhere, Same, awarded_by_year, elsewhere_of
from grants.awards.queries import decision_on
from grants.awards.reports import accept_report, report_on
from grants.calls.models import Call
from grants.calls.queries import rules_of
from grants.db import db
from grants.errors import Conflict, Invalid
from tests.factories.applications import SHORT_FORM, a_submitted, an_open_call, form_of, joined
from tests.factories.awards import DELIBERATED, a_published_call, application_in, judged
from tests.factories.calls import CLOSED, OPEN, an_official
from tests.factories.documents import field, schedule
from tests.factories.people import a_person, an_organiser, sign_in
from tests.support.pages import Page
from tests.support.visitor import Visitor

pytestmark = pytest.mark.usefixtures("session")

NUMBER = "40008000013"
IBAN = "LV80BANK0000435195001"
APPLICANT = {"kind": "association", "name": "Biedrība Ozols", "registration_number": NUMBER}
LATER = DELIBERATED + timedelta(days=400)
OVER = datetime(2031, 1, 1, 12, tzinfo=UTC)
"""The projects of the example call end on the last day of 2030."""


@pytest.fixture(autouse=True)
def after_closing() -> Iterator[None]:
    """Hold the clock where officials have their roles and what was sent in is opened."""
    with clock.at(CLOSED):
        yield


def a_decided_call(organiser_of: Application | None = None, slug: str = "agrak", **changes: Any) -> Call:
    """Return a call with results, of the organiser of an application: A-1 was awarded, A-2 rejected."""
    call = a_published_call(judged("A-1", applicant=APPLICANT, **changes), judged("A-2", "2", "2"), slug=slug)
    if organiser_of is not None:
        call.organiser_id = organiser_of.call.organiser_id
    db.session.flush()
    return call


def a_new_application(**rules: Any) -> Application:
    return a_submitted(an_open_call(slug="tagad", **rules), a_person())


def found(application: Application) -> list[tuple[str | None, tuple[Same, ...]]]:
    return [(each.application.reference, each.same) for each in elsewhere_of(application, an_official())]


def official_page(visitor: Callable[[], Visitor], application: Application) -> Page:
    official = an_official()
    db.session.commit()
    return sign_in(visitor(), official).see(f"/office/applications/{application.id}")


def test_what_was_awarded_under_the_same_number_is_known() -> None:
    now = a_new_application()
    a_decided_call(now)
    assert found(now) == [("A-1", (Same.NUMBER,))]
    assert awarded_by_year(elsewhere_of(now, an_official())) == {2030: Decimal("4600.00")}


def test_it_stands_on_the_official_page(visitor: Callable[[], Visitor]) -> None:
    now = a_new_application()
    a_decided_call(now)
    page = official_page(visitor, now)
    assert "In other calls" in page.text
    assert "Awarded to this applicant: 4600.00 EUR" in page.text


def test_another_number_account_title_and_other_people_are_somebody_else() -> None:
    now = a_new_application()
    before = a_decided_call(now)
    other = application_in(before, "A-2")
    assert found(other) == []


def test_the_same_bank_account_is_known_whatever_the_applicant_is_called() -> None:
    form = [*SHORT_FORM, {**form_of(field("account", "iban"))[0], "code": "money"}]
    now = a_submitted(
        an_open_call(slug="tagad", form=form), answers={"goal": "x", "account": "LV80 BANK 0000 4351 95001"}
    )
    other = application_in(a_decided_call(now), "A-2")
    other.account = IBAN
    db.session.flush()
    assert now.account == IBAN
    assert ("A-2", (Same.ACCOUNT,)) in found(now)


def test_somebody_who_works_on_both_is_known() -> None:
    now = a_new_application()
    other = application_in(a_decided_call(now), "A-2")
    joined(other, now.members[0].person)
    assert ("A-2", (Same.PEOPLE,)) in found(now)


def test_the_same_project_is_known_however_its_title_is_written() -> None:
    now = a_new_application()
    other = application_in(a_decided_call(now), "A-2")
    other.title = f"„{now.title.upper()}”!"
    remember_likeness(other, rules_of(other.call))
    db.session.flush()
    assert ("A-2", (Same.PROJECT,)) in found(now)


@pytest.mark.parametrize(
    ("title", "likeness"),
    [("  Ziemas – NOMETNE 2030! ", "ziemas nometne 2030"), ("", ""), ("!!", ""), ("Ķīļi", "ķīļi")],
)
def test_titles_are_compared_by_their_words(title: str, likeness: str) -> None:
    assert likeness_of(title) == likeness


def test_people_and_titles_only_hint_so_their_sums_are_not_added() -> None:
    now = a_new_application()
    other = application_in(a_decided_call(now), "A-1")
    assert other.organisation
    other.organisation.registration_number = "40008000000"
    joined(other, now.members[0].person)
    assert awarded_by_year(elsewhere_of(now, an_official())) == {}


def test_sums_are_told_by_year(visitor: Callable[[], Visitor]) -> None:
    now = a_new_application()
    first, second = a_decided_call(now), a_decided_call(now, "velak")
    decisions = [decision_on(application_in(call, "A-1")) for call in (first, second)]
    for year, decision in zip((2027, 2028), decisions, strict=True):
        assert decision
        decision.confirmed_at = datetime(year, 12, 31, 22, 30, tzinfo=UTC)  # past midnight in Riga
    db.session.flush()
    assert awarded_by_year(elsewhere_of(now, an_official())) == {2029: Decimal("4600.00"), 2028: Decimal("4600.00")}
    assert "9200.00 EUR (2029: 4600.00 EUR, 2028: 4600.00 EUR)" in official_page(visitor, now).text


def test_what_is_still_sealed_in_another_call_tells_nothing() -> None:
    now = a_new_application()
    open_longer = schedule(closes_at="2030-01-20T15:00:00+02:00", evaluation_due_at="2030-02-20T15:00:00+02:00")
    open_longer |= {"decision_due_at": "2030-02-25T15:00:00+02:00"}
    with clock.at(OPEN):
        a_submitted(an_open_call(slug="atverts", schedule=open_longer), a_person())
    assert found(now) == []


def test_calls_of_other_organisers_are_not_shown() -> None:
    now = a_new_application()
    a_decided_call(now).organiser_id = an_organiser().id
    assert found(now) == []


def test_who_may_not_read_the_other_call_sees_nothing() -> None:
    now = a_new_application()
    a_decided_call(now)
    assert elsewhere_of(now, a_person()) == []


FIRST_ONLY = {"applicants": {"kinds": ["association"], "never_funded": True}}


def test_officials_are_told_who_got_money_before_where_the_rules_want_newcomers(
    visitor: Callable[[], Visitor],
) -> None:
    now = a_new_application(**FIRST_ONLY)
    a_decided_call(now)
    assert (
        "By the rules only those can apply who never got money; this applicant did." in official_page(visitor, now).text
    )


def test_where_the_rules_say_nothing_of_newcomers_nobody_is_told(visitor: Callable[[], Visitor]) -> None:
    now = a_new_application()
    a_decided_call(now)
    assert "By the rules only those" not in official_page(visitor, now).text


def test_a_call_for_newcomers_says_so_on_its_page(client: Visitor) -> None:
    an_open_call(slug="tagad", **FIRST_ONLY)
    with clock.at(OPEN):
        client.get("/language/en")
        assert "who never got money in a call of this organiser" in client.see("/calls/tagad").text


def the_award(now: Application) -> Elsewhere:
    (award,) = (each for each in elsewhere_of(now, an_official()) if each.is_awarded)
    return award


def test_a_report_is_missing_once_the_time_of_the_project_is_over() -> None:
    now = a_new_application()
    a_decided_call(now)
    assert not the_award(now).lacks_report
    with clock.at(OVER):
        assert the_award(now).lacks_report


def test_an_accepted_report_is_not_missing() -> None:
    now = a_new_application()
    awarded = application_in(a_decided_call(now), "A-1")
    with clock.at(OVER):
        accept_report(application=awarded, accepted_on=date(2030, 12, 30), actor=an_official())
        assert not the_award(now).lacks_report


def test_officials_write_down_that_a_report_is_accepted(visitor: Callable[[], Visitor]) -> None:
    awarded = application_in(a_decided_call(a_new_application()), "A-1")
    with clock.at(OVER):
        page = official_page(visitor, awarded)
        assert "not accepted yet The project ended on 31 December 2030." in page.text
        browser = sign_in(visitor(), an_official())
        page = browser.see(f"/office/applications/{awarded.id}/report")
        page = browser.send(page, {"accepted_on": "30.12.2030"}, button="The report is accepted")
        assert "accepted 30 December 2030" in page.text
    report = report_on(awarded)
    assert report
    assert report.accepted_on == date(2030, 12, 30)


@pytest.mark.parametrize(("day", "is_right"), [(-1, False), (0, True), (400, True), (401, False)])
def test_a_report_is_accepted_between_the_decision_and_today(day: int, is_right: bool) -> None:
    awarded = application_in(a_decided_call(a_new_application()), "A-1")
    decision = decision_on(awarded)
    assert decision
    decision.confirmed_at = DELIBERATED
    accepted_on = DELIBERATED.date() + timedelta(days=day)
    with clock.at(LATER):
        if is_right:
            accept_report(application=awarded, accepted_on=accepted_on, actor=an_official())
        else:
            with pytest.raises(Invalid):
                accept_report(application=awarded, accepted_on=accepted_on, actor=an_official())
    assert (report_on(awarded) is not None) == is_right


def test_only_what_was_awarded_is_reported_on() -> None:
    rejected = application_in(a_decided_call(), "A-2")
    with pytest.raises(Conflict), clock.at(LATER):
        accept_report(application=rejected, accepted_on=LATER.date(), actor=an_official())


def test_a_day_that_cannot_be_stays_typed(visitor: Callable[[], Visitor]) -> None:
    awarded = application_in(a_decided_call(a_new_application()), "A-1")
    with clock.at(OVER):
        official = an_official()
        db.session.commit()
        browser = sign_in(visitor(), official)
        page = browser.see(f"/office/applications/{awarded.id}/report")
        page = browser.send(page, {"accepted_on": "30.12.2031"}, button="The report is accepted", status=422)
    assert "has not come yet" in page.text
    assert page.form("The report is accepted").values["accepted_on"] == ["30.12.2031"]
