"""What is kept of a ranking is read back as it was."""

import json

from hypothesis import given

from grants.awards.kept.document import read, written
from grants.awards.ranking import Tie
from grants.awards.reckoning import Reckoning, reckon
from grants.calls.rules.document import Rules
from tests.unit.awards.competitions import Competition
from tests.unit.awards.factories import entry
from tests.unit.awards.test_properties import competitions, thorough


def reckoned(made: Competition) -> Reckoning:
    ties = [Tie(tuple(one["references"]), tuple(one["order"])) for one in made.ties]
    return reckon(Rules.model_validate(made.rules), [entry(one) for one in made.applications], ties)


@given(made=competitions)
@thorough
def test_a_reckoning_comes_back_from_json_as_it_was(made: Competition) -> None:
    reckoning = reckoned(made)
    assert read(json.loads(json.dumps(written(reckoning)))) == reckoning
