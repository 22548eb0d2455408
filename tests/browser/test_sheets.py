"""An evaluator's sheet is kept while it is filled in: by mouse, by keyboard alone, and without a connection."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect
from sqlalchemy import select, update

from grants.accounts.models import Role
from grants.accounts.policies import today
from grants.db import db
from grants.evaluation.models import Sheet
from tests.browser.beside import beside, session_of, slug_for
from tests.factories.evaluation import a_scored_call, an_evaluator, declare, first_of
from tests.support.site import Site

pytestmark = pytest.mark.parametrize("site", ["embedded"], indirect=True)

FINGER = 44
"""CSS pixels."""


class Judge:
    """Be an evaluator in front of an application that waits for marks."""

    def __init__(self, site: Site, page: Page, application_id: object) -> None:
        self.site, self.page, self.application_id = site, page, application_id

    @property
    def marks(self) -> dict[str, str]:
        with beside(self.site):
            sheet = db.session.scalar(select(Sheet).where(Sheet.application_id == self.application_id))
            return dict(sheet.marks) if sheet else {}

    def says(self, words: str) -> None:
        expect(self.page.locator("[data-said]").first).to_contain_text(words)


@pytest.fixture
def judge(site: Site, somebody: Callable[..., Page], request: pytest.FixtureRequest) -> Judge:

    page = somebody("en")
    with beside(site) as app:
        call = a_scored_call(slug=slug_for(request))
        person, application = an_evaluator(call), first_of(call)
        declare(person, application)
        # The call of the factories takes place in 2029, the site is looked at now.
        db.session.execute(update(Role).where(Role.starts_on > today()).values(starts_on=today()))
        db.session.commit()
        cookie, id_ = session_of(app, person), application.id
    page.context.add_cookies([{"name": "session", "value": cookie, "url": site.address}])
    page.goto(f"/evaluation/applications/{id_}")
    return Judge(site, page, id_)


def test_a_mark_is_kept_once_it_is_chosen(judge: Judge) -> None:
    judge.page.get_by_role("group", name="Mark for 2.1").get_by_label("4", exact=True).check()
    judge.says("Saved at")
    assert judge.marks == {"2.1": "4"}


def test_a_sheet_is_filled_in_by_keyboard_alone_and_is_there_after_a_reload(judge: Judge) -> None:
    judge.page.get_by_label("none yet").first.focus()
    for _press in range(3):
        judge.page.keyboard.press("ArrowRight")
    judge.page.keyboard.press("Tab")
    judge.page.keyboard.type("Skaidri.")
    judge.says("Saved at")
    expect(judge.page.locator("[data-total]")).to_have_text("2")
    judge.page.wait_for_timeout(2500)
    judge.page.reload()
    expect(judge.page.get_by_label("Comment on 2.1")).to_have_value("Skaidri.")


def test_without_a_connection_it_stays_and_is_stored_later(judge: Judge) -> None:
    judge.page.context.set_offline(True)
    judge.page.get_by_role("group", name="Mark for 2.1").get_by_label("3", exact=True).check()
    judge.says("No connection")
    assert judge.marks == {}
    judge.page.context.set_offline(False)
    judge.says("Saved at")
    assert judge.marks == {"2.1": "3"}


def test_pressing_a_button_while_it_is_being_kept_is_no_conflict(judge: Judge) -> None:
    judge.page.get_by_role("group", name="Mark for 2.1").get_by_label("5", exact=True).check()
    judge.page.get_by_role("button", name="Save the draft").click()
    expect(judge.page.locator("body")).to_contain_text("The draft is stored.")
    assert judge.marks == {"2.1": "5"}


def test_the_sheet_is_reviewed_while_its_last_comment_is_being_kept(judge: Judge) -> None:
    for code in ("2.1", "2.2"):
        judge.page.get_by_role("group", name=f"Mark for {code}").get_by_label("4", exact=True).check()
        judge.page.get_by_label(f"Comment on {code}").fill("Skaidri.")
    judge.page.get_by_role("button", name="Check and submit").click()
    expect(judge.page.locator("body")).to_contain_text("It cannot be changed or taken back.")


def test_a_mark_is_chosen_by_the_number_that_is_typed(judge: Judge) -> None:
    mark_of(judge, "2.2").get_by_label("none yet").focus()
    judge.page.keyboard.type("3.5")
    judge.says("Saved at")
    assert judge.marks == {"2.2": "3.5"}


def test_keys_lead_from_criterion_to_criterion_and_to_the_comment(judge: Judge) -> None:
    mark_of(judge, "2.1").get_by_label("none yet").focus()
    judge.page.keyboard.type("4j2k5")
    expect(mark_of(judge, "2.1").get_by_label("5", exact=True)).to_be_checked()
    expect(mark_of(judge, "2.2").get_by_label("2", exact=True)).to_be_checked()
    judge.page.keyboard.type("c")
    expect(judge.page.get_by_label("Comment on 2.1")).to_be_focused()


def test_in_a_text_the_keys_are_ordinary_letters(judge: Judge) -> None:
    judge.page.get_by_label("Comment on 2.1").fill("")
    judge.page.keyboard.type("jck 4")
    expect(judge.page.get_by_label("Comment on 2.1")).to_have_value("jck 4")
    assert judge.marks == {}


def test_the_buttons_of_the_scale_are_large_enough_for_a_finger(judge: Judge) -> None:
    boxes = [each.bounding_box() for each in mark_of(judge, "2.1").get_by_role("radio").all()]
    assert all(box and min(box["width"], box["height"]) >= FINGER for box in boxes)


def test_a_number_that_is_no_mark_of_the_scale_begins_anew(judge: Judge) -> None:
    mark_of(judge, "2.1").get_by_label("none yet").focus()
    judge.page.keyboard.type("92")
    expect(mark_of(judge, "2.1").get_by_label("2", exact=True)).to_be_checked()


def mark_of(judge: Judge, code: str) -> Locator:
    return judge.page.get_by_role("group", name=f"Mark for {code}")


def test_a_draft_says_which_marks_its_total_lacks(judge: Judge) -> None:
    lacking = judge.page.locator("[data-open]")
    expect(lacking).to_contain_text("2.1, 2.2")
    mark_of(judge, "2.1").get_by_label("4", exact=True).check()
    expect(lacking).not_to_contain_text("2.1")
    mark_of(judge, "2.2").get_by_label("4", exact=True).check()
    expect(lacking).to_be_hidden()


def test_notes_for_oneself_are_kept_while_they_are_typed(judge: Judge) -> None:
    judge.page.locator("summary", has_text="Notes for yourself").click()
    judge.page.get_by_label("Notes for yourself").fill("Ask about the bus.")
    expect(judge.page.locator("[data-said]").last).to_contain_text("Saved at")
    judge.page.reload()
    expect(judge.page.get_by_label("Notes for yourself")).to_have_value("Ask about the bus.")
    assert judge.marks == {}
