"""Scoring begins once every place is filled and ends once everybody assigned has submitted."""

import pytest

from grants.calls.models import Call
from grants.calls.queries import rules_of
from grants.evaluation import committees
from grants.evaluation.models import ConflictKind
from grants.evaluation.progress import unassigned, unscored
from tests.factories.evaluation import a_checked_call, declare, score, start_scoring, unseat
from tests.integration.evaluation.assigning.calls import (
    an_assigned_call,
    an_assigning_call,
    applications_of,
    by_plan,
    give,
    held,
    members_of,
)
from tests.integration.evaluation.conftest import SignIn

pytestmark = pytest.mark.usefixtures("session")


def reasons(call: Call) -> list[str]:
    return [str(reason.words) for reason in unassigned(call)]


def test_scoring_cannot_start_before_every_application_has_its_members() -> None:
    call = an_assigning_call("Nometne", "Teātris")
    (ilze,) = members_of(call, "Ilze")
    nometne, teatris = applications_of(call)
    give(call, (nometne, ilze))
    assert reasons(call) == [f"Fewer than 1 member is assigned to {teatris.reference}."]


def test_it_can_once_all_have_them() -> None:
    call = an_assigning_call()
    members_of(call, "Ilze")
    by_plan(call)
    assert reasons(call) == []


def test_where_everybody_scores_everything_nobody_has_to_be_assigned() -> None:
    assert reasons(a_checked_call("Nometne")) == []


def test_a_conflict_declared_later_opens_the_place_again() -> None:
    call = an_assigned_call("Nometne")
    (nometne,) = applications_of(call)
    ((_application, holder),) = held(call)
    declare(
        next(role.person for role in committees.taken_seats(call.id) if role.person_id == holder),
        nometne,
        ConflictKind.FAMILY,
    )
    assert held(call) == frozenset()
    assert reasons(call) == [f"Fewer than 1 member is assigned to {nometne.reference}."]


def test_so_does_the_end_of_a_seat_but_not_once_the_sheet_is_submitted() -> None:
    call = an_assigning_call("Nometne", "Teātris")
    ilze, _juris = members_of(call, "Ilze", "Juris")
    nometne, teatris = applications_of(call)
    give(call, (nometne, ilze), (teatris, ilze))
    start_scoring(call)
    score(ilze, nometne)
    unseat(call, ilze)
    assert held(call) == {(nometne.id, ilze.id)}
    assert reasons(call) == [f"Fewer than 1 member is assigned to {teatris.reference}."]


def test_the_sheets_close_only_when_everybody_assigned_has_submitted() -> None:
    call = an_assigning_call("Nometne")
    ilze, juris = members_of(call, "Ilze", "Juris")
    (nometne,) = applications_of(call)
    give(call, (nometne, ilze), (nometne, juris))
    start_scoring(call)
    score(ilze, nometne)
    assert unscored(call)
    score(juris, nometne)
    assert not unscored(call)


def test_progress_counts_what_each_is_assigned() -> None:
    call = an_assigning_call("Nometne", "Teātris")
    ilze, juris = members_of(call, "Ilze", "Juris")
    nometne, teatris = applications_of(call)
    give(call, (nometne, ilze), (teatris, ilze))
    start_scoring(call)
    score(ilze, nometne)
    shown = committees.progress_of(call.id, rules_of(call), committees.taken_seats(call.id))
    assert {each.role.person_id: (each.submitted, each.expected) for each in shown} == {
        ilze.id: (1, 2),
        juris.id: (0, 0),
    }


def test_the_start_page_counts_what_is_assigned(as_person: SignIn) -> None:
    call = an_assigning_call("Nometne", "Teātris")
    ilze, _juris = members_of(call, "Ilze", "Juris")
    nometne, _teatris = applications_of(call)
    give(call, (nometne, ilze), (applications_of(call)[1], _juris))
    for application in applications_of(call):
        declare(ilze, application)
    start_scoring(call)
    assert "Score 1 application" in as_person(ilze).see("/account/").text


def test_the_page_of_the_call_leads_to_who_scores_what() -> None:
    call = an_assigning_call("Nometne")
    (reason,) = unassigned(call)
    assert reason.endpoint == "assignment.show"
