"""Officials check one application after the other: registers named, the next one at hand, the outcome in words."""

import io
from typing import Any

import pytest
from sqlalchemy import select

from grants.applications.models import Application, Enclosure, Right
from grants.calls.models import Stage
from grants.db import db
from grants.evaluation import services
from grants.evaluation.models import MAX_SOURCE, CheckAnswer, ConflictKind
from tests.factories.applications import joined
from tests.factories.calls import an_official
from tests.factories.documents import schedule, words
from tests.factories.evaluation import a_checked_call, a_checker, check, first_of
from tests.integration.evaluation.conftest import SignIn
from tests.support.pages import Page

pytestmark = pytest.mark.usefixtures("session")

REGISTER = [{"code": "1.1", "text": words("No tax debt"), "clarifiable": True, "evidence": True}]
SAVE, NEXT = "Save the answers", "Save and check the next"
BACKED = {"choice-1.1": "yes", "source-1.1": "Uzņēmumu reģistrs", "day-1.1": "12.12.2029"}
ROUNDS = {"days": 5, "unit": "working", "rounds": 1}


def address(application: Application) -> str:
    return f"/office/applications/{application.id}/checks"


def filled(as_person: SignIn, typed: dict[str, Any], *, status: int = 200, **changes: Any) -> tuple[Application, Page]:
    """Fill in the checks of the only application of a call."""
    application = first_of(a_checked_call(**changes))
    visitor = as_person(a_checker())
    return application, visitor.send(visitor.see(address(application)), typed, button=SAVE, status=status)


def stored() -> list[CheckAnswer]:
    return list(db.session.scalars(select(CheckAnswer)))


def test_the_register_and_the_day_stand_wherever_the_check_is_read(as_person: SignIn) -> None:
    application, _page = filled(as_person, BACKED, checks=REGISTER)
    application.call.stage = Stage.SCORING
    visitor = as_person(a_checker())
    for page in (address(application), f"/office/applications/{application.id}"):
        assert "Consulted: Uzņēmumu reģistrs, 12 December 2029." in visitor.see(page).text


@pytest.mark.parametrize("missing", ["source-1.1", "day-1.1"])
@pytest.mark.parametrize("answer", ["yes", "no"])
def test_yes_and_no_name_the_register_and_the_day(as_person: SignIn, missing: str, answer: str) -> None:
    typed = BACKED | {"choice-1.1": answer, missing: ""}
    _application, page = filled(as_person, typed, status=422, checks=REGISTER)
    assert "Say which register was consulted, and on which day." in page.text
    assert page.form(SAVE).values["choice-1.1"] == [answer]
    assert stored() == []


def with_file(content: bytes = b"%PDF-1.7 extract") -> dict[str, Any]:
    return {**BACKED, "proof-1.1": (io.BytesIO(content), "izziņa.pdf")}


def test_what_the_register_said_is_kept_as_a_file_beside_the_answer(as_person: SignIn) -> None:
    application, page = filled(as_person, with_file(), checks=REGISTER)
    response = as_person(a_checker()).get(page.links["izziņa.pdf"], buffered=True)
    assert (response.status_code, response.get_data()) == (200, b"%PDF-1.7 extract")
    assert page.links["izziņa.pdf"] == f"{address(application)}/1.1/file"


def test_the_file_stays_while_the_answer_is_corrected(as_person: SignIn) -> None:
    application, _page = filled(as_person, with_file(), checks=REGISTER)
    visitor = as_person(a_checker())
    page = visitor.send(visitor.see(address(application)), {"choice-1.1": "no"}, button=SAVE)
    assert "izziņa.pdf" in page.links


def test_another_file_takes_its_place_and_the_earlier_one_is_not_lost(as_person: SignIn) -> None:
    application, _page = filled(as_person, with_file(), checks=REGISTER)
    visitor = as_person(a_checker())
    page = visitor.send(visitor.see(address(application)), with_file(b"%PDF-1.7 later"), button=SAVE)
    assert visitor.get(page.links["izziņa.pdf"], buffered=True).get_data() == b"%PDF-1.7 later"
    assert len(list(db.session.scalars(select(Enclosure)))) == 2


def test_a_file_of_another_kind_is_refused_and_what_was_typed_stays(as_person: SignIn) -> None:
    _application, page = filled(as_person, with_file(b"MZ program"), status=422, checks=REGISTER)
    assert "of a kind that is not taken here" in page.text
    assert page.form(SAVE).values["source-1.1"] == ["Uzņēmumu reģistrs"]
    assert stored() == []


def test_a_file_that_was_sent_with_a_wrong_day_need_not_be_sent_again(as_person: SignIn) -> None:
    application = first_of(a_checked_call(checks=REGISTER))
    visitor = as_person(a_checker())
    typed = with_file() | {"day-1.1": "soon"}
    page = visitor.send(visitor.see(address(application)), typed, button=SAVE, status=422)
    page = visitor.send(page, {"day-1.1": BACKED["day-1.1"]}, button=SAVE)
    assert "izziņa.pdf" in page.links


def test_not_applicable_needs_no_register(as_person: SignIn) -> None:
    filled(as_person, {"choice-1.1": "not_applicable"}, checks=REGISTER)
    assert len(stored()) == 1


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("day-1.1", "13.12.2029"),
        ("day-1.1", "yesterday"),
        ("source-1.1", "x" * (MAX_SOURCE + 1)),
        ("source-1.1", "a\0b"),
    ],
)
def test_a_register_or_a_day_that_cannot_be_is_refused_and_stays_on_the_page(
    as_person: SignIn, name: str, typed: str
) -> None:
    _application, page = filled(as_person, BACKED | {name: typed}, status=422, checks=REGISTER)
    assert page.form(SAVE).values[name] == [typed.replace("\0", "\N{REPLACEMENT CHARACTER}")]
    assert stored() == []


def test_without_the_rule_no_register_is_asked_for(as_person: SignIn) -> None:
    _application, page = filled(as_person, {"choice-1.1": "yes"})
    assert "Register consulted" not in page.text


def test_one_button_saves_and_leads_to_the_next_application(as_person: SignIn) -> None:
    call = a_checked_call("First", "Second")
    visitor = as_person(a_checker())
    page = visitor.send(visitor.see(address(first_of(call))), {"choice-1.1": "yes"}, button=NEXT)
    assert page.heading == "Checks: Second"
    assert visitor.send(page, {"choice-1.1": "yes"}, button=NEXT).address == f"/office/calls/{call.slug}"


def test_a_no_is_told_as_the_outcome_with_its_reason(as_person: SignIn) -> None:
    _application, page = filled(as_person, {"choice-1.1": "no", "text-1.1": "Two days late."})
    assert "this application does not pass the checks and is not scored" in page.text
    assert "1.1 Iesniegts laikā (en): Two days late." in page.text


def test_a_no_without_a_reason_is_pointed_out(as_person: SignIn) -> None:
    _application, page = filled(as_person, {"choice-1.1": "no"})
    assert "no reason is written in the comment yet" in page.text


def test_from_a_check_that_can_be_clarified_the_applicant_is_asked(as_person: SignIn) -> None:
    checks = [{"code": "1.1", "text": words("Complete"), "clarifiable": True}]
    call = a_checked_call(checks=checks, schedule=schedule(clarification=ROUNDS))
    visitor = as_person(a_checker())
    asking = next(link for link in visitor.see(address(first_of(call))).links.values() if "clarification" in link)
    assert visitor.see(asking).form("Ask").values["question"] == ["Complete: "]


def test_the_queue_shows_every_criterion_and_how_much_is_done(as_person: SignIn) -> None:
    call = a_checked_call("First", "Second")
    check(first_of(call))
    page = as_person(an_official()).see(f"/office/calls/{call.slug}/checks/queue")
    assert all(words in page.text for words in ("Applications checked: 1 of 2.", "First", "not answered"))


def test_the_queue_can_be_narrowed_to_what_waits_for_the_reader(as_person: SignIn) -> None:
    call = a_checked_call("First", "Second")
    check(first_of(call))
    page = as_person(an_official()).see(f"/office/calls/{call.slug}/checks/queue?mine=1")
    assert ("First" in page.text, "Second" in page.text) == (False, True)


def test_nothing_of_an_application_of_their_own_is_shown_in_the_queue(as_person: SignIn) -> None:
    call, person = a_checked_call("First"), an_official()
    joined(first_of(call), person, Right.EDIT)
    check(first_of(call))
    page = as_person(person).see(f"/office/calls/{call.slug}/checks/queue")
    assert "Closed to you" in page.text
    assert "First" not in page.text


def test_nothing_of_one_in_conflict_is_shown_in_the_queue_and_it_does_not_wait(as_person: SignIn) -> None:
    call, person = a_checked_call("First"), an_official()
    services.declare_as_official(application=first_of(call), actor=person, conflict=True, kind=ConflictKind.FAMILY)
    queue = f"/office/calls/{call.slug}/checks/queue"
    visitor = as_person(person)
    assert ("Closed to you" in visitor.see(queue).text, "First" in visitor.see(queue).text) == (True, False)
    assert "Nothing waits for you." in visitor.see(f"{queue}?mine=1").text
