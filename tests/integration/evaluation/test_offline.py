"""Applications are taken along as one PDF or one ZIP: what the reader may read then, and each time on record."""

import io
import zipfile

import pytest
from pypdf import PdfReader

from grants.accounts.models import Person
from grants.applications import redactions, stretches
from grants.applications.queries import submitted_in
from grants.applications.reading import content_of
from grants.calls.models import Call
from grants.db import db
from grants.evaluation.models import ConflictKind
from grants.evaluation.offline import reading
from tests.factories.applications import form_of
from tests.factories.calls import an_official
from tests.factories.documents import field
from tests.factories.evaluation import a_scored_call, an_evaluator, declare, scoring
from tests.integration.evaluation.conftest import SignIn
from tests.integration.evaluation.support import entries
from tests.integration.evaluation.test_sheets_access import an_attachment
from tests.support.visitor import Visitor

pytestmark = pytest.mark.usefixtures("session")

PLACE, OFFICE = "/evaluation/calls/piemers-2030/offline", "/office/calls/piemers-2030/offline"
FORM = form_of(field("goal", "long_text", required=True), field("statutes", "file"))


def a_call_and_judge(**changes: object) -> tuple[Call, Person]:
    """Return a call with two applications of which a member may read the first, which has a file."""
    call = a_scored_call("Nometne", "Koris", form=FORM, **changes)
    person = an_evaluator(call)
    first, second = submitted_in(call.id)
    file = an_attachment(first, b"%PDF-1.7 statutes")
    file.name = "Biedrības Nometne statūti: v1.pdf"
    db.session.add(file)
    declare(person, first)
    declare(person, second, None if changes else ConflictKind.FAMILY)
    return call, person


def taken(visitor: Visitor, kind: str, place: str = PLACE, part: int = 1) -> bytes:
    token = visitor.see(place).form("Download one PDF").values["csrf_token"]
    sent = {"csrf_token": token, "kind": kind, "part": str(part)}
    response = visitor.post(place, data=sent, buffered=True)
    assert response.status_code == 200
    return response.get_data()


def words_of(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


def files_of(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_list_leads_there(as_person: SignIn) -> None:
    _call, person = a_call_and_judge()
    assert as_person(person).see("/evaluation/calls/piemers-2030").links["Read without a connection"] == PLACE


def test_the_pdf_holds_what_is_open_to_the_reader_and_nothing_in_conflict(as_person: SignIn) -> None:
    _call, person = a_call_and_judge()
    words = words_of(taken(as_person(person), "pdf"))
    assert "Nometne piecpadsmit jauniešiem." in words
    assert "Koris" not in words


def test_the_pdf_can_be_leafed_through_by_title(as_person: SignIn) -> None:
    _call, person = a_call_and_judge(scoring=scoring())
    reader = PdfReader(io.BytesIO(taken(as_person(person), "pdf")))
    titles = [each.title for each in reader.outline if not isinstance(each, list)]
    assert titles[-2:] == ["Nometne", "Koris"]


def test_the_zip_has_a_folder_for_each_with_its_answers_and_files(as_person: SignIn) -> None:
    call, person = a_call_and_judge()
    folder = f"01 {submitted_in(call.id)[0].reference}"
    files = files_of(taken(as_person(person), "zip"))
    assert sorted(files) == sorted(
        [f"{folder}/application.pdf", f"{folder}/01 Biedrības Nometne statūti_ v1.pdf", "contents.txt"]
    )
    assert "Nometne piecpadsmit jauniešiem." in words_of(files[f"{folder}/application.pdf"])
    assert files[f"{folder}/01 Biedrības Nometne statūti_ v1.pdf"] == b"%PDF-1.7 statutes"


def test_what_is_blacked_out_is_in_neither(as_person: SignIn) -> None:
    call, person = a_call_and_judge()
    first, official = submitted_in(call.id)[0], an_official()
    content = content_of(first)
    for hidden in ({"passage": "piecpadsmit"}, {"file": content.attachments[0]}):
        redactions.black_out(application=first, content=content, reason="Vārds", actor=official, **hidden)
    visitor = as_person(person)
    files = files_of(taken(visitor, "zip"))
    printed = next(content for name, content in files.items() if name.endswith("application.pdf"))
    assert len(files) == 2
    for words in (words_of(taken(visitor, "pdf")), words_of(printed)):
        assert "[blacked out] jauniešiem." in words
        assert "statūti" not in words


def test_a_blind_committee_gets_neutral_names(as_person: SignIn) -> None:
    _call, person = a_call_and_judge(scoring=scoring(blind=True))
    visitor = as_person(person)
    files = files_of(taken(visitor, "zip"))
    assert any(name.endswith("/attachment-1.pdf") for name in files)
    said = " ".join([*files, *(words_of(each) for name, each in files.items() if name.endswith("application.pdf"))])
    assert "Biedrīb" not in said + words_of(taken(visitor, "pdf"))


def test_a_file_with_a_virus_is_left_out_and_named(as_person: SignIn) -> None:
    call, person = a_call_and_judge()
    content_of(submitted_in(call.id)[0]).attachments[0].virus = "Eicar"
    files = files_of(taken(as_person(person), "zip"))
    assert "left out: a virus was found in it" in files["contents.txt"].decode("utf-8-sig")
    assert len(files) == 2


def test_each_download_is_on_record(as_person: SignIn) -> None:
    _call, person = a_call_and_judge()
    visitor = as_person(person)
    for kind in ("pdf", "zip"):
        taken(visitor, kind)
    assert [entry.details for entry in entries("applications.taken_along")] == [
        {"applications": 1, "kind": "pdf"},
        {"applications": 1, "kind": "zip"},
    ]


def test_many_applications_come_in_parts(as_person: SignIn, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (stretches, reading):
        monkeypatch.setattr(module, "PAGE", 1)
    _call, person = a_call_and_judge(scoring=scoring())
    visitor = as_person(person)
    assert "Part 2 of 2" in visitor.see(PLACE).text
    first, second = (words_of(taken(visitor, "pdf", part=part)) for part in (1, 2))
    assert ("Koris" in first, "Koris" in second) == (False, True)


@pytest.mark.parametrize("typed", [{"kind": "exe"}, {"kind": "pdf", "part": "x"}, {"kind": "pdf", "part": "99999"}])
def test_other_files_are_refused(as_person: SignIn, typed: dict[str, str]) -> None:
    _call, person = a_call_and_judge()
    visitor = as_person(person)
    token = visitor.see(PLACE).form("Download one PDF").values["csrf_token"]
    assert visitor.post(PLACE, data={"csrf_token": token, **typed}).status_code == 422
    assert not entries("applications.taken_along")


def test_officials_get_everything_but_their_own(as_person: SignIn) -> None:
    call, _person = a_call_and_judge()
    own = submitted_in(call.id)[1]
    assert own.organisation is not None
    official = an_official()
    own.organisation.created_by_id, own.organisation.registration_number = official.id, "40008000017"
    words = words_of(taken(as_person(official), "pdf", OFFICE))
    assert "Biedrība Nometne" in words
    assert "Koris" not in words
