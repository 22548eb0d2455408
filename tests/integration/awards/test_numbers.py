"""Record-keeping numbers: each once, none left out, by the format of the organiser."""

import pytest
from sqlalchemy import select

from grants import clock
from grants.awards import services
from grants.awards.models import Decision
from grants.awards.numbering.models import RecordNumber
from grants.awards.numbering.services import next_numbers, take
from grants.db import db
from grants.errors import Conflict
from tests.factories.awards import DELIBERATED, a_deliberated_call, an_official_of, judged

pytestmark = pytest.mark.usefixtures("monday")


def numbers_of_decisions() -> list[str]:
    return sorted(db.session.scalars(select(Decision.number)))


def test_decisions_carry_the_number_of_the_organisers_format() -> None:
    call = a_deliberated_call()
    call.organiser.number_format = "4.2-8/{year}/{number}"
    services.confirm(call=call, actor=an_official_of(call))
    assert numbers_of_decisions() == ["4.2-8/2030/1", "4.2-8/2030/2", "4.2-8/2030/3", "4.2-8/2030/4"]
    assert take(call=call) == ["4.2-8/2030/5"]


def test_without_a_format_numbers_run_on_in_the_call() -> None:
    call = a_deliberated_call()
    assert take(call=call, count=2) == ["piemers-2030/1", "piemers-2030/2"]
    services.confirm(call=call, actor=an_official_of(call))
    assert numbers_of_decisions()[0] == "piemers-2030/3"


def test_a_preview_gives_no_number_away() -> None:
    call = a_deliberated_call()
    assert next_numbers(call, 2) == next_numbers(call, 2) == take(call=call, count=2)


def test_a_number_that_was_given_back_is_not_left_out() -> None:
    call = a_deliberated_call()
    db.session.flush()
    with db.session.begin_nested() as savepoint:
        take(call=call, count=3)
        savepoint.rollback()
    assert take(call=call) == ["piemers-2030/1"]


def test_a_new_year_begins_anew() -> None:
    call = a_deliberated_call(judged("A-1"))
    call.organiser.number_format = "{number}/{year}"
    assert take(call=call) == ["1/2030"]
    with clock.at(DELIBERATED.replace(year=2031)):
        assert take(call=call) == ["1/2031"]


def test_no_number_is_given_twice_whatever_the_format_becomes() -> None:
    call = a_deliberated_call(judged("A-1"))
    of_another_format = RecordNumber(
        organiser_id=call.organiser_id, series="piemers-{number}/1", position=2030, number="piemers-2030/1"
    )
    of_another_format.given_at = DELIBERATED
    db.session.add(of_another_format)
    db.session.flush()
    with pytest.raises(Conflict, match="given before"):
        take(call=call)
