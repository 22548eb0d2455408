"""Figures come back from JSON as they were."""

import json

from grants.awards.statistics.stored import read, written
from grants.evaluation.statistics.worth import worth_of
from tests.unit.evaluation.statistics.panels import heyard, panel, thinned


def test_figures_come_back_digit_by_digit() -> None:
    for some, awards in ((heyard(), 5), (thinned(heyard(), 4), None), (panel([[3, 3, 3]] * 10), 0), (panel([[1]]), 1)):
        worth = worth_of(some, awards)
        assert read(json.loads(json.dumps(written(worth)))) == worth
