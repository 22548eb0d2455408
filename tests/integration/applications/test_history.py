"""What stood in a field before can be found and brought back, whoever replaced it."""

from datetime import timedelta

import pytest

from grants import clock
from grants.accounts.models import Person
from grants.applications import services
from grants.applications.earlier import MAX_EARLIER, MUCH, PAGE, earlier_of, thin_out
from grants.applications.models import Application, Right
from grants.db import db
from tests.factories.applications import a_started, an_open_call, form_of, joined
from tests.factories.calls import CLOSED, OPEN
from tests.factories.documents import field
from tests.integration.applications.conftest import SignIn
from tests.support.visitor import Visitor

LONG = "Nometne piecpadsmit jauniešiem pie Lielā ezera."
FORM = form_of(field("goal", "long_text"), field("plan", "table", columns=[field("what", "short_text")]))


@pytest.fixture
def draft(anna: Person) -> Application:
    return a_started(an_open_call(form=FORM), anna)


def put(draft: Application, person: Person, text: object, code: str = "goal", minutes: int = 0) -> None:
    with clock.at(OPEN + timedelta(minutes=minutes)):
        services.save(application=draft, actor=person, changes={code: text})


def kept(draft: Application) -> list[object]:
    rows, _more = earlier_of(draft)
    return [row.typed for row in rows]


def test_what_is_replaced_is_kept(draft: Application, anna: Person) -> None:
    put(draft, anna, "Pirmais")
    put(draft, anna, "Otrais", minutes=15)
    assert kept(draft) == ["Pirmais", ""]


def test_going_on_typing_keeps_what_stood_there_before_one_began(draft: Application, anna: Person) -> None:
    for end in range(5, len(LONG), 5):
        put(draft, anna, LONG[:end])
    assert kept(draft) == [""]


def test_a_text_that_is_wiped_out_is_kept(draft: Application, anna: Person) -> None:
    put(draft, anna, LONG)
    put(draft, anna, "")
    assert LONG in kept(draft)


@pytest.mark.parametrize(("taken_away", "is_kept"), [(MUCH, True), (MUCH - 1, False)])
def test_how_much_is_much(draft: Application, anna: Person, taken_away: int, is_kept: bool) -> None:
    put(draft, anna, LONG)
    put(draft, anna, LONG[: len(LONG) - taken_away])
    assert (LONG in kept(draft)) == is_kept


def test_what_another_person_replaces_is_kept(draft: Application, anna: Person) -> None:
    other = joined(draft, right=Right.EDIT)
    put(draft, anna, "Annas")
    put(draft, other, "Cita")
    assert sorted(map(str, kept(draft))) == ["", "Annas"]


def test_the_page_says_who_changed_what_and_when(
    draft: Application, anna: Person, browser: Visitor, as_person: SignIn
) -> None:
    put(draft, anna, "Annas teksts")
    put(draft, joined(draft, right=Right.EDIT), "Cits", minutes=15)
    page = browser.see(f"/applications/{draft.id}/history")
    assert "Annas teksts" in page.text
    assert "Changed by Anna Ozola" in page.text


def test_a_text_is_brought_back(draft: Application, anna: Person, browser: Visitor) -> None:
    put(draft, anna, LONG)
    put(draft, anna, "", minutes=1)
    page = browser.see(f"/applications/{draft.id}/history")
    after = browser.send(page, button="Bring it back")
    assert draft.answers["goal"] == LONG
    assert "is as it was before" in after.text


def test_bringing_back_loses_nothing(draft: Application, anna: Person, browser: Visitor) -> None:
    put(draft, anna, "Pirmais")
    put(draft, anna, "Otrais", minutes=15)
    with clock.at(OPEN + timedelta(minutes=30)):
        browser.send(browser.see(f"/applications/{draft.id}/history"), button="Bring it back")
    assert "Otrais" in kept(draft)


def test_bringing_back_can_be_undone(draft: Application, anna: Person, browser: Visitor) -> None:
    put(draft, anna, LONG)
    put(draft, anna, "Otrais teksts, kas paliek", minutes=15)
    with clock.at(OPEN + timedelta(minutes=30)):
        after = browser.send(browser.see(f"/applications/{draft.id}/history"), button="Bring it back")
        assert draft.answers["goal"] == LONG
        browser.send(after, button="Undo")
    assert draft.answers["goal"] == "Otrais teksts, kas paliek"


def test_rows_of_a_table_are_brought_back(draft: Application, anna: Person, browser: Visitor) -> None:
    rows = [{"what": "Pārgājiens pa Gauju"}, {"what": "Talka pie skolas"}]
    put(draft, anna, rows, "plan")
    put(draft, anna, [], "plan", minutes=1)
    page = browser.see(f"/applications/{draft.id}/history")
    assert "Pārgājiens pa Gauju" in page.text
    browser.send(page, button="Bring it back")
    assert draft.answers["plan"] == rows


def test_a_reader_sees_it_and_cannot_bring_it_back(draft: Application, anna: Person, as_person: SignIn) -> None:
    put(draft, anna, "Annas")
    page = as_person(joined(draft)).see(f"/applications/{draft.id}/history")
    assert "Bring it back" not in page.text


def test_after_the_deadline_it_can_still_be_read(draft: Application, anna: Person, browser: Visitor) -> None:
    put(draft, anna, LONG)
    put(draft, anna, "")
    with clock.at(CLOSED):
        page = browser.see(f"/applications/{draft.id}/history")
    assert LONG in page.text
    assert "Bring it back" not in page.text


def test_one_question_can_be_looked_at_alone(draft: Application, anna: Person, browser: Visitor) -> None:
    put(draft, anna, LONG)
    put(draft, anna, [{"what": "Talka"}], "plan")
    page = browser.see(f"/applications/{draft.id}/history?field=plan")
    assert page.heading == "Earlier answers: plan (en)"
    assert "goal (en)" not in page.text


def test_an_empty_history_says_what_will_be_there(draft: Application, browser: Visitor) -> None:
    assert "Nothing has been changed yet" in browser.see(f"/applications/{draft.id}/history").text


@pytest.mark.parametrize(("count", "more"), [(PAGE, False), (PAGE + 1, True)])
def test_a_long_history_has_pages(draft: Application, anna: Person, browser: Visitor, count: int, more: bool) -> None:
    for number in range(count):
        put(draft, anna, f"Teksts {number}", minutes=10 * number)
    page = browser.see(f"/applications/{draft.id}/history")
    assert ("Next" in page.links) == more
    browser.see(f"/applications/{draft.id}/history?page=2", status=200 if more else 404)


@pytest.mark.parametrize("count", [MAX_EARLIER, MAX_EARLIER + 1])
def test_of_very_many_the_oldest_go(draft: Application, anna: Person, count: int) -> None:
    for number in range(count):
        put(draft, anna, f"Teksts {number}", minutes=10 * number)
    with clock.at(OPEN + timedelta(days=1)):
        assert thin_out() == count - MAX_EARLIER
    db.session.expire_all()
    assert f"Teksts {count - 2}" in kept(draft)


def test_what_stood_in_another_application_is_not_found_here(
    draft: Application, anna: Person, browser: Visitor
) -> None:
    other = a_started(an_open_call(slug="cits", form=FORM))
    put(other, other.members[0].person, LONG)
    rows, _more = earlier_of(other)
    put(draft, anna, "Annas")
    page = browser.see(f"/applications/{draft.id}/history")
    token = page.form("Bring it back").values["csrf_token"][0]
    answer = browser.post(f"/applications/{draft.id}/history/{rows[0].id}/restore", data={"csrf_token": token})
    assert answer.status_code == 404
