"""Officials see a call in pictures from twenty applications on, and nothing that is sealed or not theirs to see."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import delete, select

from grants import clock
from grants.accounts.models import OrganisationKind, Person
from grants.applications.models import Application
from grants.awards.deliberation.models import MarksOpening
from grants.awards.picturing import showing
from grants.awards.picturing.charts import Chart, submissions
from grants.awards.picturing.forecast import Earlier
from grants.awards.picturing.queries import FEWEST, applicants_in, earlier_than, sent_at
from grants.awards.picturing.showing import charts_of
from grants.calls.models import Call
from grants.calls.queries import rules_of
from grants.calls.services import finish_closing
from grants.db import db
from grants.evaluation.models import ConflictKind
from grants.evaluation.services import declare_as_official
from tests.factories.applications import a_submitted, an_open_call, form_of
from tests.factories.awards import DELIBERATED, a_deliberated_call, an_official_of, application_in, judged
from tests.factories.calls import CLOSED, OPEN, rules
from tests.factories.documents import Raw, field, rules_document, words
from tests.factories.people import a_person
from tests.support.statements import selects

pytestmark = pytest.mark.usefixtures("session")

MARKS = [judged("A-1", "5", "5"), judged("A-2"), judged("A-3", "5", "2")]


@pytest.fixture
def from_three_on(monkeypatch: pytest.MonkeyPatch) -> None:
    """Draw small calls, so that tests need not make large ones."""
    monkeypatch.setattr(showing, "FEWEST", 3)


def seen(app: Flask, call: Call, person: Person) -> dict[str, Chart]:
    """Return the pictures by their codes, in English."""
    with app.test_request_context("/", headers={"Accept-Language": "en"}):
        return {chart.code: chart for chart in charts_of(call, person)}


def test_it_takes_twenty_applications(app: Flask) -> None:
    call = a_deliberated_call(*MARKS)
    assert FEWEST == 20
    assert seen(app, call, an_official_of(call)) == {}


@pytest.mark.usefixtures("from_three_on")
def test_after_the_marks_are_open_everything_is_there(app: Flask) -> None:
    call = a_deliberated_call(*MARKS)
    with clock.at(DELIBERATED):
        found = seen(app, call, an_official_of(call))
    assert list(found) == ["submissions", "flow", "budget", "places", "timeliness", "ranks"]
    assert [row[0] for row in found["ranks"].rows] == ["A-1", "A-2"]


@pytest.mark.usefixtures("from_three_on")
def test_while_it_is_open_nothing_is_told_of_what_was_sent_in_but_how_much(app: Flask) -> None:
    with clock.at(OPEN):
        call = an_open_call()
        for name in ("Anna", "Bruno", "Zane"):
            a_submitted(call, a_person(name))
        assert list(seen(app, call, an_official_of(call))) == ["submissions", "flow"]


@pytest.mark.usefixtures("from_three_on")
def test_sealed_marks_stay_sealed(app: Flask) -> None:
    call = a_deliberated_call(*MARKS, scoring=rules_document()["scoring"] | {"opened_by_two": True})
    db.session.execute(delete(MarksOpening))
    with clock.at(DELIBERATED):
        assert "ranks" not in seen(app, call, an_official_of(call))


@pytest.mark.usefixtures("from_three_on")
def test_who_is_in_conflict_with_one_application_sees_no_totals_at_all(app: Flask) -> None:
    call = a_deliberated_call(*MARKS)
    official = an_official_of(call)
    with clock.at(DELIBERATED):
        declare_as_official(
            application=application_in(call, "A-2"), actor=official, conflict=True, kind=ConflictKind.EMPLOYMENT
        )
        found = seen(app, call, official)["ranks"]
    assert (found.picture, list(found.rows)) == (None, [])
    assert "conflict of interest" in found.words[0]


@pytest.mark.usefixtures("from_three_on")
def test_schools_are_counted_where_the_form_asks_for_one(app: Flask) -> None:
    asked = field("school", "short_text", required=True, label=words("Skola"))
    with clock.at(OPEN):
        call = an_open_call(form=form_of(asked))
        for name, school in (("Anna", "Ādažu vidusskola"), ("Bruno", "Ādažu  vidusskola"), ("Zane", "Talsu ģimnāzija")):
            a_submitted(call, a_person(name), answers={"school": school})
    with clock.at(DELIBERATED):
        finish_closing(DELIBERATED)
        found = seen(app, call, an_official_of(call))["schools"]
    assert [list(row) for row in found.rows] == [["Ādažu vidusskola", "2"], ["Talsu ģimnāzija", "1"]]


@pytest.mark.usefixtures("from_three_on")
def test_every_picture_has_words_and_its_table(app: Flask) -> None:
    call = a_deliberated_call(*MARKS)
    with clock.at(DELIBERATED):
        for chart in seen(app, call, an_official_of(call)).values():
            assert chart.words
            if chart.picture:
                assert chart.description
                assert all(len(row) == len(chart.names) for row in chart.rows)


def test_earlier_calls_are_compared_at_the_same_distance_from_the_deadline() -> None:
    with clock.at(OPEN):
        earlier = an_open_call()
        for name in ("Anna", "Bruno"):
            a_submitted(earlier, a_person(name))
        first, second = _sent(earlier)
        second.submitted_at = earlier.closes_at - timedelta(hours=1)
        earlier.closing_done_at = CLOSED
        call = an_open_call(slug="next")
        db.session.flush()
        assert first.submitted_at is not None
        assert earlier_than(call, call.closes_at - timedelta(hours=2)) == [Earlier(1, 2)]
        assert earlier_than(call, call.closes_at) == [Earlier(2, 2)]


def test_a_forecast_says_how_it_is_made_and_how_often_it_holds(app: Flask) -> None:
    call, moments = an_open_call(), [OPEN + timedelta(minutes=place) for place in range(20)]
    with app.test_request_context("/", headers={"Accept-Language": "en"}):
        chart = submissions(call, rules(), moments, [Earlier(10, 40)] * 4, OPEN + timedelta(days=1))
    assert "Forecast: between 80 and 80 by the deadline" in chart.words[1]
    assert "It compares with 4 earlier calls" in chart.words[1]
    assert "About 6 in ten" in chart.words[1]
    assert chart.picture is not None
    assert [path.kind for path in chart.picture.paths] == ["band", "dashed", "curve"]


def test_without_enough_earlier_calls_it_says_that_there_is_none(app: Flask) -> None:
    call = an_open_call()
    with app.test_request_context("/", headers={"Accept-Language": "en"}):
        chart = submissions(call, rules_of(call), [OPEN] * 20, [], OPEN + timedelta(days=1))
    assert chart.words[1].startswith("No forecast: it takes 3 earlier calls")


@pytest.mark.usefixtures("from_three_on")
def test_however_many_there_are_it_asks_as_often(app: Flask) -> None:
    def asked(slug: str, *marks: Raw) -> int:
        call = a_deliberated_call(*marks, slug=slug)
        official = an_official_of(call)
        with clock.at(DELIBERATED), selects() as found:
            seen(app, call, official)
        return len(found)

    more = [judged(f"A-{number}") for number in range(1, 9)]
    assert asked("few", *MARKS) == asked("more", *more)


def test_natural_persons_are_no_places() -> None:
    with clock.at(OPEN):
        call = an_open_call()
        a_submitted(call, a_person("Anna"))
        assert len(applicants_in(call.id)) == len(sent_at(call.id)) == 1
        applicant = _sent(call)[0].organisation
        assert applicant is not None
        applicant.kind = OrganisationKind.NATURAL_PERSON
        db.session.flush()
        assert applicants_in(call.id) == []


def _sent(call: Call) -> list[Application]:
    sent = select(Application).where(Application.call_id == call.id, Application.submitted_at.is_not(None))
    return list(db.session.scalars(sent.order_by(Application.submitted_at, Application.id)))
