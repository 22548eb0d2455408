"""Officials move what was promised, and everybody concerned is told once; what is late is seen by officials first."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import current_app
from sqlalchemy import select

from grants import clock
from grants.accounts.models import Organiser, Person
from grants.applications.models import Application
from grants.applications.timeline import timeline_of
from grants.applications.upkeep.amended import tell_amendments
from grants.calls import services
from grants.calls.models import Call, Stage
from grants.calls.promises.dates import Promise
from grants.calls.promises.panels import tasks_for
from grants.calls.promises.queries import moves_of
from grants.calls.promises.services import FURTHEST, move
from grants.calls.promises.truth import promises_otherwise
from grants.calls.queries import rules_of
from grants.db import db
from grants.errors import Conflict, Invalid, Stale
from grants.journal.models import Entry
from grants.notices.models import Message, Withheld
from grants.web.slots import Task
from tests.factories.calls import amended, an_official
from tests.factories.evaluation import a_scored_call, first_of
from tests.support.visitor import Visitor

pytestmark = pytest.mark.usefixtures("session")

NOW = datetime(2030, 1, 9, 12, tzinfo=UTC)
EVALUATED = datetime(2030, 1, 20, 15, tzinfo=UTC)
DECIDED = datetime(2030, 2, 14, 15, tzinfo=UTC)


@pytest.fixture
def call() -> Call:
    return a_scored_call()


def moved(call: Call, evaluation: datetime = EVALUATED, reason: str = "Komisija slimo.", **more: Any) -> Call:
    dates = {Promise.EVALUATION: evaluation, Promise.DECISION: more.pop("decision", DECIDED)}
    actor = more.pop("actor", None) or an_official()
    with clock.at(more.pop("at", NOW)):
        return move(call=call, dates=dates, reason=reason, actor=actor, seen=more.pop("seen", call.rules_digest))


def told(event: str) -> list[Message]:
    while tell_amendments():
        db.session.flush()
    return list(db.session.scalars(select(Message).where(Message.event == event)))


class TestMoving:
    def test_the_rules_say_the_new_dates_and_need_no_act(self, call: Call) -> None:
        schedule = rules_of(moved(call)).schedule
        assert (schedule.evaluation_due_at, schedule.decision_due_at) == (EVALUATED, DECIDED)

    def test_the_journal_keeps_what_it_was_and_what_it_is(self, call: Call) -> None:
        moved(call)
        entry = db.session.scalars(select(Entry).where(Entry.action == "call.amended")).one()
        assert list(entry.details["moved"]) == ["evaluation_due_at", "decision_due_at"]

    def test_a_second_time_does_nothing(self, call: Call) -> None:
        seen = call.rules_digest
        assert moved(moved(call), seen=seen).version == 2

    def test_applicants_are_told_once_with_the_reason(self, call: Call) -> None:
        moved(call)
        (message,) = [*told("date_moved")]
        assert "Komisija slimo." in message.words.text
        assert told("call_amended") == []

    def test_the_committee_is_told_by_when_its_sheets_are_due(self, call: Call) -> None:
        moved(call)
        (message,) = told("evaluation_moved")
        assert "Komisija slimo." in message.words.text

    def test_who_moves_the_decision_alone_leaves_the_committee_in_peace(self, call: Call) -> None:
        moved(call, rules_of(call).schedule.evaluation_due_at)
        assert told("evaluation_moved") == []

    def test_the_time_line_says_both_dates_and_the_reason(self, call: Call) -> None:
        moved(call)
        notes = " ".join(note for event in line_of(call) for note in event.notes)
        assert "20" in notes
        assert "Komisija slimo." in notes

    @pytest.mark.parametrize("reason", ["", "  ", "a" * (services.MAX_AMENDMENT_REASON + 1)])
    def test_it_needs_a_reason_of_some_length(self, call: Call, reason: str) -> None:
        with pytest.raises(Invalid):
            moved(call, reason=reason)

    def test_the_longest_reason_is_taken(self, call: Call) -> None:
        assert moved(call, reason="a" * services.MAX_AMENDMENT_REASON).version == 2

    @pytest.mark.parametrize(
        ("evaluation", "decision"),
        [(NOW, DECIDED), (EVALUATED, NOW + FURTHEST + timedelta(seconds=1)), (DECIDED, EVALUATED)],
        ids=["past", "too far", "decided before it is evaluated"],
    )
    def test_a_date_that_cannot_be_kept_is_refused(self, call: Call, evaluation: datetime, decision: datetime) -> None:
        with pytest.raises(Invalid):
            moved(call, evaluation, decision=decision)

    def test_rules_that_were_amended_meanwhile_are_not_overwritten(self, call: Call) -> None:
        seen = call.rules_digest
        with clock.at(NOW):
            amended(call, an_official())
        with pytest.raises(Stale):
            moved(call, seen=seen)

    def test_an_amendment_that_is_being_prepared_comes_first(self, call: Call) -> None:
        with clock.at(NOW):
            services.begin_amendment(call=call, actor=an_official())
        with pytest.raises(Conflict):
            moved(call)

    def test_what_is_kept_already_is_not_promised_anew(self, call: Call) -> None:
        call.stage = Stage.DELIBERATION
        with pytest.raises(Conflict):
            moved(call)

    def test_where_two_are_wanted_the_first_one_asks(self, call: Call) -> None:
        db.session.get_one(Organiser, call.organiser_id).needs_two = True
        assert moved(call).version == 1
        assert told("date_moved") == []


class TestTruth:
    def test_a_message_about_a_date_that_moved_again_does_not_leave(self, call: Call) -> None:
        moved(call)
        (message,) = told("date_moved")
        assert promises_otherwise(message) is None
        moved(call, EVALUATED + timedelta(days=1))
        assert promises_otherwise(message) is Withheld.MOVED

    def test_nor_one_about_what_is_done(self, call: Call) -> None:
        moved(call)
        (message,) = told("date_moved")
        call.stage = Stage.DECIDED
        db.session.flush()
        assert promises_otherwise(message) is Withheld.OVER


class TestBeingLate:
    def test_officials_are_asked_before_applicants_see_it(self, call: Call) -> None:
        official, due = an_official(), rules_of(call).schedule.evaluation_due_at
        with clock.at(due - timedelta(days=3)):
            assert len(waiting(official)) == 1
            assert not any(event.late for event in line_of(call))
        with clock.at(due - timedelta(days=3, seconds=1)):
            assert waiting(official) == []

    def test_what_has_passed_is_late_to_both(self, call: Call) -> None:
        official, due = an_official(), rules_of(call).schedule.evaluation_due_at
        with clock.at(due + timedelta(seconds=1)):
            assert waiting(official)[0].title.startswith("Late")
            assert [event.title for event in line_of(call) if event.late] == ["Evaluation"]

    def test_what_is_done_is_never_late(self, call: Call) -> None:
        call.stage = Stage.DELIBERATION
        with clock.at(rules_of(call).schedule.decision_due_at - timedelta(days=4)):
            assert waiting(an_official()) == []
            assert not any(event.late for event in line_of(call))

    def test_a_call_that_was_never_amended_has_no_moves(self, call: Call) -> None:
        assert moves_of(call) == []


class TestThePage:
    def test_it_moves_a_date(self, call: Call, as_person: Callable[[Person], Visitor]) -> None:
        with clock.at(NOW):
            official = as_person(an_official())
            page = official.see(f"/office/calls/{call.slug}/promises")
            typed = {"evaluation_due_at": "20.01.2030 17.00", "decision_due_at": "14.02.2030 17.00"}
            done = official.send(page, typed | {"reason": "Komisija slimo."}, button="Move the dates")
        assert "The dates are moved. Everybody concerned is told once." in done.text
        assert rules_of(db.session.get_one(Call, call.id)).schedule.evaluation_due_at == EVALUATED


def waiting(person: Person) -> list[Task]:
    with current_app.test_request_context():
        return tasks_for(person)


def line_of(call: Call) -> list[Any]:
    application: Application = first_of(call)
    return timeline_of(application, call.phase_at(clock.now()))
