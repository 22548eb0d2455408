"""How officials begin a call with nine questions: from a template, or from a former call."""

from io import BytesIO
from typing import Any

import pytest
from sqlalchemy import select

from grants import clock
from grants.calls.models import Call, FilePurpose, Stage
from grants.calls.queries import call_by_slug, files_of, rules_of
from grants.calls.rules.canonical import dump
from grants.db import db
from grants.site.beginning.services import change_ways
from tests.factories.calls import WRITTEN, a_call, an_official, an_organiser
from tests.factories.documents import Raw, schedule
from tests.integration.calls.conftest import SignIn
from tests.support.pages import Page, Values
from tests.support.visitor import Visitor

pytestmark = pytest.mark.usefixtures("session")

FIXED = "/office/calls/new/piemers/fixed-amount"
SMALL = "/office/calls/new/piemers/small-grants"
COPY = "/office/calls/piemers-2030/copy"
STORE, LOOK = "Store as a draft", "Show what is understood"
ANSWERS: Values = {
    "title_lv": "Jauniešu idejas",
    "act_body": "Dome",
    "act_number": "14",
    "act_date": "25.10.2030",
    "least": "4600",
    "most": "4600,00",
    "projects": "7",
    "opens_at": "1.11.2030 9.00",
    "closes_at": "10.12.2030 15.00",
    "projects_from": "1.3.2031",
    "projects_until": "31.12.2031",
}
TABLE = "Nr.\tKritērijs\tMaksimums\tMinimums\n2.1.\tIdeja\t5\t3\n2.2.\tPlāns\t5\t\nKopā\t\t10\t"


@pytest.fixture
def coordinator(as_person: SignIn) -> Visitor:
    with clock.at(WRITTEN):
        an_organiser()
        return as_person(an_official())


def begin(browser: Visitor, address: str = FIXED, *, status: int = 200, button: str = STORE, **typed: Any) -> Page:
    with clock.at(WRITTEN):
        return browser.send(browser.see(address), {**ANSWERS, **typed}, button=button, status=status)


def made() -> Call:
    """Return the call that was begun."""
    return db.session.scalars(select(Call).where(Call.slug.startswith("jauniesu-idejas")).limit(1)).one()


def written() -> Raw:
    return dump(rules_of(made()))


def an_act() -> tuple[BytesIO, str]:
    return BytesIO(b"%PDF-1.7 act"), "lemums.pdf"


class TestFromATemplate:
    def test_it_is_published_after_one_page(self, coordinator: Visitor) -> None:
        page = begin(coordinator, act_file=an_act())
        with clock.at(WRITTEN):
            coordinator.send(coordinator.see(page.links["Publish the call"]), button="Publish the call")
        assert (made().slug, made().stage) == ("jauniesu-idejas-2030", Stage.PUBLISHED)

    @pytest.mark.parametrize(("address", "most"), [(FIXED, 9), (SMALL, 9)])
    def test_it_asks_nine_questions(self, coordinator: Visitor, address: str, most: int) -> None:
        with clock.at(WRITTEN):
            page = coordinator.see(address)
        assert sum(1 for one in page.tree.iter("section") if one.get("class") == "question") == most

    def test_the_organiser_stands_in_the_rules(self, coordinator: Visitor) -> None:
        begin(coordinator)
        assert written()["organiser"]["name"] == "Pašvaldība piemers"
        assert written()["schedule"]["contest"]["to"] == "Pašvaldība piemers"

    def test_what_the_organiser_does_in_every_call_stands_in_the_rules(self, coordinator: Visitor) -> None:
        privacy = {"lv": "Glabājam gadu.", "en": "Kept for a year."}
        change_ways(organiser=an_organiser(), contest_to="Strīdu komisija", privacy=privacy, actor=None)
        begin(coordinator)
        assert written()["schedule"]["contest"]["to"] == "Strīdu komisija"
        assert written()["privacy"] == privacy

    def test_the_same_sum_twice_is_a_fixed_sum(self, coordinator: Visitor) -> None:
        begin(coordinator, SMALL)
        assert written()["funding"]["amount"] == {"fixed": "4600.00"}

    def test_different_sums_are_a_range(self, coordinator: Visitor) -> None:
        begin(coordinator, least="400", most="600", projects="", total="4800")
        funding = written()["funding"]
        assert (funding["amount"], funding["limit"]) == ({"min": "400.00", "max": "600.00"}, {"total": "4800.00"})

    def test_what_a_council_decides_is_appealed_in_court(self, coordinator: Visitor) -> None:
        begin(coordinator, decided_by="council")
        assert written()["schedule"]["contest"]["kind"] == "appeal"

    def test_dates_are_written_in_the_time_of_the_wall_clock_across_summer_time(self, coordinator: Visitor) -> None:
        begin(coordinator, opens_at="1.3.2030 9.00", closes_at="5.4.2030 15.00")
        dates = written()["schedule"]
        assert (dates["opens_at"], dates["closes_at"]) == ("2030-03-01T09:00:00+02:00", "2030-04-05T15:00:00+03:00")

    def test_a_deadline_before_the_opening_is_said_beside_its_field(self, coordinator: Visitor) -> None:
        page = begin(coordinator, closes_at="1.10.2030 15.00", status=422)
        assert "Until: Expected: not before 01.11.2030 09.00, as From." in page.text

    def test_an_act_without_a_number_is_said_beside_its_field(self, coordinator: Visitor) -> None:
        page = begin(coordinator, act_number="", status=422)
        assert "Number: Expected: a value, because it is required." in page.text

    def test_the_act_can_follow_later(self, coordinator: Visitor) -> None:
        page = begin(coordinator, act_body="", act_number="", act_date="")
        assert "Missing: the act that approved the rules: body, number and date." in page.text

    def test_two_calls_of_one_name_stand_beside_each_other(self, coordinator: Visitor) -> None:
        begin(coordinator)
        begin(coordinator, projects="5")
        assert set(db.session.scalars(select(Call.slug))) == {"jauniesu-idejas-2030", "jauniesu-idejas-2030-2"}

    def test_the_same_page_sent_twice_makes_one_draft(self, coordinator: Visitor) -> None:
        begin(coordinator)
        begin(coordinator)
        assert db.session.query(Call).count() == 1

    def test_nobody_begins_a_call_of_another_organiser(self, coordinator: Visitor) -> None:
        with clock.at(WRITTEN):
            an_organiser("cits")
            coordinator.see("/office/calls/new/cits/fixed-amount", status=404)


class TestTheFile:
    def test_it_is_kept_with_the_draft(self, coordinator: Visitor) -> None:
        begin(coordinator, act_file=an_act())
        assert [file.name for file in files_of(made(), 1, FilePurpose.ACT)] == ["lemums.pdf"]

    def test_it_need_not_be_chosen_again_when_something_else_is_wrong(self, coordinator: Visitor) -> None:
        page = begin(coordinator, status=422, act_file=an_act(), most="")
        assert "Kept: lemums.pdf." in page.text
        with clock.at(WRITTEN):
            coordinator.send(page, {"most": "4600"}, button=STORE)
        assert len(files_of(made(), 1, FilePurpose.ACT)) == 1

    def test_another_kind_of_file_is_refused_by_what_is_in_it(self, coordinator: Visitor) -> None:
        page = begin(coordinator, act_file=(BytesIO(b"MZ program"), "lemums.pdf"), status=422)
        assert "“lemums.pdf” is of a kind that is not taken here" in page.text

    def test_a_forged_token_is_no_file(self, coordinator: Visitor) -> None:
        page = begin(coordinator, status=422, act_file=an_act(), most="")
        with clock.at(WRITTEN):
            coordinator.send(page, {"most": "4600", "act_file-kept": "forged"}, button=STORE)
        assert files_of(made(), 1, FilePurpose.ACT) == []


class TestCriteria:
    def test_a_pasted_table_is_shown_with_its_sum_first(self, coordinator: Visitor) -> None:
        page = begin(coordinator, button=LOOK, criteria=TABLE)
        assert "Together at most 10 points." in page.text
        assert db.session.query(Call).count() == 0

    def test_it_takes_the_place_of_the_criteria_of_the_template(self, coordinator: Visitor) -> None:
        begin(coordinator, criteria=TABLE)
        assert [(one["code"], one["max"], one.get("threshold")) for one in written()["criteria"]] == [
            ("2.1", "5", "3"),
            ("2.2", "5", None),
        ]

    def test_a_row_that_is_not_understood_is_shown_and_nothing_is_stored(self, coordinator: Visitor) -> None:
        page = begin(coordinator, criteria=f"{TABLE}\n2.3.\tPar daudz\t5\t9")
        assert "more points are needed than there are." in page.text
        assert db.session.query(Call).count() == 0


class TestFromAFormerCall:
    def test_its_texts_form_and_criteria_are_taken_over(self, coordinator: Visitor) -> None:
        a_call()
        begin(coordinator, COPY)
        former = dump(rules_of(call_by_slug("piemers-2030")))
        assert [written()[part] for part in ("form", "criteria", "description")] == [
            former[part] for part in ("form", "criteria", "description")
        ]

    def test_other_dates_keep_their_distance_to_the_deadline(self, coordinator: Visitor) -> None:
        a_call()
        begin(coordinator, COPY, closes_at="20.12.2030 12.00")
        assert written()["schedule"]["decision_due_at"] == "2031-02-10T17:00:00+02:00"

    def test_the_act_and_the_events_of_the_former_call_are_not_those_of_the_new(self, coordinator: Visitor) -> None:
        event = {"title": {"lv": "Seminārs"}, "starts_at": "2029-11-10T17:00:00+02:00", "place": "Zoom"}
        a_call(schedule=schedule(events=[event]))
        begin(coordinator, COPY, act_body="", act_number="", act_date="")
        assert ("approved_by" in written(), "events" in written()["schedule"]) == (False, False)
