"""A sheet is kept while it is filled in, and no tab overwrites what another has stored."""

import pytest
from werkzeug.test import TestResponse

from grants.accounts.models import Person
from grants.applications.models import Application
from grants.calls.models import Call, Stage
from grants.evaluation.models import SheetState
from tests.factories.evaluation import first_of, score
from tests.integration.evaluation.conftest import SignIn
from tests.integration.evaluation.sheets import a_call_and_judge, address, sheets, stored
from tests.support.visitor import Visitor

pytestmark = pytest.mark.usefixtures("session")


@pytest.fixture
def judged_call() -> tuple[Call, Person]:
    return a_call_and_judge()


@pytest.fixture
def application(judged_call: tuple[Call, Person]) -> Application:
    return first_of(judged_call[0])


@pytest.fixture
def judge(judged_call: tuple[Call, Person], as_person: SignIn) -> Visitor:
    return as_person(judged_call[1])


def keep(judge: Visitor, application: Application, seen: str = "0", **typed: str) -> TestResponse:
    """Send the sheet as the page's script does."""
    form = {name.replace("_", "-", 1).replace("_", "."): text for name, text in typed.items()}
    return judge.post(f"{address(application)}/keep", data=form, headers={"If-Match": f'"{seen}"'})


def test_marks_and_comments_are_kept_without_a_button(judge: Visitor, application: Application) -> None:
    answer = keep(judge, application, mark_2_1="4", comment_2_1="Skaidrs mērķis.")
    assert (answer.status_code, stored().marks, stored().comments) == (200, {"2.1": "4"}, {"2.1": "Skaidrs mērķis."})
    assert stored().state is SheetState.DRAFT


def test_the_page_is_told_when_and_which_state_it_is_now(judge: Visitor, application: Application) -> None:
    answer = keep(judge, application, mark_2_1="4").json
    assert answer
    assert (answer["revision"], answer["said"][:9], answer["wrong"]) == (1, "Saved at ", [])


def test_what_is_off_the_scale_is_said_and_the_rest_kept(judge: Visitor, application: Application) -> None:
    answer = keep(judge, application, mark_2_1="4", mark_2_2="9").json
    assert answer
    assert len(answer["wrong"]) == 1
    assert answer["wrong"][0].startswith("2.2: ")
    assert stored().marks == {"2.1": "4"}


def test_another_tab_is_not_overwritten(judge: Visitor, application: Application) -> None:
    keep(judge, application, mark_2_1="4")
    answer = keep(judge, application, mark_2_1="1")
    assert (answer.status_code, stored().marks) == (409, {"2.1": "4"})
    assert answer.json
    assert "another tab" in answer.json["said"]


def test_the_same_again_changes_nothing(judge: Visitor, application: Application) -> None:
    keep(judge, application, mark_2_1="4")
    assert keep(judge, application, seen="1", mark_2_1="4").status_code == 200
    assert stored().revision == 1


def test_a_submitted_sheet_is_not_changed(
    judge: Visitor, application: Application, judged_call: tuple[Call, Person]
) -> None:
    score(judged_call[1], application)
    assert keep(judge, application, seen="1", mark_2_1="1").status_code == 409
    assert stored().state is SheetState.SUBMITTED


def test_after_scoring_nothing_is_kept(judge: Visitor, application: Application) -> None:
    application.call.stage = Stage.DELIBERATION
    assert keep(judge, application, mark_2_1="4").status_code == 409
    assert sheets() == []


@pytest.mark.parametrize("seen", ["", "x", "-1", "9" * 20, "٣"])
def test_which_state_was_seen_has_to_be_said(judge: Visitor, application: Application, seen: str) -> None:
    assert keep(judge, application, seen=seen, mark_2_1="4").status_code == 428


def test_who_is_signed_out_is_told_so(application: Application, client: Visitor) -> None:
    client.get("/language/en")
    answer = keep(client, application, mark_2_1="4")
    assert answer.json
    assert (answer.status_code, "signed out" in answer.json["said"]) == (401, True)
