"""The page of the ranking shows what is kept as long as nothing it was made of has changed, and never longer."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from sqlalchemy import delete, select, update

from grants import clock
from grants.accounts.models import Person
from grants.applications.models import ApplicationState
from grants.awards.deliberation.models import ConsensusMark
from grants.awards.kept import key, showing
from grants.awards.kept.models import KeptRanking
from grants.awards.kept.services import keep
from grants.awards.late.comparison import digest_of
from grants.awards.late.services import order_without, record_late_conflict
from grants.awards.models import SettledBy
from grants.awards.queries import decisions_of, standing_of
from grants.awards.services import confirm, settle_tie
from grants.calls.models import Call, CallVersion, Stage
from grants.db import db
from grants.evaluation.models import Answer, CheckAnswer, ConflictKind, Declaration, Sheet, SheetState
from tests.factories.awards import (
    DELIBERATED,
    a_decided_call,
    a_deliberated_call,
    a_member,
    an_official_of,
    application_in,
    ineligible,
    judged,
    judged_apart,
    withdrawn,
)
from tests.factories.documents import rules_document
from tests.integration.awards.conftest import Browser
from tests.support.statements import selects

pytestmark = pytest.mark.usefixtures("monday")

RANKING = "/office/calls/piemers-2030/ranking"
TIE_BREAKS = ["field:participants_total:desc", "submitted_at:asc", "requested:asc"]
Change = Callable[[Call], object]


def scoring(**changes: object) -> dict[str, object]:
    return {**rules_document()["scoring"], **changes}


@pytest.fixture
def call() -> Call:
    """Return a call in which two are equal but for what the tie-breaks look at, and a third is near."""
    apart = judged_apart("A-3", "433", "444")
    return a_deliberated_call(
        judged("A-1", answers={"participants_total": 5}),
        judged("A-2", answers={"participants_total": 5}, submitted_at=judged("A-1")["submitted_at"]),
        apart,
        ineligible("A-4"),
        withdrawn("A-5"),
        scoring=scoring(tie_break=TIE_BREAKS),
    )


def kept() -> list[KeptRanking]:
    return list(db.session.scalars(select(KeptRanking).execution_options(populate_existing=True)))


def sheets_on(call: Call, reference: str) -> list[Sheet]:
    about = Sheet.application_id == application_in(call, reference).id
    return list(db.session.scalars(select(Sheet).where(about).order_by(Sheet.evaluator_id)))


def change_mark(call: Call) -> None:
    """Give another mark and touch nothing else: neither a revision nor a time."""
    sheet = sheets_on(call, "A-1")[0]
    db.session.execute(update(Sheet).where(Sheet.id == sheet.id).values(marks={**sheet.marks, "2.2": "5"}))


def reopen_sheet(call: Call) -> None:
    sheet = sheets_on(call, "A-1")[0]
    sheet.state, sheet.submitted_at = SheetState.DRAFT, None


def find_conflict_late(call: Call) -> None:
    application = application_in(call, "A-3")
    person = db.session.scalars(select(Person).where(Person.email == "e1@example.org")).one()
    record_late_conflict(
        call=call,
        application=application,
        person=person,
        kind=ConflictKind.BOARD,
        reason="Ir valdē.",
        actor=an_official_of(call),
        seen=digest_of(order_without(call, application, person)[1]),
    )


def agree_on_a_mark(call: Call) -> None:
    db.session.add(
        ConsensusMark(
            application_id=application_in(call, "A-3").id,
            code="2.2",
            sequence=1 + len(list(db.session.scalars(select(ConsensusMark)))),
            mark="5",
            reason="Vienojās.",
            recorded_at=DELIBERATED,
        )
    )


def take_back(call: Call) -> None:
    application = application_in(call, "A-1")
    application.state, application.withdrawn_at = ApplicationState.WITHDRAWN, application.submitted_at


def ask_for_less(call: Call) -> None:
    application_in(call, "A-1").requested = Decimal("100.00")


def arrive_earlier(call: Call) -> None:
    application = application_in(call, "A-2")
    assert application.submitted_at
    application.submitted_at = application.submitted_at.replace(year=2029, month=1)


def answer_more(call: Call) -> None:
    application_in(call, "A-2").answers = {"participants_total": 6}


def fail_a_check(call: Call) -> None:
    about = CheckAnswer.application_id == application_in(call, "A-1").id
    db.session.execute(update(CheckAnswer).where(about).values(answer=Answer.NO))


def take_a_check_back(call: Call) -> None:
    db.session.execute(delete(CheckAnswer).where(CheckAnswer.application_id == application_in(call, "A-1").id))


def change_weights(call: Call) -> None:
    """Put amended rules in force, as whoever works past the service would."""
    before = db.session.scalars(select(CallVersion).where(CallVersion.call_id == call.id)).one()
    criteria = [one | {"weight": "7"} for one in before.rules["criteria"]]
    rules = before.rules | {"criteria": criteria}
    amended = CallVersion(call_id=call.id, number=2, rules=rules, digest="7" * 64, created_at=clock.now())
    db.session.add(amended)
    call.version, call.rules_digest = 2, amended.digest


def settle(call: Call) -> None:
    group = standing_of(call).equals[0]
    settle_tie(
        call=call,
        order=[*reversed(group.references)],
        settled_by=SettledBy.VOTE,
        reason="Trīs pret divi.",
        actor=an_official_of(call),
    )


CHANGES: dict[str, Change] = {
    "a mark": change_mark,
    "a sheet reopened": reopen_sheet,
    "a late conflict": find_conflict_late,
    "a consensus mark": agree_on_a_mark,
    "a withdrawn application": take_back,
    "the sum asked for": ask_for_less,
    "the time of arrival": arrive_earlier,
    "an answer": answer_more,
    "a check": fail_a_check,
    "a check taken back": take_a_check_back,
    "weights": change_weights,
    "a tie settled": settle,
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_whatever_is_changed_the_page_shows_what_follows(call: Call, browser_of: Browser, change: Change) -> None:
    browser = browser_of(an_official_of(call))
    before = browser.see(RANKING).text
    assert kept()
    change(call)
    db.session.commit()
    after = browser.see(RANKING).text
    db.session.execute(delete(KeptRanking))
    db.session.commit()
    assert after == browser.see(RANKING).text
    assert after != before


def test_changed_weights_leave_no_old_totals(call: Call, browser_of: Browser) -> None:
    browser = browser_of(an_official_of(call))
    assert "12.00" in browser.see(RANKING).text
    change_weights(call)
    db.session.commit()
    shown = browser.see(RANKING).text
    assert ("56.00" in shown, "12.00" in shown) == (True, False)


def test_what_is_kept_is_shown_without_ranking_again(
    call: Call, browser_of: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = browser_of(an_official_of(call))
    before = browser.see(RANKING).text
    monkeypatch.setattr(showing, "standing_of", None)
    assert browser.see(RANKING).text == before


def test_a_new_release_reads_nothing_that_an_older_one_kept(
    call: Call, browser_of: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser_of(an_official_of(call)).see(RANKING)
    before = key.key_of(call)
    monkeypatch.setattr(key, "program", lambda: "another")
    assert key.key_of(call) != before


def test_a_page_that_only_reads_changes_nothing_but_what_is_kept_and_that_once(call: Call, browser_of: Browser) -> None:
    browser = browser_of(an_official_of(call))
    browser.see(RANKING)
    (first,) = kept()
    moment = first.kept_at
    browser.see(RANKING)
    assert [one.kept_at for one in kept()] == [moment]


def test_two_who_keep_at_once_leave_one(call: Call) -> None:
    reckoning = standing_of(call).reckoning
    for name in ("1" * 64, "2" * 64):
        keep(call_id=call.id, key=name, reckoning=reckoning)
    assert [one.key for one in kept()] == ["2" * 64]


def test_what_changes_while_it_is_ranked_is_not_kept(
    call: Call, browser_of: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = browser_of(an_official_of(call))
    keys = iter(("1" * 64, "2" * 64))
    monkeypatch.setattr(showing, "key_of", lambda _call: next(keys))
    browser.see(RANKING)
    assert not kept()


def test_sealed_marks_are_not_shown_although_they_are_kept(call: Call, browser_of: Browser) -> None:
    browser = browser_of(an_official_of(call))
    browser.see(RANKING)
    call.stage = Stage.SCORING
    db.session.commit()
    assert browser.get(RANKING).status_code in {404, 409}


def test_a_conflict_hides_marks_that_are_kept(call: Call, browser_of: Browser) -> None:
    official = an_official_of(call)
    browser_of(official).see(RANKING)
    application = application_in(call, "A-3")
    about = (Declaration.application_id == application.id, Declaration.evaluator_id == official.id)
    db.session.execute(update(Declaration).where(*about).values(conflict=True, kind=ConflictKind.FAMILY))
    browser = browser_of(official)
    for _time in range(2):
        page = browser.see(RANKING)
        assert "Your conflict of interest hides the marks." in page.text
        assert "11.33" not in page.text


def test_who_has_an_application_there_sees_no_order_of_what_is_kept(call: Call, browser_of: Browser) -> None:
    official = an_official_of(call)
    browser_of(official).see(RANKING)
    a_member(call, "A-1", official)
    page = browser_of(official).see(RANKING)
    assert "neither the order nor the outcomes" in page.text
    assert "awarded" not in page.text


def test_nothing_is_decided_by_what_is_kept(call: Call, browser_of: Browser) -> None:
    settle(call)
    official = an_official_of(call)
    browser_of(official).see(RANKING)
    (one,) = kept()
    placements = [[name, 1, *rest] for name, _rank, *rest in one.content["placements"]]
    one.content = one.content | {"placements": placements}
    db.session.commit()
    with clock.at(DELIBERATED):
        confirm(call=call, actor=official)
    assert sorted(made.rank for made in decisions_of(call).values() if made.rank) == [1, 2, 3]


def test_a_decided_call_is_shown_from_what_is_kept_with_its_decisions(browser_of: Browser) -> None:
    call = a_decided_call()
    browser = browser_of(an_official_of(call))
    assert browser.see(RANKING).text == browser.see(RANKING).text
    assert kept()


def test_what_is_kept_is_shown_with_at_most_fifteen_statements(call: Call, browser_of: Browser) -> None:
    browser = browser_of(an_official_of(call))
    browser.see(RANKING)
    with selects() as found:
        browser.see(RANKING)
    assert len(found) <= 15
