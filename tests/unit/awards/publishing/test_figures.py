"""The figures of a competition: of enough applications, or none at all."""

from decimal import Decimal

from grants.awards.models import Outcome
from grants.awards.publishing.figures import Figures, figures_of

ASKED = [Decimal(100)] * 5
COUNTS = {Outcome.AWARDED: 1, Outcome.RESERVE: 1, Outcome.REJECTED: 2, Outcome.INELIGIBLE: 1, Outcome.WITHDRAWN: 1}


def test_they_follow_applications_from_received_to_awarded() -> None:
    assert figures_of(COUNTS, ASKED, Decimal(100), Decimal(300)) == Figures(
        received=6,
        admitted=4,
        ranked=2,
        awarded=1,
        requested=Decimal(500),
        available=Decimal(300),
        given=Decimal(100),
    )


def test_few_applications_have_none() -> None:
    assert figures_of({Outcome.AWARDED: 1, Outcome.REJECTED: 3}, ASKED[:4], Decimal(100), None) is None


def test_there_are_none_where_the_sum_would_tell_what_two_asked_for() -> None:
    assert figures_of({Outcome.AWARDED: 3, Outcome.REJECTED: 2}, ASKED, Decimal(300), None) is None


def test_there_are_none_where_a_sum_is_not_known() -> None:
    assert figures_of(COUNTS, [*ASKED[:4], None], Decimal(100), None) is None
