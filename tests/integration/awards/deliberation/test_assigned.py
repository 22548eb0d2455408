"""Where members are assigned, an application also lacks the sheets of those assigned beyond what the rules name."""

import pytest

from grants.accounts.models import Person
from grants.applications.models import Application
from grants.awards.deliberation.flags import Why
from grants.awards.deliberation.sheets import flagged_in, sheets_on
from grants.awards.queries import standing_of
from grants.calls.models import Call, Stage
from grants.db import db
from tests.factories.evaluation import score, start_scoring
from tests.integration.evaluation.assigning.calls import an_assigning_call, applications_of, give, members_of

pytestmark = pytest.mark.usefixtures("session")


@pytest.fixture
def committee() -> tuple[Call, list[Person], list[Application]]:
    """Return a call in which one sheet is needed of each of two applications, two were assigned, and one is there."""
    call = an_assigning_call("Nometne", "Teātris")
    people, applications = members_of(call, "Ilze", "Juris", "Zane"), applications_of(call)
    nometne, teatris = applications
    give(call, (nometne, people[0]), (nometne, people[1]), (teatris, people[0]))
    start_scoring(call)
    for application in applications:
        score(people[0], application)
    # Started late, as by an import: the step itself refuses to begin while a sheet is missing.
    call.stage = Stage.DELIBERATION
    db.session.flush()
    return call, people, applications


def test_a_sheet_assigned_by_hand_is_missing_on_the_page_of_the_application(
    committee: tuple[Call, list[Person], list[Application]],
) -> None:
    _call, _people, (nometne, teatris) = committee
    assert (sheets_on(nometne).missing, sheets_on(teatris).missing) == (1, 0)


def test_a_sheet_assigned_by_hand_is_missing_in_the_list_to_discuss(
    committee: tuple[Call, list[Person], list[Application]],
) -> None:
    call, people, (nometne, _teatris) = committee
    found = flagged_in(standing_of(call), call, people[0])
    missing = {one.application.id: flag.count for one in found for flag in one.flags if flag.why is Why.MISSING}
    assert missing == {nometne.id: 1}
