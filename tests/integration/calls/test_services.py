"""What officials do to calls, and what the clock sets off."""

from datetime import timedelta

import pytest
from flask import Flask
from flask_sqlalchemy.session import Session
from sqlalchemy import select
from sqlalchemy.orm import scoped_session

from grants import clock
from grants.calls import services
from grants.calls.events import CallCancelled, CallClosed, CallPublished, StageChanged
from grants.calls.models import Call, CallVersion, Stage
from grants.calls.phase import CLOSING_MARGIN
from grants.calls.queries import call_by_slug, rules_of, rules_of_each
from grants.calls.reasons import Reason
from grants.calls.rules.problems import InvalidDocument
from grants.calls.services import closing
from grants.calls.workflow import Action
from grants.errors import Conflict, Invalid, NotFound
from grants.journal.models import Entry
from tests.factories.calls import (
    AN_ACT,
    ANNOUNCED,
    CLOSED,
    OPEN,
    WRITTEN,
    a_call,
    a_closed_call,
    a_draft,
    an_organiser,
    rules,
    with_act,
)
from tests.factories.documents import rules_document, schedule, words
from tests.factories.people import a_person
from tests.integration.calls.support import heard, no_guards

pytestmark = pytest.mark.usefixtures("session")


def test_a_new_call_is_a_draft_with_its_rules() -> None:
    call = a_draft()
    assert call.stage is Stage.DRAFT
    assert rules_of(call) == rules()


def test_an_address_is_given_once() -> None:
    a_draft()
    with pytest.raises(Invalid) as refused:
        a_draft("cits")
    assert "slug" in refused.value.fields


def test_a_refused_address_stores_nothing_and_breaks_nothing(session: scoped_session[Session]) -> None:
    a_draft()
    with pytest.raises(Invalid):
        a_draft("cits")
    assert len(session.scalars(select(Call)).all()) == len(session.scalars(select(CallVersion)).all()) == 1


def test_the_address_of_a_page_of_the_office_cannot_be_taken() -> None:
    with pytest.raises(Invalid):
        a_draft(slug="new")


def test_the_rules_of_a_draft_can_be_replaced() -> None:
    call = a_draft()
    services.replace_rules(call=call, rules=rules(title=words("Cits"), slug="cits-2030"), actor=None)
    assert (call.slug, call.title["lv"], rules_of(call).title["lv"]) == ("cits-2030", "Cits", "Cits")


def test_a_draft_cannot_take_the_address_of_another_call() -> None:
    a_draft()
    call = a_draft(slug="otrs-2030")
    with pytest.raises(Invalid):
        services.replace_rules(call=call, rules=rules(), actor=None)
    assert call_by_slug("otrs-2030") == call


def test_the_rules_of_a_published_call_cannot_be_replaced() -> None:
    call = a_call()
    with pytest.raises(Conflict):
        services.replace_rules(call=call, rules=rules(title=words("Cits")), actor=None)


def test_no_code_changes_the_rules_of_a_published_call(session: scoped_session[Session]) -> None:
    a_call()
    version = session.scalars(select(CallVersion)).one()
    version.rules = {**version.rules, "slug": "cits"}
    with pytest.raises(Conflict):
        session.flush()
    session.rollback()


def test_no_code_deletes_the_rules_of_a_published_call(session: scoped_session[Session]) -> None:
    a_call()
    session.delete(session.scalars(select(CallVersion)).one())
    with pytest.raises(Conflict):
        session.flush()
    session.rollback()


def test_publishing_is_told_once(app: Flask) -> None:
    call = with_act(a_draft())
    with heard(app, CallPublished) as events, clock.at(WRITTEN):
        services.publish(call=call, actor=None)
        services.publish(call=call, actor=None)
    assert events == [CallPublished(call_id=call.id)]


def test_rules_that_lack_something_are_not_published() -> None:
    document = rules_document()
    del document["approved_by"], document["privacy"]
    call = a_draft(approved_by=None, privacy=None)
    with pytest.raises(InvalidDocument) as refused:
        services.publish(call=call, actor=None)
    assert [problem.path for problem in refused.value.problems] == ["call.approved_by", "call.privacy"]
    assert call.stage is Stage.DRAFT


def test_every_act_is_journalled_by_whom_and_from_where_to_where(session: scoped_session[Session]) -> None:
    anna = a_person()
    call = with_act(a_draft())
    services.publish(call=call, actor=anna)
    entry = session.scalars(select(Entry).where(Entry.action == "call.publish")).one()
    assert (entry.actor_id, entry.source, entry.target, entry.chain) == (anna.id, "draft", "published", str(call.id))
    assert entry.details["digest"] == call.rules_digest


@pytest.mark.parametrize("moment", [WRITTEN, ANNOUNCED, OPEN])
def test_checking_cannot_start_before_the_deadline(moment: object) -> None:
    call = a_call()
    with clock.at(moment), pytest.raises(Conflict):  # type: ignore[arg-type]
        services.advance(call=call, action=Action.START_CHECKING, actor=None)


def test_checking_starts_after_the_deadline_and_closes_the_call_first(app: Flask) -> None:
    call = a_call()
    with clock.at(CLOSED), heard(app, CallClosed, StageChanged) as events:
        services.advance(call=call, action=Action.START_CHECKING, actor=None)
    assert events == [
        CallClosed(call_id=call.id),
        StageChanged(call_id=call.id, source=Stage.PUBLISHED, target=Stage.CHECKING),
    ]


def test_a_second_click_on_a_step_does_nothing(app: Flask) -> None:
    call = a_closed_call(Action.START_CHECKING)
    with clock.at(CLOSED), heard(app, StageChanged) as events:
        services.advance(call=call, action=Action.START_CHECKING, actor=None)
    assert (call.stage, events) == (Stage.CHECKING, [])


def test_a_step_cannot_be_left_out() -> None:
    call = a_closed_call()
    with clock.at(CLOSED), pytest.raises(Conflict):
        services.advance(call=call, action=Action.START_SCORING, actor=None)


def test_a_later_stage_can_say_what_is_missing(app: Flask) -> None:
    call = a_closed_call(Action.START_CHECKING)
    with no_guards(app):
        services.guard(app, Action.START_SCORING, lambda _call: [Reason("Two applications are not checked.")])
        with clock.at(CLOSED), pytest.raises(Conflict, match="Two applications are not checked"):
            services.advance(call=call, action=Action.START_SCORING, actor=None)
    assert call.stage is Stage.CHECKING


def test_closing_happens_once_whoever_comes_first(app: Flask) -> None:
    call = a_call()
    with heard(app, CallClosed) as events:
        assert [services.finish_closing(CLOSED), services.finish_closing(CLOSED)] == [1, 0]
    assert events == [CallClosed(call_id=call.id)]
    assert call.closing_done_at == CLOSED


def test_closing_waits_for_what_arrived_in_the_last_moment() -> None:
    call = a_call(schedule=schedule(grace_seconds=60))
    closing = call.closes_at + timedelta(seconds=60) + CLOSING_MARGIN
    assert services.finish_closing(closing - timedelta(seconds=1)) == 0
    assert services.finish_closing(closing) == 1


def test_a_draft_is_never_closed() -> None:
    a_draft()
    assert services.finish_closing(CLOSED) == 0


def test_one_run_closes_a_limited_number_of_calls(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(closing, "CLOSED_AT_ONCE", 2)
    for number in range(3):
        a_call(slug=f"piemers-{number}")
    assert [services.finish_closing(CLOSED) for _ in range(3)] == [2, 1, 0]


def test_cancelling_keeps_the_reason_and_is_told_once(app: Flask) -> None:
    call = a_call()
    with heard(app, CallCancelled) as events:
        services.cancel(call=call, reason=" Nav naudas. ", act=AN_ACT, actor=None)
        services.cancel(call=call, reason="Vēlreiz", act=AN_ACT, actor=None)
    assert (call.stage, call.cancel_reason) == (Stage.CANCELLED, "Nav naudas.")
    assert events == [CallCancelled(call_id=call.id)]


@pytest.mark.parametrize("reason", ["", "  ", "x" * (services.MAX_REASON + 1)])
def test_cancelling_needs_a_reason_of_a_sensible_length(reason: str) -> None:
    call = a_call()
    with pytest.raises(Invalid):
        services.cancel(call=call, reason=reason, act=AN_ACT, actor=None)
    assert call.stage is Stage.PUBLISHED


def test_a_cancelled_call_is_not_closed() -> None:
    services.cancel(call=a_call(), reason="Nav naudas.", act=AN_ACT, actor=None)
    assert services.finish_closing(CLOSED) == 0


def test_a_lock_shows_the_call_as_it_is_stored(session: scoped_session[Session]) -> None:
    call = a_draft()
    session.commit()
    session.execute(Call.__table__.update().values(stage="published"))  # type: ignore[attr-defined]
    assert services.lock(call.id, exclusive=True).stage is Stage.PUBLISHED


def test_a_call_that_is_not_there_cannot_be_locked() -> None:
    with pytest.raises(NotFound):
        services.lock(an_organiser().id, exclusive=False)


def test_a_version_that_is_not_there_is_not_found() -> None:
    with pytest.raises(NotFound):
        rules_of(a_call(), 2)


def test_rules_of_several_calls_are_read_together() -> None:
    calls = [a_call(slug="a-2030"), a_call(slug="b-2030")]
    assert [found.slug for found in rules_of_each(calls).values()] == ["a-2030", "b-2030"]
