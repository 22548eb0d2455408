"""A member takes their sheets along as a spreadsheet, sends it back, sees what changes, and confirms."""

import io
from collections.abc import Callable

import pytest

from grants.accounts.models import Person
from grants.applications.models import Application
from grants.applications.queries import submitted_in
from grants.calls.models import Call, Stage
from grants.db import db
from grants.evaluation.models import ConflictKind, Sheet, SheetState
from grants.evaluation.queries import sheet_of
from tests.factories.evaluation import a_scored_call, an_evaluator, declare, score, scoring
from tests.factories.workbooks import Formula, Rows, an_ods, an_xlsx, column_of, marks_in
from tests.integration.evaluation.conftest import SignIn
from tests.integration.evaluation.sheets import sheets
from tests.integration.evaluation.support import entries, post
from tests.support.pages import Page
from tests.support.visitor import Visitor

pytestmark = pytest.mark.usefixtures("session")

LIST = "/evaluation/calls/piemers-2030"
PLACE, FILE = f"{LIST}/workbook", f"{LIST}/workbook.xlsx"
SEND, STORE, SUBMIT = "See what changes", "Store as drafts", "Submit these sheets"
Typed = Callable[[Rows], None]


def a_call_and_judge() -> tuple[Call, Person, list[Application]]:
    """Return a call that is scored and a member who may score its two applications."""
    call = a_scored_call("Nometne", "Koris")
    person = an_evaluator(call)
    applications = submitted_in(call.id)
    for application in applications:
        declare(person, application)
    return call, person, applications


def taken(visitor: Visitor) -> Rows:
    """Return the rows of the spreadsheet that a member downloads."""
    return marks_in(visitor.get(FILE).get_data())


def typed(rows: Rows, application: Application, code: str, value: object) -> None:
    row = next(row for row in rows if row[0] == str(application.id))
    row[column_of(rows, code)] = value


def send(visitor: Visitor, content: bytes, *, status: int = 200) -> Page:
    file = (io.BytesIO(content), "marks.xlsx")
    return visitor.send(visitor.see(PLACE), {"workbook": file}, button=SEND, status=status)


def fill_all(rows: Rows, application: Application) -> None:
    for code, value in (("mark:2.1", 4), ("comment:2.1", "Labi."), ("mark:2.2", 3.5), ("comment:2.2", "")):
        typed(rows, application, code, value)


def stored(person: Person, application: Application) -> Sheet:
    sheet = sheet_of(person, application)
    assert sheet is not None
    return sheet


def test_the_list_leads_to_it(as_person: SignIn) -> None:
    _call, person, _applications = a_call_and_judge()
    assert as_person(person).see(LIST).links["Score on a spreadsheet"] == PLACE


def test_a_filled_in_spreadsheet_shows_what_changes_and_stores_nothing_yet(as_person: SignIn) -> None:
    _call, person, (first, _second) = a_call_and_judge()
    visitor = as_person(person)
    rows = taken(visitor)
    fill_all(rows, first)
    page = send(visitor, an_xlsx(rows))
    assert "Mark for 2.2 – 3.5" in page.text
    assert not sheets()


@pytest.mark.parametrize("make", [an_xlsx, an_ods])
def test_what_is_confirmed_is_stored_as_drafts(as_person: SignIn, make: Callable[[Rows], bytes]) -> None:
    _call, person, (first, second) = a_call_and_judge()
    visitor = as_person(person)
    rows = taken(visitor)
    fill_all(rows, first)
    typed(rows, second, "comment:2.1", "Jājautā.")
    page = visitor.send(send(visitor, make(rows)), button=STORE)
    assert "2 sheets are stored as drafts." in page.text
    assert (stored(person, first).marks, stored(person, first).state) == ({"2.1": "4", "2.2": "3.5"}, SheetState.DRAFT)
    assert stored(person, second).comments == {"2.1": "Jājautā."}
    assert [entry.details["sheets"] for entry in entries("sheets.uploaded")] == [2]


def test_confirming_twice_stores_once(as_person: SignIn) -> None:
    _call, person, (first, _second) = a_call_and_judge()
    visitor = as_person(person)
    rows = taken(visitor)
    fill_all(rows, first)
    page = send(visitor, an_xlsx(rows))
    for _ in range(2):
        visitor.send(page, button=STORE)
    assert stored(person, first).revision == 1
    assert len(entries("sheets.uploaded")) == 1


def test_complete_sheets_are_submitted_in_a_step_of_their_own(as_person: SignIn) -> None:
    _call, person, (first, second) = a_call_and_judge()
    visitor = as_person(person)
    rows = taken(visitor)
    fill_all(rows, first)
    typed(rows, second, "mark:2.1", 5)
    page = visitor.send(send(visitor, an_xlsx(rows)), button=STORE)
    assert "Nometne" in page.text
    assert "Koris" not in page.text
    assert "1 sheet is submitted." in visitor.send(page, button=SUBMIT).text
    assert stored(person, first).state is SheetState.SUBMITTED
    assert stored(person, second).state is SheetState.DRAFT


def test_submitting_twice_is_once(as_person: SignIn) -> None:
    _call, person, (first, _second) = a_call_and_judge()
    score(person, first, submit=False)
    visitor = as_person(person)
    page = visitor.see(f"{LIST}/submit")
    for _ in range(2):
        visitor.send(page, button=SUBMIT)
    assert len(entries("sheet.submitted")) == 1


def test_choosing_no_sheet_says_so(as_person: SignIn) -> None:
    _call, person, (first, _second) = a_call_and_judge()
    score(person, first, submit=False)
    page = post(as_person(person), f"{LIST}/submit", status=422)
    assert "Nothing was submitted: choose a sheet first." in page.text


def test_a_draft_saved_meanwhile_is_not_submitted_unseen(as_person: SignIn) -> None:
    _call, person, (first, _second) = a_call_and_judge()
    score(person, first, submit=False)
    visitor = as_person(person)
    page = visitor.see(f"{LIST}/submit")
    stored(person, first).revision += 1
    assert "saved meanwhile" in visitor.send(page, button=SUBMIT, status=409).text
    assert stored(person, first).state is SheetState.DRAFT


def test_the_spreadsheet_holds_what_was_filled_in_before(as_person: SignIn) -> None:
    _call, person, (first, _second) = a_call_and_judge()
    score(person, first, submit=False)
    visitor = as_person(person)
    rows = taken(visitor)
    row = next(row for row in rows if row[0] == str(first.id))
    assert (row[column_of(rows, "mark:2.2")], row[column_of(rows, "comment:2.1")]) == (3.5, "Labi.")
    assert "The spreadsheet says what is stored already." in send(visitor, an_xlsx(rows)).text


def test_an_emptied_cell_empties_the_draft_and_shows_that_before(as_person: SignIn) -> None:
    _call, person, (first, _second) = a_call_and_judge()
    score(person, first, submit=False)
    visitor = as_person(person)
    rows = taken(visitor)
    typed(rows, first, "mark:2.1", "")
    page = send(visitor, an_xlsx(rows))
    assert "Mark for 2.1 4 –" in page.text
    visitor.send(page, button=STORE)
    assert stored(person, first).marks == {"2.2": "3.5"}


def test_a_submitted_sheet_stays_whatever_the_spreadsheet_says(as_person: SignIn) -> None:
    _call, person, (first, second) = a_call_and_judge()
    score(person, first)
    visitor = as_person(person)
    rows = taken(visitor)
    typed(rows, first, "mark:2.1", "nonsense")
    typed(rows, second, "mark:2.1", 1)
    visitor.send(send(visitor, an_xlsx(rows)), button=STORE)
    assert stored(person, first).marks["2.1"] == "4"
    assert stored(person, second).marks == {"2.1": "1"}


def test_a_sheet_saved_on_its_page_since_is_pointed_out(as_person: SignIn) -> None:
    _call, person, (first, _second) = a_call_and_judge()
    visitor = as_person(person)
    rows = taken(visitor)
    typed(rows, first, "mark:2.1", 1)
    score(person, first, submit=False)
    assert "You saved this sheet on its page after you downloaded the spreadsheet." in send(visitor, an_xlsx(rows)).text


def test_a_sheet_saved_between_looking_and_confirming_stores_nothing(as_person: SignIn) -> None:
    _call, person, (first, second) = a_call_and_judge()
    visitor = as_person(person)
    rows = taken(visitor)
    for application in (first, second):
        typed(rows, application, "mark:2.1", 1)
    page = send(visitor, an_xlsx(rows))
    score(person, second, submit=False)
    page = visitor.send(page, button=STORE, status=409)
    assert "Nothing was stored. Below stands what would change now." in page.text
    assert sheet_of(person, first) is None
    visitor.send(page, button=STORE)
    assert stored(person, second).marks == {"2.1": "1"}


@pytest.mark.parametrize(
    ("code", "value", "said"),
    [
        ("mark:2.1", "good", "cell G3: “good” is no number. Type a mark."),
        ("mark:2.1", 9, "cell G3: “9” is not on the scale; see the sheet beside it."),
        ("mark:2.1", Formula("=2+2"), "cell G3: this is a formula. Type the value instead."),
        ("comment:2.2", Formula("=2+2"), "cell J3: this is a formula. Type the value instead."),
        ("marks", "", "row 3: this row belongs to no application. Remove it; rows cannot be added."),
    ],
)
def test_what_is_wrong_is_named_and_nothing_is_stored(as_person: SignIn, code: str, value: object, said: str) -> None:
    _call, person, (first, second) = a_call_and_judge()
    visitor = as_person(person)
    rows = taken(visitor)
    typed(rows, second, "mark:2.1", 4)
    row = next(row for row in rows if row[0] == str(first.id))
    row[0 if code == "marks" else column_of(rows, code)] = value
    assert f"Sheet “Marks”, {said}" in send(visitor, an_xlsx(rows), status=422).text
    assert not sheets()


def test_a_row_about_an_application_in_conflict_is_refused_as_any_unknown_one(as_person: SignIn) -> None:
    _call, person, (first, _second) = a_call_and_judge()
    visitor = as_person(person)
    rows = taken(visitor)
    declare(person, first, ConflictKind.FAMILY)
    page = send(visitor, an_xlsx(rows), status=422)
    assert "row 3: this application does not wait for your marks now. Remove the row." in page.text


def test_the_file_of_another_member_is_refused_by_name(as_person: SignIn) -> None:
    call, person, applications = a_call_and_judge()
    other = an_evaluator(call, "Zane")
    for application in applications:
        declare(other, application)
    content = as_person(other).get(FILE).get_data()
    page = send(as_person(person), content, status=422)
    assert "This spreadsheet was made for another member of the committee. Download your own." in page.text


def test_the_file_of_another_call_is_refused_by_name(as_person: SignIn) -> None:
    _call, person, _applications = a_call_and_judge()
    an_evaluator(a_scored_call(slug="cits-2030"), person=person)
    visitor = as_person(person)
    content = visitor.get("/evaluation/calls/cits-2030/workbook.xlsx").get_data()
    assert "This spreadsheet was made for another call." in send(visitor, content, status=422).text


def test_a_file_from_before_an_amendment_is_refused_by_name(as_person: SignIn) -> None:
    call, person, _applications = a_call_and_judge()
    visitor = as_person(person)
    content = visitor.get(FILE).get_data()
    call.version += 1
    assert "The rules were amended after this spreadsheet was downloaded." in send(visitor, content, status=422).text


def test_a_file_whose_seal_was_changed_is_not_ours(as_person: SignIn) -> None:
    _call, person, _applications = a_call_and_judge()
    visitor = as_person(person)
    rows = taken(visitor)
    rows[0][0] = f"{rows[0][0]}x"
    assert "This is not the spreadsheet from this page" in send(visitor, an_xlsx(rows), status=422).text


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "Choose the spreadsheet that you filled in."),
        (b"mark;comment", "This is no spreadsheet that can be read here."),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "This file is locked with a password or in an old format."),
        (an_xlsx([[""] * 300 + ["far"]]), "This file is too large: at most 2 MB, 500 applications"),
    ],
)
def test_other_files_are_refused_with_the_way_out(as_person: SignIn, content: bytes, said: str) -> None:
    _call, person, _applications = a_call_and_judge()
    assert said in send(as_person(person), content, status=422).text


def test_what_one_member_sent_is_nothing_to_another(as_person: SignIn) -> None:
    call, person, applications = a_call_and_judge()
    other = an_evaluator(call, "Zane")
    for application in applications:
        declare(other, application)
    visitor = as_person(person)
    rows = taken(visitor)
    fill_all(rows, applications[0])
    page = send(visitor, an_xlsx(rows))
    page = post(as_person(other), page.form(STORE).action, status=200)
    assert "This spreadsheet is not kept any more. Send it again." in page.text
    assert not sheets()


def test_there_is_nothing_to_fill_in_outside_of_scoring_or_for_who_enters_no_sheets(as_person: SignIn) -> None:
    call, person, _applications = a_call_and_judge()
    joint = a_scored_call(slug="kopa-2030", scoring=scoring(method="joint"))
    an_evaluator(joint, person=person)
    call.stage = Stage.DELIBERATION
    visitor = as_person(person)
    for address in (PLACE, FILE, f"{LIST}/submit", "/evaluation/calls/kopa-2030/workbook"):
        visitor.see(address, status=409)


def test_in_a_blind_call_the_spreadsheet_names_nobody(as_person: SignIn) -> None:
    call = a_scored_call("Nometne", scoring=scoring(blind=True))
    person = an_evaluator(call)
    declare(person, submitted_in(call.id)[0])
    content = as_person(person).get(FILE).get_data()
    said = " ".join(str(cell) for row in marks_in(content) for cell in row)
    assert "Nometne" in said
    assert "Biedrība" not in said
    db.session.rollback()
