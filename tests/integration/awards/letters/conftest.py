"""What tests of letters begin with."""

import pytest

from grants.accounts.models import Person
from grants.calls.models import Call
from tests.factories.awards import a_deliberated_call, a_member, an_official_of, decide, judged, made_letters


@pytest.fixture
def call() -> Call:
    """Return a decided call of two, on each of which somebody works; its letters are made and valid unsigned."""
    call = a_deliberated_call(judged("A-1", "5", "5"), judged("A-2"))
    a_member(call, "A-1")
    a_member(call, "A-2")
    decide(call, an_official_of(call))
    made_letters(call)
    return call


@pytest.fixture
def official(call: Call) -> Person:
    return an_official_of(call, name="Olga")
