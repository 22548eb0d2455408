"""Officials black out passages and files: evaluators never see them, the original stays for everybody else."""

import pytest
from sqlalchemy import select

from grants.accounts.models import Person, RoleKind
from grants.applications.models import Application, Attachment, Redaction
from grants.applications.redactions import LEAST_PASSAGE, MAX_PASSAGE, MAX_REDACTION_REASON, MAX_REDACTIONS
from grants.calls.models import Call
from grants.db import db
from grants.journal.models import Entry
from tests.factories.applications import form_of
from tests.factories.calls import an_official
from tests.factories.documents import field
from tests.factories.evaluation import first_of
from tests.integration.evaluation.conftest import SignIn
from tests.integration.evaluation.sheets import a_call_and_judge, address
from tests.integration.evaluation.test_sheets_access import an_attachment
from tests.support.pages import Page
from tests.support.visitor import Visitor

pytestmark = pytest.mark.usefixtures("session")

COVER = "[blacked out]"
PASSAGE, FILE = "Black the passage out", "Black the file out"
FORM = form_of(
    field("goal", "long_text", required=True),
    field("steps", "table", columns=[field("what", "short_text")]),
    field("statutes", "file"),
)
NAME = "piecpadsmit jauniešiem"


@pytest.fixture
def judged_call() -> tuple[Call, Person]:
    """Return a call that is being scored with its judge; its application names somebody in an answer and a table."""
    call, judge = a_call_and_judge(form=FORM)
    application = first_of(call)
    application.answers = {**application.answers, "steps": [{"what": f"Runā {NAME}"}, {"what": "Dzied"}]}
    db.session.add(an_attachment(application, b"%PDF-1.7 statutes"))
    db.session.flush()
    return call, judge


@pytest.fixture
def application(judged_call: tuple[Call, Person]) -> Application:
    return first_of(judged_call[0])


@pytest.fixture
def official(judged_call: tuple[Call, Person], as_person: SignIn) -> Visitor:
    del judged_call
    return as_person(an_official())


def office(application: Application) -> str:
    return f"/office/applications/{application.id}"


def black_out(
    official: Visitor, application: Application, passage: str = NAME, reason: str = "Skolēnu vārdi", status: int = 200
) -> Page:
    page = official.see(f"{office(application)}/redactions")
    return official.send(page, {"passage": passage, "reason": reason}, button=PASSAGE, status=status)


def black_out_file(official: Visitor, application: Application) -> Page:
    page = official.see(f"{office(application)}/redactions")
    file = db.session.scalars(select(Attachment.id).where(Attachment.application_id == application.id)).one()
    return official.send(page, {"file": str(file), "reason": "Veselība"}, button=FILE)


def present() -> list[Redaction]:
    return list(db.session.scalars(select(Redaction).where(Redaction.lifted_at.is_(None))))


def test_an_evaluator_does_not_read_what_is_blacked_out_wherever_it_stands(
    official: Visitor, application: Application, judged_call: tuple[Call, Person], as_person: SignIn
) -> None:
    black_out(official, application)
    page = as_person(judged_call[1]).see(address(application))
    assert NAME not in page.text
    assert page.text.count(COVER) == 2
    assert "Nometne" in page.text


def test_a_line_break_in_the_middle_hides_nothing(official: Visitor, application: Application) -> None:
    application.answers = {**application.answers, "goal": "Nometne piecpadsmit\njauniešiem."}
    page = black_out(official, application)
    assert "Nometne [blacked out]." in page.text


def test_officials_and_the_applicant_read_the_original(
    official: Visitor, application: Application, as_person: SignIn
) -> None:
    black_out(official, application)
    assert NAME in official.see(office(application)).text
    assert NAME in as_person(application.members[0].person).see(f"/applications/{application.id}").text


def test_a_file_is_neither_named_nor_handed_out_to_evaluators(
    official: Visitor, application: Application, judged_call: tuple[Call, Person], as_person: SignIn
) -> None:
    judge = as_person(judged_call[1])
    way = judge.see(address(application)).links["statutes.pdf"]
    black_out_file(official, application)
    page = judge.see(address(application))
    assert ("statutes.pdf" in page.text, "1 file is blacked out" in page.text) == (False, True)
    judge.see(way, status=404)


def test_what_is_shown_again_is_read_again(
    official: Visitor, application: Application, judged_call: tuple[Call, Person], as_person: SignIn
) -> None:
    page = black_out(official, application)
    official.send(page, button="Show it again")
    assert NAME in as_person(judged_call[1]).see(address(application)).text
    assert present() == []
    assert db.session.scalars(select(Redaction)).one().passage == NAME


def test_showing_again_can_be_undone_once(official: Visitor, application: Application) -> None:
    shown = official.send(black_out(official, application), button="Show it again")
    assert present() == []
    official.send(shown, button="Undo")
    official.send(shown, button="Undo")
    assert [each.passage for each in present()] == [NAME]


def test_undoing_blacks_nothing_out_twice(official: Visitor, application: Application) -> None:
    shown = official.send(black_out(official, application), button="Show it again")
    black_out(official, application)
    official.send(shown, button="Undo")
    assert len(present()) == 1


def test_the_page_shows_what_evaluators_see(official: Visitor, application: Application) -> None:
    page = black_out(official, application)
    assert "Nometne [blacked out]." in page.text


@pytest.mark.parametrize(
    ("passage", "words"),
    [
        ("kas nekur nav", "This stands nowhere in the application. Copy it as it stands there."),
        ("x" * (LEAST_PASSAGE - 1), f"between {LEAST_PASSAGE} and {MAX_PASSAGE:,} characters"),
        ("", f"between {LEAST_PASSAGE} and {MAX_PASSAGE:,} characters"),
        ("x" * (MAX_PASSAGE + 1), f"between {LEAST_PASSAGE} and {MAX_PASSAGE:,} characters"),
    ],
)
def test_a_passage_that_cannot_be_blacked_out_is_named_and_stays_typed(
    official: Visitor, application: Application, passage: str, words: str
) -> None:
    page = black_out(official, application, passage, status=422)
    assert words.replace(",", "") in page.text.replace(",", "")
    assert page.form(PASSAGE).values["passage"][0].strip() == passage
    assert page.form(PASSAGE).values["reason"] == ["Skolēnu vārdi"]
    assert present() == []


def test_the_title_stays_because_lists_show_it(official: Visitor, application: Application) -> None:
    application.title = "Rudens talka"
    assert "stands nowhere" in black_out(official, application, "Rudens talka", status=422).text


@pytest.mark.parametrize(
    ("reason", "status"), [("", 422), ("x" * MAX_REDACTION_REASON, 200), ("x" * (MAX_REDACTION_REASON + 1), 422)]
)
def test_the_reason_is_needed_and_has_a_limit(
    official: Visitor, application: Application, reason: str, status: int
) -> None:
    black_out(official, application, reason=reason, status=status)
    assert len(present()) == (status == 200)


def test_the_same_twice_is_once(official: Visitor, application: Application) -> None:
    application.answers = {**application.answers, "goal": f"{NAME} {COVER}"}
    black_out(official, application)
    page = official.see(f"{office(application)}/redactions")
    official.send(page, {"passage": NAME, "reason": "x"}, button=PASSAGE)
    assert len(present()) == 1


def test_so_many_passages_can_be_blacked_out_and_one_more_not(official: Visitor, application: Application) -> None:
    words = [f"vārds{number:03}" for number in range(MAX_REDACTIONS + 1)]
    application.answers = {**application.answers, "goal": " ".join(words)}
    for word in words[:-1]:
        black_out(official, application, word)
    page = black_out(official, application, words[-1], status=409)
    assert f"At most {MAX_REDACTIONS}" in page.text
    assert len(present()) == MAX_REDACTIONS


def test_the_journal_says_that_and_by_whom_but_not_what(official: Visitor, application: Application) -> None:
    black_out(official, application)
    (entry,) = db.session.scalars(select(Entry).where(Entry.action == "application.blacked_out"))
    assert NAME not in str(entry.details)
    assert entry.actor_id is not None


def test_a_file_has_to_be_chosen(official: Visitor, application: Application) -> None:
    page = official.see(f"{office(application)}/redactions")
    page = official.send(page, {"reason": "Veselība"}, button=FILE, status=422)
    assert "Choose a file." in page.text
    assert page.form(FILE).values["reason"] == ["Veselība"]


def test_auditors_read_and_cannot_black_out(application: Application, as_person: SignIn) -> None:
    auditor = as_person(an_official(RoleKind.AUDITOR))
    assert "Black out for evaluators" not in auditor.see(office(application)).text
    auditor.see(f"{office(application)}/redactions", status=403)
