"""An official types in the sheet that a member filled in on paper: held to the same rules, and known to few."""

import io
from datetime import timedelta

import pytest
from sqlalchemy import select

from grants.accounts.models import Person, RoleKind, Seat
from grants.applications.models import Application
from grants.calls.models import Call, Stage
from grants.db import db
from grants.errors import Conflict, Forbidden, Invalid
from grants.evaluation import services
from grants.evaluation.entering.services import Paper, enter_sheet
from grants.evaluation.models import MAX_KEPT_AT, ConflictKind, Declaration, Sheet, SheetState
from grants.evaluation.seats.models import SeatAnswer
from grants.evaluation.seats.queries import has_signed
from grants.evaluation.services.sheets import SheetInvalid
from grants.journal.models import Entry
from grants.notices.models import Message
from tests.factories.applications import joined
from tests.factories.calls import an_official
from tests.factories.evaluation import (
    JUDGED,
    MARKS,
    a_checker,
    a_scored_call,
    an_evaluator,
    chair_of,
    declare,
    first_of,
    score,
    start_scoring,
)
from tests.factories.people import a_person
from tests.integration.evaluation.assigning.calls import an_assigning_call, give, members_of
from tests.integration.evaluation.conftest import SignIn
from tests.integration.evaluation.sheets import sheets, stored
from tests.support.visitor import Visitor

pytestmark = pytest.mark.usefixtures("session")

DAY = JUDGED.date()
WHOLE = Paper(received_on=DAY, kept_at="Lieta 4", declares=True, statement="I promise.")
COMMENTS = {"2.1": "Skaidrs mērķis."}
TYPED = {"received_on": "11.12.2029", "kept_at": "Lieta 4", "mark-2.1": "4", "mark-2.2": "3.5", "comment-2.1": "Labi"}
SUBMIT = "Submit the sheet of this member"


@pytest.fixture
def call() -> Call:
    return a_scored_call()


@pytest.fixture
def application(call: Call) -> Application:
    return first_of(call)


@pytest.fixture
def member(call: Call) -> Person:
    return an_evaluator(call)


@pytest.fixture
def official(call: Call) -> Person:
    del call  # is there to be declared about
    return a_checker()


def unsigned(call: Call) -> Person:
    """Return a member who has not taken the seat."""
    person = a_person("Ilze")
    services.invite_evaluator(call=call, email=person.email, name="Ilze", seat=Seat.MEMBER, actor=None)
    return person


def enter(
    application: Application,
    member: Person,
    official: Person,
    *,
    paper: Paper = WHOLE,
    marks: dict[str, str] = MARKS,
) -> Sheet:
    return enter_sheet(
        application=application, member=member, marks=marks, comments=COMMENTS, paper=paper, actor=official
    )


def reopen(application: Application, member: Person, official: Person) -> None:
    services.reopen_sheet(application=application, evaluator=member, reason="Kļūda.", actor=official)


def letters() -> list[Message]:
    return list(db.session.scalars(select(Message).where(Message.event == "sheet_entered")))


def form_of(application: Application, member: Person) -> str:
    return f"/office/applications/{application.id}/sheets/{member.id}/paper"


def test_an_official_types_in_a_sheet_from_the_page_of_the_application(
    application: Application, member: Person, official: Person, as_person: SignIn
) -> None:
    visitor: Visitor = as_person(official)
    page = visitor.see(f"/office/applications/{application.id}")
    page = visitor.see(page.links["Type in a paper sheet"])
    page = visitor.see(page.links["Ilze"])
    page = visitor.send(page, {**TYPED, "declares": "y"}, button=SUBMIT)
    assert "Ilze submitted from paper" in page.text
    sheet = stored()
    assert (sheet.state, sheet.marks, sheet.evaluator_id) == (SheetState.SUBMITTED, MARKS, member.id)
    assert (sheet.entered_by_id, sheet.kept_at) == (official.id, "Lieta 4")


def test_its_scan_is_read_by_its_member_and_by_who_may_read_the_marks(
    application: Application, member: Person, official: Person, as_person: SignIn
) -> None:
    visitor: Visitor = as_person(official)
    scan = (io.BytesIO(b"%PDF-1.7 scan"), "lapa.pdf")
    visitor.send(visitor.see(form_of(application, member)), {**TYPED, "declares": "y", "scan": scan}, button=SUBMIT)
    own = as_person(member)
    page = own.see(f"/evaluation/applications/{application.id}")
    assert own.get(page.links["Scan of the sheet"], buffered=True).get_data() == b"%PDF-1.7 scan"
    marks = f"/evaluation/applications/{application.id}/marks"
    assert visitor.get(f"{marks}/{member.id}/scan").status_code == 404
    application.call.stage = Stage.DELIBERATION
    page = visitor.see(marks)
    assert "received on 11 December 2029, kept at: Lieta 4" in page.text
    assert visitor.get(page.links["Scan of Ilze"], buffered=True).get_data() == b"%PDF-1.7 scan"


def test_only_its_member_is_told_what_was_typed_in(application: Application, member: Person, official: Person) -> None:
    enter(application, member, official)
    (letter,) = letters()
    assert (letter.address, letter.secret) == (member.email, True)
    assert all(words in letter.words.text for words in ("3.5", "Skaidrs mērķis."))


def test_the_journal_knows_who_typed_in_whose_and_no_mark(
    application: Application, member: Person, official: Person
) -> None:
    enter(application, member, official)
    (entry,) = db.session.scalars(select(Entry).where(Entry.action == "sheet.entered"))
    assert (entry.actor_id, entry.details) == (official.id, {"evaluator": str(member.id)})


def test_its_member_reads_that_it_is_from_paper(
    application: Application, member: Person, official: Person, as_person: SignIn
) -> None:
    enter(application, member, official)
    assert "From paper" in as_person(member).see(f"/evaluation/applications/{application.id}").text


def test_the_same_twice_is_once(application: Application, member: Person, official: Person) -> None:
    enter(application, member, official)
    revision = stored().revision
    enter(application, member, official)
    assert (stored().revision, len(letters())) == (revision, 1)


def test_what_another_official_typed_in_cannot_be_guessed(
    application: Application, member: Person, official: Person
) -> None:
    enter(application, member, official)
    with pytest.raises(Conflict):
        enter(application, member, a_checker(RoleKind.SECRETARY))


@pytest.mark.parametrize("submit", [False, True])
def test_what_a_member_has_begun_on_screen_is_not_overwritten(
    application: Application, member: Person, official: Person, *, submit: bool
) -> None:
    score(member, application, submit=submit)
    with pytest.raises(Conflict):
        enter(application, member, official, marks={"2.1": "1", "2.2": "4"})
    assert stored().marks == MARKS


def test_what_was_typed_comes_back_when_the_member_was_faster(
    application: Application, member: Person, official: Person, as_person: SignIn
) -> None:
    declare(member, application)
    visitor = as_person(official)
    page = visitor.see(form_of(application, member))
    score(member, application)
    db.session.commit()
    page = visitor.send(page, TYPED, button=SUBMIT, status=409)
    assert page.form(SUBMIT).values["kept_at"] == ["Lieta 4"]
    assert page.form(SUBMIT).values["comment-2.1"][0].strip() == "Labi"


def test_an_opened_sheet_is_corrected_by_an_official(
    application: Application, member: Person, official: Person
) -> None:
    enter(application, member, official)
    reopen(application, member, official)
    enter(application, member, official, marks={"2.1": "5", "2.2": "4"})
    assert (stored().marks, len(letters())) == ({"2.1": "5", "2.2": "4"}, 2)


def test_an_opened_sheet_is_corrected_by_its_member_and_is_theirs_then(
    application: Application, member: Person, official: Person
) -> None:
    enter(application, member, official)
    reopen(application, member, official)
    sheet = stored()
    services.save_sheet(
        application=application, actor=member, marks={"2.1": "5", "2.2": "4"}, comments={}, revision=sheet.revision
    )
    assert not stored().is_from_paper
    with pytest.raises(Conflict):
        enter(application, member, official)


@pytest.mark.parametrize(
    "marks",
    [{"2.1": "4"}, {"2.1": "9", "2.2": "4"}, {"2.1": "4", "2.2": "3.2"}, {"2.1": "4", "2.2": "1"}],
    ids=["missing", "off the scale", "between steps", "low without a word"],
)
def test_marks_are_held_to_what_holds_for_members(
    application: Application, member: Person, official: Person, marks: dict[str, str]
) -> None:
    with pytest.raises(SheetInvalid):
        enter(application, member, official, marks=marks)
    assert sheets() == []


@pytest.mark.parametrize(
    "paper",
    [
        Paper(DAY + timedelta(days=1), "Lieta 4", declares=True),
        Paper(DAY, "", declares=True),
        Paper(DAY, "x" * (MAX_KEPT_AT + 1), declares=True),
        Paper(DAY, "Lieta 4"),
    ],
    ids=["tomorrow", "nowhere", "too long", "without a declaration"],
)
def test_a_paper_that_lacks_something_is_refused(
    application: Application, member: Person, official: Person, paper: Paper
) -> None:
    with pytest.raises(Invalid):
        enter(application, member, official, paper=paper)


def test_the_place_may_be_as_long_as_its_limit(application: Application, member: Person, official: Person) -> None:
    enter(application, member, official, paper=Paper(DAY, "x" * MAX_KEPT_AT, declares=True))
    assert len(stored().kept_at) == MAX_KEPT_AT


def test_everything_wrong_is_said_at_once_and_what_was_typed_stays(
    application: Application, member: Person, official: Person, as_person: SignIn
) -> None:
    visitor = as_person(official)
    wrong = {**TYPED, "received_on": "13.12.2029", "mark-2.1": ""}
    page = visitor.send(visitor.see(form_of(application, member)), wrong, button=SUBMIT, status=422)
    assert all(words in page.text for words in ("This day is still to come.", "2.1: Give a mark."))
    assert "Without this declaration the sheet cannot be typed in." in page.text
    assert page.form(SUBMIT).values["comment-2.1"][0].strip() == "Labi"


def test_a_declaration_on_paper_is_recorded_by_the_official(
    application: Application, member: Person, official: Person
) -> None:
    enter(application, member, official)
    (declaration,) = db.session.scalars(select(Declaration).where(Declaration.evaluator_id == member.id))
    assert (declaration.conflict, declaration.recorded_by_id) == (False, official.id)


def test_who_declared_on_screen_needs_no_declaration_on_paper(
    application: Application, member: Person, official: Person
) -> None:
    declare(member, application)
    enter(application, member, official, paper=Paper(DAY, "Lieta 4"))
    assert stored().state is SheetState.SUBMITTED


def test_the_seat_is_taken_by_the_statement_signed_on_paper(
    call: Call, application: Application, official: Person, as_person: SignIn
) -> None:
    member = unsigned(call)
    visitor = as_person(official)
    page = visitor.see(form_of(application, member))
    refused = visitor.send(page, {**TYPED, "declares": "y"}, button=SUBMIT, status=422)
    assert "Without the signed statement the member has not taken the seat." in refused.text
    assert not has_signed(member, call)
    visitor.send(refused, {"declares": "y", "signed": "y"}, button=SUBMIT)
    (answer,) = db.session.scalars(select(SeatAnswer).where(SeatAnswer.recorded_by_id == official.id))
    assert answer.accepted
    assert "I judge by the criteria" in answer.statement


def test_without_the_signed_statement_nothing_is_stored(call: Call, application: Application, official: Person) -> None:
    member = unsigned(call)
    with pytest.raises(Invalid):
        enter(application, member, official, paper=Paper(DAY, "Lieta 4", declares=True))
    assert (sheets(), has_signed(member, call)) == ([], False)


def test_nobody_types_in_for_a_member_in_conflict(application: Application, member: Person, official: Person) -> None:
    declare(member, application, ConflictKind.FAMILY)
    with pytest.raises(Conflict):
        enter(application, member, official)


def test_nobody_types_in_for_a_member_about_their_own(
    application: Application, member: Person, official: Person
) -> None:
    joined(application, member)
    with pytest.raises(Conflict):
        enter(application, member, official)


def test_an_official_types_in_nothing_about_their_own(
    application: Application, member: Person, official: Person
) -> None:
    joined(application, official)
    with pytest.raises(Forbidden):
        enter(application, member, official)


def test_an_official_in_conflict_or_undeclared_types_in_nothing(application: Application, member: Person) -> None:
    undeclared = an_official()
    with pytest.raises(Forbidden):
        enter(application, member, undeclared)
    services.declare_as_official(application=application, actor=undeclared, conflict=True, kind=ConflictKind.FAMILY)
    with pytest.raises(Forbidden):
        enter(application, member, undeclared)


def test_an_official_declares_first(application: Application, as_person: SignIn) -> None:
    visitor = as_person(an_official())
    page = visitor.see(visitor.see(f"/office/applications/{application.id}").links["Type in a paper sheet"])
    assert "Declarations of interests" in page.text


def test_an_official_in_the_committee_types_in_neither_their_own_nor_that_of_others(
    call: Call, application: Application, member: Person, official: Person
) -> None:
    an_evaluator(call, "Both", person=official)
    for each in (official, member):
        with pytest.raises(Conflict):
            enter(application, each, official)


def test_nothing_is_typed_in_once_the_sheets_are_closed(
    call: Call, application: Application, member: Person, official: Person
) -> None:
    call.stage = Stage.DELIBERATION
    with pytest.raises(Conflict):
        enter(application, member, official)


def test_where_members_are_assigned_only_those_assigned_are_offered(as_person: SignIn) -> None:
    call = an_assigning_call("Nometne")
    ilze, juris = members_of(call, "Ilze", "Juris")
    application = first_of(call)
    give(call, (application, ilze))
    start_scoring(call)
    official = a_checker()
    page = as_person(official).see(f"/office/applications/{application.id}/sheets/paper")
    assert [name for name in ("Ilze", "Juris") if name in page.links] == ["Ilze"]
    with pytest.raises(Conflict):
        enter(application, juris, official)


def test_where_the_committee_fills_in_one_sheet_only_the_chair_is_offered(as_person: SignIn) -> None:
    call = a_scored_call(scoring={"decimals": 2, "method": "joint"})
    application, official, member = first_of(call), a_checker(), an_evaluator(call)
    page = as_person(official).see(f"/office/applications/{application.id}/sheets/paper")
    assert [name for name in ("Dace", "Ilze") if name in page.links] == ["Dace"]
    with pytest.raises(Conflict):
        enter(application, member, official)
    enter(application, chair_of(call), official)
    assert stored().state is SheetState.SUBMITTED
