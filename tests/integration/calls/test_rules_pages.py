"""How officials edit the rules of a draft: part by part, and entry by entry."""

from typing import Any

import pytest
from flask import Flask

from grants import clock
from grants.calls.editing.parts import Part, details_of
from grants.calls.forms.editing import DetailsForm
from grants.calls.models import Call
from grants.calls.queries import call_by_slug, rules_of
from grants.calls.rules.canonical import dump
from grants.db import db
from tests.factories.calls import WRITTEN, a_call, a_draft, an_official
from tests.factories.documents import Raw, field, rules_document, words
from tests.integration.calls.conftest import SignIn
from tests.support.pages import Page
from tests.support.visitor import Visitor

pytestmark = pytest.mark.usefixtures("session")

RULES = "/office/calls/piemers-2030/rules"


@pytest.fixture
def coordinator(as_person: SignIn) -> Visitor:
    with clock.at(WRITTEN):
        return as_person(an_official())


def edit(browser: Visitor, page: str, *, status: int = 200, button: str = "Store", **typed: Any) -> Page:
    """Send the form of a page with what is typed over what it is filled in with."""
    with clock.at(WRITTEN):
        return browser.send(browser.see(f"{RULES}/{page}"), typed, button=button, status=status)


def press(browser: Visitor, page: str, button: str) -> Page:
    with clock.at(WRITTEN):
        return browser.send(browser.see(f"{RULES}/{page}"), button=button)


def written(slug: str = "piemers-2030") -> Raw:
    return dump(rules_of(call_by_slug(slug)))


def codes(entries: list[Raw]) -> list[str]:
    return [entry["code"] for entry in entries]


class TestParts:
    @pytest.mark.parametrize(
        "part",
        ["texts", "act", "contact", "schedule", "funding", "applicants", "scoring", "committee", "publication"],
    )
    def test_a_part_that_is_stored_as_it_is_changes_nothing(self, coordinator: Visitor, part: str) -> None:
        a_draft()
        before = written()
        edit(coordinator, f"part/{part}")
        assert written() == before

    @pytest.mark.parametrize("part", ["form", "checks", "criteria"])
    def test_a_part_that_is_a_list_leads_to_its_entries(self, coordinator: Visitor, part: str) -> None:
        a_draft()
        with clock.at(WRITTEN):
            links = coordinator.see(f"{RULES}/part/{part}").links.values()
        assert any(link.startswith(f"{RULES}/item/{part}/") for link in links)

    def test_dates_are_written_as_people_write_them(self, coordinator: Visitor) -> None:
        a_draft()
        edit(coordinator, "part/schedule", schedule_closes_at="12.12.2029. plkst. 16.30")
        assert written()["schedule"]["closes_at"] == "2029-12-12T16:30:00+02:00"

    def test_an_hour_that_the_clocks_skip_is_refused_beside_its_field(self, coordinator: Visitor) -> None:
        a_draft()
        page = edit(coordinator, "part/schedule", schedule_closes_at="25.3.2029 3.30", status=422)
        assert "The clocks skip this time" in page.text

    def test_what_is_out_of_order_is_said_beside_its_field_in_words(self, coordinator: Visitor) -> None:
        a_draft()
        page = edit(coordinator, "part/schedule", schedule_closes_at="1.11.2029 9.00", status=422)
        assert "not before 02.11.2029 09.00, as Applications from" in page.text

    def test_what_was_typed_comes_back(self, coordinator: Visitor) -> None:
        a_draft()
        page = edit(coordinator, "part/contact", organiser_email="nobody", organiser_phone="+371 1", status=422)
        assert page.form("Store").values["organiser_phone"] == ["+371 1"]

    def test_money_can_become_a_range(self, coordinator: Visitor) -> None:
        a_draft()
        edit(coordinator, "part/funding", funding_amount_fixed="", funding_amount_min="400", funding_amount_max="600")
        assert written()["funding"]["amount"] == {"min": "400.00", "max": "600.00"}

    def test_a_fixed_sum_beside_a_range_is_refused(self, coordinator: Visitor) -> None:
        a_draft()
        page = edit(coordinator, "part/funding", funding_amount_max="600", status=422)
        assert "either a fixed sum, or a maximum" in page.text

    def test_a_category_gets_a_cap_and_loses_it(self, coordinator: Visitor) -> None:
        a_draft()
        edit(coordinator, "part/funding", funding_category_caps_equipment_max_percent="40")
        assert written()["funding"]["category_caps"] == [{"category": "equipment", "max_percent": "40"}]
        edit(coordinator, "part/funding", funding_category_caps_equipment_max_percent="")
        assert not written()["funding"].get("category_caps")

    def test_each_answer_of_a_question_becomes_a_lot(self, coordinator: Visitor) -> None:
        parish = field("parish", "choice", required=True, options=[{"code": "north", "label": words()}])
        a_draft(form=[{"code": "project", "title": words(), "fields": [parish]}])
        edit(coordinator, "part/funding", funding_lots_limits_north_projects="3", funding_limit_total="")
        funding = written()["funding"]
        assert funding["lots"] == {"field": "parish", "limits": [{"option": "north", "projects": 3}]}
        assert funding["limit"] == {"projects": 3}
        edit(coordinator, "part/funding", funding_lots_field="", funding_lots_limits_north_projects="")
        assert not written()["funding"].get("lots")

    def test_without_a_question_everybody_answers_there_is_no_word_of_lots(self, coordinator: Visitor) -> None:
        a_draft()
        with clock.at(WRITTEN):
            assert "shares the places" not in coordinator.see(f"{RULES}/part/funding").text

    def test_another_way_to_apply_is_opened_with_its_own_deadline(self, coordinator: Visitor) -> None:
        a_draft()
        edit(
            coordinator,
            "part/applicants",
            channels_online="y",
            channels_post="y",
            channels_post_until="8.12.2029 15.00",
            channels_post_counts="postmark",
        )
        post = {"kind": "post", "until": "2029-12-08T15:00:00+02:00", "counts": "postmark"}
        assert written()["channels"] == [{"kind": "online"}, post]

    def test_an_optional_part_is_left_out_when_it_is_emptied(self, coordinator: Visitor) -> None:
        a_draft()
        edit(coordinator, "part/schedule", schedule_contest_months="", schedule_contest_to="")
        assert "contest" not in written()["schedule"]

    def test_tie_breaks_follow_one_another(self, coordinator: Visitor) -> None:
        a_draft()
        edit(coordinator, "part/scoring", scoring_tie_break_0="", scoring_tie_break_2="criterion:2.1")
        assert written()["scoring"]["tie_break"] == ["requested:asc", "criterion:2.1"]

    def test_markdown_is_previewed_and_nothing_is_stored(self, coordinator: Visitor) -> None:
        a_draft()
        page = edit(coordinator, "part/texts", button="Preview", description_lv="## Mērķis\n\n<script>x</script>")
        assert (page.text.count("Mērķis"), written()["description"]["lv"]) == (2, "Apraksts")

    def test_a_call_gets_another_language(self, coordinator: Visitor) -> None:
        a_draft(languages=["lv"])
        edit(coordinator, "part/texts", languages='["lv", "en"]')
        assert written()["languages"] == ["lv", "en"]

    def test_there_is_no_other_part(self, coordinator: Visitor) -> None:
        a_draft()
        with clock.at(WRITTEN):
            coordinator.see(f"{RULES}/part/other", status=404)


GARBAGE = {"MomentField": "99.99.2029", "DayField": "kaut kad", "MoneyField": "daudz", "NumberField": "trīs"}
"""What nobody can read, by the sort of field."""


class TestEveryField:
    @pytest.mark.parametrize("part", [part.value for part in Part])
    def test_what_cannot_be_read_is_said_beside_its_field_and_comes_back(
        self, coordinator: Visitor, part: str, app: Flask
    ) -> None:
        a_draft()
        before = written()
        with app.test_request_context("/"):
            form = DetailsForm.about(before, details_of(Part(part), before))
            typed = {one.name: GARBAGE[one.type] for one in form.fields if one.type in GARBAGE}
            typed |= {one.name: "x" * 30_000 for one in form.fields if one.type in {"LineField", "TextField"}}
        if typed:
            page = edit(coordinator, f"part/{part}", status=422, **typed)
            sent = page.form("Store").values
            assert {name: sent[name][0] for name in typed} == typed
            assert len(page.errors) == len(typed)
            assert written() == before

    def test_the_first_thing_that_is_wrong_gets_the_focus_and_leads_to_its_field(self, coordinator: Visitor) -> None:
        a_draft()
        page = edit(coordinator, "part/contact", organiser_email="nobody", status=422)
        summary = page.tree.find(".//div[@data-focus]")
        assert summary is not None
        assert [link.get("href") for link in summary.iter("a")] == ["#organiser_email"]


class TestEntries:
    def test_a_criterion_is_changed(self, coordinator: Visitor) -> None:
        a_draft()
        edit(coordinator, "item/criteria/2.1", title_lv="Iecere", max="10", threshold="2,5", step="0,5")
        changed = written()["criteria"][0]
        assert (changed["title"]["lv"], changed["max"], changed["threshold"], changed["step"]) == (
            "Iecere",
            "10",
            "2.5",
            "0.5",
        )

    def test_what_refers_to_a_criterion_follows_its_number(self, coordinator: Visitor) -> None:
        a_draft()
        edit(coordinator, "item/criteria/2.2", code="2.9")
        assert written()["scoring"]["tie_break"] == ["criterion:2.9", "requested:asc"]

    def test_a_new_criterion_has_the_next_number_and_the_scale_of_the_last(self, coordinator: Visitor) -> None:
        a_draft()
        edit(coordinator, "add/criteria", title_lv="Budžets")
        assert (written()["criteria"][-1]["code"], written()["criteria"][-1]["max"]) == ("2.3", "5")

    def test_a_question_gets_a_code_of_its_words(self, coordinator: Visitor) -> None:
        a_draft()
        edit(coordinator, "add/form/project?type=long_text", label_lv="Kāpēc tieši šī iecere?", required="y")
        added = written()["form"][0]["fields"][-1]
        assert (added["code"], added["required"]) == ("kapec_tiesi_si_iecere", True)

    def test_the_type_of_a_question_is_chosen_first(self, coordinator: Visitor) -> None:
        a_draft()
        with clock.at(WRITTEN):
            page = coordinator.see(f"{RULES}/add/form/project")
        assert page.links["Budget estimate"] == f"{RULES}/add/form/project?type=budget"

    def test_a_column_cannot_be_a_table(self, coordinator: Visitor) -> None:
        a_draft()
        with clock.at(WRITTEN):
            assert "Table" not in coordinator.see(f"{RULES}/add/form/project/activities").links

    def test_answers_to_choose_from_keep_their_codes(self, coordinator: Visitor) -> None:
        topics = [{"code": "sport", "label": words("Sports")}, {"code": "art", "label": words("Māksla")}]
        topic = field("topic", "choice", options=topics)
        a_draft(form=[{"code": "project", "title": words(), "fields": [topic]}])
        edit(coordinator, "item/form/project/topic", options_lv="Mūzika\nSports\nDeja")
        assert codes(written()["form"][0]["fields"][0]["options"]) == ["muzika", "sport", "deja"]

    def test_a_question_is_asked_under_a_condition(self, coordinator: Visitor) -> None:
        a_draft()
        condition = '{"equals": "sport", "field": "topic"}'
        edit(coordinator, "item/form/project/activities", show_if=condition)
        assert written()["form"][0]["fields"][6]["show_if"] == {"field": "topic", "equals": "sport"}

    def test_an_event_is_added_to_the_dates(self, coordinator: Visitor) -> None:
        a_draft()
        edit(coordinator, "add/events", title_lv="Seminārs", starts_at="10.11.2029 17.00", place="Zoom")
        assert written()["schedule"]["events"][0]["place"] == "Zoom"

    def test_an_entry_moves_by_a_button(self, coordinator: Visitor) -> None:
        a_draft()
        press(coordinator, "part/criteria", "↓")
        assert codes(written()["criteria"]) == ["2.2", "2.1"]

    def test_a_question_moves_to_another_section(self, coordinator: Visitor) -> None:
        a_draft()
        edit(coordinator, "add/form", title_lv="Kontakti")
        with clock.at(WRITTEN):
            page = coordinator.see(f"{RULES}/item/form/project/goal")
            coordinator.send(page, {"section": "kontakti"}, button="Move")
        assert codes(written()["form"][1]["fields"]) == ["goal"]

    def test_an_entry_is_removed_after_asking(self, coordinator: Visitor) -> None:
        a_draft()
        edit(coordinator, "remove/checks/1.1", button="Remove")
        assert written()["checks"] == []

    def test_what_others_refer_to_stays_and_they_are_named_with_a_way_there(self, coordinator: Visitor) -> None:
        a_draft()
        page = edit(coordinator, "remove/form/project/has_partner", button="Remove", status=422)
        assert (
            page.links["Question “partner_name (en)”: When it is asked"]
            == f"{RULES}/item/form/project/partner_name#show_if"
        )
        assert "has_partner" in codes(written()["form"][0]["fields"])

    def test_a_full_list_takes_no_more(self, coordinator: Visitor) -> None:
        events = [{"title": words(), "starts_at": "2029-11-10T17:00:00+02:00", "place": "Zoom"}] * 50
        a_draft(schedule=rules_document()["schedule"] | {"events": events})
        with clock.at(WRITTEN):
            coordinator.see(f"{RULES}/add/events", status=409)

    @pytest.mark.parametrize("page", ["item/criteria/9.9", "item/form/project/none", "item/other/1", "add/form/none"])
    def test_what_is_not_there_has_no_page(self, coordinator: Visitor, page: str) -> None:
        a_draft()
        with clock.at(WRITTEN):
            coordinator.see(f"{RULES}/{page}", status=404)


class TestPasting:
    TABLE = "2.1.\tIdeja\t5\t2\n2.2.\tPlāns\t7,5\nKopā\t\t12,5\n"

    def test_what_was_understood_is_shown_with_its_sum_before_it_is_stored(self, coordinator: Visitor) -> None:
        a_draft()
        page = edit(coordinator, "paste", button="Show what is understood", table=self.TABLE)
        assert "Together at most 12.5 points." in page.text
        assert codes(written()["criteria"]) == ["2.1", "2.2"]

    def test_the_second_button_stores_the_criteria(self, coordinator: Visitor) -> None:
        a_draft()
        page = edit(coordinator, "paste", button="Show what is understood", table=self.TABLE)
        with clock.at(WRITTEN):
            coordinator.send(page, button="Store these criteria")
        assert [one["max"] for one in written()["criteria"]] == ["5", "7.5"]


class TestTwoOfficials:
    def test_the_second_is_told_and_keeps_what_was_typed(self, coordinator: Visitor) -> None:
        a_draft()
        with clock.at(WRITTEN):
            page = coordinator.see(f"{RULES}/part/texts")
            edit(coordinator, "part/texts", title_lv="Kolēģa")
            again = coordinator.send(page, {"title_lv": "Mans"}, button="Store", status=422)
        assert "Somebody changed this draft meanwhile." in again.text
        assert again.form("Store").values["title_lv"] == ["Mans"]
        assert written()["title"]["lv"] == "Kolēģa"


class TestWhatIsMissing:
    def test_the_page_of_a_draft_leads_to_where_it_is_put_right(self, coordinator: Visitor) -> None:
        a_draft(approved_by=None, privacy=None)
        with clock.at(WRITTEN):
            links = coordinator.see("/office/calls/piemers-2030").links
        act, privacy = (links[f"Missing: {what}."] for what in ("the act that approved the rules: body, number and date", "the notice on personal data"))  # fmt: skip  # noqa: E501
        assert (act, privacy) == (f"{RULES}/part/act#approved_by_body", f"{RULES}/part/texts#privacy_lv")

    def test_a_text_without_words_is_named_by_its_place(self, coordinator: Visitor) -> None:
        a_draft(summary=words("") | {"lv": " "})
        with clock.at(WRITTEN):
            page = coordinator.see("/office/calls/piemers-2030/publish")
        assert "In one or two sentences" in page.text

    def test_the_file_of_the_act_is_asked_for(self, coordinator: Visitor) -> None:
        a_draft()
        with clock.at(WRITTEN):
            links = coordinator.see(RULES).links
        what = "Missing: the file of the act that approves the rules."
        assert links[what] == "/office/calls/piemers-2030/files/act"

    def test_what_is_unusual_is_pointed_out(self, coordinator: Visitor) -> None:
        a_draft(schedule=rules_document()["schedule"] | {"opens_at": "2029-12-01T09:00:00+02:00"})
        with clock.at(WRITTEN):
            assert "There are only 9 days to apply; 30 are usual." in coordinator.see(RULES).text


def test_rules_in_force_are_not_edited(coordinator: Visitor) -> None:
    a_call()
    with clock.at(WRITTEN):
        page = coordinator.see(f"{RULES}/part/texts", status=409)
    assert "Published rules are changed by an amendment." in page.text


def test_a_changed_address_leads_to_the_draft_at_its_new_one(coordinator: Visitor) -> None:
    a_draft()
    page = edit(coordinator, "part/texts", slug="cita-adrese")
    assert page.address == "/office/calls/cita-adrese/rules"
    assert db.session.query(Call).count() == 1
