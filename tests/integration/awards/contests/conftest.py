"""The call whose decisions are contested or corrected."""

import pytest

from grants.calls.models import Call
from tests.factories.awards import a_told_call, judged
from tests.factories.contests import COMMITTEE


@pytest.fixture
def call(monday: None) -> Call:
    """Return a decided call with one place: A-1 has it, A-2 is in reserve, A-3 was rejected."""
    return a_told_call(judged("A-1", "4", "4"), judged("A-2", "3", "4"), judged("A-3", "5", "2"), committee=COMMITTEE)
