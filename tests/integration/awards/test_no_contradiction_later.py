"""What comes after the minutes leaves no two accounts of a competition that contradict each other.

A competition by lots of places has a conflict of interest, ties settled by drawing lots, and a departure; then an award
is declined, the reserve moves up, a decision is corrected, and another is made anew after a complaint.
"""

import random
from decimal import Decimal

import pytest
from flask_babel import force_locale

from grants.accounts.models import Person
from grants.awards.contests import services as contests
from grants.awards.contests.remaking import remaking_of
from grants.awards.deciding.answering import accept, decline
from grants.awards.deciding.reserve import move_up, reserve_of
from grants.awards.late.comparison import digest_of
from grants.awards.letters.queries import letter_of
from grants.awards.meetings import services as meetings
from grants.awards.meetings.counting import Ballot
from grants.awards.meetings.lots.services import draw_here
from grants.awards.meetings.models import Sitting, Subject
from grants.awards.meetings.queries import ranking_for, room_of
from grants.awards.meetings.services.voting import Matter
from grants.awards.minutes.content import lines_of
from grants.awards.minutes.queries import minutes_of
from grants.awards.minutes.services import approve
from grants.awards.models import Act, Decision, Outcome
from grants.awards.queries import decisions_of, standing_of
from grants.awards.services import confirm
from grants.calls.models import Call
from grants.calls.queries import rules_of
from grants.exchange.export import export_bundle, export_public
from grants.web.filters import money
from tests.factories.awards import (
    a_member,
    an_official_of,
    application_in,
    ineligible,
    judged_apart,
    letters_left,
    publish,
)
from tests.factories.contests import a_complaint, judged_anew, ruled
from tests.factories.meetings import a_call_to_meet_about, an_open_sitting, stand_aside, voted, voting_in
from tests.integration.awards.deciding.test_anew import anew
from tests.integration.awards.deciding.test_reserve import DAY
from tests.integration.awards.test_lots import RULES
from tests.integration.awards.test_no_contradiction import Said, in_a_file, in_the_results, in_the_spreadsheet

pytestmark = pytest.mark.usefixtures("monday")

PUBLIC = {"scores": True, "rejected_names": True, "natural_person_names": True}
PUBLISHED = {"awarded", "reserve", "rejected", "ineligible"}


def a_call_by_lots(chance: random.Random) -> Call:
    """Return a call of two lots whose seven applications have marks by chance, beside one that fails a check."""
    entries = [
        judged_apart(f"A-{number}", *("".join(chance.choices("345", k=3)) for _criterion in range(2)))
        | {"answers": {"parish": chance.choice(("north", "south"))}}
        for number in range(1, 8)
    ]
    limits = [{"option": "north", "projects": 2}, {"option": "south", "projects": 1}]
    lots = RULES["funding"]["lots"] | {"limits": limits}
    funding = RULES["funding"] | {"limit": {"projects": 3}, "lots": lots}
    others = ineligible("A-8") | {"answers": {"parish": "north"}}
    return a_call_to_meet_about(*entries, others, form=RULES["form"], funding=funding, publication=PUBLIC)


def draw_every_tie(call: Call, official: Person) -> None:
    while open_ties := [one for one in standing_of(call).equals if one.settled is None]:
        draw_here(call=call, number=1, group=open_ties[0].digest, actor=official)


def refuse_the_first(call: Call, sitting: Sitting, official: Person) -> None:
    """Reject by a vote what stands first."""
    first = next(one for one in standing_of(call).ranking.placements if one.outcome == "awarded")
    about = application_in(call, first.reference)
    room = room_of(sitting, ranking_for(call), rules_of(call))
    votes = {one.id: Ballot.FOR for one in room.entitled_to(about.id)}
    matter = Matter(Subject.DEPARTURE, about.id, "rejected", reason="Projektu jau finansē cits fonds.")
    voted(sitting, call, matter, votes, by=official)


def sat(call: Call, official: Person) -> Sitting:
    """Hold the sitting and approve its minutes."""
    stand_aside(call, "Zane", "A-3")
    sitting = an_open_sitting(call, official)
    draw_every_tie(call, official)
    refuse_the_first(call, sitting, official)
    draw_every_tie(call, official)
    meetings.vote_on_rest(call=call, number=1, actor=official)
    meetings.close(call=call, number=1, actor=official)
    for person in (official, voting_in(sitting, call)["Anna"]):
        approve(call=call, number=1, seen=minutes_of(sitting, call).digest, actor=person)
    return sitting


def those(call: Call, outcome: Outcome) -> list[Decision]:
    return sorted((one for one in decisions_of(call).values() if one.outcome is outcome), key=lambda one: one.number)


def reference_of(call: Call, decision: Decision) -> str:
    return next(name for name, one in standing_of(call).applications.items() if one.id == decision.application_id)


def one_declines_and_the_next_moves_up(call: Call, official: Person) -> None:
    decision = those(call, Outcome.AWARDED)[0]
    name = reference_of(call, decision)
    decline(application=application_in(call, name), because="Nav telpu.", seen=1, actor=a_member(call, name))
    offers = move_up(call=call, answer_until=DAY, seen=reserve_of(call).digest, actor=official)
    letters_left(call, official)
    for offer in offers:
        moved = reference_of(call, offer)
        accept(application=application_in(call, moved), seen=offer.sequence, actor=a_member(call, moved))


def one_is_corrected(call: Call, official: Person) -> None:
    decision = those(call, Outcome.AWARDED)[-1]
    name = reference_of(call, decision)
    anew(call, name, Outcome.AWARDED, official, seen=decision.sequence, amount=Decimal("1000.00"))
    letters_left(call, official)


def one_is_contested_and_made_anew(call: Call, official: Person) -> None:
    name = reference_of(call, those(call, Outcome.RESERVE)[-1])
    complaint = judged_anew(ruled(a_complaint(call, name)), ("5", "5"), ("4", "5"))
    contests.conclude(complaint=complaint, seen=digest_of(remaking_of(complaint).after), actor=official)
    letters_left(call, official)


def decided(call: Call) -> Said:
    titles = {one.id: one.title for one in standing_of(call).applications.values()}
    return {titles[key]: (one.outcome.value, one.amount or Decimal(0)) for key, one in decisions_of(call).items()}


def assert_all_accounts_agree(call: Call) -> None:
    said = decided(call)
    public = {title: one for title, one in said.items() if one[0] in PUBLISHED}
    assert in_the_results(call) == public
    assert in_a_file(export_bundle(call)) == said
    # An award that was given up or revoked is counted without its name there.
    assert {title: one for title, one in in_a_file(export_public(call)).items() if one[0] in PUBLISHED} == public
    assert in_the_spreadsheet(call) == said
    for decision in decisions_of(call).values():
        letter = letter_of(decision)
        if letter is None:
            assert decision.act is Act.DECLINED
            continue
        with force_locale("lv"):
            words = money(decision.amount) if decision.amount else decision.number
        assert (letter.number, words in str(letter.content)) == (decision.number, True)


@pytest.mark.parametrize("seed", range(2))
def test_whatever_comes_later_letters_results_exports_and_spreadsheet_agree(seed: int) -> None:
    call = a_call_by_lots(random.Random(seed))  # an example, no secret
    official = an_official_of(call)
    sitting = sat(call, official)
    minutes = lines_of(minutes_of(sitting, call).sections)
    confirm(call=call, actor=official)
    publish(call)
    assert_all_accounts_agree(call)
    one_declines_and_the_next_moves_up(call, official)
    assert_all_accounts_agree(call)
    one_is_corrected(call, official)
    assert_all_accounts_agree(call)
    one_is_contested_and_made_anew(call, official)
    assert_all_accounts_agree(call)
    assert lines_of(minutes_of(sitting, call).sections) == minutes
