"""A rehearsal plays a competition to the letters in the mailboxes, and what it counts adds up."""

from dataclasses import replace

import pytest
from flask_babel import force_locale
from flask_sqlalchemy.session import Session
from sqlalchemy import func, select
from sqlalchemy.orm import scoped_session

from grants.applications.models import Application, ApplicationState, Attachment, Receipt
from grants.awards.letters.models import Letter, LetterState
from grants.awards.letters.queries import LETTER
from grants.awards.models import Decision, Outcome
from grants.calls.models import Call, Stage
from grants.calls.rules.document import Rules
from grants.errors import Conflict
from grants.evaluation.models import CheckAnswer, Declaration, Sheet
from grants.exchange.rehearsal import Rehearsal, play, rehearse, steps_of
from grants.exchange.rehearsal.outcome import outcome_of
from grants.filetypes import MEDIA_TYPES
from grants.journal.services import verify
from grants.notices.models import Message, MessageState
from tests.factories.calls import rules
from tests.factories.documents import criterion, field, rules_document, words
from tests.support.databases import ON_ONE_DATABASE

Db = scoped_session[Session]


def played(of: Rules, applicants: int = 3, evaluators: int = 3) -> Call:
    return Rehearsal(of, applicants=applicants, evaluators=evaluators).play()


def test_two_officials_registers_and_long_comments_are_rehearsed(session: Db) -> None:
    checks = [{"code": "1.1", "text": words("No tax debt"), "clarifiable": False, "evidence": True}]
    committee = {"size": 2, "quorum": 1, "decided_by": "committee", "checks_by_two": True}
    judged = {"criteria": [criterion("2.1", comment_min=50)], "scoring": {"decimals": 2}}
    played(rules(checks=checks, committee=committee, **judged), applicants=2, evaluators=1)
    (comments,) = {str(comment) for comment in session.scalars(select(Sheet.comments))}
    assert len(comments) > 50
    assert all(answer.source and answer.confirmed_by_id for answer in session.scalars(select(CheckAnswer)))


def test_a_council_and_two_officials_are_rehearsed(session: Db) -> None:
    committee = {"size": 2, "quorum": 1, "decided_by": "council", "confirmed_by_two": True}
    played(rules(committee=committee, scoring={"decimals": 2}), applicants=2, evaluators=1)
    assert set(session.scalars(select(Decision.resolution_number))) == {"1"}


def test_what_it_counts_adds_up(rehearsed: Call) -> None:
    outcome = outcome_of(rehearsed)
    assert (outcome.received, outcome.withdrawn, outcome.eligible, outcome.scored) == (9, 1, 6, 6)
    assert outcome.awarded <= 2
    assert outcome.amount == outcome.awarded * 4600
    # A receipt each, a farewell, an invitation for each of four evaluators, a letter for each decision.
    assert outcome.sent == 9 + 1 + 4 + 8


def test_everybody_who_stayed_has_a_decision_and_a_sent_letter(rehearsed: Call, session: Db) -> None:
    decided = set(session.scalars(select(Decision.application_id)))
    stayed = select(Application.id).where(Application.state != ApplicationState.WITHDRAWN)
    assert decided == set(session.scalars(stayed))
    sent = select(Letter.decision_id).where(Letter.state == LetterState.SENT)
    assert set(session.scalars(sent)) == set(session.scalars(select(Decision.id)))
    mailed = select(func.count(Message.id)).where(Message.event == LETTER, Message.state == MessageState.SENT)
    assert session.scalar(mailed) == len(decided)


@ON_ONE_DATABASE
def test_the_results_are_published(rehearsed: Call) -> None:
    assert rehearsed.stage is Stage.RESULTS_PUBLISHED


@ON_ONE_DATABASE
def test_every_submission_has_a_receipt_under_a_root(rehearsed: Call, session: Db) -> None:
    assert session.scalar(select(func.count(Receipt.id))) == 9
    assert rehearsed.receipts_root


@ON_ONE_DATABASE
def test_the_journal_of_the_call_is_sealed_and_holds(rehearsed: Call) -> None:
    journal = verify(str(rehearsed.id))
    assert (journal.intact, journal.unsealed) == (True, 0)
    assert journal.sealed > 50


@ON_ONE_DATABASE
def test_who_declares_a_conflict_marks_nothing(rehearsed: Call, session: Db) -> None:
    marked = select(Sheet.id).where(
        Sheet.application_id == Declaration.application_id, Sheet.evaluator_id == Declaration.evaluator_id
    )
    conflicts = session.scalar(select(func.count(Declaration.id)).where(Declaration.conflict))
    assert conflicts == 3
    assert session.scalar(select(func.count(Declaration.id)).where(Declaration.conflict, marked.exists())) == 0


@ON_ONE_DATABASE
def test_an_ineligible_application_is_told_so(rehearsed: Call, session: Db) -> None:
    ineligible = select(func.count(Decision.id)).where(Decision.outcome == Outcome.INELIGIBLE)
    assert session.scalar(ineligible) == 2


def test_the_same_seed_plays_the_same_on_any_database(session: Db) -> None:
    here = outcome_of(played(rules(), applicants=5))
    assert replace(rehearse(rules(), applicants=5, evaluators=3), slug=here.slug) == here


def test_another_seed_plays_another_competition(session: Db) -> None:
    funding = {"currency": "EUR", "amount": {"max": "900.00"}, "limit": {"projects": 7}, "when_short": "stop"}
    form = [{"code": "a", "title": words(), "fields": [field("goal", "short_text")]}]
    wanted = rules(funding=funding, form=form, scoring={"decimals": 2})
    amounts = {rehearse(wanted, applicants=4, evaluators=3, seed=seed).amount for seed in (1, 2)}
    assert len(amounts) == 2


@pytest.mark.parametrize("checked", [True, False])
def test_every_step_is_told(session: Db, checked: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(play, "WITHDRAWN_EVERY", 7)
    monkeypatch.setattr(play, "INELIGIBLE_EVERY", 4)
    wanted = rules() if checked else rules(checks=[])
    told: list[str] = []
    Rehearsal(wanted, applicants=9, evaluators=3, step=told.append).play()
    assert len(told) == steps_of(wanted, applicants=9, evaluators=3) > 9
    assert list(dict.fromkeys(told)) == ["applications", "checks", "sheets", "decisions", "letters"]


def test_a_form_that_insists_on_files_gets_them(session: Db) -> None:
    files = [field(f"f_{kind}", "file", required=True, accept=[kind]) for kind in MEDIA_TYPES]
    form = [*rules_document()["form"], {"code": "files", "title": words(), "fields": [*files, field("more", "file")]}]
    played(rules(form=form), applicants=2)
    assert session.scalar(select(func.count(Attachment.id))) == 2 * len(MEDIA_TYPES)


def test_a_committee_that_fills_in_one_sheet_together_does(session: Db) -> None:
    played(rules(scoring={"decimals": 2, "method": "joint"}))
    assert session.scalar(select(func.count(Sheet.id))) == 3


def test_a_call_without_criteria_is_decided_by_its_checks(session: Db) -> None:
    call = played(rules(criteria=[], scoring={"decimals": 2}))
    assert outcome_of(call).awarded == 3


def test_a_call_that_takes_paper_only_is_refused_in_words(session: Db) -> None:
    with force_locale("en"), pytest.raises(Conflict, match="does not take applications online"):
        played(rules(channels=[{"kind": "post"}]))
