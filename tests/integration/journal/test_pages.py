"""Auditors read the journal of their calls, with names as long as they are known, and verify it."""

import uuid

import pytest

from grants.accounts.models import Person, RoleKind
from grants.journal.queries import PAGE, entry_page
from grants.journal.services import SYSTEM, record, seal_pending
from tests.factories import calls
from tests.factories.applications import a_submitted, an_open_call
from tests.factories.people import a_person, an_administrator, an_official, an_organiser, sign_in
from tests.support.pages import Page, words
from tests.support.statements import selects
from tests.support.visitor import Visitor

pytestmark = pytest.mark.usefixtures("session")


def write(number: int, actor: Person, action: str = "test.done") -> None:
    """Write entries into the chain of the service."""
    for _ in range(number):
        record(action=action, subject=actor, actor=actor)


def newest(page: Page) -> dict[str, str]:
    """Return what the first entry of a page says, by the heading of its column."""
    headings = [words(heading) for heading in page.tree.iterfind(".//thead//th")]
    row = page.tree.find(".//tbody/tr")
    assert row is not None
    return dict(zip(headings, (words(cell) for cell in row), strict=True))


def test_an_administrator_reads_the_chain_of_the_service(client: Visitor) -> None:
    write(1, a_person("Anna Ozola"))
    sign_in(client, an_administrator())
    page = client.see("/office/journal/system")
    assert "Anna Ozola" in page.text
    assert "test.done" in page.text


def test_people_who_are_not_known_any_more_keep_their_id(client: Visitor) -> None:
    unknown = Person(id=uuid.uuid4())
    record(action="test.done", subject=an_organiser(), actor=unknown)
    sign_in(client, an_administrator())
    assert str(unknown.id) in client.see("/office/journal/system").text


def test_verifying_shows_the_result_on_the_page(client: Visitor) -> None:
    sign_in(client, an_administrator())
    seal_pending()
    page = client.see("/office/journal/system")
    shown = client.send(page, button="Verify")
    assert "The record is whole." in shown.text


def test_entries_are_filtered_by_action(client: Visitor) -> None:
    person = a_person()
    write(1, person, "test.first")
    write(1, person, "test.second")
    sign_in(client, an_administrator())
    page = client.see("/office/journal/system?action=test.first")
    assert [cell.text for cell in page.tree.iter("code") if "test." in (cell.text or "")] == ["test.first"]


def test_entries_stand_newest_first_on_pages_of_fifty() -> None:
    write(PAGE + 1, a_person(), "test.done")
    first, second = entry_page(SYSTEM, 1, "test.done"), entry_page(SYSTEM, 2, "test.done")
    assert (len(first.entries), len(second.entries), first.pages) == (PAGE, 1, 2)
    assert first.entries[-1].id > second.entries[0].id


@pytest.mark.parametrize("path", ["?page=0", "?page=2", "?page=99999999999999999999", "?action=unknown&page=2"])
def test_beyond_the_last_page_there_is_nothing(client: Visitor, path: str) -> None:
    sign_in(client, an_administrator()).see(f"/office/journal/system{path}", status=404)


def test_calls_of_one_name_are_told_apart_by_organiser_and_state(client: Visitor) -> None:
    call = an_open_call()
    sign_in(client, an_official(RoleKind.AUDITOR, call.organiser))
    said = newest(client.see("/office/journal/"))
    assert (said["Organiser"], said["State"]) == (call.organiser.name, "Published")


def test_an_auditor_does_not_read_the_chain_of_the_service(client: Visitor) -> None:
    sign_in(client, an_official(RoleKind.AUDITOR, an_organiser()))
    client.see("/office/journal/system", status=404)


@pytest.mark.parametrize("path", ["", "system", "9b2d3c1e-0000-4000-8000-000000000000"])
def test_for_others_there_is_no_journal(client: Visitor, path: str) -> None:
    sign_in(client, a_person()).see(f"/office/journal/{path}", status=404)


def test_a_page_costs_the_same_for_any_number_of_entries(client: Visitor) -> None:
    sign_in(client, an_administrator())
    costs = []
    for _ in range(2):
        for each in range(20):
            write(1, a_person(f"Person {each}"))
        with selects() as executed:
            client.see("/office/journal/system")
        costs.append(len(executed))
    assert costs[0] == costs[1]


def test_what_was_done_is_said_in_words_beside_its_code(client: Visitor) -> None:
    an_official(RoleKind.SECRETARY, an_organiser())
    sign_in(client, an_administrator())
    assert newest(client.see("/office/journal/system?action=role.granted"))["What"] == "Role given role.granted"


def test_an_application_is_named_by_its_reference_and_its_states_by_their_words(client: Visitor) -> None:
    application = a_submitted(an_open_call())
    sign_in(client, an_official(RoleKind.AUDITOR, application.call.organiser))
    entry = newest(client.see(f"/office/journal/{application.call_id}?action=application.submitted"))
    assert (entry["On what"], entry["From – to"]) == (f"application {application.reference}", "Draft → Submitted")


def test_a_state_that_stays_is_named_once(client: Visitor) -> None:
    application = a_submitted(an_open_call())
    sign_in(client, an_official(RoleKind.AUDITOR, application.call.organiser))
    entry = newest(client.see(f"/office/journal/{application.call_id}?action=application.started"))
    assert entry["From – to"] == "Draft"


def test_an_auditor_who_reads_latvian_reads_the_journal_in_latvian(client: Visitor) -> None:
    application = a_submitted(an_open_call())
    sign_in(client, an_official(RoleKind.AUDITOR, application.call.organiser))
    client.see("/language/lv?next=/")
    entry = newest(client.see(f"/office/journal/{application.call_id}?action=application.submitted"))
    assert entry["Ko darīja"] == "Projekta iesniegums iesniegts application.submitted"
    assert entry["Ar ko"] == f"projekta iesniegums {application.reference}"
    assert entry["No – uz"] == "Melnraksts → Iesniegts"


def test_organisers_are_named(client: Visitor) -> None:
    an_organiser(name="Liepkalnes novads")
    sign_in(client, an_administrator())
    entry = newest(client.see("/office/journal/system?action=organiser.created"))
    assert entry["On what"] == "organiser Liepkalnes novads"


def test_people_in_the_details_are_named_too(client: Visitor) -> None:
    an_official(RoleKind.SECRETARY, an_organiser(), "Sanita Sekretāre")
    sign_in(client, an_administrator())
    assert "person Sanita Sekretāre" in client.see("/office/journal/system?action=role.granted").text


def test_an_auditor_reads_the_chains_of_the_calls_of_their_organiser(client: Visitor) -> None:
    call, other = calls.a_draft("piemers", slug="one"), calls.a_draft("another", slug="two")
    sign_in(client, an_official(RoleKind.AUDITOR, call.organiser))
    assert f"/office/journal/{call.id}" in client.see("/office/journal/").links.values()
    client.see(f"/office/journal/{call.id}")
    client.see(f"/office/journal/{other.id}", status=404)
