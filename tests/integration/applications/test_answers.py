"""Answers are kept one at a time while they are typed, and nobody's text is lost over another."""

from datetime import timedelta

import pytest
from werkzeug.test import TestResponse

from grants import clock
from grants.accounts.models import Person
from grants.accounts.services import sign_out_everywhere
from grants.applications.form.tags import tag_of
from grants.applications.models import Application, ApplicationState, Right
from grants.applications.services.drafts import MAX_TYPED
from grants.db import db
from tests.factories.applications import a_filled, a_started, an_open_call, form_of, joined, options
from tests.factories.calls import CLOSED
from tests.factories.documents import field
from tests.integration.applications.conftest import SignIn
from tests.support.visitor import Visitor

FORM = form_of(
    field("goal", "long_text", required=True, max_chars=50),
    field("count", "integer", min=1),
    field("partner", "yes_no"),
    field("groups", "multi_choice", options=options("youth", "parents")),
    field("period", "date_range"),
    field("budget", "budget", categories=options("things", "travel")),
    field("intro", "static_text"),
    field("statutes", "file"),
)
EMPTY = tag_of("")


@pytest.fixture
def draft(anna: Person) -> Application:
    return a_started(an_open_call(form=FORM), anna)


def keep(browser: Visitor, draft: Application, code: str, seen: str, **typed: object) -> TestResponse:
    """Send one answer as the page's script does."""
    address = f"/applications/{draft.id}/answers/{code}"
    return browser.post(address, data=typed, headers={"If-Match": f'"{seen}"'})


def goal(browser: Visitor, draft: Application, text: str, seen: str = EMPTY) -> TestResponse:
    return keep(browser, draft, "goal", seen, **{"a-goal": text})


def test_an_answer_is_kept_as_typed(browser: Visitor, draft: Application) -> None:
    assert goal(browser, draft, "Nometne").status_code == 200
    assert draft.answers == {"goal": "Nometne"}


def test_the_page_is_told_when_it_was_kept_and_by_which_tag_it_is_known_now(
    browser: Visitor, draft: Application
) -> None:
    answer = goal(browser, draft, "Nometne")
    assert answer.json
    assert answer.json["said"].startswith("Saved at ")
    assert answer.headers["ETag"] == f'"{tag_of("Nometne")}"'


def test_other_answers_stay(browser: Visitor, draft: Application) -> None:
    goal(browser, draft, "Nometne")
    keep(browser, draft, "count", EMPTY, **{"a-count": "divi"})
    assert draft.answers == {"goal": "Nometne", "count": "divi"}


SHAPES: dict[str, tuple[object, dict[str, object], object]] = {
    "partner": ("", {"a-partner": "yes"}, "yes"),
    "groups": ([], {"a-groups": ["youth", "parents"]}, ["youth", "parents"]),
    "period": ({"from": "", "until": ""}, {"a-period:from": "1.3.2030"}, {"from": "1.3.2030", "until": ""}),
}
"""By the code of the field: nothing in its shape, what is sent, and what is kept."""


@pytest.mark.parametrize("code", SHAPES)
def test_answers_of_every_shape_are_kept(browser: Visitor, draft: Application, code: str) -> None:
    empty, typed, kept = SHAPES[code]
    assert keep(browser, draft, code, tag_of(empty), **typed).status_code == 200
    assert draft.answers == {code: kept}


def test_an_answer_of_the_first_page_is_kept(browser: Visitor, draft: Application) -> None:
    keep(browser, draft, "_title", EMPTY, **{"a-_title": "Ziemas nometne"})
    keep(browser, draft, "_name", EMPTY, **{"a-_name": "Ozols"})
    assert (draft.title, draft.applicant["name"]) == ("Ziemas nometne", "Ozols")


def test_what_is_not_right_yet_is_kept_and_said_softly(browser: Visitor, draft: Application) -> None:
    answer = goal(browser, draft, "x" * 51)
    assert answer.json
    assert answer.json["wrong"] == ["This is too long: 51 characters, at most 50 are possible."]
    assert draft.answers["goal"] == "x" * 51


@pytest.mark.parametrize("code", ["_registration_number", "_name"])
def test_the_first_page_is_warned_of_its_own_answers_only(browser: Visitor, draft: Application, code: str) -> None:
    keep(browser, draft, "_kind", EMPTY, **{"a-_kind": "association"})
    answer = keep(browser, draft, code, EMPTY, **{f"a-{code}": "40008000014"})
    assert answer.json
    assert bool(answer.json["wrong"]) == (code == "_registration_number")


def test_nothing_is_said_of_what_is_not_answered_yet(browser: Visitor, draft: Application) -> None:
    goal(browser, draft, "Nometne")
    answer = goal(browser, draft, "", tag_of("Nometne"))
    assert answer.json
    assert answer.json["wrong"] == []


def test_the_sums_of_a_budget_come_back_with_it(browser: Visitor, draft: Application) -> None:
    row = {"category": "things", "item": "Teltis", "quantity": "3", "unit_price": "33,33", "own": "9,99"}
    typed = {f"a-budget:0:{column}": text for column, text in row.items()} | {"a-budget:rows": "1"}
    answer = keep(browser, draft, "budget", tag_of([]), **typed)
    assert answer.json
    assert answer.json["totals"][:3] == [
        ["Whole cost", "99.99 EUR"],
        ["Own money", "9.99 EUR"],
        ["Requested in total", "90.00 EUR"],
    ]


def test_two_tabs_get_both_texts(browser: Visitor, draft: Application) -> None:
    goal(browser, draft, "No pirmās cilnes")
    answer = goal(browser, draft, "No otrās cilnes")
    assert answer.json
    assert (answer.status_code, answer.json["stored"]) == (412, "No pirmās cilnes")
    assert draft.answers == {"goal": "No pirmās cilnes"}


def test_who_has_seen_both_texts_puts_theirs_in_place(browser: Visitor, draft: Application) -> None:
    goal(browser, draft, "No pirmās cilnes")
    overtaken = goal(browser, draft, "No otrās cilnes")
    assert overtaken.json
    assert goal(browser, draft, "No otrās cilnes", overtaken.json["tag"]).status_code == 200
    assert draft.answers == {"goal": "No otrās cilnes"}


def test_the_same_answer_from_two_tabs_is_no_conflict(browser: Visitor, draft: Application) -> None:
    assert [goal(browser, draft, "Nometne").status_code for _tab in range(2)] == [200, 200]


def test_two_people_fill_in_different_questions_of_one_page(
    browser: Visitor, draft: Application, as_person: SignIn
) -> None:
    other = as_person(joined(draft, right=Right.EDIT))
    mine, theirs = (each.see(f"/applications/{draft.id}/sections/project") for each in (browser, other))
    browser.send(mine, {"a-goal": "Nometne"}, button="Save and leave")
    other.send(theirs, {"a-count": "7"}, button="Save and leave")
    assert (draft.answers["goal"], draft.answers["count"]) == ("Nometne", "7")


def test_an_answer_left_alone_is_shown_as_somebody_else_stored_it(browser: Visitor, draft: Application) -> None:
    page = browser.see(f"/applications/{draft.id}/sections/project")
    goal(browser, draft, "Mans")
    keep(browser, draft, "count", EMPTY, **{"a-count": "7"})
    refused = browser.send(page, {"a-goal": "Cits"}, button="Save and continue", status=409)
    form = refused.form("Save and continue")
    assert (form.values["a-goal"], form.values["a-count"]) == (["Cits"], ["7"])


def test_an_answer_without_what_was_seen_is_not_taken(browser: Visitor, draft: Application) -> None:
    answer = browser.post(f"/applications/{draft.id}/answers/goal", data={"a-goal": "Nometne"})
    assert (answer.status_code, draft.answers) == (428, {})


def test_who_is_signed_out_is_told_so(as_person: SignIn, anna: Person, draft: Application) -> None:
    browser = as_person(anna)
    sign_out_everywhere(person=anna)
    answer = goal(browser, draft, "Nometne")
    assert answer.json
    assert (answer.status_code, answer.json["said"]) == (
        401,
        "You are signed out. What you type waits in this browser.",
    )


def test_a_page_that_stood_open_over_a_new_session_goes_on(as_person: SignIn, anna: Person, draft: Application) -> None:
    as_person(anna).see(f"/applications/{draft.id}/sections/project")
    sign_out_everywhere(person=anna)
    assert goal(as_person(anna), draft, "Nometne").status_code == 200


def test_at_one_second_before_the_deadline_an_answer_is_kept(browser: Visitor, draft: Application) -> None:
    with clock.at(draft.call.closes_at - timedelta(seconds=1)):
        assert goal(browser, draft, "Nometne").status_code == 200


def test_at_the_deadline_an_answer_is_refused(browser: Visitor, draft: Application) -> None:
    with clock.at(draft.call.closes_at):
        answer = goal(browser, draft, "Nometne")
    assert answer.json
    assert answer.status_code == 409
    assert "The call is not open" in answer.json["said"]


def test_after_closing_the_draft_stays_as_it_was(browser: Visitor, draft: Application) -> None:
    goal(browser, draft, "Nometne")
    with clock.at(CLOSED):
        goal(browser, draft, "Vēlāk", tag_of("Nometne"))
    assert (draft.answers, draft.state) == ({"goal": "Nometne"}, ApplicationState.DRAFT)


@pytest.mark.parametrize("code", ["nowhere", "_nowhere", "intro", "statutes", "_", "a" * 64])
def test_what_takes_no_answer_does_not_exist(browser: Visitor, draft: Application, code: str) -> None:
    assert keep(browser, draft, code, EMPTY, **{f"a-{code}": "x"}).status_code == 404


def test_more_than_an_application_holds_is_refused_with_its_length(browser: Visitor, draft: Application) -> None:
    answer = goal(browser, draft, "x" * MAX_TYPED)
    assert answer.json
    assert (answer.status_code, draft.answers) == (422, {})
    assert "too much text" in answer.json["said"]


def test_a_draft_that_was_only_looked_at_is_begun_once(browser: Visitor, anna: Person) -> None:
    draft = a_filled(an_open_call(), anna)
    db.session.commit()
    before = draft.revision
    keep(browser, draft, "goal", tag_of(draft.answers["goal"]), **{"a-goal": draft.answers["goal"]})
    assert draft.revision == before


HOSTILE = {
    "a script": "</textarea><script>alert(1)</script>",
    "right to left": "\u202egpj.exe",
    "a formula": "=cmd|' /C calc'!A0",
    "an emoji": "\N{GRINNING FACE}" * 10,
    "lines": "viena\n\n  otra",
}


@pytest.mark.parametrize("what", HOSTILE)
def test_what_is_typed_comes_back_exactly(browser: Visitor, draft: Application, what: str) -> None:
    goal(browser, draft, HOSTILE[what])
    form = browser.see(f"/applications/{draft.id}/sections/project").form("Save and continue")
    assert form.values["a-goal"][0].lstrip("\n") == HOSTILE[what]
