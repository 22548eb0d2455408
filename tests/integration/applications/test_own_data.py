"""One's data: taken along, carried over into a new application, and deleted where nothing was sent in."""

from typing import Any

import pytest
from sqlalchemy import func, select

from grants.accounts.models import Person
from grants.applications import services
from grants.applications.comments import say
from grants.applications.models import Application, ApplicationState, EarlierAnswer, Right
from grants.db import db
from grants.errors import Conflict, Forbidden
from tests.factories.applications import TITLE, a_filled, a_submitted, an_open_call, form_of, joined
from tests.factories.documents import field
from tests.integration.applications.conftest import SignIn
from tests.support.visitor import Visitor

COLUMNS = [field("what", "short_text")]
OLD = form_of(
    field("goal", "long_text"),
    field("count", "integer"),
    field("plan", "table", columns=COLUMNS),
    field("paper", "file"),
)
NEW = form_of(
    field("goal", "long_text"),
    field("count", "short_text"),
    field("plan", "table", columns=[*COLUMNS, field("when", "date")]),
    field("paper", "file"),
    field("other", "short_text"),
)
ANSWERS: dict[str, Any] = {"goal": "Nometne", "count": "7", "plan": [{"what": "Talka"}]}


@pytest.fixture
def earlier(anna: Person) -> Application:
    return a_submitted(an_open_call(slug="agrak", form=OLD), anna, answers=ANSWERS)


def test_answers_to_the_same_questions_are_carried_over(earlier: Application, anna: Person) -> None:
    draft = services.carry_over(call=an_open_call(form=NEW), source=earlier, actor=anna)
    assert draft.title == TITLE
    assert draft.applicant["registration_number"] == "40008000013"
    assert {code: answer for code, answer in draft.answers.items() if answer} == {"goal": "Nometne"}


def test_the_earlier_one_stays_as_it_is(earlier: Application, anna: Person) -> None:
    before = dict(earlier.answers)
    services.carry_over(call=an_open_call(form=NEW), source=earlier, actor=anna)
    assert (earlier.answers, earlier.state) == (before, ApplicationState.SUBMITTED)


def test_who_may_not_apply_any_more_chooses_anew(earlier: Application, anna: Person) -> None:
    call = an_open_call(applicants={"kinds": ["foundation"]})
    assert services.carry_over(call=call, source=earlier, actor=anna).applicant.get("kind", "") == ""


def test_the_way_on_the_page(earlier: Application, browser: Visitor) -> None:
    call = an_open_call(form=OLD)
    db.session.commit()
    page = browser.see(f"/applications/new/{call.slug}")
    first = browser.send(page, {"from": str(earlier.id)}, button="Start with these answers")
    assert "What fits was carried over." in first.text


def test_an_application_of_others_is_not_carried_over(anna: Person, browser: Visitor) -> None:
    other = a_submitted(an_open_call(slug="svesa", form=OLD), answers=ANSWERS)
    call = an_open_call(form=OLD)
    db.session.commit()
    token = browser.see("/account/profile").form().values["csrf_token"]
    answer = browser.post(f"/applications/start/{call.slug}", data={"csrf_token": token, "from": str(other.id)})
    assert answer.status_code == 404
    assert db.session.scalar(select(func.count(Application.id)).where(Application.created_by_id == anna.id)) == 0


def test_a_draft_is_deleted_with_everything_in_it(anna: Person, browser: Visitor) -> None:
    draft = a_filled(an_open_call(), anna)
    say(application=draft, words="Labi?", field="", actor=anna)
    draft_id = draft.id
    db.session.commit()
    done = browser.send(browser.see(f"/applications/{draft_id}/delete"), button="Delete the draft")
    assert "The draft is deleted." in done.text
    assert db.session.get(Application, draft_id) is None
    assert db.session.scalar(select(func.count(EarlierAnswer.id))) == 0


def test_what_was_sent_in_is_not_deleted(anna: Person) -> None:
    with pytest.raises(Conflict):
        services.delete_draft(application=a_submitted(an_open_call(), anna), actor=anna)


def test_only_who_leads_deletes(anna: Person) -> None:
    draft = a_filled(an_open_call(), anna)
    with pytest.raises(Forbidden):
        services.delete_draft(application=draft, actor=joined(draft, right=Right.SIGN))


def test_everything_about_oneself_is_taken_along(earlier: Application, anna: Person, browser: Visitor) -> None:
    say(application=earlier, words="Mana piezīme", field="", actor=anna)
    db.session.commit()
    data = browser.get("/account/my-data.json").get_json()
    assert data["person"]["email"] == "anna@example.org"
    assert data["applications"][0]["answers"]["goal"] == "Nometne"
    assert data["comments"][0]["words"] == "Mana piezīme"
    assert data["sessions"]


def test_nothing_about_others_is_in_it(earlier: Application, as_person: SignIn, bruno: Person) -> None:
    data = as_person(bruno).get("/account/my-data.json").get_json()
    assert data["applications"] == data["comments"] == data["memberships"] == []
    assert earlier.title not in str(data)
