"""What is typed into an application is never lost: kept while typing, without a connection, signed out, in two tabs."""

from collections.abc import Callable
from signal import SIGKILL
from time import sleep
from uuid import UUID

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from grants.accounts.services import sign_out_everywhere
from grants.applications.models import Application
from grants.db import db
from tests.browser.beside import a_draft_of_ones_own, beside, session_of, slug_for
from tests.browser.conftest import NARROW, WIDE
from tests.factories.applications import form_of, options
from tests.factories.documents import field
from tests.support.site import Site, answers

pytestmark = pytest.mark.parametrize("site", ["embedded"], indirect=True)

FORM = form_of(
    field("goal", "long_text", max_chars=60),
    field("count", "integer", min=1, max=50),
    field("partner", "yes_no"),
    field("budget", "budget", categories=options("things", "travel")),
)
GOAL, COUNT = "goal (en)", "count (en)"


class Desk:
    """Be a person with a draft: their browser, and what the site has stored."""

    def __init__(self, site: Site, page: Page, address: str) -> None:
        self.site, self.page, self.address = site, page, address

    @property
    def context(self) -> BrowserContext:
        return self.page.context

    def opens(self, page: Page | None = None) -> Page:
        page = page or self.page
        page.goto(f"{self.address}/sections/project")
        return page

    def saved(self, page: Page | None = None) -> None:
        expect((page or self.page).locator("[data-said]")).to_contain_text("Saved at")

    def says(self, words: str) -> None:
        expect(self.page.locator("[data-said]")).to_contain_text(words)

    @property
    def draft(self) -> Application:
        return db.session.get_one(Application, UUID(self.address.rpartition("/")[2]))

    @property
    def stored(self) -> dict[str, object]:
        with beside(self.site):
            return dict(self.draft.answers)

    def comes_to_be_stored(self, code: str, answer: object) -> None:
        for _try in range(60):
            if self.stored.get(code) == answer:
                return
            self.page.wait_for_timeout(100)
        raise AssertionError(f"{code} is {self.stored.get(code)!r}")


@pytest.fixture(params=[NARROW, WIDE], ids=["narrow", "wide"])
def desk(site: Site, somebody: Callable[..., Page], request: pytest.FixtureRequest) -> Desk:
    """Return an applicant with a draft in a call that is open now."""
    page = somebody("en", request.param)
    address, cookie = a_draft_of_ones_own(site, slug_for(request), FORM)
    page.context.add_cookies([{"name": "session", "value": cookie, "url": site.address}])
    return Desk(site, page, address)


def slowly(route: Route) -> None:
    sleep(0.4)
    route.continue_()


def test_an_answer_is_kept_while_it_is_typed(desk: Desk) -> None:
    desk.opens().get_by_label(GOAL).fill("Ziemas nometne")
    desk.saved()
    desk.comes_to_be_stored("goal", "Ziemas nometne")


def test_a_choice_is_kept_at_once(desk: Desk) -> None:
    desk.opens().get_by_label("Yes").check()
    desk.comes_to_be_stored("partner", "yes")


def test_what_was_kept_is_there_after_a_reload(desk: Desk) -> None:
    desk.opens().get_by_label(GOAL).fill("Ziemas nometne")
    desk.saved()
    desk.page.reload()
    expect(desk.page.get_by_label(GOAL)).to_have_value("Ziemas nometne")


def test_what_is_not_right_yet_is_kept_and_said_beside_the_field(desk: Desk) -> None:
    desk.opens().get_by_label(COUNT).fill("99")
    expect(desk.page.locator(".soft-warning").first).to_have_text("At most 50 is possible.")
    desk.comes_to_be_stored("count", "99")


def test_the_sums_of_a_budget_follow_what_is_typed(desk: Desk) -> None:
    desk.opens().get_by_label("Price of one, EUR").fill("2300,50")
    expect(desk.page.locator("[data-totals]")).to_contain_text("2300.50 EUR")


def test_without_a_connection_it_waits_in_the_browser_and_is_sent_later(desk: Desk) -> None:
    desk.opens()
    desk.context.set_offline(True)
    desk.page.get_by_label(GOAL).fill("Bez tīkla")
    desk.says("No connection")
    assert "goal" not in desk.stored
    desk.context.set_offline(False)
    desk.comes_to_be_stored("goal", "Bez tīkla")


def test_what_waited_while_the_tab_was_closed_is_sent_by_the_next_visit(desk: Desk) -> None:
    desk.opens()
    desk.context.set_offline(True)
    desk.page.get_by_label(GOAL).fill("Pirms aizvēršanas")
    desk.says("No connection")
    desk.page.close(run_before_unload=False)
    desk.context.set_offline(False)
    page = desk.opens(desk.context.new_page())
    expect(page.get_by_label(GOAL)).to_have_value("Pirms aizvēršanas")
    desk.page = page
    desk.comes_to_be_stored("goal", "Pirms aizvēršanas")


def test_what_waited_replaces_nothing_that_is_answered_while_it_is_sent(desk: Desk) -> None:
    desk.opens()
    desk.context.set_offline(True)
    desk.page.get_by_label(GOAL).fill("Pirms aizvēršanas")
    desk.says("No connection")
    desk.page.close(run_before_unload=False)
    desk.context.set_offline(False)
    desk.page = desk.context.new_page()
    desk.page.route("**/answers/*", slowly)
    desk.opens().get_by_label("Yes").check()
    desk.page.evaluate("document.body.dataset.first = 'yes'")
    desk.comes_to_be_stored("partner", "yes")
    expect(desk.page.get_by_label(GOAL)).to_have_value("Pirms aizvēršanas")
    expect(desk.page.locator("body[data-first]").get_by_label("Yes")).to_be_checked()


def test_who_was_signed_out_loses_nothing(desk: Desk, site: Site) -> None:
    desk.opens()
    with beside(site) as app:
        person = desk.draft.members[0].person
        sign_out_everywhere(person=person)
        db.session.commit()
        cookie = session_of(app, person)
    desk.page.get_by_label(GOAL).fill("Izrakstīts")
    desk.says("You are signed out")
    desk.context.add_cookies([{"name": "session", "value": cookie, "url": site.address}])
    desk.page.get_by_label(COUNT).fill("7")
    desk.comes_to_be_stored("goal", "Izrakstīts")


def test_two_tabs_show_both_texts_and_the_reader_chooses(desk: Desk) -> None:
    first, second = desk.opens(), desk.opens(desk.context.new_page())
    first.get_by_label(GOAL).fill("Pirmās cilnes teksts")
    desk.saved(first)
    second.get_by_label(GOAL).fill("Otrās cilnes teksts")
    expect(second.get_by_role("alert")).to_contain_text("Pirmās cilnes teksts")
    expect(second.get_by_label(GOAL)).to_have_value("Otrās cilnes teksts")
    second.get_by_role("button", name="Keep what I typed").click()
    desk.comes_to_be_stored("goal", "Otrās cilnes teksts")


def test_the_other_text_can_be_taken(desk: Desk) -> None:
    first, second = desk.opens(), desk.opens(desk.context.new_page())
    first.get_by_label(GOAL).fill("Pirmās cilnes teksts")
    desk.saved(first)
    second.get_by_label(GOAL).fill("Otrās cilnes teksts")
    second.get_by_role("button", name="Take what stands there").click()
    expect(second.get_by_label(GOAL)).to_have_value("Pirmās cilnes teksts")
    assert desk.stored["goal"] == "Pirmās cilnes teksts"


def test_what_was_put_away_in_the_other_tab_is_in_the_history(desk: Desk) -> None:
    page = desk.opens()
    page.get_by_label(GOAL).fill("Garš teksts, kas nedrīkst pazust nekad un nekur")
    desk.comes_to_be_stored("goal", "Garš teksts, kas nedrīkst pazust nekad un nekur")
    page.get_by_label(GOAL).fill("")
    desk.comes_to_be_stored("goal", "")
    page.get_by_role("link", name="Earlier answers").click()
    page.get_by_role("button", name="Bring it back").first.click()
    expect(page.get_by_label(GOAL)).to_have_value("Garš teksts, kas nedrīkst pazust nekad un nekur")


def test_pressing_save_while_an_answer_is_on_its_way_is_no_conflict(desk: Desk) -> None:
    desk.opens()
    desk.page.route("**/answers/*", slowly)
    desk.page.get_by_label("Yes").check()
    desk.page.get_by_label(GOAL).fill("Steidzos")
    desk.page.get_by_role("button", name="Save and leave").click()
    desk.comes_to_be_stored("goal", "Steidzos")
    expect(desk.page.get_by_text("Saved. You can go on later.")).to_be_visible()


def test_what_is_typed_while_the_server_is_killed_waits_for_the_next(desk: Desk, site: Site) -> None:
    desk.opens().get_by_label(COUNT).fill("7")
    desk.comes_to_be_stored("count", "7")
    site.processes[-1].stop(SIGKILL)
    desk.page.get_by_label(GOAL).fill("Serveris nomira")
    desk.says("No connection")
    site.start("again", "workers.embedded").wait_until(lambda: answers(f"{site.address}/health/live"))
    desk.comes_to_be_stored("goal", "Serveris nomira")
    assert desk.stored["count"] == "7"
