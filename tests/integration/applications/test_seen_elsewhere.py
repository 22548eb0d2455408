"""What went wrong for applicants elsewhere, shown here not to: each test is named as what they can rely on instead."""

import io
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from grants import clock
from grants.accounts.models import Person
from grants.applications import services
from grants.applications.files import sweep_files
from grants.applications.form.tags import tag_of
from grants.applications.models import Application, ApplicationState, Attachment
from grants.applications.upkeep.closing import end_drafts
from grants.applications.upkeep.reminding import remind
from grants.calls.editing.codes import slug_of
from grants.db import db
from grants.errors import Conflict
from grants.notices.models import Message
from grants.storage import storage
from tests.factories.applications import a_filled, a_submitted, an_open_call, every_answer, every_field, form_of
from tests.factories.calls import CLOSED, OPEN
from tests.factories.documents import field, schedule
from tests.support.visitor import Visitor

SAVE = "Save and continue"
WITH_FILE = form_of(field("goal", "long_text"), field("statutes", "file"))


def test_keeping_one_answer_leaves_the_finances_and_everything_else_as_they_were(
    browser: Visitor, anna: Person
) -> None:
    """An autosave that posted the whole document wiped the finance answers of some eighty applications (2015)."""
    draft = a_filled(an_open_call(form=form_of(*every_field())), anna, answers=every_answer())
    before = dict(draft.answers)
    headers = {"If-Match": f'"{tag_of(before["long"])}"'}
    answer = browser.post(f"/applications/{draft.id}/answers/long", data={"a-long": "Jauns"}, headers=headers)
    assert answer.status_code == 200
    assert draft.answers == {**before, "long": "Jauns"}


@pytest.mark.parametrize("page", ["", "/applicant", "/sections/project", "/review"])
def test_what_is_complete_and_not_submitted_says_so_on_every_page(browser: Visitor, anna: Person, page: str) -> None:
    """Complete applications were lost because a box “ready” stayed unticked."""
    draft = a_filled(an_open_call(), anna)
    assert "Not submitted yet." in browser.see(f"/applications/{draft.id}{page}").text


def test_and_in_the_reminders(anna: Person) -> None:
    a_filled(an_open_call(), anna)
    with clock.at(CLOSED - timedelta(hours=30)):
        remind()
    message = db.session.scalars(select(Message).where(Message.address == anna.email)).one()
    assert "not submitted" in f"{message.words.subject} {message.words.text}".lower()


@pytest.mark.parametrize(
    "name", ["a,b.pdf", "a;b, c.pdf", 'say "yes".pdf', "Statūti (2), gala.pdf", "a\u202efdp.exe.pdf"]
)
def test_no_name_of_a_file_hides_it(browser: Visitor, anna: Person, name: str) -> None:
    """A comma in the name of a file hid it."""
    draft = a_filled(an_open_call(form=WITH_FILE), anna)
    page = browser.see(f"/applications/{draft.id}/sections/project")
    browser.send(page, {"a-statutes": (io.BytesIO(b"%PDF-1.7"), name)}, button=SAVE)
    (file,) = db.session.scalars(select(Attachment))
    page = browser.see(f"/applications/{draft.id}/sections/project")
    assert file.name in page.text
    with browser.get(f"/applications/{draft.id}/files/{file.id}") as answer:
        assert answer.get_data() == b"%PDF-1.7"
        assert answer.headers["Content-Disposition"].startswith("attachment; ")


def test_saving_twice_makes_neither_a_second_draft_nor_a_second_file(browser: Visitor, anna: Person) -> None:
    call = an_open_call(form=WITH_FILE)
    page = browser.see(f"/calls/{call.slug}")
    for _press in range(2):
        browser.send(page, button="Apply")
    draft = db.session.scalars(select(Application)).one()
    for _press in range(2):
        page = browser.see(f"/applications/{draft.id}/sections/project")
        browser.send(page, {"a-statutes": (io.BytesIO(b"%PDF-1.7"), "statuti.pdf")}, button=SAVE)
    assert db.session.scalar(select(func.count()).select_from(Attachment)) == 1


def test_attached_files_are_never_swept_and_left_over_bytes_always_are(browser: Visitor, anna: Person) -> None:
    draft = a_filled(an_open_call(form=WITH_FILE), anna)
    page = browser.see(f"/applications/{draft.id}/sections/project")
    browser.send(page, {"a-statutes": (io.BytesIO(b"%PDF-1.7"), "statuti.pdf")}, button=SAVE)
    (file,) = db.session.scalars(select(Attachment))
    orphan = storage().put(io.BytesIO(b"orphan"))
    with clock.at(OPEN + timedelta(days=3000)):  # whatever the files of this run are dated
        sweep_files()
        kept = {*storage().keys_before(clock.now())}
    assert (file.storage_key in kept, orphan.key in kept) == (True, False)


@pytest.mark.parametrize(
    ("closes_at", "shown"),
    [
        ("2029-12-10T15:00:00+02:00", "10 December 2029, 15:00"),
        ("2029-12-10T13:00:00+00:00", "10 December 2029, 15:00"),
    ],
)
def test_the_deadline_is_shown_in_the_zone_of_the_call_however_it_was_written(
    browser: Visitor, anna: Person, closes_at: str, shown: str
) -> None:
    """A time zone was off by hours."""
    draft = a_filled(an_open_call(schedule=schedule(closes_at=closes_at)), anna)
    assert "10 December 2029, 15:00" in browser.see(f"/applications/{draft.id}").text


def test_applicants_open_their_own_application_after_the_deadline_sent_in_or_not(
    browser: Visitor, anna: Person
) -> None:
    call = an_open_call()
    sent, left = a_submitted(call, anna), a_filled(call, anna, title="Palika")
    with clock.at(CLOSED + timedelta(hours=1)):
        end_drafts(call, 10)
        for application in (sent, left):
            assert "Nometne piecpadsmit jauniešiem." in browser.see(f"/applications/{application.id}").text


def test_withdrawing_is_no_way_around_a_limit(anna: Person) -> None:
    """Withdrawing, applying again and bringing the first one back gave two where one was allowed."""
    call = an_open_call(applicants={"kinds": ["association"], "max_applications": 1})
    first = a_submitted(call, anna)
    services.withdraw(application=first, actor=anna)
    a_submitted(call, anna)
    for act in (services.submit, services.open_again):
        with pytest.raises(Conflict):
            act(application=first, actor=anna)
    assert first.state is ApplicationState.WITHDRAWN


@pytest.mark.parametrize(
    ("title", "slug"),
    [("Jauniešu iniciatīvas Ādažos", "jauniesu-iniciativas-adazos"), ("Ķekavas ģimeņu šķūņi", "kekavas-gimenu-skuni")],
)
def test_addresses_keep_the_letters_of_a_title(title: str, slug: str) -> None:
    """Addresses were made by leaving out ā and š."""
    assert slug_of(title) == slug
