"""How officials begin a call as a copy and change its draft on pages, without a file."""

import pytest

from grants import clock
from grants.calls.models import Call, Stage
from grants.calls.queries import call_by_slug, rules_of
from grants.calls.rules.canonical import dump
from grants.db import db
from tests.factories.calls import WRITTEN, a_call, a_draft, an_official
from tests.factories.documents import schedule, words
from tests.integration.calls.conftest import SignIn
from tests.support.pages import Page, Values
from tests.support.visitor import Visitor

pytestmark = pytest.mark.usefixtures("session")

CALL, COPY = "/office/calls/piemers-2030", "/office/calls/piemers-2031"
STORE_COPY, STORE, MOVE = "Store as a draft", "Store the draft", "Fill in the dates anew"
NEW: Values = {"slug": "piemers-2031", "title_lv": "Nākamais", "title_en": "The next one"}
ACT: Values = {"approved_by_body": "Dome", "approved_by_number": "14", "approved_by_date": "25.10.2030"}


@pytest.fixture
def coordinator(as_person: SignIn) -> Visitor:
    with clock.at(WRITTEN):
        return as_person(an_official())


def copy(browser: Visitor, *, status: int = 200, button: str = STORE_COPY, **typed: str) -> Page:
    """Send the form of a copy with what is typed over what it is filled in with."""
    with clock.at(WRITTEN):
        return browser.send(browser.see(f"{CALL}/copy"), {**NEW, **typed}, button=button, status=status)


def edit(browser: Visitor, *, status: int = 200, **typed: str) -> Page:
    """Send the form of a draft with what is typed over what it is filled in with."""
    with clock.at(WRITTEN):
        return browser.send(browser.see(f"{CALL}/edit"), typed, button=STORE, status=status)


def typed_in(page: Page, name: str) -> str:
    return str(page.form(STORE_COPY).values[name][0])


class TestCopying:
    def test_a_copy_is_published_without_a_file(self, coordinator: Visitor) -> None:
        a_call()
        with clock.at(WRITTEN):
            page = coordinator.see(copy(coordinator, **ACT).links["Publish the call"])
            coordinator.send(page, button="Publish the call")
        assert call_by_slug("piemers-2031").stage is Stage.PUBLISHED

    def test_its_dates_are_a_year_later(self, coordinator: Visitor) -> None:
        a_call()
        assert copy(coordinator).address == COPY
        made = call_by_slug("piemers-2031")
        assert (made.stage, made.title["lv"], made.closes_at.year) == (Stage.DRAFT, "Nākamais", 2030)

    def test_each_date_can_be_corrected_as_people_write_it(self, coordinator: Visitor) -> None:
        a_call()
        copy(coordinator, schedule_closes_at="12.12.2030. plkst. 16.30")
        written = dump(rules_of(call_by_slug("piemers-2031")))["schedule"]
        assert written["closes_at"] == "2030-12-12T16:30:00+02:00"

    def test_dates_are_written_in_the_time_zone_of_the_call(self, coordinator: Visitor) -> None:
        a_call(schedule=schedule(timezone="Europe/Lisbon"))
        copy(coordinator, schedule_closes_at="12.12.2030 16:30")
        written = dump(rules_of(call_by_slug("piemers-2031")))["schedule"]
        assert written["closes_at"] == "2030-12-12T16:30:00+00:00"

    def test_what_is_not_changed_stays_to_the_second(self, coordinator: Visitor) -> None:
        a_call(schedule=schedule(closes_at="2029-12-10T23:59:59+02:00"))
        copy(coordinator)
        written = dump(rules_of(call_by_slug("piemers-2031")))["schedule"]
        assert written["closes_at"] == "2030-12-10T23:59:59+02:00"

    def test_money_and_contact_are_the_copys_own(self, coordinator: Visitor) -> None:
        a_call()
        copy(
            coordinator,
            funding_amount_fixed="5 000,00",
            funding_limit_total="",
            funding_limit_projects="8",
            organiser_email="jaunatne@piemers.example",
        )
        made = rules_of(call_by_slug("piemers-2031"))
        assert dump(made)["funding"]["amount"] == {"fixed": "5000.00"}
        assert dump(made)["funding"]["limit"] == {"projects": 8}
        assert made.organiser.email == "jaunatne@piemers.example"

    def test_all_dates_are_moved_together_and_looked_at_before_they_are_stored(self, coordinator: Visitor) -> None:
        a_call()
        page = copy(coordinator, years="2", days="7", status=422)
        assert typed_in(page, "schedule_closes_at") == "17.12.2031 15.00"
        assert typed_in(page, "title_lv") == "Nākamais"
        with clock.at(WRITTEN):
            coordinator.send(page, button=STORE_COPY)
        assert call_by_slug("piemers-2031").closes_at.year == 2031

    def test_the_button_fills_in_the_dates_anew_and_stores_nothing(self, coordinator: Visitor) -> None:
        a_call()
        page = copy(coordinator, schedule_closes_at="x", button=MOVE, status=422)
        assert typed_in(page, "schedule_closes_at") == "10.12.2030 15.00"
        assert db.session.query(Call).count() == 1

    @pytest.mark.parametrize("slug", ["Ar burtiem", "new", "piemers-2030", "a" * 81, ""])
    def test_it_needs_an_address_of_its_own_and_keeps_what_was_typed(self, coordinator: Visitor, slug: str) -> None:
        a_call()
        page = copy(coordinator, slug=slug, status=422)
        assert (typed_in(page, "title_lv"), typed_in(page, "slug")) == ("Nākamais", slug)
        assert len(page.errors) == 1

    @pytest.mark.parametrize(("years", "days"), [("21", "0"), ("-1", "0"), ("0", "367"), ("x", "0"), ("0", "1,5")])
    def test_a_shift_that_is_no_sensible_number_is_refused(self, coordinator: Visitor, years: str, days: str) -> None:
        a_call()
        copy(coordinator, years=years, days=days, status=422)

    @pytest.mark.parametrize(
        ("field", "typed", "said"),
        [
            ("schedule_closes_at", "1.1.2030 9.00", "Expected: not before 01.12.2030 15.00, as Questions until."),
            ("schedule_closes_at", "", "This is needed."),
            ("schedule_opens_at", "rīt", "Write a day and a time, such as 25.10.2018 15.00."),
            ("approved_by_number", "14", "This is needed."),
            ("funding_amount_fixed", "-5", "Expected: a sum that is not negative."),
            ("funding_limit_projects", "1000001", "Expected: at most 1000000."),
            ("organiser_email", "anna", "Write an e-mail address, such as name@example.lv."),
            ("retention_until", "1.1.2300", "Expected: a year from 1900 to 2200."),
        ],
    )
    def test_what_is_wrong_is_said_beside_the_field(
        self, coordinator: Visitor, field: str, typed: str, said: str
    ) -> None:
        a_call()
        page = copy(coordinator, **{field: typed}, status=422)
        assert any(said in error for error in page.errors), page.errors
        assert typed_in(page, field) == typed

    def test_the_same_form_sent_again_leads_to_the_draft_made_of_it(self, coordinator: Visitor) -> None:
        a_call()
        assert [copy(coordinator).address for _click in range(2)] == [COPY, COPY]
        assert db.session.query(Call).count() == 2

    def test_another_copy_at_the_same_address_is_refused(self, coordinator: Visitor) -> None:
        a_call()
        copy(coordinator)
        copy(coordinator, title_lv="Cits", status=422)

    def test_the_same_form_of_somebody_else_is_refused(self, coordinator: Visitor, as_person: SignIn) -> None:
        a_call()
        copy(coordinator)
        with clock.at(WRITTEN):
            other = as_person(an_official(email="otrs@piemers.example"))
        copy(other, status=422)

    def test_a_draft_that_was_published_meanwhile_is_not_made_again(self, coordinator: Visitor) -> None:
        a_call()
        copy(coordinator, **ACT)
        call_by_slug("piemers-2031").stage = Stage.PUBLISHED
        copy(coordinator, **ACT, status=422)


class TestChanging:
    def test_a_draft_is_changed_on_a_page(self, coordinator: Visitor) -> None:
        a_draft()
        page = edit(coordinator, title_en="Corrected", schedule_opens_at="3.11.2029 9.00")
        assert (page.address, page.heading) == (CALL, "Corrected")
        assert dump(rules_of(call_by_slug("piemers-2030")))["schedule"]["opens_at"] == "2029-11-03T09:00:00+02:00"

    def test_a_form_in_which_nothing_was_changed_changes_nothing(self, coordinator: Visitor) -> None:
        before = a_draft().rules_digest
        edit(coordinator)
        assert call_by_slug("piemers-2030").rules_digest == before

    def test_the_act_can_be_taken_away_again(self, coordinator: Visitor) -> None:
        a_draft()
        edit(coordinator, approved_by_body="", approved_by_number="", approved_by_date="")
        assert rules_of(call_by_slug("piemers-2030")).approved_by is None

    def test_a_new_address_leads_on_and_the_same_form_again_finds_it(self, coordinator: Visitor) -> None:
        a_draft()
        with clock.at(WRITTEN):
            page = coordinator.see(f"{CALL}/edit")
            sent = [coordinator.send(page, {"slug": "piemers-2031"}, button=STORE).address for _click in range(2)]
        assert sent == [COPY, COPY]

    def test_what_a_colleague_changed_meanwhile_is_not_overwritten_unseen(self, coordinator: Visitor) -> None:
        a_draft()
        with clock.at(WRITTEN):
            page = coordinator.see(f"{CALL}/edit")
        edit(coordinator, title_lv="Kolēģa")
        with clock.at(WRITTEN):
            again = coordinator.send(page, {"title_lv": "Mans"}, button=STORE, status=422)
        assert "Somebody changed this draft meanwhile." in again.text
        assert call_by_slug("piemers-2030").title["lv"] == "Kolēģa"

    def test_a_published_call_has_no_such_page(self, coordinator: Visitor) -> None:
        a_call()
        with clock.at(WRITTEN):
            coordinator.see(f"{CALL}/edit", status=409)


class TestWhatIsMissing:
    def test_the_page_of_a_draft_leads_to_where_it_is_put_right(self, coordinator: Visitor) -> None:
        a_draft(approved_by=None, privacy=None)
        with clock.at(WRITTEN):
            links = coordinator.see(CALL).links
        act, privacy = (links[f"Missing: {what}."] for what in ("the act that approved the rules: body, number and date", "the notice on personal data"))  # fmt: skip  # noqa: E501
        assert (act, privacy) == (f"{CALL}/edit#approved_by_body", f"{CALL}/rules")

    def test_a_text_without_words_is_named_by_its_place(self, coordinator: Visitor) -> None:
        a_draft(summary=words("") | {"lv": " "})
        with clock.at(WRITTEN):
            page = coordinator.see(f"{CALL}/publish")
        assert "Missing in “summary”: words in the first language of the call." in page.text
