"""Files in parts: a connection that breaks costs one part, and a file is attached once, whole, or not at all."""

from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256
from typing import Any

import pytest
from sqlalchemy import select
from werkzeug.test import TestResponse

from grants import clock
from grants.accounts.models import Person
from grants.applications import services
from grants.applications.files import KEEP_ORPHANS, MAX_AT_ONCE, MAX_MB, sweep_files
from grants.applications.models import Application, Attachment, PartialUpload, Right
from grants.applications.views.uploading import MAX_PART
from grants.db import db
from grants.errors import NotFound
from grants.storage import FolderStorage, storage
from tests.factories.applications import a_started, an_open_call, form_of, joined
from tests.factories.calls import CLOSED, OPEN
from tests.factories.documents import field
from tests.factories.people import a_person
from tests.integration.applications.conftest import SignIn
from tests.support.visitor import Visitor

CONTENT = b"%PDF-1.7\n" + bytes(range(256)) * 8000
HALF = 1_000_000
MEGABYTE = 1024 * 1024
FORM = form_of(field("goal", "long_text"), field("statutes", "file", accept=["pdf"]))


@pytest.fixture
def draft(anna: Person) -> Application:
    return a_started(an_open_call(form=FORM), anna)


class Sender:
    """Send a file to a draft as the script of the page does."""

    def __init__(self, browser: Visitor, draft: Application) -> None:
        self.browser = browser
        self.address = f"/applications/{draft.id}/uploads"

    def begin(self, size: int = len(CONTENT), name: str = "Statūti.pdf", **other: str) -> TestResponse:
        form = {"field": "statutes", "name": name, "stamp": "1", **other}
        return self.browser.post(self.address, data=form, headers={"Upload-Length": str(size)})

    def part(self, begun: TestResponse, content: bytes, offset: int) -> TestResponse:
        headers = {"Upload-Offset": str(offset), "Content-Type": "application/octet-stream"}
        return self.browser.post(told(begun)["parts"], data=content, headers=headers)

    def whole(self, content: bytes = CONTENT, name: str = "Statūti.pdf") -> TestResponse:
        answer = begun = self.begin(len(content), name)
        for offset in range(0, len(content), HALF):
            answer = self.part(begun, content[offset : offset + HALF], offset)
        return answer


@pytest.fixture
def sender(browser: Visitor, draft: Application) -> Sender:
    return Sender(browser, draft)


def told(answer: TestResponse) -> dict[str, Any]:
    assert answer.json is not None
    return dict(answer.json)


def attached() -> list[Attachment]:
    return list(db.session.scalars(select(Attachment).where(Attachment.removed_at.is_(None))))


def unfinished() -> list[PartialUpload]:
    return list(db.session.scalars(select(PartialUpload)))


def test_a_file_in_parts_is_attached_as_if_it_had_come_in_one(sender: Sender) -> None:
    assert told(sender.whole())["said"] == "“Statūti.pdf” is attached."
    (file,) = attached()
    assert (file.field, file.name, file.sha256) == ("statutes", "Statūti.pdf", sha256(CONTENT).hexdigest())
    with storage().open(file.storage_key) as kept:
        assert kept.read() == CONTENT
    assert unfinished() == []


def test_the_same_file_chosen_again_goes_on_where_it_stopped(sender: Sender) -> None:
    sender.part(sender.begin(), CONTENT[:HALF], 0)
    assert told(sender.begin())["offset"] == HALF
    assert len(unfinished()) == 1


def test_another_file_of_the_same_name_and_size_begins_anew(sender: Sender) -> None:
    sender.part(sender.begin(), CONTENT[:HALF], 0)
    assert told(sender.begin(stamp="2"))["offset"] == 0


def test_a_part_sent_twice_is_refused_with_the_place_at_which_the_upload_stands(sender: Sender) -> None:
    begun = sender.begin()
    sender.part(begun, CONTENT[:HALF], 0)
    again = sender.part(begun, CONTENT[:HALF], 0)
    assert (again.status_code, told(again)["offset"]) == (409, HALF)


def test_a_file_is_known_for_what_it_is_only_once_it_is_whole(sender: Sender) -> None:
    answer = sender.whole(b"MZ" + CONTENT)
    assert answer.status_code == 422
    assert told(answer)["said"] == "“Statūti.pdf” is of a kind that is not taken here: PDF."
    assert (attached(), unfinished()) == ([], [])


def test_what_the_storage_does_not_take_can_be_sent_again(sender: Sender, monkeypatch: pytest.MonkeyPatch) -> None:
    begun = sender.begin()
    sender.part(begun, CONTENT[:HALF], 0)
    sender.part(begun, CONTENT[HALF : 2 * HALF], HALF)
    with monkeypatch.context() as broken:
        broken.setattr(FolderStorage, "put", full)
        assert sender.part(begun, CONTENT[2 * HALF :], 2 * HALF).status_code == 503
    assert sender.part(begun, CONTENT[2 * HALF :], 2 * HALF).status_code == 200
    assert len(attached()) == 1


def full(*_arguments: object) -> None:
    raise OSError("no space left on device")


@pytest.mark.parametrize(
    ("size", "status"), [(0, 422), (1, 200), (MAX_MB * MEGABYTE, 200), (MAX_MB * MEGABYTE + 1, 422)]
)
def test_the_size_is_judged_before_the_first_byte(sender: Sender, size: int, status: int) -> None:
    assert sender.begin(size).status_code == status


@pytest.mark.parametrize(("size", "status"), [(0, 422), (1, 200), (MAX_PART, 200), (MAX_PART + 1, 422)])
def test_a_part_has_a_limit(sender: Sender, size: int, status: int) -> None:
    assert sender.part(sender.begin(), bytes(size), 0).status_code == status


def test_more_than_the_file_was_said_to_hold_is_refused(sender: Sender) -> None:
    assert sender.part(sender.begin(10), bytes(11), 0).status_code == 422


@pytest.mark.parametrize("header", ["", "-1", "1.5", "٣", "9" * 30])
def test_a_size_that_is_no_number_is_named(browser: Visitor, draft: Application, header: str) -> None:
    answer = browser.post(f"/applications/{draft.id}/uploads", data={}, headers={"Upload-Length": header})
    assert (answer.status_code, "Upload-Length" in answer.text) == (422, True)


def test_only_questions_for_files_take_them(sender: Sender) -> None:
    assert [sender.begin(field=code).status_code for code in ("goal", "nothing")] == [404, 404]


def test_so_many_files_may_be_on_their_way_and_one_more_not(sender: Sender) -> None:
    answers = [sender.begin(stamp=str(number)).status_code for number in range(MAX_AT_ONCE + 1)]
    assert answers == [200] * MAX_AT_ONCE + [409]


def test_an_upload_that_is_stopped_is_forgotten(sender: Sender, browser: Visitor) -> None:
    begun = sender.begin()
    assert browser.post(told(begun)["stop"], headers={"Upload-Offset": "0"}).status_code == 200
    assert unfinished() == []


def test_what_somebody_else_sends_cannot_be_added_to(sender: Sender, draft: Application, as_person: SignIn) -> None:
    other = joined(draft, a_person("Bruno", "bruno@example.org"), right=Right.EDIT)
    begun = sender.begin()
    answer = Sender(as_person(other), draft).part(begun, CONTENT[:HALF], 0)
    assert answer.status_code == 404


def test_after_the_deadline_nothing_more_is_taken(sender: Sender) -> None:
    begun = sender.begin()
    with clock.at(CLOSED):
        assert sender.part(begun, CONTENT[:HALF], 0).status_code == 409
    assert unfinished()[0].received == 0


def test_an_upload_that_stopped_is_forgotten_after_a_day_with_its_parts(sender: Sender) -> None:
    sender.part(sender.begin(), CONTENT[:HALF], 0)
    (key,) = unfinished()[0].parts
    with clock.at(OPEN + KEEP_ORPHANS + timedelta(minutes=1)):
        sweep_files()
    db.session.commit()
    assert unfinished() == []
    with clock.at(OPEN + 2 * KEEP_ORPHANS), pytest.raises(NotFound):
        storage().open(key)


def test_a_draft_with_an_unfinished_upload_can_be_deleted(sender: Sender, draft: Application, anna: Person) -> None:
    sender.part(sender.begin(), CONTENT[:HALF], 0)
    services.delete_draft(application=db.session.get_one(Application, draft.id), actor=anna)
    assert unfinished() == []


def test_somebody_signed_out_is_told_so(sender: Sender, visitor: Callable[[], Visitor], draft: Application) -> None:
    answer = Sender(visitor(), draft).begin()
    assert answer.status_code == 401
    assert "Pieslēdzieties" in told(answer)["said"]
