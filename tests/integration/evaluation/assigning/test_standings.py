"""What is not assigned to a member is neither listed nor opened, nor scored, until the sheets are closed."""

import pytest

from grants.accounts.models import Person
from grants.applications.models import Application
from grants.calls import services as calls
from grants.calls.models import Call
from grants.calls.workflow import Action
from grants.errors import Forbidden
from grants.evaluation import dockets, services
from grants.evaluation.assigning.queries import is_assigned
from grants.evaluation.models import ConflictKind
from grants.evaluation.policies import Standing
from tests.factories.evaluation import MARKS, a_scored_call, declare, score, scoring, start_scoring
from tests.integration.evaluation.assigning.calls import an_assigning_call, applications_of, give, members_of
from tests.integration.evaluation.conftest import SignIn

pytestmark = pytest.mark.usefixtures("session")

CALL = "/evaluation/calls/piemers-2030"


def two_members() -> tuple[Call, Person, Person, Application, Application]:
    """Return a call in scoring of two applications, the first scored by the first member, the other by the other."""
    call = an_assigning_call("Nometne", "Teātris")
    ilze, juris = members_of(call, "Ilze", "Juris")
    nometne, teatris = applications_of(call)
    give(call, (nometne, ilze), (teatris, juris))
    start_scoring(call)
    return call, ilze, juris, nometne, teatris


def standing(person: Person, application: Application) -> Standing:
    return dockets.item_for(application.id, person).standing


def test_only_what_is_assigned_is_in_the_docket(as_person: SignIn) -> None:
    _call, ilze, _juris, _nometne, _teatris = two_members()
    page = as_person(ilze).see(CALL)
    assert "Nometne" in page.text
    assert "Teātris" not in page.text
    assert "1 application is not assigned to you" in page.text


def test_what_others_score_does_not_open(as_person: SignIn) -> None:
    _call, ilze, _juris, _nometne, teatris = two_members()
    as_person(ilze).see(f"/evaluation/applications/{teatris.id}", status=403)


def test_what_others_score_is_not_scored() -> None:
    _call, ilze, _juris, _nometne, teatris = two_members()
    declare(ilze, teatris)
    with pytest.raises(Forbidden, match="scored by others"):
        services.save_sheet(application=teatris, actor=ilze, marks=MARKS, comments={}, revision=0)


def test_before_scoring_everything_waits_for_a_declaration_and_nothing_unassigned_opens() -> None:
    call = an_assigning_call("Nometne")
    (ilze,) = members_of(call, "Ilze")
    (nometne,) = applications_of(call)
    assert standing(ilze, nometne) is Standing.UNDECLARED
    declare(ilze, nometne)
    assert standing(ilze, nometne) is Standing.UNASSIGNED
    give(call, (nometne, ilze))
    assert standing(ilze, nometne) is Standing.READABLE


def test_once_scoring_has_begun_only_what_is_assigned_asks_for_a_declaration() -> None:
    call, ilze, _juris, _nometne, _teatris = two_members()
    tally = dockets.tally_of(ilze, call)
    assert (tally.undeclared, tally.unassigned) == (1, 1)


def test_a_conflict_with_what_others_score_can_still_be_declared() -> None:
    _call, ilze, _juris, _nometne, teatris = two_members()
    declare(ilze, teatris, ConflictKind.FAMILY)
    assert standing(ilze, teatris) is Standing.CONFLICT


def test_in_a_blind_call_all_applicants_are_declared_whoever_scores_what() -> None:
    call = an_assigning_call("Nometne", "Teātris", scoring=scoring(evaluators_per_application=1, blind=True))
    ilze, juris = members_of(call, "Ilze", "Juris")
    nometne, teatris = applications_of(call)
    give(call, (nometne, ilze), (teatris, juris))
    start_scoring(call)
    declare(ilze, nometne)
    assert dockets.tally_of(ilze, call).counts == {Standing.HELD: 1, Standing.UNDECLARED: 1}
    declare(ilze, teatris)
    assert dockets.tally_of(ilze, call).counts == {Standing.TO_SCORE: 1, Standing.UNASSIGNED: 1}


def test_once_the_sheets_are_closed_everybody_reads_what_they_declared_about() -> None:
    call, ilze, juris, nometne, teatris = two_members()
    declare(ilze, teatris)
    score(ilze, nometne)
    score(juris, teatris)
    calls.advance(call=call, action=Action.START_DELIBERATION, actor=None)
    assert standing(ilze, teatris) is Standing.READABLE


def test_whoever_has_begun_a_sheet_keeps_the_application_without_an_assignment() -> None:
    call = a_scored_call("Nometne")
    (nometne,) = applications_of(call)
    (ilze, juris) = members_of(call, "Ilze", "Juris")
    score(ilze, nometne, submit=False)
    assert is_assigned(ilze, nometne)
    assert not is_assigned(juris, nometne)


def test_for_each_member_and_application_the_database_and_python_say_the_same() -> None:
    _call, ilze, juris, nometne, teatris = two_members()
    declare(ilze, nometne)
    score(juris, teatris)
    for person in (ilze, juris):
        for application in (nometne, teatris):
            said = standing(person, application) is not Standing.UNASSIGNED
            assert said is is_assigned(person, application)


def test_where_everybody_scores_everything_nothing_of_assigning_is_shown(as_person: SignIn) -> None:
    call = a_scored_call("Nometne")
    (ilze,) = members_of(call, "Ilze")
    visitor = as_person(ilze)
    assert "assigned" not in visitor.see(CALL).text
    visitor.see(f"{CALL}/preferences", status=404)
