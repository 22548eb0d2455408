"""The database sees the same phase as Python."""

import uuid
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from flask_sqlalchemy.session import Session
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import scoped_session

from grants.calls.models import Call, Stage
from grants.calls.phase import accepts_until
from grants.calls.queries import phase_column
from tests.factories.calls import an_organiser

START = datetime(2029, 11, 1, tzinfo=UTC)
moments = st.integers(0, 10**7).map(lambda microseconds: START + timedelta(microseconds=microseconds))


@st.composite
def calls(draw: st.DrawFn) -> Call:
    published_at, opens_at, closes_at = sorted(draw(st.lists(moments, min_size=3, max_size=3)))
    closes_at += timedelta(microseconds=1)
    grace = draw(st.integers(0, 5))
    return Call(
        id=uuid.uuid4(),
        slug=str(uuid.uuid4()),
        stage=draw(st.sampled_from(Stage)),
        rules_digest="0" * 64,
        title={},
        published_at=published_at,
        opens_at=opens_at,
        closes_at=closes_at,
        grace_seconds=grace,
        accepts_until=accepts_until(closes_at, grace),
        results_at=draw(st.none() | moments),
        created_at=START,
    )


@pytest.fixture
def organiser_id(session: scoped_session[Session]) -> Iterator[uuid.UUID]:
    yield an_organiser().id
    session.rollback()


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    call=calls(),
    at=st.one_of(moments, st.sampled_from(["published_at", "opens_at", "closes_at", "accepts_until", "results_at"])),
)
def test_both_see_the_same_phase(
    session: scoped_session[Session], organiser_id: uuid.UUID, call: Call, at: datetime | str
) -> None:
    now: datetime = (getattr(call, at) or START) if isinstance(at, str) else at
    call.organiser_id = organiser_id
    session.add(call)
    session.flush()
    assert session.scalar(select(phase_column(now)).where(Call.id == call.id)) == call.phase_at(now).value
