"""How many declarations wait for a member is the same on the officials' board and on the member's own page."""

import pytest

from grants.accounts.models import Person
from grants.calls.models import Call
from grants.evaluation import dockets
from grants.evaluation.models import ConflictKind
from grants.evaluation.pace.board import board_of, lagging_in
from tests.factories.evaluation import declare, scoring, start_scoring
from tests.integration.evaluation.assigning.calls import an_assigning_call, applications_of, give, members_of

pytestmark = pytest.mark.usefixtures("session")


def to_declare(call: Call, person: Person) -> int:
    """Return what the board says, once it is what the member finds."""
    line = next(line for line in board_of(call) if line.role.person_id == person.id)
    assert line.undeclared == dockets.tally_of(person, call).undeclared
    return line.undeclared


def test_a_declaration_about_what_others_score_takes_none_off_ones_own() -> None:
    call = an_assigning_call()
    ilze, juris = members_of(call, "Ilze", "Juris")
    nometne, teatris, velotakas = applications_of(call)
    give(call, (nometne, ilze), (teatris, juris), (velotakas, juris))
    declare(ilze, teatris)
    start_scoring(call)
    assert (to_declare(call, ilze), to_declare(call, juris)) == (1, 2)
    declare(juris, teatris, ConflictKind.FAMILY)
    assert to_declare(call, juris) == 1


def test_while_applications_are_checked_everything_is_to_be_declared_whoever_scores_what() -> None:
    call = an_assigning_call()
    ilze, juris = members_of(call, "Ilze", "Juris")
    nometne, teatris, _velotakas = applications_of(call)
    give(call, (nometne, ilze))
    declare(ilze, teatris)
    declare(ilze, nometne, ConflictKind.FAMILY)
    assert (to_declare(call, ilze), to_declare(call, juris)) == (1, 3)
    assert {line.role.person_id for line in lagging_in(call)} == {ilze.id, juris.id}


def test_in_a_blind_call_all_applicants_are_to_be_declared() -> None:
    call = an_assigning_call(scoring=scoring(evaluators_per_application=1, blind=True))
    (ilze,) = members_of(call, "Ilze")
    applications = applications_of(call)
    give(call, *((application, ilze) for application in applications))
    start_scoring(call)
    declare(ilze, applications[0])
    assert to_declare(call, ilze) == 2
