"""The reserve list moves up by new decisions, in its order, and the applicant's answer or silence counts."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from flask import current_app
from sqlalchemy import func, select

from grants import clock
from grants.accounts.models import Person
from grants.awards.deciding import ended
from grants.awards.deciding.answering import accept, answer_on, decline, end_unanswered
from grants.awards.deciding.reserve import MAX_DAYS_TO_ANSWER, give_new_day, move_up, reserve_of
from grants.awards.letters import services as letters
from grants.awards.letters.queries import letter_of
from grants.awards.models import Act, Decision, Outcome, SettledBy
from grants.awards.queries import told_decision_on
from grants.awards.services import settle_tie
from grants.awards.tasks import applicant_tasks
from grants.awards.terms import Channel
from grants.awards.wordings.kinds import LetterKind
from grants.calls.models import Call
from grants.db import db
from grants.errors import Conflict, Forbidden, Invalid, Stale
from grants.evaluation.interests.services import bar
from grants.evaluation.models import ConflictKind
from grants.notices.models import Message
from tests.factories.awards import (
    DELIBERATED,
    a_member,
    a_told_call,
    an_official_of,
    application_in,
    judged,
    letters_left,
    made_letters,
)
from tests.integration.awards.conftest import Browser
from tests.integration.awards.deciding.test_anew import MONEY, anew, in_force

pytestmark = pytest.mark.usefixtures("monday")

DAY = date(2030, 1, 28)


@pytest.fixture
def call() -> Call:
    """Return a decided call whose letters have left: A-1 and A-2 awarded, A-3 and A-4 in reserve in this order."""
    entries = (judged("A-1", "5", "5"), judged("A-2", "5", "4"), judged("A-3"), judged("A-4", "3", "4"))
    return a_told_call(*entries, funding=MONEY)


@pytest.fixture
def official(call: Call) -> Person:
    return an_official_of(call, name="Olga")


@pytest.fixture
def applicant(call: Call) -> Person:
    return a_member(call, "A-1")


def declined(call: Call, applicant: Person, reference: str = "A-1", seen: int = 1) -> Decision:
    return decline(application=application_in(call, reference), because="Nav laika", seen=seen, actor=applicant)


def offered(call: Call, official: Person) -> list[Decision]:
    """Offer what is free, and let the letters leave."""
    made = move_up(call=call, answer_until=DAY, seen=reserve_of(call).digest, actor=official)
    letters_left(call, official)
    return made


def test_nobody_is_next_while_all_is_given(call: Call, official: Person) -> None:
    assert reserve_of(call).offers == ()
    assert offered(call, official) == []


def test_a_declined_award_goes_to_the_next_in_reserve_and_to_no_other(
    call: Call, official: Person, applicant: Person
) -> None:
    declined(call, applicant)
    (made,) = offered(call, official)
    assert (made.act, made.outcome, made.amount, made.answer_until, made.number) == (
        Act.MOVED_UP,
        Outcome.AWARDED,
        Decimal("4600.00"),
        DAY,
        "piemers-2030/6",
    )
    assert made.application_id == application_in(call, "A-3").id
    assert in_force(call, "A-4").outcome is Outcome.RESERVE


def test_a_revoked_award_goes_to_the_next_in_reserve(call: Call, official: Person) -> None:
    anew(call, "A-2", Outcome.REVOKED, official)
    assert [one.application.reference for one in reserve_of(call).offers] == ["A-3"]


def test_a_smaller_sum_frees_money_but_no_place(call: Call, official: Person) -> None:
    anew(call, "A-2", Outcome.AWARDED, official, amount=Decimal("1000.00"))
    reserve = reserve_of(call)
    assert (reserve.places, reserve.money, reserve.offers) == (0, Decimal("3600.00"), ())


def test_offering_twice_offers_once(call: Call, official: Person, applicant: Person) -> None:
    declined(call, applicant)
    seen = reserve_of(call).digest
    assert len(move_up(call=call, answer_until=DAY, seen=seen, actor=official)) == 1
    assert move_up(call=call, answer_until=DAY, seen=seen, actor=official) == []


def test_an_offer_that_is_another_than_was_seen_is_not_made(call: Call, official: Person, applicant: Person) -> None:
    declined(call, applicant)
    seen = reserve_of(call).digest
    anew(call, "A-2", Outcome.REVOKED, official)
    with pytest.raises(Stale):
        move_up(call=call, answer_until=DAY, seen=seen, actor=official)


@pytest.mark.parametrize("days", [0, -1, MAX_DAYS_TO_ANSWER + 1])
def test_the_day_to_answer_lies_in_reach(call: Call, official: Person, applicant: Person, days: int) -> None:
    declined(call, applicant)
    until = DELIBERATED.date() + timedelta(days=days)
    with pytest.raises(Invalid):
        move_up(call=call, answer_until=until, seen=reserve_of(call).digest, actor=official)


def test_who_accepts_is_told_what_comes_next(call: Call, official: Person, applicant: Person) -> None:
    declined(call, applicant)
    member = a_member(call, "A-3")
    (made,) = offered(call, official)
    for _twice in range(2):
        accept(application=application_in(call, "A-3"), seen=2, actor=member)
    assert answer_on(made) is not None
    told = select(func.count()).select_from(Message).where(Message.event == "award_accepted")
    assert db.session.scalar(told) == 1
    message = db.session.scalars(select(Message).where(Message.event == "award_accepted")).one()
    assert "What comes next" in message.body


def test_an_offer_is_a_task_until_it_is_answered(call: Call, official: Person, applicant: Person) -> None:
    declined(call, applicant)
    member = a_member(call, "A-3")
    offered(call, official)

    def waits() -> list[str]:
        with current_app.test_request_context():
            return [task.title for task in applicant_tasks(member) if task.waits]

    with clock.at(clock.now()):
        assert [title.partition(":")[0] for title in waits()] == ["Answer the offer"]
        accept(application=application_in(call, "A-3"), seen=2, actor=member)
        assert waits() == []


def test_silence_declines_once_the_day_is_over_and_the_next_is_offered_it(
    call: Call, official: Person, applicant: Person
) -> None:
    declined(call, applicant)
    offered(call, official)
    with clock.at(DELIBERATED + timedelta(days=14)):
        assert end_unanswered() == 0
    with clock.at(DELIBERATED + timedelta(days=15)):
        assert end_unanswered() == 1
        assert end_unanswered() == 0
        ended = in_force(call, "A-3")
        assert (ended.outcome, ended.act, ended.confirmed_by_id) == (Outcome.DECLINED, Act.DECLINED, None)
        assert [one.application.reference for one in reserve_of(call).offers] == ["A-4"]


def test_an_award_that_lapses_by_silence_is_told_in_a_letter_of_its_own(
    call: Call, official: Person, applicant: Person
) -> None:
    declined(call, applicant)
    (offer,) = offered(call, official)
    after = DELIBERATED + timedelta(days=15)
    with clock.at(after):
        end_unanswered()
        lapsed = in_force(call, "A-3")
        letter = letter_of(lapsed)
        assert letter is not None
        assert letter.kind is LetterKind.LAPSED
        assert told_decision_on(application_in(call, "A-3")) == offer
        letters_left(call, official, after)
        assert told_decision_on(application_in(call, "A-3")) == lapsed


def test_what_is_accepted_does_not_end(call: Call, official: Person, applicant: Person) -> None:
    declined(call, applicant)
    offered(call, official)
    accept(application=application_in(call, "A-3"), seen=2, actor=official)
    with clock.at(DELIBERATED + timedelta(days=30)):
        assert end_unanswered() == 0


def test_an_answer_after_the_day_is_too_late(call: Call, official: Person, applicant: Person) -> None:
    declined(call, applicant)
    member = a_member(call, "A-3")
    offered(call, official)
    with clock.at(DELIBERATED + timedelta(days=15)), pytest.raises(Conflict):
        accept(application=application_in(call, "A-3"), seen=2, actor=member)


def test_declining_twice_declines_once(call: Call, applicant: Person) -> None:
    assert declined(call, applicant).id == declined(call, applicant).id


def test_only_who_may_sign_answers(call: Call, applicant: Person) -> None:
    with pytest.raises(Forbidden):
        declined(call, a_member(call, "A-2"))


def test_equals_in_reserve_wait_for_an_order(official: Person) -> None:
    entries = (judged("A-1", "5", "5"), judged("A-2", "5", "4"), judged("A-3"), judged("A-4"))
    call = a_told_call(*entries, funding=MONEY, slug="vienadi")
    anew(call, "A-1", Outcome.REVOKED, an_official_of(call, name="Otra"))
    reserve = reserve_of(call)
    assert (reserve.offers, reserve.equals) == ((), ("A-3", "A-4"))


def test_equals_in_reserve_are_put_in_order_when_their_turn_comes(browser_of: Browser) -> None:
    entries = (judged("A-1", "5", "5"), judged("A-2", "5", "4"), judged("A-3"), judged("A-4"))
    call = a_told_call(*entries, funding=MONEY)
    official = an_official_of(call, name="Otra")
    anew(call, "A-1", Outcome.REVOKED, official)
    browser = browser_of(official)
    page = browser.see("/office/calls/piemers-2030/reserve")
    assert "Settle their order" in page.text
    tie = browser.see("/office/calls/piemers-2030/ranking/ties/3")
    typed = {"place_0": "2", "place_1": "1", "settled_by": "lot", "reason": "Loze"}
    browser.send(tie, typed, button="Record the order")
    assert [one.application.reference for one in reserve_of(call).offers] == ["A-4"]


def test_equals_that_do_not_all_wait_are_not_put_in_order_any_more() -> None:
    entries = (judged("A-1", "5", "5"), judged("A-2", "5", "5"), judged("A-3"))
    call = a_told_call(*entries, funding=MONEY)
    with pytest.raises(Conflict):
        settle_tie(call=call, order=["A-2", "A-1"], settled_by=SettledBy.LOT, reason="Loze", actor=None)


def test_an_offer_whose_letter_has_not_left_does_not_end(call: Call, official: Person, applicant: Person) -> None:
    declined(call, applicant)
    move_up(call=call, answer_until=DAY, seen=reserve_of(call).digest, actor=official)
    with clock.at(DELIBERATED + timedelta(days=15)):
        assert end_unanswered() == 0


def test_the_whole_way_by_browser(call: Call, applicant: Person, browser_of: Browser) -> None:
    theirs = browser_of(applicant)
    letter = theirs.see(f"/applications/{application_in(call, 'A-1').id}/decision")
    assert "Decline the award" in letter.text
    answer = theirs.see(f"/applications/{application_in(call, 'A-1').id}/award")
    theirs.send(answer, {"because": "Nav laika"}, button="Decline the award")
    office = browser_of(an_official_of(call))
    assert "Something is free for the reserve list" in office.see("/office/calls/piemers-2030/decisions").text
    page = office.see("/office/calls/piemers-2030/reserve")
    assert "A-3" in page.text
    after = office.send(page, {"answer_until": "28.01.2030"}, button="Offer it to them")
    assert "1 offer is made." in after.text
    letters_left(call, an_official_of(call))
    next_one = browser_of(a_member(call, "A-3"))
    offer = next_one.see(f"/applications/{application_in(call, 'A-3').id}/award")
    accepted = next_one.send(offer, button="Accept the award")
    assert "You have accepted this award." in accepted.text


def told_of_an_end() -> set[str]:
    return {one.address for one in db.session.scalars(select(Message).where(Message.event == "award_ended"))}


def test_officials_are_told_by_message_and_on_the_start_page_that_an_award_ended(
    call: Call, official: Person, applicant: Person, browser_of: Browser
) -> None:
    visitor, task = browser_of(official), "Offer what became free to the next in reserve"
    assert task not in visitor.see("/account/").text
    declined(call, applicant)
    db.session.commit()
    assert official.email in told_of_an_end()
    assert task in visitor.see("/account/").text
    offered(call, official)
    db.session.commit()
    assert task not in visitor.see("/account/").text


def test_what_moves_up_in_another_call_offers_nothing_in_this_one(
    call: Call, official: Person, applicant: Person
) -> None:
    entries = (judged("B-1", "5", "5"), judged("B-2", "5", "4"), judged("B-3"))
    other = a_told_call(*entries, funding=MONEY, slug="cits")
    declined(call, applicant)
    revoked_at = clock.now()
    with clock.at(revoked_at + timedelta(hours=1)):
        anew(other, "B-1", Outcome.REVOKED, an_official_of(other, name="Otra"))
        move_up(call=other, answer_until=DAY, seen=reserve_of(other).digest, actor=an_official_of(other, name="Trešā"))
        db.session.expire_all()
        with current_app.test_request_context():
            assert [task.about for task in ended.tasks_for(official)] == [call.id]


def test_who_revokes_an_award_needs_no_message_but_the_others_do(call: Call, official: Person) -> None:
    other = an_official_of(call, name="Otra")
    anew(call, "A-2", Outcome.REVOKED, official)
    assert other.email in told_of_an_end()
    assert official.email not in told_of_an_end()


def test_who_is_in_conflict_is_told_nothing_of_an_end(call: Call, official: Person, applicant: Person) -> None:
    kin = an_official_of(call, name="Radiniece")
    bar(
        application=application_in(call, "A-1"),
        person=kin,
        kind=ConflictKind.FAMILY,
        reason="Māsa",
        actor=official,
    )
    declined(call, applicant)
    assert kin.email not in told_of_an_end()
    assert ended.tasks_for(kin) == []


def an_offer_not_sent(call: Call, official: Person, applicant: Person) -> Decision:
    declined(call, applicant)
    (made,) = move_up(call=call, answer_until=DAY, seen=reserve_of(call).digest, actor=official)
    made_letters(call)
    return made


@pytest.mark.parametrize("days", [12, 13, 14, 20])
def test_an_offer_whose_day_is_over_or_too_near_does_not_leave(
    call: Call, official: Person, applicant: Person, days: int
) -> None:
    made = an_offer_not_sent(call, official, applicant)
    a_member(call, "A-3")
    letter = letter_of(made)
    assert letter is not None
    with clock.at(DELIBERATED + timedelta(days=days)):
        assert letters.send_by_email(call=call, actor=official) == 0
        with pytest.raises(Conflict):
            letters.send_by_email(call=call, actor=official, letters=[letter.id])
        with pytest.raises(Conflict):
            letters.dispatch(
                call=call,
                letters=[letter.id],
                channel=Channel.POST,
                sent_on=clock.now().date(),
                actor=official,
            )
        assert end_unanswered() == 0


def test_a_new_day_makes_the_offer_anew_and_its_letter_leaves(call: Call, official: Person, applicant: Person) -> None:
    made, later = an_offer_not_sent(call, official, applicant), date(2030, 2, 25)
    a_member(call, "A-3")
    application = application_in(call, "A-3")
    with clock.at(DELIBERATED + timedelta(days=20)):
        for _twice in range(2):
            renewed = give_new_day(application=application, answer_until=later, seen=2, actor=official)
        assert (renewed.sequence, renewed.answer_until, renewed.amount) == (3, later, made.amount)
        assert letter_of(made) is None
        letters_left(call, official, clock.now())
        assert told_decision_on(application) == renewed
        assert end_unanswered() == 0


def test_an_offer_that_has_left_keeps_its_day(call: Call, official: Person, applicant: Person) -> None:
    declined(call, applicant)
    offered(call, official)
    application = application_in(call, "A-3")
    with pytest.raises(Conflict):
        give_new_day(application=application, answer_until=date(2030, 2, 25), seen=2, actor=official)


def test_the_page_of_letters_leads_to_a_new_day(
    call: Call, official: Person, applicant: Person, browser_of: Browser
) -> None:
    an_offer_not_sent(call, official, applicant)
    with clock.at(DELIBERATED + timedelta(days=20)):
        visitor = browser_of(official)
        assert "Give another day" in visitor.see("/office/calls/piemers-2030/letters").text
        address = f"/office/applications/{application_in(call, 'A-3').id}/offer"
        values = visitor.see(address).form("Make the offer anew").values
        refused = visitor.post(address, data=values | {"answer_until": "5.2.2030"})
        assert refused.status_code == 422
        assert visitor.post(address, data=values | {"answer_until": "25.2.2030"}).status_code == 303
    assert in_force(call, "A-3").answer_until == date(2030, 2, 25)
