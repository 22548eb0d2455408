"""Minutes write themselves from what was recorded; an approval is void once they say something else."""

from datetime import timedelta

import pytest
from flask import current_app

from grants import clock
from grants.accounts.models import Person
from grants.awards.meetings import services as meetings
from grants.awards.meetings.counting import Ballot
from grants.awards.meetings.models import Sitting, Subject
from grants.awards.meetings.services.voting import Matter
from grants.awards.minutes import services
from grants.awards.minutes.content import lines_of
from grants.awards.minutes.covering import waiting_for_another
from grants.awards.minutes.extract import extracts_of
from grants.awards.minutes.models import Capacity
from grants.awards.minutes.obstacles import obstacles
from grants.awards.minutes.queries import minutes_of
from grants.awards.minutes.services import MAX_FREE_WORDS
from grants.awards.minutes.signatures import signatures_of
from grants.awards.minutes.tasks import approval_tasks
from grants.awards.minutes.writing import OPENING, place_of
from grants.awards.queries import standing_of
from grants.awards.services import confirm
from grants.calls.models import Call
from grants.errors import Conflict, Forbidden, Invalid, Stale
from tests.factories.applications import joined
from tests.factories.awards import an_official_of, application_in, judged_apart
from tests.factories.meetings import (
    TOMORROW,
    a_call_to_meet_about,
    about,
    an_open_sitting,
    approve_minutes,
    ballots,
    stand_aside,
    voted,
    voting_in,
)
from tests.integration.awards.conftest import Browser

pytestmark = pytest.mark.usefixtures("monday")

MINUTES = "/office/calls/piemers-2030/sittings/1/minutes"


@pytest.fixture
def call() -> Call:
    return a_call_to_meet_about()


@pytest.fixture
def official(call: Call) -> Person:
    return an_official_of(call)


@pytest.fixture
def sitting(call: Call, official: Person) -> Sitting:
    return held(call, official)


def held(call: Call, official: Person) -> Sitting:
    """Hold a sitting in which everybody is for everything but for one vote."""
    sitting = an_open_sitting(call, official)
    voted(sitting, call, about(call, "A-1"), ballots(sitting, call, Zane="against"), by=official)
    meetings.vote_on_rest(call=call, number=1, actor=official)
    with clock.at(TOMORROW + timedelta(hours=2)):
        return meetings.close(call=call, number=1, actor=official)


def text_of(sitting: Sitting, call: Call) -> str:
    return "\n".join(lines_of(minutes_of(sitting, call).sections))


def write(call: Call, official: Person, seen: int = 0, **words: str) -> None:
    services.write(call=call, number=1, words=words, seen=seen, actor=official)


def test_they_say_who_was_there_how_everybody_voted_and_what_was_decided(call: Call, sitting: Sitting) -> None:
    said = text_of(sitting, call)
    for line in (
        "Numurs: piemers-2030/1",
        "Sēdi vadīja: Anna",
        "Klāt: Anna, Juris, Zane",
        "Nav klāt: –",
        "Par: 2 (Anna, Juris)",
        "Pret: 1 (Zane)",
        "Rezultāts: pieņemts",
        "A-1 Projekts A-1",
        "Kopā: 15,00",
    ):
        assert line in said.splitlines()


def test_every_mark_mean_and_threshold_stands_in_them_but_of_who_is_in_conflict() -> None:
    call = a_call_to_meet_about(judged_apart("A-1", "543", "455"), judged_apart("A-2", "111", "222"))
    stand_aside(call, "Zane", "A-1")
    lines = text_of(an_open_sitting(call), call).splitlines()
    rows = [line.split(" | ") for line in lines[lines.index("A-1 Projekts A-1") :] if line.startswith("2.")]
    read = [(sorted(marks.split("; ")), mean, needed) for _name, marks, mean, needed in rows[:2]]
    assert read == [(["4", "5"], "4,50", "–"), (["4", "5"], "4,50", "3")]


def test_who_came_later_stands_with_the_time(call: Call, official: Person) -> None:
    sitting = an_open_sitting(call, official, absent=("Zane",))
    with clock.at(TOMORROW + timedelta(minutes=30)):
        meetings.arrive(call=call, number=1, person_id=voting_in(sitting, call)["Zane"].id, actor=official)
    assert "Zane (12.30–)" in text_of(sitting, call)


def test_exclusions_stand_in_them(call: Call, official: Person) -> None:
    stand_aside(call, "Zane", "A-2")
    sitting = an_open_sitting(call, official)
    meetings.vote_on_rest(call=call, number=1, actor=official)
    said = text_of(sitting, call)
    assert "A-2 Projekts A-2 – Zane" in said
    assert "Nepiedalījās interešu konflikta dēļ: 1 (Zane)" in said


def test_free_words_stand_between_what_was_recorded(call: Call, official: Person, sitting: Sitting) -> None:
    place = place_of(application_in(call, "A-1").id)
    words = {OPENING: "Sēde notiek klātienē.", place: "Komisija apsprieda tāmi."}
    services.write(call=call, number=1, words=words, seen=0, actor=official)
    said = text_of(sitting, call)
    assert "Sēde notiek klātienē." in said
    assert "Komisija apsprieda tāmi." in said


def test_their_file_keeps_the_logo_of_its_last_version(call: Call, official: Person, sitting: Sitting) -> None:
    call.organiser.logo = "a" * 64
    write(call, official, opening="Sēde notiek klātienē.")
    call.organiser.logo = "b" * 64
    assert minutes_of(sitting, call).logo == "a" * 64
    [(_sitting, document)] = extracts_of(application_in(call, "A-1"))
    assert document.logo
    assert document.logo.digest == "a" * 64
    write(call, official, seen=1, opening="Sēde notiek attālināti.")
    assert minutes_of(sitting, call).logo == "b" * 64


def test_the_same_words_again_are_one_version(call: Call, official: Person, sitting: Sitting) -> None:
    for _time in range(2):
        write(call, official, opening="Sēde.")
    assert len(minutes_of(sitting, call).versions) == 1


def test_two_who_write_at_once_lose_nothing(call: Call, official: Person, sitting: Sitting) -> None:
    write(call, official, opening="Viens.")
    with pytest.raises(Stale):
        write(call, official, opening="Otrs.")


def test_too_many_words_are_refused(call: Call, official: Person, sitting: Sitting) -> None:
    write(call, official, opening="ā" * MAX_FREE_WORDS)
    with pytest.raises(Invalid):
        write(call, official, seen=1, opening="ā" * (MAX_FREE_WORDS + 1))


def test_chair_and_secretary_approve_them_each_once(call: Call, official: Person, sitting: Sitting) -> None:
    chair = voting_in(sitting, call)["Anna"]
    assert not approve_minutes(call, sitting, chair).is_approved
    assert approve_minutes(call, sitting, official, official).is_approved


def test_they_wait_on_the_start_page_until_they_are_approved(call: Call, official: Person, sitting: Sitting) -> None:
    with current_app.test_request_context():
        before = [task.title for task in approval_tasks(official)]
        approve_minutes(call, sitting, official)
        after = approval_tasks(official)
    assert (before, after) == (["Approve the minutes of sitting 1: Piemērs (en)"], [])


def test_nobody_else_approves_them(call: Call, official: Person, sitting: Sitting) -> None:
    with pytest.raises(Forbidden):
        approve_minutes(call, sitting, voting_in(sitting, call)["Zane"])
    with pytest.raises(Forbidden):
        approve_minutes(call, sitting, an_official_of(call, name="Cits"))


def test_before_the_sitting_is_closed_nobody_approves_them(call: Call, official: Person) -> None:
    sitting = an_open_sitting(call, official)
    with pytest.raises(Conflict):
        approve_minutes(call, sitting, official)


def test_what_was_not_read_is_not_approved(call: Call, official: Person, sitting: Sitting) -> None:
    with pytest.raises(Stale):
        services.approve(call=call, number=1, seen="something else", actor=official)


def test_an_approval_is_void_when_what_it_approved_changes(call: Call, official: Person, sitting: Sitting) -> None:
    approve_minutes(call, sitting, voting_in(sitting, call)["Anna"], official)
    stand_aside(call, "Zane", "A-2")
    now = minutes_of(sitting, call)
    assert (now.is_approved, now.is_void) == (False, True)
    assert [reason.words for reason in obstacles(call)] == [
        "The minutes of sitting 1 say something else by now: approve them anew."
    ]
    with pytest.raises(Conflict):
        confirm(call=call, actor=official)


def test_words_written_after_the_approval_void_it(call: Call, official: Person, sitting: Sitting) -> None:
    approve_minutes(call, sitting, voting_in(sitting, call)["Anna"], official)
    write(call, official, seen=1, opening="Vēl.")
    assert not minutes_of(sitting, call).is_approved


def test_what_a_sitting_decided_is_confirmed_once_its_minutes_are_approved(
    call: Call, official: Person, sitting: Sitting, browser_of: Browser
) -> None:
    waiting = ["Chair and secretary have not approved the minutes of sitting 1."]
    assert [reason.words for reason in obstacles(call)] == waiting
    approve_minutes(call, sitting, official)
    assert [reason.words for reason in obstacles(call)] == waiting
    page = browser_of(official).see(f"/office/calls/{call.slug}/decisions")
    assert waiting[0] in page.text
    assert "Confirm the decisions" not in page.text
    with pytest.raises(Conflict):
        confirm(call=call, actor=official)
    approve_minutes(call, sitting, voting_in(sitting, call)["Anna"])
    confirm(call=call, actor=official)


def test_a_sitting_that_decided_nothing_keeps_nothing(call: Call, official: Person) -> None:
    sitting = an_open_sitting(call, official)
    question = Matter(Subject.QUESTION, words="Vai pārtraukums?")
    voted(sitting, call, question, ballots(sitting, call), by=official)
    assert [reason.words for reason in obstacles(call)] == ["Sitting 1 of the committee is open. Close it first."]
    with clock.at(TOMORROW):
        meetings.close(call=call, number=1, actor=official)
    assert obstacles(call) == []


def test_where_nobody_sat_nothing_is_asked(call: Call, official: Person) -> None:
    assert obstacles(call) == []
    confirm(call=call, actor=official)


def test_who_chaired_leaves_out_what_is_hidden_from_them_and_another_approves_it(call: Call, official: Person) -> None:
    stand_aside(call, "Anna", "A-2")
    sitting = held(call, official)
    people = voting_in(sitting, call)
    minutes = approve_minutes(call, sitting, people["Anna"], official)
    assert (minutes.is_approved, waiting_for_another(minutes)) == (False, [(Capacity.CHAIR, ["A-2"])])
    minutes = approve_minutes(call, sitting, people["Juris"], people["Juris"])
    assert minutes.is_approved
    assert sorted(signatures_of(minutes)) == [
        "Anna, sēdes vadītājs, 14.01.2030. plkst. 12.00, bez daļām par A-2 (interešu konflikts)",
        "Juris, vadītāja vietā, par daļām par A-2, 14.01.2030. plkst. 12.00",
        "Otto Official, protokolists, 14.01.2030. plkst. 12.00",
    ]
    confirm(call=call, actor=official)
    assert minutes_of(sitting, call).is_approved


def test_nobody_approves_in_anothers_place_what_they_may_not_read_or_were_not_there_for(
    call: Call, official: Person
) -> None:
    for name in ("Anna", "Zane"):
        stand_aside(call, name, "A-2")
    sitting = an_open_sitting(call, official)
    vote = {voting_in(sitting, call)["Juris"].id: Ballot.FOR}
    with pytest.raises(Conflict):
        voted(sitting, call, about(call, "A-2"), vote, by=official)
    with clock.at(TOMORROW):
        meetings.close(call=call, number=1, actor=official)
    people = voting_in(sitting, call)
    for person in (people["Zane"], an_official_of(call, name="Cits")):
        with pytest.raises(Forbidden):
            approve_minutes(call, sitting, person)
    assert approve_minutes(call, sitting, official, people["Anna"], people["Juris"]).is_approved


def test_before_anything_is_hidden_nobody_stands_in(call: Call, official: Person, sitting: Sitting) -> None:
    with pytest.raises(Forbidden):
        approve_minutes(call, sitting, voting_in(sitting, call)["Juris"])


def test_the_page_says_who_approves_which_parts(call: Call, official: Person, browser_of: Browser) -> None:
    stand_aside(call, "Anna", "A-2")
    sitting = held(call, official)
    people = voting_in(sitting, call)
    chair, other = browser_of(people["Anna"]), browser_of(people["Juris"])
    page = chair.see(MINUTES)
    assert "Tas neattiecas uz daļām par A-2, kas jums nav redzamas" in page.text
    chair.send(page, button="Apstiprināt protokolu")
    page = other.see(MINUTES)
    assert "Jūsu apstiprinājums ir jūsu paraksts vadītāja vietā" in page.text
    other.send(page, button="Apstiprināt protokolu")
    assert "Juris, vadītāja vietā, par daļām par A-2" in chair.see(MINUTES).text


def test_approved_and_decided_they_stay_as_they_are(call: Call, official: Person, sitting: Sitting) -> None:
    approve_minutes(call, sitting, voting_in(sitting, call)["Anna"], official)
    before = minutes_of(sitting, call).digest
    confirm(call=call, actor=official)
    stand_aside(call, "Zane", "A-2")
    now = minutes_of(sitting, call)
    assert (now.digest, now.is_approved) == (before, True)
    with pytest.raises(Conflict):
        write(call, official, seen=1, opening="Vēl.")


def test_a_carried_departure_is_decided_and_stands_with_its_reason(call: Call, official: Person) -> None:
    sitting = an_open_sitting(call, official)
    matter = Matter(Subject.DEPARTURE, application_in(call, "A-1").id, "reserve", reason="Līdzfinansējums nav.")
    voted(sitting, call, matter, ballots(sitting, call), by=official)
    voted(sitting, call, matter, ballots(sitting, call), by=official)
    assert standing_of(call).placements["A-1"].outcome == "reserve"
    assert text_of(sitting, call).count("Līdzfinansējums nav.") == 2


def test_an_extract_says_nothing_of_others(call: Call, sitting: Sitting) -> None:
    [(_sitting, document)] = extracts_of(application_in(call, "A-1"))
    said = str(document)
    assert "A-1 Projekts A-1" in said
    assert "A-2" not in said


def test_a_member_in_conflict_does_not_read_that_part(call: Call, official: Person, browser_of: Browser) -> None:
    stand_aside(call, "Zane", "A-2")
    sitting = held(call, official)
    page = browser_of(voting_in(sitting, call)["Zane"]).see(MINUTES)
    assert "15,00" in page.text
    assert "12,00" not in page.text


def test_who_has_an_application_of_their_own_reads_none(
    call: Call, official: Person, sitting: Sitting, browser_of: Browser
) -> None:
    member = voting_in(sitting, call)["Zane"]
    joined(application_in(call, "A-2"), member)
    browser_of(member).see(MINUTES, status=403)


def test_read_written_in_approved_and_taken_along_on_their_pages(
    call: Call, official: Person, sitting: Sitting, browser_of: Browser
) -> None:
    secretary = browser_of(official)
    page = secretary.send(secretary.see(f"{MINUTES}/words"), {"words-opening": "Sēde."}, button="Store")
    page = secretary.send(page, button="Approve the minutes")
    assert "A draft: chair and secretary have not both approved it." in page.text
    assert "Sēde." in secretary.see(f"{MINUTES}/versions/1").text
    for kind in ("pdf", "docx"):
        assert secretary.get(f"{MINUTES}/file.{kind}").status_code == 200
