"""The worker computes the figures once for the same inputs, and anew when these change."""

import pytest

from grants import clock
from grants.applications.services import withdraw
from grants.awards import services as awards
from grants.awards.deliberation.models import MarksOpening
from grants.awards.models import SettledBy
from grants.awards.statistics import queries, services
from grants.awards.statistics.models import ScoreStatistics
from grants.awards.statistics.queries import inputs_of, stored_of
from grants.awards.statistics.services import GIVEN_UP_AFTER, ask, claim, finish, note_progress
from grants.awards.statistics.stored import read
from grants.calls.models import Call, Stage
from grants.db import db
from grants.errors import Conflict, Forbidden
from grants.evaluation.statistics.worth import Worth, worth_of
from grants.journal.models import Entry
from tests.factories.awards import DELIBERATED, a_deliberated_call, a_member, an_official_of, application_in
from tests.factories.statistics import STATISTICS, a_call_with_statistics, scored_apart
from workers.tasks import compute_statistics

pytestmark = pytest.mark.usefixtures("monday")


def stored(call: Call) -> ScoreStatistics:
    found = stored_of(call)
    assert found is not None
    return found


def done(call: Call) -> ScoreStatistics:
    db.session.commit()
    compute_statistics()
    return stored(call)


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let fewer applications than the examples have be computed unasked."""
    monkeypatch.setattr(queries, "ON_REQUEST_ABOVE", 14)


def test_the_figures_are_those_of_the_pure_function() -> None:
    call = a_call_with_statistics()
    row, inputs = done(call), inputs_of(call)
    assert read(row.result) == worth_of(inputs.panel, inputs.awards)
    assert (row.inputs, row.percent, row.computed_at) == (inputs.digest, 100, DELIBERATED)


def test_calls_without_statistics_or_before_the_ranking_are_left_alone() -> None:
    a_deliberated_call(*scored_apart(), slug="without")
    a_call_with_statistics(slug="scoring").stage = Stage.SCORING
    db.session.commit()
    assert claim() is None


def test_sealed_marks_are_not_touched_and_keep_nobody_from_the_next_call() -> None:
    sealed = a_call_with_statistics(slug="sealed", scoring=STATISTICS | {"opened_by_two": True})
    db.session.query(MarksOpening).filter_by(call_id=sealed.id).delete()
    other = a_call_with_statistics(slug="open")
    row = done(other)
    assert row.computed_at is not None
    assert db.session.query(ScoreStatistics).count() == 1


def test_nothing_is_computed_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    done(a_call_with_statistics())
    monkeypatch.setattr(services.Work, "compute", None)  # would fail
    compute_statistics()


def test_what_changes_nothing_in_the_inputs_is_looked_at_and_not_computed() -> None:
    call = a_call_with_statistics()
    before = done(call).result
    an_entry_more(call)
    assert claim() is None
    assert stored(call).result == before


def an_entry_more(call: Call) -> None:
    from grants.journal.services import record

    record(action="call.amended", subject=call, actor=None, call_id=call.id)
    db.session.flush()


def test_a_withdrawn_application_has_them_computed_anew() -> None:
    call = a_call_with_statistics()
    before = done(call).inputs
    with clock.at(DELIBERATED):
        withdraw(application=application_in(call, "A-1"), actor=a_member(call, "A-1"))
    row = done(call)
    assert row.inputs != before
    assert "A-1" not in {one.reference for one in read(row.result).applications}


def test_while_one_worker_computes_another_leaves_it_alone() -> None:
    call = a_call_with_statistics()
    db.session.commit()
    assert claim() is not None
    assert claim() is None
    an_entry_more(call)
    assert claim() is None


def test_a_worker_that_was_not_heard_of_is_given_up() -> None:
    a_call_with_statistics()
    db.session.commit()
    assert claim() is not None
    with clock.at(DELIBERATED + GIVEN_UP_AFTER * 2):
        assert claim() is not None


def test_progress_is_kept_and_shows_that_the_worker_lives() -> None:
    call = a_call_with_statistics()
    db.session.commit()
    work = claim()
    assert work is not None
    later = DELIBERATED + GIVEN_UP_AFTER * 2
    with clock.at(later):
        note_progress(work, 0.42)
        assert (stored(call).percent, stored(call).worked_at) == (42, later)
        assert claim() is None


def test_figures_of_what_changed_meanwhile_are_not_kept() -> None:
    call = a_call_with_statistics()
    db.session.commit()
    work = claim()
    assert work is not None
    stored(call).inputs = "of something else"
    db.session.flush()
    finish(work, Worth())
    assert stored(call).result == {}


def test_so_many_wait_until_somebody_asks(few: None) -> None:
    call = a_call_with_statistics()
    assert done(call).computed_at is None
    ask(call=call, actor=an_official_of(call))
    assert done(call).computed_at is not None


def test_asking_twice_asks_once(few: None) -> None:
    call, official = a_call_with_statistics(), None
    official = an_official_of(call)
    ask(call=call, actor=official)
    with clock.at(DELIBERATED + GIVEN_UP_AFTER):
        ask(call=call, actor=official)
    assert stored(call).asked_at == DELIBERATED
    asked = db.session.query(Entry).filter_by(chain=str(call.id), action="statistics.asked")
    assert asked.count() == 1


def test_what_is_computed_anyway_is_not_asked_for() -> None:
    call = a_call_with_statistics()
    with pytest.raises(Conflict):
        ask(call=call, actor=an_official_of(call))


def test_nobody_asks_where_an_application_of_their_own_is(few: None) -> None:
    call = a_call_with_statistics()
    with pytest.raises(Forbidden):
        ask(call=call, actor=a_member(call, "A-1", an_official_of(call)))


def test_an_open_tie_counts_as_filled_and_settling_it_changes_no_number_of_awards() -> None:
    applications = scored_apart()
    applications[1]["evaluations"] = applications[0]["evaluations"]
    call = a_deliberated_call(*applications, scoring=STATISTICS | {"tie_break": []})
    before = inputs_of(call)
    assert before.awards == 1
    awards.settle_tie(call=call, order=["A-2", "A-1"], settled_by=SettledBy.LOT, reason="Loze", actor=None)
    assert inputs_of(call).digest == before.digest
