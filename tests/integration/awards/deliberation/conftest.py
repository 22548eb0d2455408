"""Fixtures of the tests of the deliberation: the moment at which sheets are closed."""

from collections.abc import Iterator

import pytest

from grants import clock
from tests.factories.evaluation import JUDGED


@pytest.fixture(autouse=True)
def judged() -> Iterator[None]:
    """Hold the clock while the committee deliberates."""
    with clock.at(JUDGED):
        yield
