"""How officials record the order the committee gave to equals."""

import pytest
from sqlalchemy import select

from grants.accounts.models import RoleKind
from grants.applications.models import Application, ApplicationState
from grants.awards import services
from grants.awards.models import SettledBy, TieOrder
from grants.awards.queries import standing_of
from grants.calls.models import Call, Stage
from grants.db import db
from grants.errors import Conflict, Invalid, Stale
from grants.journal.models import Entry
from tests.factories.awards import a_deliberated_call, an_official_of, application_in, judged, tied
from tests.factories.people import a_person
from tests.integration.awards.conftest import Browser
from tests.support.pages import Page
from tests.support.visitor import Visitor

pytestmark = pytest.mark.usefixtures("monday")

RANKING = "/office/calls/piemers-2030/ranking"
TIE = f"{RANKING}/ties/1"
RECORD = "Record the order"
SECOND_FIRST = {"place_0": "2", "place_1": "1", "settled_by": "vote", "reason": "Three voices against two."}


def orders() -> list[TieOrder]:
    return list(db.session.scalars(select(TieOrder)))


def outcomes(call: Call) -> dict[str, str]:
    return {one.reference: one.outcome.value for one in standing_of(call).ranking.placements}


def take_back(application: Application) -> None:
    application.state, application.withdrawn_at = ApplicationState.WITHDRAWN, application.submitted_at
    db.session.flush()


def settle(browser: Visitor, status: int = 200, **changes: str) -> Page:
    """Fill in the form of the tie and send it."""
    return browser.send(browser.see(TIE), SECOND_FIRST | changes, button=RECORD, status=status)


@pytest.fixture
def call() -> Call:
    return a_deliberated_call(*tied())


@pytest.fixture
def secretary(call: Call, browser_of: Browser) -> Visitor:
    return browser_of(an_official_of(call, RoleKind.SECRETARY))


def test_a_tie_is_named_with_what_hangs_on_it(secretary: Visitor) -> None:
    assert "Place 1: A-1, A-2. An award hangs on it." in secretary.see(RANKING).text


def test_a_tie_without_consequence_is_named_as_such(browser_of: Browser) -> None:
    call = a_deliberated_call(judged("A-0", "5", "5"), *tied())
    page = browser_of(an_official_of(call)).see(RANKING)
    assert "Place 2: A-1, A-2. No award hangs on it." in page.text


def test_the_recorded_order_decides(call: Call, secretary: Visitor) -> None:
    settle(secretary)
    assert outcomes(call) == {"A-2": "awarded", "A-1": "reserve"}


def test_afterwards_the_ranking_tells_how_it_was_settled(secretary: Visitor) -> None:
    page = settle(secretary)
    assert page.address == RANKING
    assert "Settled by vote on 14 January 2030, 12:00 in the order A-2, A-1. Reason: Three voices" in page.text


def test_a_later_order_corrects_an_earlier(call: Call, secretary: Visitor) -> None:
    settle(secretary)
    settle(secretary, place_0="1", place_1="2", settled_by="lot", reason="Counted anew.")
    assert outcomes(call) == {"A-1": "awarded", "A-2": "reserve"}


def test_a_correction_begins_with_what_was_recorded(secretary: Visitor) -> None:
    settle(secretary)
    form = secretary.see(TIE).form(RECORD)
    assert (form.values["place_0"], form.values["settled_by"]) == (["2"], ["vote"])


def test_a_double_click_records_one_order(secretary: Visitor) -> None:
    page = secretary.see(TIE)
    for _click in range(2):
        secretary.send(page, SECOND_FIRST, button=RECORD)
    assert len(orders()) == 1


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"place_0": "1"}, "Another application has this place too."),
        ({"place_0": ""}, "This is needed."),
        ({"place_0": "3"}, "At most 2."),
        ({"place_0": "0"}, "At least 1."),
        ({"place_0": "1,5"}, "Write a whole number."),
        ({"place_0": "pirmais"}, "Write a number"),
        ({"settled_by": ""}, "Choose one."),
        ({"settled_by": "dice"}, "Choose one."),
        ({"reason": "  "}, "Write how the tie was settled."),
        ({"reason": "x" * 2001}, "At most 2000 characters."),
        ({"reason": "NUL \0"}, "a character that cannot be stored"),
    ],
)
def test_bad_input_is_refused_with_words(secretary: Visitor, wrong: dict[str, str], message: str) -> None:
    page = settle(secretary, 422, **wrong)
    assert message in page.text
    assert orders() == []


def test_what_was_typed_is_still_there_after_a_refusal(secretary: Visitor) -> None:
    form = settle(secretary, 422, place_0="pirmais").form(RECORD)
    assert form.values["place_0"] == ["pirmais"]
    assert form.values["reason"][0].strip() == "Three voices against two."


def test_a_reason_may_be_2000_characters_long(secretary: Visitor) -> None:
    settle(secretary, reason="x" * 2000)
    assert len(orders()[0].reason) == 2000


def test_a_form_for_a_group_that_is_gone_is_refused(call: Call, secretary: Visitor) -> None:
    page = secretary.see(TIE)
    take_back(application_in(call, "A-2"))
    refused = secretary.send(page, SECOND_FIRST, button=RECORD, status=409)
    assert "not one group of equals any more" in refused.text
    assert orders() == []


def test_a_form_for_a_group_that_has_changed_is_refused(browser_of: Browser) -> None:
    call = a_deliberated_call(*tied(), judged("A-3"))
    browser = browser_of(an_official_of(call))
    page = browser.see(TIE)
    take_back(application_in(call, "A-1"))
    browser.send(page, SECOND_FIRST | {"place_2": "3"}, button=RECORD, status=409)
    assert orders() == []


def test_the_journal_holds_no_reason(secretary: Visitor) -> None:
    settle(secretary)
    entry = db.session.scalars(select(Entry).where(Entry.action == "tie.settled")).one()
    assert set(entry.details) == {"by", "order"}
    assert len(entry.details["order"]) == 64


def test_references_of_any_kind_can_be_settled(browser_of: Browser) -> None:
    call = a_deliberated_call(judged("Nr. 1 „Ā”"), judged("Nr. 2 <b>"))
    settle(browser_of(an_official_of(call)))
    assert orders()[0].order == ["Nr. 2 <b>", "Nr. 1 „Ā”"]


def test_auditors_see_the_tie_but_settle_nothing(call: Call, browser_of: Browser) -> None:
    auditor = browser_of(an_official_of(call, RoleKind.AUDITOR))
    assert RECORD not in auditor.see(RANKING).text
    auditor.see(TIE, status=403)


def test_others_do_not_know_of_it(call: Call, browser_of: Browser) -> None:
    browser_of(a_person()).see(TIE, status=404)


def test_there_is_no_form_where_there_is_no_tie(secretary: Visitor) -> None:
    secretary.see(f"{RANKING}/ties/7", status=404)


def test_nothing_is_settled_once_the_call_is_decided(call: Call, secretary: Visitor) -> None:
    call.stage = Stage.DECIDED
    secretary.see(TIE, status=409)


def test_the_service_refuses_what_is_no_group(call: Call) -> None:
    with pytest.raises(Stale):
        services.settle_tie(call=call, order=["A-1"], settled_by=SettledBy.LOT, reason="Loze", actor=None)


def test_the_service_refuses_a_missing_reason(call: Call) -> None:
    with pytest.raises(Invalid):
        services.settle_tie(call=call, order=["A-1", "A-2"], settled_by=SettledBy.LOT, reason=" ", actor=None)


def test_the_service_refuses_a_call_that_does_not_deliberate(call: Call) -> None:
    call.stage = Stage.SCORING
    with pytest.raises(Conflict):
        services.settle_tie(call=call, order=["A-1", "A-2"], settled_by=SettledBy.LOT, reason="Loze", actor=None)


def test_an_order_stays_good_when_one_of_the_equals_withdraws() -> None:
    call = a_deliberated_call(*tied(), judged("A-3"))
    order = ["A-3", "A-2", "A-1"]
    services.settle_tie(call=call, order=order, settled_by=SettledBy.LOT, reason="Loze", actor=None)
    take_back(application_in(call, "A-3"))
    group = standing_of(call).equals[0]
    assert group.references == ("A-1", "A-2")
    assert group.settled is not None
