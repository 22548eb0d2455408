"""An official asks about single answers, the applicant answers in time, and both versions stay."""

import io
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from flask import current_app
from sqlalchemy import select

from grants import clock
from grants.accounts.models import Person
from grants.applications import services
from grants.applications.clarifications import clarifications_of, open_clarification, rounds_left, term_of
from grants.applications.models import Application, ApplicationState, Right
from grants.applications.queries import attachments_of
from grants.applications.reading import rules_for
from grants.applications.services import Incomplete
from grants.applications.services.clarifying import MAX_QUESTION
from grants.applications.tasks import tasks_for
from grants.applications.upkeep.terms import BEFORE, remind_of_clarifications
from grants.calls import services as calls
from grants.calls.models import Stage
from grants.calls.workflow import Action
from grants.db import db
from grants.errors import Closed, Conflict, Forbidden, Invalid
from grants.evaluation.models import Answer
from grants.evaluation.services import declare_as_official
from grants.evaluation.services.checks import Checked, answer_checks
from grants.notices.models import Message
from tests.factories.applications import a_submitted, an_open_call, form_of, joined
from tests.factories.calls import CLOSED, an_official
from tests.factories.documents import field, schedule
from tests.integration.applications.conftest import SignIn
from tests.support.visitor import Visitor

FORM = form_of(field("goal", "long_text", required=True), field("count", "integer", min=1), field("paper", "file"))
ANSWERS = {"goal": "Nometne", "count": "12"}
QUESTION = "Cik jauniešu piedalīsies?"
ROUNDS = {"days": 5, "unit": "working", "rounds": 2}


@pytest.fixture(autouse=True)
def after_closing(while_open: None) -> None:
    """Let each test take its own time."""


@pytest.fixture
def sent(anna: Person) -> Application:
    """Return an application in a call that is being checked."""
    application = a_submitted(an_open_call(form=FORM, schedule=schedule(clarification=ROUNDS)), anna, answers=ANSWERS)
    application.call.stage = Stage.CHECKING
    db.session.commit()
    return application


@pytest.fixture
def official() -> Person:
    return an_official()


def ask(sent: Application, official: Person, fields: tuple[str, ...] = ("count",)) -> None:
    with clock.at(CLOSED):
        services.ask_to_clarify(application=sent, question=QUESTION, fields=fields, actor=official)


def reply(sent: Application, person: Person, typed: dict[str, str] | None = None, words: str = "") -> None:
    with clock.at(CLOSED + timedelta(days=1)):
        services.clarify(application=sent, typed=typed or {}, reply=words, actor=person)


def test_asking_opens_the_application_to_its_applicant(
    sent: Application, official: Person, queued: Callable[[str], list[str]]
) -> None:
    ask(sent, official)
    assert sent.state is ApplicationState.IN_CLARIFICATION
    assert queued("clarification_asked") == ["anna@example.org"]


def test_the_answer_is_a_new_version_and_the_first_stays(sent: Application, official: Person, anna: Person) -> None:
    ask(sent, official)
    reply(sent, anna, {"count": "24"})
    (done,) = clarifications_of(sent)
    assert (sent.answers["count"], done.before, done.after) == (24, {"count": 12}, {"count": 24})
    assert sent.state is ApplicationState.SUBMITTED


def test_other_answers_stay_closed(sent: Application, official: Person, anna: Person, as_person: SignIn) -> None:
    ask(sent, official)
    with clock.at(CLOSED):
        page = as_person(anna).see(f"/applications/{sent.id}/clarification")
    names = page.form("Send the answer").names
    assert "a-count" in names
    assert "a-goal" not in names


def test_words_alone_are_an_answer(sent: Application, official: Person, anna: Person) -> None:
    ask(sent, official)
    reply(sent, anna, {"count": "12"}, "Divpadsmit ir pareizi.")
    assert clarifications_of(sent)[0].reply == "Divpadsmit ir pareizi."


def test_nothing_is_no_answer(sent: Application, official: Person, anna: Person) -> None:
    ask(sent, official)
    with pytest.raises(Invalid, match="Change an answer"):
        reply(sent, anna, {"count": "12"})


def test_an_answer_is_held_to_the_rules(sent: Application, official: Person, anna: Person) -> None:
    ask(sent, official)
    with pytest.raises(Incomplete):
        reply(sent, anna, {"count": "0"})
    assert sent.answers["count"] == 12


def test_the_whole_way_on_pages(sent: Application, official: Person, anna: Person, as_person: SignIn) -> None:
    with clock.at(CLOSED):
        office = as_person(official)
        page = office.see(f"/office/applications/{sent.id}/clarification")
        office.send(page, {"question": QUESTION, "fields": ["count", "paper"]}, button="Ask")
        applicant = as_person(anna)
        page = applicant.see(f"/applications/{sent.id}/clarification")
        refused = applicant.send(page, {"a-count": "daudz", "reply": "Skat."}, button="Send the answer", status=422)
        assert refused.form("Send the answer").values["a-count"] == ["daudz"]
        paper = (io.BytesIO(b"%PDF-1.7 x"), "papīrs.pdf")
        applicant.send(refused, {"a-count": "24", "a-paper": paper}, button="Send the answer")
        seen = office.see(f"/office/applications/{sent.id}").text
    for words in (QUESTION, "12", "24", "papīrs.pdf", "Before and after"):
        assert words in seen
    assert [file.name for file in attachments_of(sent.id)] == ["papīrs.pdf"]


def test_the_term_runs_from_the_deemed_notification(sent: Application) -> None:
    asked = datetime(
        2029, 12, 13, 10, tzinfo=UTC
    )  # a Thursday: notified on Monday, five working days later is after rest
    notified, due = term_of(rules_for(sent), asked)
    assert notified == date(2029, 12, 17)
    assert due == datetime(2029, 12, 27, 22, tzinfo=UTC)


def test_a_term_in_calendar_days_ends_on_a_working_day(anna: Person) -> None:
    rounds = {"days": 5, "unit": "calendar", "rounds": 1}
    application = a_submitted(an_open_call(schedule=schedule(clarification=rounds)), anna)
    _notified, due = term_of(rules_for(application), datetime(2029, 12, 13, 10, tzinfo=UTC))
    assert due == datetime(2029, 12, 27, 22, tzinfo=UTC)


@pytest.mark.parametrize(("seconds", "in_time"), [(-1, True), (0, False)])
def test_the_last_second(sent: Application, official: Person, anna: Person, seconds: int, in_time: bool) -> None:
    ask(sent, official)
    waiting = open_clarification(sent)
    assert waiting
    with clock.at(waiting.due_at + timedelta(seconds=seconds)):
        if in_time:
            services.clarify(application=sent, typed={"count": "24"}, reply="", actor=anna)
        else:
            with pytest.raises(Closed):
                services.clarify(application=sent, typed={"count": "24"}, reply="", actor=anna)
    assert (sent.answers["count"] == 24) == in_time


def test_a_missed_term_ends_it(sent: Application, official: Person, queued: Callable[[str], list[str]]) -> None:
    ask(sent, official)
    waiting = open_clarification(sent)
    assert waiting
    with clock.at(waiting.due_at):
        assert services.end_clarifications() == 1
        assert services.end_clarifications() == 0
    assert (sent.state, waiting.missed_at is not None) == (ApplicationState.SUBMITTED, True)
    assert queued("clarification_missed") == ["anna@example.org"]


def test_there_are_as_many_rounds_as_the_rules_say(sent: Application, official: Person, anna: Person) -> None:
    for number in range(2):
        ask(sent, official)
        reply(sent, anna, {"count": str(20 + number)})
    assert rounds_left(sent) == 0
    with pytest.raises(Conflict):
        ask(sent, official)


def test_where_the_rules_say_nothing_nobody_is_asked(anna: Person, official: Person, as_person: SignIn) -> None:
    application = a_submitted(an_open_call(schedule=schedule(clarification=None)), anna)
    application.call.stage = Stage.CHECKING
    with clock.at(CLOSED):
        page = as_person(official).see(f"/office/applications/{application.id}")
        assert "Clarification" not in page.text
        with pytest.raises(Conflict):
            services.ask_to_clarify(application=application, question="x", fields=["goal"], actor=official)


@pytest.mark.parametrize(
    ("question", "fields"),
    [("", ["count"]), ("x", []), ("x", ["nowhere"]), ("x" * (MAX_QUESTION + 1), ["count"])],
    ids=["no question", "no field", "unknown field", "too long"],
)
def test_a_request_says_what_and_about_which_question(
    sent: Application, official: Person, question: str, fields: list[str]
) -> None:
    with clock.at(CLOSED), pytest.raises(Invalid):
        services.ask_to_clarify(application=sent, question=question, fields=fields, actor=official)


def test_the_longest_question_is_taken(sent: Application, official: Person) -> None:
    with clock.at(CLOSED):
        services.ask_to_clarify(application=sent, question="x" * MAX_QUESTION, fields=["count"], actor=official)
    assert sent.state is ApplicationState.IN_CLARIFICATION


def test_nobody_asks_about_their_own(sent: Application, official: Person) -> None:
    joined(sent, official)
    with pytest.raises(Forbidden):
        ask(sent, official)


def test_a_member_who_may_only_read_does_not_answer(sent: Application, official: Person) -> None:
    reader = joined(sent, right=Right.READ)
    ask(sent, official)
    with pytest.raises(Forbidden):
        reply(sent, reader, {"count": "24"})


def test_scoring_waits_for_the_answer(sent: Application, official: Person) -> None:
    ask(sent, official)
    with clock.at(CLOSED), pytest.raises(Conflict):
        calls.advance(call=sent.call, action=Action.START_SCORING, actor=official)


def test_after_the_answer_the_same_checks_finish_it_again(sent: Application, official: Person, anna: Person) -> None:
    checks = {check.code: Checked(Answer.YES) for check in rules_for(sent).checks}
    with clock.at(CLOSED):
        declare_as_official(application=sent, actor=official, conflict=False)
        answer_checks(application=sent, answers=checks, actor=official)
    assert sent.state is ApplicationState.CHECKED
    ask(sent, official)
    reply(sent, anna, {"count": "24"})
    with clock.at(CLOSED + timedelta(days=2)):
        answer_checks(application=sent, answers=checks, actor=official)
    assert sent.state is ApplicationState.CHECKED


def test_it_can_be_withdrawn_instead(sent: Application, official: Person, anna: Person) -> None:
    ask(sent, official)
    services.withdraw(application=sent, actor=anna)
    assert sent.state is ApplicationState.WITHDRAWN
    waiting = open_clarification(sent)
    assert waiting
    with clock.at(waiting.due_at):
        services.end_clarifications()
    assert sent.state is ApplicationState.WITHDRAWN


def test_the_message_says_what_and_until_when(sent: Application, official: Person) -> None:
    ask(sent, official)
    message = db.session.scalars(select(Message).where(Message.event == "clarification_asked")).one()
    for words in (QUESTION, "count", f"/applications/{sent.id}/clarification"):
        assert words in message.words.text


def test_a_budget_may_not_ask_for_more(anna: Person, official: Person) -> None:
    call = an_open_call(
        form=form_of(field("budget", "budget", required=True)),
        schedule=schedule(clarification=ROUNDS),
        funding={"currency": "EUR", "amount": {"max": "5000.00"}, "limit": {}, "when_short": "stop"},
    )
    row = {"item": "Teltis", "quantity": "1", "unit_price": "100"}
    application = a_submitted(call, anna, answers={"budget": [row]})
    application.call.stage = Stage.CHECKING
    ask(application, official, ("budget",))
    with clock.at(CLOSED), pytest.raises(Incomplete):
        services.clarify(application=application, typed={"budget": [row | {"unit_price": "101"}]}, reply="", actor=anna)
    with clock.at(CLOSED):
        services.clarify(application=application, typed={"budget": [row | {"unit_price": "90"}]}, reply="", actor=anna)
    assert str(application.requested) == "90.00"


def test_a_visitor_without_a_request_is_led_back(sent: Application, anna: Person, as_person: SignIn) -> None:
    with clock.at(CLOSED):
        browser: Visitor = as_person(anna)
        assert browser.see(f"/applications/{sent.id}/clarification").address == f"/applications/{sent.id}"


def test_the_term_is_a_task_until_it_is_answered(sent: Application, official: Person, anna: Person) -> None:
    ask(sent, official)
    with clock.at(CLOSED), current_app.test_request_context():
        assert [task.due_at for task in tasks_for(anna) if task.waits] == [clarifications_of(sent)[0].due_at]
    reply(sent, anna, {"count": "24"})
    with current_app.test_request_context():
        assert not [task for task in tasks_for(anna) if task.waits]


def test_a_day_before_the_term_ends_its_members_are_reminded_once(
    sent: Application, official: Person, queued: Callable[[str], list[str]]
) -> None:
    ask(sent, official)
    due_at = clarifications_of(sent)[0].due_at
    with clock.at(due_at - BEFORE - timedelta(minutes=1)):
        assert remind_of_clarifications() == 0
    with clock.at(due_at - BEFORE):
        assert (remind_of_clarifications(), remind_of_clarifications()) == (1, 0)
    assert queued("clarification_due") == ["anna@example.org"]


def test_who_has_answered_is_not_reminded(
    sent: Application, official: Person, anna: Person, queued: Callable[[str], list[str]]
) -> None:
    ask(sent, official)
    due_at = clarifications_of(sent)[0].due_at
    reply(sent, anna, {"count": "24"})
    with clock.at(due_at - timedelta(hours=1)):
        assert remind_of_clarifications() == 0
    assert queued("clarification_due") == []
