"""Files are sent in parts while people fill in: with progress, over a broken connection, from a page closed before."""

import re
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import pytest
from playwright.sync_api import Page, Route, expect
from sqlalchemy import select

from grants.applications.models import Attachment
from grants.db import db
from tests.browser.beside import a_draft_of_ones_own, beside, slug_for
from tests.browser.conftest import NARROW
from tests.factories.applications import form_of
from tests.factories.documents import field
from tests.support.site import Site

pytestmark = pytest.mark.parametrize("site", ["embedded"], indirect=True)

FORM = form_of(field("goal", "long_text"), field("statutes", "file", accept=["pdf"], max_mb=5))
CONTENT = b"%PDF-1.7\n" + bytes(range(256)) * 12_000
FILES = "statutes (en)"
PART = re.compile("/parts$")


class Sender:
    """Be a person on the page of a draft that asks for a file."""

    def __init__(self, site: Site, page: Page, address: str, file: Path) -> None:
        self.site, self.page, self.address, self.file = site, page, address, file

    def chooses(self, file: Path | None = None) -> None:
        self.page.get_by_label(FILES).set_input_files(file or self.file)

    def loses(self, is_lost: Callable[[int], bool]) -> list[int]:
        """Lose some of the parts, by their number; return the list that fills with where each began."""
        sent: list[int] = []

        def pass_on(route: Route) -> None:
            sent.append(int(route.request.headers["upload-offset"]))
            if is_lost(len(sent)):
                route.abort("internetdisconnected")
            else:
                route.continue_()

        self.page.route(PART, pass_on)
        return sent

    def has(self, words: str) -> None:
        expect(self.page.locator("[data-files]")).to_contain_text(words)

    @property
    def attached(self) -> list[tuple[str, int]]:
        with beside(self.site):
            own = select(Attachment).where(Attachment.application_id == UUID(self.address.rpartition("/")[2]))
            return [(file.name, file.size) for file in db.session.scalars(own)]


@pytest.fixture
def sender(site: Site, somebody: Callable[..., Page], request: pytest.FixtureRequest, tmp_path: Path) -> Sender:
    page = somebody("en", NARROW)
    address, cookie = a_draft_of_ones_own(site, slug_for(request), FORM)
    page.context.add_cookies([{"name": "session", "value": cookie, "url": site.address}])
    file = tmp_path / "Statūti, 2030.pdf"
    file.write_bytes(CONTENT)
    page.goto(f"{address}/sections/project")
    return Sender(site, page, address, file)


def test_a_chosen_file_is_sent_at_once_and_listed(sender: Sender) -> None:
    sender.chooses()
    sender.has("Statūti, 2030.pdf")
    expect(sender.page.locator("[data-files-said]")).to_have_text("“Statūti, 2030.pdf” is attached.")
    assert sender.attached == [("Statūti, 2030.pdf", len(CONTENT))]


def test_progress_is_shown_while_parts_go_out(sender: Sender) -> None:
    held: list[Route] = []
    parts = iter(range(100))
    sender.page.route(PART, lambda route: held.append(route) if next(parts) == 3 else route.continue_())
    sender.chooses()
    bar = sender.page.get_by_role("progressbar", name="Statūti, 2030.pdf")
    expect(bar).to_have_js_property("value", 51)
    held[0].continue_()
    sender.has("Statūti, 2030.pdf")
    expect(bar).to_have_count(0)


def test_a_broken_connection_costs_one_part(sender: Sender) -> None:
    sent = sender.loses(lambda number: number == 3)
    sender.chooses()
    expect(sender.page.locator("[data-words]")).to_have_text("No connection. It goes on when there is one.")
    sender.has("Statūti, 2030.pdf")
    step = sent[1]
    assert sent == [0, step, 2 * step, 2 * step, 3 * step, 4 * step, 5 * step]


def test_a_file_chosen_again_after_the_page_was_closed_goes_on_where_it_stopped(sender: Sender) -> None:
    sent = sender.loses(lambda number: number > 2)
    sender.chooses()
    expect(sender.page.locator("[data-words]")).to_contain_text("No connection")
    again = sender.page.context.new_page()
    sender.page.close(run_before_unload=False)
    sender.page = again
    again.goto(f"{sender.address}/sections/project")
    with again.expect_request(PART) as first:
        sender.chooses()
    assert int(first.value.headers["upload-offset"]) == 2 * sent[1]
    sender.has("Statūti, 2030.pdf")


def test_a_file_that_is_not_taken_is_named_beside_its_question(sender: Sender, tmp_path: Path) -> None:
    program = tmp_path / "virus.pdf"
    program.write_bytes(b"MZ" + CONTENT)
    sender.chooses(program)
    expect(sender.page.get_by_role("alert")).to_have_text("“virus.pdf” is of a kind that is not taken here: PDF.")
    assert sender.attached == []


def test_a_page_sent_meanwhile_waits_for_its_files(sender: Sender) -> None:
    held: list[Route] = []
    sender.page.route(PART, lambda route: route.continue_() if held else held.append(route))
    sender.chooses()
    expect(sender.page.get_by_role("progressbar")).to_be_visible()
    sender.page.get_by_label("goal (en)").fill("Nometne")
    sender.page.get_by_role("button", name="Save and leave").click()
    expect(sender.page.locator("[data-files-said]")).to_have_text("The page goes on when the files have arrived.")
    held[0].continue_()
    sender.page.wait_for_url(f"**{sender.address}")
    assert sender.attached == [("Statūti, 2030.pdf", len(CONTENT))]


def test_an_upload_can_be_stopped(sender: Sender) -> None:
    sender.page.route(PART, lambda _route: None)
    sender.chooses()
    sender.page.get_by_role("button", name="Do not send it").click()
    expect(sender.page.get_by_role("progressbar")).to_have_count(0)
    expect(sender.page.get_by_label(FILES)).to_be_focused()
    assert sender.attached == []
