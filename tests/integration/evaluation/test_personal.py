"""A person takes along what they declared, marked and noted, and nothing that others said."""

import pytest

from grants.evaluation.personal import data_of
from tests.factories.evaluation import MARKS, a_scored_call, an_evaluator, chair_of, declare, first_of, score

pytestmark = pytest.mark.usefixtures("session")


def test_the_data_of_an_evaluator_hold_their_own_words_alone() -> None:
    call = a_scored_call()
    application, other = first_of(call), an_evaluator(call, "Juris")
    score(chair_of(call), application)
    declare(other, application)
    mine, theirs = data_of(chair_of(call)), data_of(other)
    assert [sheet["marks"] for sheet in mine["sheets"]] == [MARKS]
    assert [each["application"] for each in mine["declarations"]] == [str(application.id)]
    assert (theirs["sheets"], len(theirs["declarations"])) == ([], 1)


def test_in_a_blind_call_a_declaration_does_not_say_whose_application_it_is_about() -> None:
    call = a_scored_call(scoring={"decimals": 2, "blind": True})
    declare(chair_of(call), first_of(call))
    assert [each["application"] for each in data_of(chair_of(call))["declarations"]] == [None]
