"""Letters are signed outside: they go out in one archive and come back in one or several, all of it or nothing."""

import io
import zipfile

import pytest
from pypdf import PdfReader
from sqlalchemy import select

from grants.accounts.models import RoleKind
from grants.accounts.services import grant_role
from grants.awards.letters import services
from grants.awards.letters.jobs import joining, verifying
from grants.awards.letters.jobs.models import LetterJob
from grants.awards.letters.jobs.services import begin_printing, work_on_jobs
from grants.awards.letters.models import Letter, LetterState
from grants.calls.models import Call
from grants.db import db
from grants.errors import Conflict
from grants.evaluation.models import ConflictKind
from grants.evaluation.services import declare_as_official
from grants.storage import storage
from tests.factories.awards import a_decided_call, a_member, an_official_of, application_in, judged
from tests.factories.people import a_person
from tests.factories.signing import a_container, a_signed_pdf
from tests.integration.awards.conftest import Browser
from tests.support.pages import Page, Values
from tests.support.visitor import Visitor

pytestmark = pytest.mark.usefixtures("monday")

LETTERS = "/office/calls/piemers-2030/letters"
OLGA = ("Olga", "Koordinatore")


@pytest.fixture
def call() -> Call:
    call = a_decided_call(judged("A-1", "5", "5"), judged("A-2"))
    a_member(call, "A-1")
    while services.make_letters():
        db.session.flush()
    return call


@pytest.fixture
def official(call: Call, browser_of: Browser) -> Visitor:
    return browser_of(an_official_of(call))


def letter_of(call: Call, number: int) -> Letter:
    wanted = select(Letter).where(Letter.call_id == call.id, Letter.number == f"piemers-2030/{number}")
    return db.session.scalars(wanted).one()


def original(call: Call, number: int) -> bytes:
    made = letter_of(call, number).made
    assert made is not None
    with storage().open(made.storage_key) as stored:
        return stored.read()


def an_archive(files: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return packed.getvalue()


def signed(call: Call, number: int) -> bytes:
    return a_container({f"piemers-2030-{number}.pdf": original(call, number)}, OLGA)


def worked() -> None:
    """Let the worker do what there is to do with letters."""
    db.session.commit()
    while work_on_jobs():
        db.session.commit()


def sent(official: Visitor, content: bytes, name: str = "letters.zip") -> Page:
    """Send signed letters, let the worker verify them, and return the page that tells what came of it."""
    typed: Values = {"file": (io.BytesIO(content), name)}
    going_on = official.send(official.see(LETTERS), typed, button="Take the signed letters in")
    assert "You can leave this page" in going_on.text
    worked()
    return official.see(going_on.address)


def states(call: Call) -> list[LetterState]:
    db.session.expire_all()
    return [letter_of(call, number).state for number in (1, 2)]


def test_the_archive_holds_every_letter_by_its_number(call: Call, official: Visitor) -> None:
    with zipfile.ZipFile(io.BytesIO(official.get(f"{LETTERS}/unsigned.zip").data)) as archive:
        assert archive.namelist() == ["piemers-2030-1.pdf", "piemers-2030-2.pdf"]
        assert archive.read("piemers-2030-1.pdf") == original(call, 1)


def test_all_come_back_in_one_upload(call: Call, official: Visitor) -> None:
    files = {"piemers-2030-1.edoc": signed(call, 1), "x/piemers-2030-2-parakstits.asice": signed(call, 2)}
    page = sent(official, an_archive(files))
    assert "2 signed letters are taken in." in page.text
    assert states(call) == [LetterState.SIGNED] * 2
    assert [one["name"] for one in letter_of(call, 1).signatures] == ["Olga Koordinatore"]


def test_several_uploads_bring_them_all(call: Call, official: Visitor) -> None:
    page = sent(official, signed(call, 2), name="piemers-2030-2.edoc")
    assert "1 letter is still missing: piemers-2030/1." in page.text
    sent(official, an_archive({"piemers-2030-1.edoc": signed(call, 1)}))
    assert states(call) == [LetterState.SIGNED] * 2


def test_a_pdf_signed_within_itself_is_taken(call: Call, official: Visitor) -> None:
    sent(official, a_signed_pdf(original(call, 1), OLGA), name="piemers-2030-1.pdf")
    assert states(call)[0] is LetterState.SIGNED


def test_one_wrong_file_keeps_all_out(call: Call, official: Visitor) -> None:
    altered = a_container({"piemers-2030-2.pdf": original(call, 2) + b" "}, OLGA)
    page = sent(official, an_archive({"piemers-2030-1.edoc": signed(call, 1), "piemers-2030-2.edoc": altered}))
    assert "“piemers-2030-2.edoc” does not hold the letter as it was prepared." in page.text
    assert states(call) == [LetterState.PREPARED] * 2


@pytest.mark.parametrize(
    ("case", "words"),
    [
        ("another", "does not hold the letter as it was prepared"),
        ("unknown", "is named after no letter of this competition"),
        ("unsigned", "has no signature"),
        ("more", "holds more than the letter"),
        ("broken", "has a signature that does not match what it holds"),
        ("text", "is no signed document that can be read"),
        ("garbage", "is no signed document that can be read"),
    ],
)
def test_what_is_no_signed_letter_is_named_and_refused(call: Call, official: Visitor, case: str, words: str) -> None:
    first, second = original(call, 1), original(call, 2)
    files = {
        "another": {"piemers-2030-1.edoc": a_container({"piemers-2030-1.pdf": second}, OLGA)},
        "unknown": {"piemers-2030-10.edoc": signed(call, 1)},
        "unsigned": {"piemers-2030-1.edoc": a_container({"piemers-2030-1.pdf": first})},
        "more": {"piemers-2030-1.edoc": a_container({"a.pdf": first, "b.pdf": second}, OLGA)},
        "broken": {"piemers-2030-1.edoc": a_container({"a.pdf": second}, OLGA, changed={"a.pdf": first})},
        "text": {"piemers-2030-1.txt": b"Labi"},
    }
    content = an_archive(files[case]) if case in files else b"PK no archive"
    page = sent(official, content)
    assert words in page.text
    assert states(call) == [LetterState.PREPARED] * 2


def test_the_same_again_changes_nothing(call: Call, official: Visitor) -> None:
    packed = an_archive({"piemers-2030-1.edoc": signed(call, 1)})
    sent(official, packed)
    first = letter_of(call, 1).signed_id
    assert "0 signed letters are taken in." in sent(official, packed).text
    assert letter_of(call, 1).signed_id == first


def test_what_was_sent_takes_no_other_signature(call: Call, official: Visitor) -> None:
    sent(official, signed(call, 1), name="piemers-2030-1.edoc")
    assert letter_of(call, 1).file == letter_of(call, 1).signed
    services.send_by_email(call=call, actor=an_official_of(call))
    page = sent(official, signed(call, 1), name="piemers-2030-1.edoc")
    assert "is a letter that was sent already" in page.text


def test_who_is_in_conflict_with_one_takes_none(call: Call, browser_of: Browser) -> None:
    secretary = a_person("Sanda")
    grant_role(person=secretary, kind=RoleKind.SECRETARY, actor=None, organiser_id=call.organiser_id)
    declare_as_official(
        application=application_in(call, "A-1"), actor=secretary, conflict=True, kind=ConflictKind.PARTNER
    )
    browser = browser_of(secretary)
    for address in ("unsigned.zip", "addresses.xlsx", f"{letter_of(call, 1).id}/made"):
        assert browser.get(f"{LETTERS}/{address}").status_code == 403


def test_letters_sent_another_way_are_written_down_once(call: Call, official: Visitor) -> None:
    sent(official, an_archive({"piemers-2030-2.edoc": signed(call, 2)}))
    page = official.see(f"{LETTERS}/outside")
    typed: Values = {"channel": "e_address", "sent_on": "14.01.2030", "tracking": "E-1"}
    after = official.send(page, typed, button="They were sent")
    assert "1 letter is sent." in after.text
    assert letter_of(call, 2).state is LetterState.SENT
    assert "No letter is ready" in official.send(page, typed, button="They were sent", status=422).text


def test_each_part_is_verified_for_itself_and_the_page_shows_how_far_it_is(
    call: Call, official: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verifying, "VERIFIED_AT_ONCE", 1)
    files = {f"piemers-2030-{number}.edoc": signed(call, number) for number in (1, 2)}
    typed: Values = {"file": (io.BytesIO(an_archive(files)), "letters.zip")}
    page = official.send(official.see(LETTERS), typed, button="Take the signed letters in")
    assert work_on_jobs() == 1
    db.session.commit()
    assert "1 of 2 letters are done" in official.see(page.address).text
    assert states(call) == [LetterState.PREPARED] * 2
    worked()
    done = official.see(page.address)
    assert "2 signed letters are taken in." in done.text
    assert "letter piemers-2030/1, signed by Olga Koordinatore" in done.text
    assert states(call) == [LetterState.SIGNED] * 2


def test_what_was_sent_while_it_was_verified_keeps_all_out(call: Call, official: Visitor) -> None:
    typed: Values = {"file": (io.BytesIO(an_archive({"piemers-2030-1.edoc": signed(call, 1)})), "letters.zip")}
    page = official.send(official.see(LETTERS), typed, button="Take the signed letters in")
    letter_of(call, 1).state = LetterState.VOID
    worked()
    assert letter_of(call, 1).state is LetterState.VOID
    assert "is a void letter" in official.see(page.address).text


def test_a_file_that_is_too_large_is_refused_at_once(
    call: Call, official: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("grants.awards.letters.views.signing.MAX_SIGNED_MB", 0)
    typed: Values = {"file": (io.BytesIO(b"PK"), "letters.zip")}
    page = official.send(official.see(LETTERS), typed, button="Take the signed letters in", status=422)
    assert "It is too large" in page.text


def printed(official: Visitor) -> tuple[str, bytes]:
    """Let the letters that are ready be made to print, and return the page that tells of it with the file."""
    for _twice in range(2):
        page = official.send(official.see(LETTERS), button="Join the letters to print")
    assert db.session.query(LetterJob).filter_by(kind="print", ended_at=None).count() == 1
    worked()
    return official.see(page.address).text, official.get(f"{page.address}/file", buffered=True).data


def words_on(content: bytes) -> list[str]:
    pages = PdfReader(io.BytesIO(content)).pages
    return ["".join(each.extract_text().replace("\xad", "").split()) for each in pages]


def test_letters_to_print_are_one_accessible_file_of_the_same_words_behind_their_addresses(
    call: Call, official: Visitor
) -> None:
    sent(official, an_archive({f"piemers-2030-{number}.edoc": signed(call, number) for number in (1, 2)}))
    text, whole = printed(official)
    assert "2 letters are in the file" in text
    assert all(standard in whole for standard in (b"pdfaid:part", b"pdfuaid:part"))
    pages = words_on(whole)
    assert pages[0].index("BiedrībaA-1") < pages[0].index("BiedrībaA-2")
    assert pages[1:] == [*words_on(original(call, 1)), *words_on(original(call, 2))]
    assert printed(official)[1] == whole


def test_what_was_signed_within_or_is_too_much_for_one_file_comes_as_an_archive(
    call: Call, official: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(joining, "JOINED_AT_ONCE", 1)
    within = a_signed_pdf(original(call, 1), OLGA)
    sent(official, within, name="piemers-2030-1.pdf")
    sent(official, an_archive({"piemers-2030-2.edoc": signed(call, 2)}))
    text, whole = printed(official)
    assert "it cannot be joined with others without losing its signature" in text
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        assert archive.namelist() == ["001.pdf", "001-piemers-2030-1.pdf", "002.pdf"]
        assert archive.read("001-piemers-2030-1.pdf") == within
        assert words_on(archive.read("002.pdf"))[1:] == words_on(original(call, 2))


def test_what_became_void_while_it_was_joined_is_not_printed(
    call: Call, official: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(joining, "JOINED_AT_ONCE", 1)
    sent(official, an_archive({f"piemers-2030-{number}.edoc": signed(call, number) for number in (1, 2)}))
    page = official.send(official.see(LETTERS), button="Join the letters to print")
    db.session.commit()
    assert work_on_jobs() == 1
    letter_of(call, 1).state = LetterState.VOID
    worked()
    content = official.get(f"{page.address}/file", buffered=True).data
    assert words_on(content)[1:] == words_on(original(call, 2))


def test_nothing_is_joined_while_no_letter_is_ready(call: Call) -> None:
    with pytest.raises(Conflict):
        begin_printing(call=call, actor=an_official_of(call))
