"""An official sets up the calls of real municipalities: in one page, then in the editor, and amends one with a draft.

They see and press what is there; nothing is typed as code.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Page, expect

from grants.accounts.models import RoleKind
from grants.accounts.services import grant_role, organiser_for
from grants.applications.services import save, start
from grants.calls.models import Call
from grants.calls.queries import call_by_slug
from grants.db import db
from tests.browser.beside import beside, session_of
from tests.browser.real_calls import ADVISER, FIXED, REAL_CALLS, SMALL, Asked, RealCall
from tests.browser.summer_call import an_act
from tests.factories.people import a_person
from tests.support.site import Site

pytestmark = pytest.mark.parametrize("site", ["embedded"], indirect=True)

RIGA = ZoneInfo("Europe/Riga")
CRITERIA = (
    "Nr.\tKritērijs\tPunkti\tMinimums\n"
    "2.1.\tIdejas nozīme jauniešiem\t10\t\n"
    "2.2.\tJauniešu līdzdalība\t10\t5\n"
    "2.3.\tBudžets ir pamatots\t5,5\t\n"
    "Kopā\t\t25,5\t"
)


@pytest.fixture
def official(site: Site, somebody: Callable[..., Page]) -> Page:
    """Return the browser of a coordinator, signed in, in English."""
    with beside(site) as app:
        body = organiser_for(
            slug="novads",
            name="Novada pašvaldība",
        )
        person = a_person("Otto Official")
        grant_role(person=person, kind=RoleKind.COORDINATOR, actor=None, organiser_id=body.id)
        db.session.commit()
        cookie = session_of(app, person)
    page = somebody("en")
    page.context.add_cookies([{"name": "session", "value": cookie, "url": site.address}])
    return page


def fill(page: Page, **typed: str) -> None:
    """Type into fields by their names."""
    for name, text in typed.items():
        page.locator(f'[name="{name}"]').fill(text)


def press(page: Page, button: str) -> None:
    page.get_by_role("button", name=button, exact=True).click()
    page.wait_for_load_state()


def moment(when: datetime) -> str:
    return f"{when.astimezone(RIGA):%d.%m.%Y %H.%M}"


def choose_kinds(page: Page, kinds: tuple[str, ...]) -> None:
    """Tick exactly these kinds of applicants."""
    for box in page.locator('[name="kinds"], [name="applicants_kinds"]').all():
        box.set_checked(page.locator(f'label[for="{box.get_attribute("id")}"]').inner_text().strip() in kinds)


def answer_nine_questions(page: Page, call: RealCall, act: Path) -> None:
    """Begin a call from a template on the one page of the simple path."""
    fill_in_nine_questions(page, call, act)
    press(page, "Store as a draft")
    expect(page.get_by_role("heading", level=1)).to_have_text(call.title)


def fill_in_nine_questions(page: Page, call: RealCall, act: Path) -> None:
    """Type what is asked on the page with which a call begins."""
    now = datetime.now(UTC)
    page.goto("/office/calls/new")
    page.get_by_role("link", name=call.template, exact=True).first.click()
    fill(page, title_lv=call.title, title_en=call.title, act_body="Dome", act_number="205", act_date="09.05.2026")
    page.locator('[name="act_file"]').set_input_files(act)
    fill(page, least=call.least, most=call.most, projects=call.projects, total=call.total)
    fill(page, opens_at=moment(now - timedelta(hours=1)), closes_at=moment(now + timedelta(days=call.days)))
    choose_kinds(page, call.kinds)
    begins = now + timedelta(days=call.days + 90)
    fill(page, projects_from=f"{begins:%d.%m.%Y}", projects_until=f"{begins + timedelta(days=200):%d.%m.%Y}")


def publish(page: Page) -> None:
    """Publish the draft whose page is open, and open the page that everybody reads."""
    page.get_by_role("link", name="Publish the call", exact=True).click()
    press(page, "Publish the call")
    expect(page.locator("body")).to_contain_text("The call is published.")
    page.get_by_role("link", name="The page everybody sees", exact=True).click()


def part(page: Page, name: str, **typed: str) -> None:
    """Fill in a part of the rules of the call whose editor is open, and store it."""
    page.get_by_role("link", name=name, exact=True).click()
    fill(page, **typed)
    press(page, "Store")


ONE_OF_EACH = [next(call for call in REAL_CALLS if call.template == template) for template in (FIXED, SMALL)]


@pytest.mark.parametrize("call", ONE_OF_EACH, ids=[call.title for call in ONE_OF_EACH])
def test_a_real_call_is_published_after_one_page(call: RealCall, official: Page, tmp_path: Path) -> None:
    answer_nine_questions(official, call, an_act(tmp_path))
    publish(official)
    expect(official.locator("body")).to_contain_text("Open")
    for said in call.shown[:1]:
        expect(official.locator("body")).to_contain_text(said)


@pytest.mark.parametrize("call", REAL_CALLS, ids=[call.title for call in REAL_CALLS])
def test_a_real_call_is_built_in_the_editor(call: RealCall, official: Page, tmp_path: Path) -> None:
    answer_nine_questions(official, call, an_act(tmp_path))
    official.get_by_role("link", name="Change the rules", exact=True).click()
    edit(official, call)
    paste_criteria(official)
    official.get_by_role("link", name="To the page of the call", exact=True).click()
    publish(official)
    for said in (*call.shown, "Idejas nozīme jauniešiem", "at most 25.5 points"):
        expect(official.locator("body")).to_contain_text(said)
    official.get_by_role("link", name="See all that the form asks", exact=True).click()
    for question in call.questions:
        expect(official.locator("body")).to_contain_text(question.en)


def test_the_field_that_is_wrong_has_the_focus_and_nothing_typed_is_lost(official: Page, tmp_path: Path) -> None:
    fill_in_nine_questions(official, replace(REAL_CALLS[0], days=-1), an_act(tmp_path))
    press(official, "Store as a draft")
    expect(official.locator('[name="closes_at"]')).to_be_focused()
    expect(official.locator('[name="title_lv"]')).to_have_value(REAL_CALLS[0].title)
    expect(official.locator("body")).to_contain_text("Kept: decision.pdf.")


def edit(page: Page, call: RealCall) -> None:
    """Put into the rules what the nine questions do not ask."""
    if call.own_share:
        part(page, "Money", funding_co_financing_min_percent=call.own_share)
    if call.months:
        least, most = call.months
        part(page, "Dates and terms", schedule_implementation_min_months=least, schedule_implementation_max_months=most)
    if call.age:
        part(page, "Who can apply, and how", applicants_age_min=call.age[0], applicants_age_max=call.age[1])
    ticked = [*["applicants_partner_required"] * call.partner, *(f"channels_{way}" for way in call.channels)]
    if ticked:
        page.get_by_role("link", name="Who can apply, and how", exact=True).click()
        for name in ticked:
            page.locator(f'[name="{name}"]').check()
        press(page, "Store")
    for question in call.questions:
        ask(page, question)


def ask(page: Page, question: Asked) -> None:
    """Add a question to the first section of the form, and move it up by a button that the keyboard reaches."""
    overview = page.url
    page.get_by_role("link", name="Application form", exact=True).click()
    page.locator(".entries a").first.click()
    page.get_by_role("link", name="Add a question", exact=True).click()
    page.get_by_role("link", name=question.kind, exact=True).click()
    fill(page, label_lv=question.lv, label_en=question.en)
    if question.options:
        fill(page, options_lv=question.options, options_en=question.options)
    page.locator('[name="required"]').check()
    press(page, "Store")
    up = page.get_by_role("button", name=re.compile(f"Move up: .*{re.escape(question.en)}"))
    up.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name=re.compile(f"Move down: .*{re.escape(question.en)}"))).to_be_visible()
    page.goto(overview)


def paste_criteria(page: Page) -> None:
    """Take the criteria out of a table of a text document, with decimal commas and a row that adds up."""
    overview = page.url
    page.get_by_role("link", name="What is judged", exact=True).click()
    page.get_by_role("link", name="Paste criteria from a table", exact=True).click()
    fill(page, table=CRITERIA)
    press(page, "Show what is understood")
    expect(page.locator("body")).to_contain_text("Together at most 25.5 points.")
    press(page, "Store these criteria")
    page.goto(overview)


def test_a_call_is_amended_with_drafts_open(official: Page, site: Site, tmp_path: Path) -> None:
    call = next(one for one in REAL_CALLS if one.template == SMALL)
    answer_nine_questions(official, call, an_act(tmp_path))
    publish(official)
    slug = official.url.rpartition("/")[2]
    begin_a_draft(site, slug)

    official.goto(f"/office/calls/{slug}")
    press(official, "Amend the rules")
    fill(official, reason="A question was missing.", body="Dome", number="230", date="01.06.2026")
    press(official, "Store")
    official.get_by_role("link", name="Change the rules", exact=True).click()
    ask(official, ADVISER)
    official.goto(f"/office/calls/{slug}/files/act")
    official.locator('[name="file"]').set_input_files(an_act(tmp_path))
    press(official, "Store")
    official.goto(f"/office/calls/{slug}/amendment")
    expect(official.locator("body")).to_contain_text("1 draft has no answer yet to “Who is your adviser?”")
    expect(official.locator("body")).to_contain_text("1 person who works on an application will be told.")
    official.goto(f"/office/calls/{slug}/amendment/force")
    press(official, "Put the amendment in force")
    official.goto(f"/calls/{slug}")
    for said in ("Amendments", "A question was missing.", "Who is your adviser?"):
        expect(official.locator("body")).to_contain_text(said)


def begin_a_draft(site: Site, slug: str) -> None:
    """Let somebody type into a draft, as they do in the evening."""
    with beside(site):
        anna = a_person("Anna", "anna@novads.example")
        call: Call = call_by_slug(slug)
        draft = start(call=call, actor=anna)
        save(application=draft, actor=anna, changes={"_title": "Nometne", "idea": "Mēs gribam."})
        db.session.commit()
