"""One competition from the roll call of its sitting to published results, a reserve that moves up, and a complaint.

It has a tie, a departure from the ranking, a conflict of interest, a member who leaves, an award that is declined, and
a decision that is contested and made anew by others.
"""

import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Page, expect

from grants import clock
from grants.accounts.models import Person
from grants.awards.contests.queries import complaints_in
from grants.calls.models import Call
from grants.calls.queries import call_by_slug
from grants.db import db
from tests.browser.beside import beside, come_in
from tests.browser.cast import let_roles_begin
from tests.browser.people import Somebody
from tests.factories.awards import (
    DELIBERATED,
    ZONE,
    a_member,
    an_official_of,
    application_in,
    judged,
    letters_left,
    the_outbox_sent,
)
from tests.factories.contests import judged_anew
from tests.factories.meetings import MEMBERS, a_call_to_meet_about, a_sitting, stand_aside, voting_in
from tests.factories.signing import a_container
from tests.support.site import Site

pytestmark = pytest.mark.parametrize("site", ["embedded"], indirect=True)

SLUG = "met-about-in-a-browser"
TWO_PLACES = {"currency": "EUR", "amount": {"max": "9000.00"}, "limit": {"projects": 2}, "when_short": "stop"}
WINNER, REFUSED, FIRST_EQUAL, SECOND_EQUAL, CONTESTED = "A-1", "A-4", "A-3", "A-2", "A-5"
WHY = "The same project is paid for by another fund."


@dataclass(frozen=True)
class Cast:
    """Hold who takes part, and the addresses of the applications."""

    applications: dict[str, str]
    secretary: Somebody
    chair: Somebody
    winner: Somebody
    reserve: Somebody
    loser: Somebody
    public: Somebody


@pytest.fixture
def cast(site: Site, somebody: Callable[..., Page]) -> Cast:
    pages = [somebody("en") for _one in range(6)]
    with beside(site) as app:
        call, people = a_call_with_its_people()
        for page, person in zip(pages, people, strict=False):
            come_in(page, person, app, site)
        addresses = {one: f"/applications/{application_in(call, one).id}" for one in (WINNER, SECOND_EQUAL, CONTESTED)}
    return Cast(addresses, *(Somebody(page, "", without_letters) for page in pages))


def a_call_with_its_people() -> tuple[Call, list[Person]]:
    """Return a call with a sitting, and secretary, chair, and those who applied for three of its five projects."""
    entries = [
        *(judged(WINNER, "5", "5"), judged(SECOND_EQUAL), judged(FIRST_EQUAL), judged(REFUSED, "5", "4")),
        judged(CONTESTED, "5", "2"),
    ]
    call = a_call_to_meet_about(*entries, slug=SLUG, funding=TWO_PLACES)
    secretary = an_official_of(call, name="Sanda Secretary")
    with clock.at(DELIBERATED):
        stand_aside(call, MEMBERS[2], CONTESTED)
    chair = voting_in(a_sitting(call, secretary), call)[MEMBERS[0]]
    people = [secretary, chair, *(a_member(call, one) for one in (WINNER, SECOND_EQUAL, CONTESTED))]
    let_roles_begin()
    return call, people


def without_letters(address: str, subject: str) -> str:
    raise AssertionError(f"{address} was not to wait for {subject}")


def test_from_the_roll_call_to_a_decision_made_anew(cast: Cast, site: Site, tmp_path: Path) -> None:
    call_the_roll(cast.secretary)
    vote_without_who_is_in_conflict(cast.secretary)
    depart_from_the_ranking(cast.secretary)
    settle_the_tie(cast.secretary)
    vote_on_the_rest_and_close(cast.secretary)
    approve_the_minutes(cast.secretary, cast.chair)
    confirm(cast.secretary)
    sign_the_letters(cast.secretary, tmp_path)
    send_the_letters(cast.secretary, site)
    publish(cast.secretary, cast.public)
    decline(cast.winner, cast.applications[WINNER])
    offer_the_place(cast.secretary)
    let_letters_leave(site)
    accept(cast.reserve, cast.applications[SECOND_EQUAL])
    contest(cast.loser, cast.applications[CONTESTED])
    rule(cast.secretary)
    let_others_judge(site)
    decide_anew(cast.secretary)
    let_letters_leave(site)
    see_the_outcome(cast)


def call_the_roll(secretary: Somebody) -> None:
    secretary.opens(f"/office/calls/{SLUG}/sittings/1/meeting")
    for name in MEMBERS:
        secretary.page.get_by_label(name, exact=True).check()
    secretary.presses("Open the sitting")
    secretary.sees("quorum: 3, needed 2", f"takes no part: {MEMBERS[2]}")


def vote_without_who_is_in_conflict(secretary: Somebody) -> None:
    secretary.follows(CONTESTED)
    secretary.sees("Takes no part and leaves the room before the marks are shown: Zane.", "quorum: 2, needed 2")
    expect(secretary.page.get_by_role("group", name=MEMBERS[2])).to_have_count(0)
    secretary.follows("To the ranking")
    secretary.page.get_by_role("row", name=MEMBERS[2]).get_by_role("button", name="Left").click()
    secretary.sees("In the room: 2 of 3")
    secretary.follows(CONTESTED)
    secretary.page.get_by_role("group", name=MEMBERS[1]).get_by_role("radio").first.focus()
    secretary.page.keyboard.press("a")
    secretary.presses("Record the vote")
    secretary.sees("not carried for 1, against 1")
    secretary.page.get_by_role("group", name=MEMBERS[1]).get_by_label("for", exact=True).check()
    secretary.presses("Record the vote again")
    secretary.sees("carried for 2, against 0")
    secretary.follows("To the ranking")


def depart_from_the_ranking(secretary: Somebody) -> None:
    secretary.follows(REFUSED)
    secretary.page.get_by_text("Depart from the ranking").click()
    secretary.page.get_by_label("Outcome proposed").select_option("rejected")
    secretary.types("Reason", WHY)
    secretary.presses("Record the vote on the departure")
    secretary.sees("Vote on a departure from the ranking", WHY)
    secretary.follows("To the ranking")


def settle_the_tie(secretary: Somebody) -> None:
    secretary.page.get_by_role("link", name="Vote or lot").click()
    secretary.types(f"Place of {FIRST_EQUAL} among these 2", "1")
    secretary.types(f"Place of {SECOND_EQUAL} among these 2", "2")
    secretary.types("Reason", "More young people take part.")
    secretary.presses("Record the vote")
    secretary.sees(f"Settled by vote in the order {FIRST_EQUAL}, {SECOND_EQUAL}.")


def vote_on_the_rest_and_close(secretary: Somebody) -> None:
    secretary.presses("Everybody is for the rest")
    secretary.sees("Every application is voted on.")
    secretary.page.get_by_text("Close the sitting").first.click()
    secretary.presses("Close the sitting")


def approve_the_minutes(*people: Somebody) -> None:
    for one in people:
        one.opens(f"/office/calls/{SLUG}/sittings/1/minutes")
        one.presses("Approve the minutes")
    people[1].sees("Approved by chair and secretary.")


def confirm(coordinator: Somebody) -> None:
    coordinator.opens(f"/office/calls/{SLUG}/decisions")
    coordinator.sees("5 letters are prepared")
    coordinator.presses("Confirm the decisions")
    coordinator.sees("The decisions are confirmed.")


def sign_the_letters(official: Somebody, folder: Path) -> None:
    """Take the letters along, sign them outside, each in a container of its own, and bring them back in one archive."""
    official.opens(f"/office/calls/{SLUG}/letters")
    waits_for(official, "5 of 5 letters are made.")
    archive = folder / "signed.zip"
    batch = official.downloads("Download the letters to sign (ZIP)")
    with zipfile.ZipFile(io.BytesIO(batch)) as made, zipfile.ZipFile(archive, "w") as signed:
        for name in made.namelist():
            signed.writestr(name.replace(".pdf", ".edoc"), a_container({name: made.read(name)}, ("Sanda", "Secretary")))
    official.attaches("Signed letters: one ZIP, or one file", archive)
    official.presses("Take the signed letters in")
    waits_for(official, "5 signed letters are taken in.")


def send_the_letters(official: Somebody, site: Site) -> None:
    """Send by e-mail to who reads it, at whatever hour it is, and write down that the rest went to the e-address."""
    official.opens(f"/office/calls/{SLUG}/letters")
    official.presses_knowing("Send by e-mail what is ready")
    official.sees("3 letters are put into the outbox.")
    official.opens(f"/office/calls/{SLUG}/letters/outside")
    official.chooses("official e-address")
    official.types("Day on which they left", f"{datetime.now(ZoneInfo(ZONE)):%d.%m.%Y}")
    official.presses("They were sent")
    with beside(site):
        the_outbox_sent()
        db.session.commit()
    waits_for(official, "5 of 5 letters are sent.")


def waits_for(official: Somebody, words: str) -> None:
    """Look at a page again until the worker has done what it tells."""
    for _look in range(40):
        if words in official.page.locator("main").inner_text():
            return
        official.page.wait_for_timeout(500)
        official.page.reload()
    official.sees(words)


def let_letters_leave(site: Site) -> None:
    """Let the letters that came later be made and leave now."""
    with beside(site):
        call = call_by_slug(SLUG)
        letters_left(call, an_official_of(call, name="Lauma Letters"), datetime.now(UTC))
        let_roles_begin()
        db.session.commit()


def publish(coordinator: Somebody, public: Somebody) -> None:
    coordinator.opens(f"/office/calls/{SLUG}/results")
    coordinator.presses("Publish the results")
    assert awarded(public) == {WINNER, FIRST_EQUAL}


def awarded(public: Somebody) -> set[str]:
    """Return the references that the page of the results names as awarded."""
    public.opens(f"/calls/{SLUG}/results")
    table = public.page.get_by_role("table", name="Awarded projects")
    expect(table).to_be_visible()
    words = table.inner_text()
    return {one for one in (WINNER, REFUSED, FIRST_EQUAL, SECOND_EQUAL, CONTESTED) if f"Biedrība {one}" in words}


def decline(applicant: Somebody, address: str) -> None:
    applicant.opens(f"{address}/award")
    applicant.page.get_by_text("Decline the award").first.click()
    applicant.types("Why you decline", "We have no room.")
    applicant.presses("Decline the award")


def offer_the_place(coordinator: Somebody) -> None:
    coordinator.opens(f"/office/calls/{SLUG}/reserve")
    coordinator.sees("1 place is free.", f"Biedrība {SECOND_EQUAL}")
    day = datetime.now(UTC).date() + timedelta(days=14)
    coordinator.types("They answer until", f"{day:%d.%m.%Y}")
    coordinator.presses("Offer it to them")


def accept(applicant: Somebody, address: str) -> None:
    applicant.opens(f"{address}/award")
    applicant.presses("Accept the award")
    applicant.sees("The award is accepted.")


def contest(applicant: Somebody, address: str) -> None:
    applicant.opens(address)
    applicant.follows("Contest the decision, or see what became of it")
    applicant.types("What is wrong with the decision, and what do you ask for?", "It was misread.")
    applicant.presses("Send the complaint")
    applicant.sees("Until then the decision is suspended.")


def rule(official: Somebody) -> None:
    official.opens(f"/office/calls/{SLUG}/complaints")
    official.follows(f"{SLUG}/1")
    official.chooses("It is right")
    official.types("Reasons", "It was misread.")
    official.page.get_by_label("If it is right: others").check()
    official.presses("Record the decision")
    official.sees("The rules ask for 2 more sheets.")


def let_others_judge(site: Site) -> None:
    with beside(site), clock.at(DELIBERATED):
        judged_anew(complaints_in(call_by_slug(SLUG))[0], ("4", "3"), ("4", "3"))
        let_roles_begin()
        db.session.commit()


def decide_anew(official: Somebody) -> None:
    official.page.reload()
    expect(official.page.get_by_role("table", name="The new ranking")).to_contain_text(f"Biedrība {CONTESTED}")
    official.presses("Make the new decisions")
    official.sees("The new decisions are made.")


def see_the_outcome(cast: Cast) -> None:
    cast.loser.opens(f"{cast.applications[CONTESTED]}/decision")
    cast.loser.sees("reserve")
    assert awarded(cast.public) == {FIRST_EQUAL, SECOND_EQUAL}
