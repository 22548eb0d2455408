"""A committee of five goes through a whole call by keyboard alone.

Seats, declarations, sheets, the ranking, a consensus, a reasoning that is written and approved, and the decisions.
"""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

import pytest
from playwright.sync_api import Locator, Page, expect
from sqlalchemy import func, select, update

from grants import clock
from grants.accounts.models import Person, Role, Seat
from grants.accounts.policies import today
from grants.applications.queries import submitted_in
from grants.awards.deliberation.models import ConsensusMark
from grants.calls.models import Call, Stage
from grants.db import db
from grants.evaluation.models import Declaration, Sheet, SheetState
from grants.evaluation.services import invite_evaluator
from tests.browser.beside import beside, session_of, slug_for
from tests.factories.evaluation import JUDGED, a_checked_call, a_checker, check
from tests.factories.people import a_person
from tests.support.site import Site

pytestmark = pytest.mark.parametrize("site", ["embedded"], indirect=True)

MEMBERS = ("Dace", "Ilze", "Juris", "Laura", "Miks")
"""The first of them chairs."""
TITLES = ("Camp", "Choir", "Mural")
FIVE = {"size": 5, "quorum": 3, "decided_by": "committee"}
FARTHEST = 60
"""After so many presses of Tab nobody would look for it any more."""
HAS_FOCUS = "element => element === document.activeElement"
IS_SEEN = """element => {
  const shown = element.matches(".choice input") ? element.nextElementSibling : element;
  const { outlineStyle, outlineWidth } = getComputedStyle(shown);
  const { top, bottom, left, right } = shown.getBoundingClientRect();
  const inside = bottom > 0 && right > 0 && top < innerHeight && left < innerWidth && bottom > top && right > left;
  return inside && outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
}"""
"""Whether what has focus stands on the screen with a ring; a large choice wears it around its words."""


class Keyboard:
    """Be a person who has a keyboard and no mouse."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def opens(self, address: str) -> None:
        self.page.goto(address)

    def reaches(self, wanted: Locator) -> None:
        """Press Tab until this has focus, where it can be seen."""
        expect(wanted).to_have_count(1)
        for _press in range(FARTHEST):
            self.presses("Tab")
            if wanted.evaluate(HAS_FOCUS):
                assert wanted.evaluate(IS_SEEN), f"{wanted} has focus, which is not seen"
                return
        pytest.fail(f"{FARTHEST} presses of Tab do not lead to {wanted} on {self.page.url}")

    def presses(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def types(self, text: str) -> None:
        self.page.keyboard.type(text)

    def enters(self, role: str, name: str) -> None:
        """Reach a link or a button by its name, press Enter, and be on the next page."""
        self.reaches(self.page.locator("main").get_by_role(role, name=name, exact=True))  # type: ignore[arg-type]  # a role
        with self.page.expect_navigation():
            self.presses("Enter")

    def reads(self, *words: str) -> None:
        for each in words:
            expect(self.page.locator("main")).to_contain_text(each)


@dataclass(frozen=True)
class Committee:
    """Hold a call, a keyboard of each of its members by name, and one of its official."""

    slug: str
    members: dict[str, Keyboard]
    official: Keyboard
    call_id: UUID


@pytest.fixture
def committee(site: Site, somebody: Callable[..., Page], request: pytest.FixtureRequest) -> Committee:
    with beside(site) as app:
        call = a_checked_call(*TITLES, slug=slug_for(request), committee=FIVE)
        for application in submitted_in(call.id):
            check(application)
        people = {name: invited(call, name) for name in MEMBERS} | {"official": a_checker()}
        # The call of the factories takes place in 2029, the site is looked at now.
        db.session.execute(update(Role).where(Role.starts_on > today()).values(starts_on=today()))
        db.session.commit()
        cookies = {name: session_of(app, person) for name, person in people.items()}
        slug, call_id = call.slug, call.id
    keyboards = {name: Keyboard(somebody("en")) for name in people}
    for name, keyboard in keyboards.items():
        keyboard.page.context.add_cookies([{"name": "session", "value": cookies[name], "url": site.address}])
    official = keyboards.pop("official")
    return Committee(slug, keyboards, official, call_id)


def invited(call: Call, name: str) -> Person:
    """Return a member who has not answered yet."""
    person = a_person(name)
    with clock.at(JUDGED):
        seat = Seat.CHAIR if name == MEMBERS[0] else Seat.MEMBER
        invite_evaluator(call=call, email=person.email, name=name, seat=seat, actor=None)
    return person


def test_five_members_and_an_official_need_no_mouse(site: Site, committee: Committee) -> None:
    for place, member in enumerate(committee.members.values()):
        take_seat(member, committee.slug)
        declare(member, in_conflict=TITLES[place % len(TITLES)])
    press_step(committee, "Start scoring")
    for place, member in enumerate(committee.members.values()):
        score_everything(member, committee.slug, but=TITLES[place % len(TITLES)])
    press_step(committee, "Start deliberation")
    agree(committee.members[MEMBERS[0]], committee.slug)
    give_reasons(committee.official, committee.members[MEMBERS[0]])
    decide(committee.official, committee.slug)
    with beside(site):
        assert kept(committee.call_id) == (15, 5, 10)
        assert [one.mark for one in db.session.scalars(select(ConsensusMark))] == ["5"]
        assert db.session.get_one(Call, committee.call_id).stage is Stage.DECIDED


def kept(call_id: UUID) -> tuple[int, ...]:
    """Return how many declarations, conflicts and submitted sheets of members there are."""
    of_members = Declaration.evaluator_id.in_(select(Role.person_id).where(Role.call_id == call_id))
    declared = select(func.count()).select_from(Declaration).where(of_members)
    sheets = select(func.count()).select_from(Sheet).where(Sheet.state == SheetState.SUBMITTED)
    ours = Sheet.evaluator_id.in_(select(Role.person_id).where(Role.call_id == call_id))
    asked = declared, declared.where(Declaration.conflict), sheets.where(ours)
    return tuple(db.session.scalar(each) or 0 for each in asked)


def take_seat(member: Keyboard, slug: str) -> None:
    member.opens(f"/evaluation/calls/{slug}")
    member.enters("link", "Read and answer")
    member.reaches(member.page.get_by_role("radio", name="I sign this and take the seat"))
    member.presses("Space")
    member.enters("button", "Send the answer")


def declare(member: Keyboard, *, in_conflict: str) -> None:
    """Declare about each application of the one page, with a conflict about one."""
    member.enters("link", "Declare for all of them")
    for section in member.page.get_by_role("heading", level=2).all_inner_texts():
        about = member.page.get_by_role("region", name=section, exact=True)
        member.reaches(about.get_by_role("radio", name="No, I have no conflict of interest"))
        member.presses("Space")
        if section == in_conflict:
            member.presses("ArrowDown")
            member.reaches(about.locator("summary"))
            member.presses("Enter")
            member.reaches(about.get_by_role("group", name="Kind of conflict").get_by_role("radio").first)
            member.presses("Space")
    member.enters("button", "Declare")


def press_step(committee: Committee, step: str) -> None:
    """Let the official lead the call to its next stage."""
    committee.official.opens(f"/office/calls/{committee.slug}")
    committee.official.reaches(committee.official.page.locator("main summary").filter(has_text=step))
    committee.official.page.keyboard.press("Enter")
    committee.official.enters("button", step)


def score_everything(member: Keyboard, slug: str, *, but: str) -> None:
    """Fill in and submit a sheet for each application that is open to the member."""
    member.opens(f"/evaluation/calls/{slug}")
    member.enters("link", "Score the next application")
    for title in (title for title in TITLES if title != but):
        expect(member.page.get_by_role("heading", level=1)).to_have_text(title)
        marks = member.page.get_by_role("group", name="Mark for 2.1", exact=True)
        member.reaches(marks.get_by_label("none yet"))
        member.types("4j3.5")
        expect(member.page.locator("[data-said]").first).to_contain_text("Saved at")
        member.enters("button", "Check and submit")
        member.enters("button", "Submit the sheet")
    member.reads("Applications you have scored: 2 of 2.")


def agree(chair: Keyboard, slug: str) -> None:
    """Read the ranking and the sheets of one application, and record on what the committee agreed."""
    chair.opens(f"/office/calls/{slug}/ranking")
    chair.reads("Your conflict of interest hides the marks.")
    row = chair.page.get_by_role("row").filter(has_text="Choir")
    chair.reaches(row.get_by_role("link"))
    with chair.page.expect_navigation():
        chair.presses("Enter")
    expect(chair.page.get_by_role("heading", level=1)).to_have_text("Marks: Choir")
    chair.reads("Dace", "Juris", "Laura")
    chair.enters("link", "Record a consensus mark 2.1")
    chair.reaches(chair.page.get_by_role("textbox", name="Mark"))
    chair.types("5")
    chair.reaches(chair.page.get_by_label("Reason"))
    chair.types("All of us read the budget again.")
    chair.enters("button", "Record the consensus")
    chair.reads("Consensus mark: 5", "All of us read the budget again.")


def give_reasons(official: Keyboard, chair: Keyboard) -> None:
    """Write the reasoning of the application whose marks the chair reads, and approve it for the committee."""
    official.opens(chair.page.url)
    official.enters("link", "Reasoning for the applicant")
    official.enters("link", "Write it The application as a whole")
    official.reaches(official.page.locator("main").get_by_role("textbox"))
    official.types("The songs are chosen well, and the budget holds.")
    official.enters("button", "Store the reasoning")
    chair.enters("link", "Reasoning for the applicant")
    chair.enters("link", "Look at it The application as a whole")
    chair.enters("button", "Approve for the committee")
    chair.reads("approved")


def decide(official: Keyboard, slug: str) -> None:
    """Confirm what the ranking says."""
    official.opens(f"/office/calls/{slug}/decisions")
    official.enters("button", "Confirm the decisions")
    official.reads("The decisions are confirmed.")
