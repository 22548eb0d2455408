"""The form of a draft: what is typed is kept, whatever happens."""

from datetime import timedelta

import pytest

from grants import clock
from grants.accounts.models import Person
from grants.accounts.services import sign_out_everywhere
from grants.applications import services
from grants.applications.form.tags import tag_of
from grants.applications.models import Application
from grants.applications.services.drafts import MAX_TYPED
from grants.calls.models import CallVersion
from grants.calls.rules.canonical import digest, dump
from grants.calls.rules.validation import read_rules
from grants.db import db
from tests.factories.applications import (
    a_filled,
    a_started,
    a_submitted,
    an_open_call,
    every_field,
    form_of,
    joined,
    options,
)
from tests.factories.calls import CLOSED
from tests.factories.documents import field, rules_document, words
from tests.integration.applications.conftest import SignIn
from tests.support.pages import Page
from tests.support.statements import selects
from tests.support.visitor import Visitor

FORM = [
    {
        "code": "idea",
        "title": words("Iecere"),
        "fields": [
            field("goal", "long_text", required=True, max_chars=50),
            field("count", "integer", required=True, min=1),
            field("has_partner", "yes_no"),
            field("partner", "short_text", show_if={"field": "has_partner", "equals": True}),
        ],
    },
    {
        "code": "plan",
        "title": words("Plāns"),
        "fields": [field("steps", "table", required=True, max_rows=3, columns=[field("what", "short_text")])],
    },
]
GOOD = {"a-goal": "Nometne", "a-count": "24"}
SAVE = "Save and continue"


@pytest.fixture
def draft(anna: Person) -> Application:
    return a_started(an_open_call(form=FORM), anna)


def page_of(draft: Application, code: str = "idea") -> str:
    return f"/applications/{draft.id}/sections/{code}"


def save(browser: Visitor, draft: Application, typed: dict[str, str], button: str = SAVE, status: int = 200) -> Page:
    return browser.send(browser.see(page_of(draft)), typed, button=button, status=status)


def test_the_first_page_leads_to_the_first_section(browser: Visitor, draft: Application) -> None:
    first = browser.see(f"/applications/{draft.id}/applicant")
    typed = {
        "a-_kind": "association",
        "a-_name": "Ozols",
        "a-_registration_number": "4000 8000 013",
        "a-_title": "Nometne",
    }
    assert browser.send(first, typed, button=SAVE).heading == "Iecere (en)"


def test_a_registration_number_with_a_wrong_digit_is_kept_and_named(browser: Visitor, draft: Application) -> None:
    first = browser.see(f"/applications/{draft.id}/applicant")
    page = browser.send(first, {"a-_kind": "association", "a-_registration_number": "40008000014"}, button=SAVE)
    assert page.form(SAVE).values["a-_registration_number"] == ["40008000014"]
    assert any("This is no registration number" in error for error in page.errors)


def test_the_first_page_asks_for_a_sum_only_where_the_rules_leave_it_open(browser: Visitor, anna: Person) -> None:
    funding = {"currency": "EUR", "amount": {"max": "500.00"}, "limit": {}, "when_short": "stop"}
    asked = a_started(an_open_call(slug="summa", funding=funding), anna)
    fixed = a_started(an_open_call(), anna)
    db.session.commit()
    names = [browser.see(f"/applications/{each.id}/applicant").form(SAVE).names for each in (asked, fixed)]
    assert ["a-_requested" in each for each in names] == [True, False]


def test_a_right_page_leads_to_the_next(browser: Visitor, draft: Application) -> None:
    assert save(browser, draft, GOOD).heading == "Plāns (en)"


def test_the_last_page_leads_to_the_review(browser: Visitor, draft: Application) -> None:
    page = browser.see(page_of(draft, "plan"))
    assert browser.send(page, {"a-steps:0:what": "Pārgājiens"}, button=SAVE).heading == "Review and submit"


def test_a_wrong_answer_is_kept_as_typed_and_named(browser: Visitor, draft: Application) -> None:
    page = save(browser, draft, {**GOOD, "a-count": "divdesmit"})
    assert page.form(SAVE).values["a-count"] == ["divdesmit"]
    assert any("Write a whole number" in error for error in page.errors)


def test_the_summary_of_problems_leads_to_the_question(browser: Visitor, draft: Application) -> None:
    page = save(browser, draft, {**GOOD, "a-count": "0"})
    assert "#field-a-count" in page.links.values()
    assert page.tree.find(".//input[@id='field-a-count']") is not None


def test_a_new_page_does_not_complain_of_what_is_not_done_yet(browser: Visitor, draft: Application) -> None:
    assert browser.see(page_of(draft)).errors == []


def test_a_number_with_a_comma_is_understood(browser: Visitor, anna: Person) -> None:
    draft = a_started(an_open_call(form=form_of(field("share", "number", required=True))), anna)
    db.session.commit()
    page = browser.send(browser.see(page_of(draft, "project")), {"a-share": "12,5"}, button=SAVE)
    assert "12.5" in page.text


@pytest.mark.parametrize("character", ["\x00", "\x1b", "\ufffe"])
def test_text_that_cannot_be_stored_is_refused_and_kept_with_a_mark(
    browser: Visitor, draft: Application, character: str
) -> None:
    page = save(browser, draft, {**GOOD, "a-goal": f"No{character}metne"})
    assert page.form(SAVE).values["a-goal"] == ["No�metne"]
    assert any("a character that cannot be stored" in error for error in page.errors)


def test_ten_megabytes_of_text_are_refused_with_a_page(browser: Visitor, draft: Application) -> None:
    page = save(browser, draft, {**GOOD, "a-goal": "x" * 10_000_000}, status=413)
    assert "2 MB of text" in page.text


def test_more_text_than_an_application_holds_comes_back_whole(browser: Visitor, draft: Application) -> None:
    page = save(browser, draft, {**GOOD, "a-goal": "x" * MAX_TYPED}, status=422)
    assert page.form(SAVE).values["a-goal"] == ["\n" + "x" * MAX_TYPED] or "x" * MAX_TYPED in page.text
    db.session.refresh(draft)
    assert (draft.answers, draft.revision) == ({}, 1)


def test_a_text_that_is_too_long_is_kept_whole_and_named(browser: Visitor, draft: Application) -> None:
    page = save(browser, draft, {**GOOD, "a-goal": "x" * 51})
    db.session.refresh(draft)
    assert draft.answers["goal"] == "x" * 51
    assert "51 characters, at most 50" in page.text


def test_what_is_typed_cannot_become_part_of_the_page(browser: Visitor, draft: Application) -> None:
    page = save(browser, draft, {"a-goal": "</textarea><script>alert(1)</script>"})
    assert page.form(SAVE).values["a-goal"] == ["</textarea><script>alert(1)</script>"]


def test_save_and_leave_keeps_what_is_not_right_yet(browser: Visitor, draft: Application) -> None:
    page = save(browser, draft, {"a-count": "daudz"}, "Save and leave")
    db.session.refresh(draft)
    assert (page.heading, draft.answers["count"]) == ("Application without a title", "daudz")


def test_an_answer_that_opens_a_question_brings_the_page_back(browser: Visitor, draft: Application) -> None:
    page = save(browser, draft, {**GOOD, "a-has_partner": "yes"})
    assert page.heading == "Iecere (en)"
    assert page.tree.find(".//div[@data-when='a-has_partner']").get("hidden") is None  # type: ignore[union-attr]


def test_a_browser_that_opens_questions_itself_goes_on(browser: Visitor, draft: Application) -> None:
    assert save(browser, draft, {**GOOD, "a-has_partner": "yes", "live": "1"}).heading == "Plāns (en)"


def test_a_question_that_is_not_asked_is_hidden(browser: Visitor, draft: Application) -> None:
    question = browser.see(page_of(draft)).tree.find(".//div[@data-when='a-has_partner']")
    assert question is not None
    assert question.get("hidden") is not None


def test_a_row_more_is_a_button(browser: Visitor, draft: Application) -> None:
    page = browser.see(page_of(draft, "plan"))
    for expected in ("2", "3"):
        page = browser.send(page, button="Add a row steps (en)")
        assert page.form(SAVE).values["a-steps:rows"] == [expected]
    assert "Add a row steps (en)" not in page.form(SAVE).buttons


def test_a_row_more_keeps_what_is_typed(browser: Visitor, draft: Application) -> None:
    page = browser.see(page_of(draft, "plan"))
    page = browser.send(page, {"a-steps:0:what": "Viens"}, button="Add a row steps (en)")
    page = browser.send(page, {"a-steps:1:what": "Divi"}, button="Remove row 1")
    db.session.refresh(draft)
    assert draft.answers["steps"] == [{"what": "Divi"}]
    assert page.form(SAVE).values["a-steps:0:what"] == ["Divi"]


def test_every_page_of_a_draft_says_that_it_is_not_submitted_and_how_long_there_is_time(
    browser: Visitor, draft: Application
) -> None:
    with clock.at(draft.call.closes_at - timedelta(hours=2, minutes=10)):
        for page in ("", "/applicant", "/sections/idea", "/sections/plan", "/review"):
            words_ = browser.see(f"/applications/{draft.id}{page}").text
            assert "Not submitted yet. Until 10 December 2029, 15:00 , 2 h 10 min left" in words_


def test_the_overview_counts_what_is_left_to_do(browser: Visitor, draft: Application) -> None:
    save(browser, draft, GOOD)
    page = browser.see(f"/applications/{draft.id}")
    assert "Iecere (en) done" in page.text
    assert "Plāns (en) to do: 1" in page.text


def test_two_tabs_cannot_overwrite_each_other(browser: Visitor, draft: Application) -> None:
    first, second = browser.see(page_of(draft)), browser.see(page_of(draft))
    browser.send(first, {**GOOD, "a-goal": "No pirmās cilnes"}, button=SAVE)
    page = browser.send(second, {**GOOD, "a-goal": "No otrās cilnes"}, button=SAVE, status=409)
    assert page.form(SAVE).values["a-goal"] == ["No otrās cilnes"]
    assert "Stored meanwhile: No pirmās cilnes" in page.text
    db.session.refresh(draft)
    assert draft.answers["goal"] == "No pirmās cilnes"


def test_who_has_seen_both_texts_can_put_theirs_in_place(browser: Visitor, draft: Application) -> None:
    first, second = browser.see(page_of(draft)), browser.see(page_of(draft))
    browser.send(first, GOOD, button=SAVE)
    page = browser.send(second, {**GOOD, "a-goal": "Otrs"}, button=SAVE, status=409)
    browser.send(page, button=SAVE)
    db.session.refresh(draft)
    assert draft.answers["goal"] == "Otrs"


def test_two_tabs_on_the_first_page_show_both_titles(browser: Visitor, draft: Application) -> None:
    address = f"/applications/{draft.id}/applicant"
    first, second = browser.see(address), browser.see(address)
    browser.send(first, {"a-_title": "Pirmais"}, button=SAVE)
    page = browser.send(second, {"a-_title": "Otrais"}, button=SAVE, status=409)
    assert page.form(SAVE).values["a-_title"] == ["Otrais"]
    assert "Stored meanwhile: Pirmais" in page.text


@pytest.mark.parametrize("tag", ["", "x" * 40, '"'])
def test_a_page_that_does_not_say_what_it_showed_overwrites_nothing(
    browser: Visitor, draft: Application, tag: str
) -> None:
    page = browser.see(page_of(draft))
    page.form(SAVE).values["seen-goal"] = [tag]
    browser.send(page, GOOD, button=SAVE, status=409)
    db.session.refresh(draft)
    assert draft.answers == {}


def test_text_that_comes_after_the_deadline_is_given_back(browser: Visitor, draft: Application) -> None:
    page = browser.see(page_of(draft))
    with clock.at(CLOSED):
        answer = browser.send(page, {**GOOD, "a-goal": "Mana doma"}, button=SAVE, status=409)
    assert answer.heading == "This was not stored"
    assert "Mana doma" in answer.text
    db.session.refresh(draft)
    assert draft.answers == {}


def test_text_for_an_application_that_was_submitted_meanwhile_is_given_back(browser: Visitor, anna: Person) -> None:
    draft = a_filled(an_open_call(), anna)
    db.session.commit()
    page = browser.see(page_of(draft, "project"))
    services.submit(application=draft, actor=anna)
    answer = browser.send(page, {"a-goal": "Mana doma"}, button=SAVE, status=409)
    assert "This application was submitted. To change it, open it again on its page." in answer.text
    assert "Mana doma" in answer.text


def test_text_of_somebody_who_was_signed_out_is_given_back(as_person: SignIn, anna: Person, draft: Application) -> None:
    browser = as_person(anna)
    page = browser.see(page_of(draft))
    sign_out_everywhere(person=anna)
    answer = browser.send(page, {**GOOD, "a-goal": "Mana doma"}, button=SAVE, status=403)
    assert "Mana doma" in answer.text


@pytest.mark.parametrize("page", ["/applicant", "/sections/idea", "/review"])
def test_the_pages_of_the_form_lead_away_once_the_call_has_closed(
    browser: Visitor, draft: Application, page: str
) -> None:
    with clock.at(CLOSED):
        found = browser.see(f"/applications/{draft.id}{page}")
    assert found.address == f"/applications/{draft.id}"
    assert "This application was not submitted" in found.text


def test_who_may_only_read_is_told_so(as_person: SignIn, draft: Application) -> None:
    browser = as_person(joined(draft))
    browser.see(f"/applications/{draft.id}/review")
    browser.see(page_of(draft), status=403)


def test_a_section_that_the_rules_do_not_have_does_not_exist(browser: Visitor, draft: Application) -> None:
    browser.see(page_of(draft, "nowhere"), status=404)


def test_every_type_of_question_can_be_drawn(browser: Visitor, anna: Person) -> None:
    draft = a_started(an_open_call(form=form_of(*every_field())), anna)
    db.session.commit()
    names = browser.see(page_of(draft, "project")).form(SAVE).names
    assert {f"a-{each['code']}" for each in every_field()} - names == {"a-period", "a-intro", "a-plan", "a-budget"}


def test_a_choice_of_many_is_a_list(browser: Visitor, anna: Person) -> None:
    many = options(*(f"o{number}" for number in range(8)))
    draft = a_started(an_open_call(form=form_of(field("topic", "choice", options=many))), anna)
    db.session.commit()
    page = browser.see(page_of(draft, "project"))
    assert page.tree.find(".//select[@name='a-topic']") is not None


def amended(draft: Application, **changes: object) -> None:
    """Give the call of a draft a second version of its rules, as an amendment does."""
    call, rules = draft.call, read_rules(rules_document(**changes))
    version = CallVersion(call_id=call.id, number=2, rules=dump(rules), digest=digest(rules), created_at=clock.now())
    db.session.add(version)
    call.version, call.rules_digest = 2, version.digest
    db.session.commit()


def test_a_draft_follows_the_rules_in_force(browser: Visitor, draft: Application) -> None:
    amended(draft, form=form_of(field("new", "short_text")))
    page = browser.see(f"/applications/{draft.id}")
    assert ("Projekts (en)" in page.text, "Iecere (en)" in page.text) == (True, False)


def test_what_was_submitted_stays_under_its_own_rules(browser: Visitor, anna: Person) -> None:
    application = a_submitted(an_open_call(), anna)
    amended(application, form=form_of(field("new", "short_text")))
    assert "Nometne piecpadsmit jauniešiem." in browser.see(f"/applications/{application.id}").text


def test_cached_deadline_an_extended_call_is_open_at_once(browser: Visitor, draft: Application) -> None:
    call, late = draft.call, draft.call.closes_at + timedelta(hours=1)
    page = browser.see(page_of(draft))
    with clock.at(late):
        assert "This application was not submitted" in browser.see(f"/applications/{draft.id}").text
        call.closes_at = call.accepts_until = late + timedelta(hours=1)
        assert "1 h 0 min left" in browser.see(f"/applications/{draft.id}").text
        assert browser.send(page, GOOD, button=SAVE).heading == "Plāns (en)"


@pytest.mark.parametrize("language", ["lv", "en"])
def test_label_as_key_answers_do_not_depend_on_the_language_of_the_page(
    as_person: SignIn, anna: Person, language: str
) -> None:
    anna.language = language
    choice = field("topic", "choice", required=True, options=options("sport", "art"))
    draft = a_started(an_open_call(form=form_of(choice)), anna)
    browser = as_person(anna)
    page = browser.see(page_of(draft, "project"))
    browser.post(page_of(draft, "project"), data=page.forms[-1].filled({"a-topic": "art"}))
    db.session.refresh(draft)
    assert draft.answers == {"topic": "art"}


@pytest.mark.parametrize("page", ["", "/applicant", "/sections/idea", "/review"])
def test_the_pages_of_a_draft_ask_the_database_a_constant_number_of_times(
    browser: Visitor, draft: Application, page: str, as_person: SignIn
) -> None:
    browser.see(f"/applications/{draft.id}{page}")
    with selects() as found:
        browser.see(f"/applications/{draft.id}{page}")
    assert len(found) <= 8  # one of them asks whether a hint was put away


def test_a_form_without_the_token_changes_nothing(browser: Visitor, draft: Application) -> None:
    assert browser.post(page_of(draft), data={**GOOD, "seen-goal": tag_of("")}).status_code == 400
    db.session.refresh(draft)
    assert draft.revision == 1
