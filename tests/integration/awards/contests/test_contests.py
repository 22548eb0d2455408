"""A decision is contested: received, decided, judged anew by others, and made anew for whom it changes."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from grants import clock
from grants.accounts.models import RoleKind
from grants.applications.models import Right
from grants.awards.contests import services
from grants.awards.contests.models import CameBy, Complaint, Ruling
from grants.awards.contests.queries import fresh_candidates
from grants.awards.contests.remaking import remaking_of
from grants.awards.contests.services import Received, Ruled
from grants.awards.contests.suspension import require_uncontested
from grants.awards.kept.showing import standing_to_show
from grants.awards.late.comparison import digest_of
from grants.awards.letters.models import LetterState
from grants.awards.letters.queries import letter_of
from grants.awards.models import Act, Decision, Outcome
from grants.awards.queries import decisions_of, standing_of, told_decision_on
from grants.calls.models import Call
from grants.db import db
from grants.errors import Conflict, Forbidden, Invalid, NotFound, Stale
from grants.evaluation.interests.services import bar
from grants.evaluation.models import ConflictKind, Sheet
from grants.evaluation.queries import sheets_of
from tests.factories.applications import joined
from tests.factories.awards import (
    DELIBERATED,
    a_deliberated_call,
    a_member,
    a_told_call,
    an_official_of,
    application_in,
    ineligible,
    judged,
)
from tests.factories.contests import COMMITTEE, RIGHT, a_complaint, a_fresh_member, judged_anew, ruled, told
from tests.factories.people import a_person

pytestmark = pytest.mark.usefixtures("monday")

TODAY = date(2030, 1, 14)


class TestReceiving:
    def test_an_applicant_gets_a_receipt_and_officials_are_told(self, call: Call) -> None:
        member = a_member(call, "A-3")
        complaint = a_complaint(call, complainant=member)
        assert (complaint.number, complaint.complainant, complaint.received_on) == (1, "Biedrība A-3", TODAY)
        assert told("complaint_received") == {member.email}
        assert told("complaint_made")

    def test_it_is_to_be_decided_within_a_month(self, call: Call) -> None:
        assert a_complaint(call).answer_until == date(2030, 2, 14)

    def test_sent_twice_it_is_one(self, call: Call) -> None:
        member = a_member(call, "A-3")
        assert a_complaint(call, complainant=member).id == a_complaint(call, complainant=member).id

    def test_one_after_the_term_is_taken_and_marked_late(self, call: Call) -> None:
        received = Received("SIA Cits", CameBy.POST, TODAY, "Iebilstu.", contest_until=TODAY - timedelta(days=1))
        official = an_official_of(call)
        application = application_in(call, "A-3")
        assert services.record_complaint(application=application, received=received, actor=official).is_late

    def test_one_on_the_last_day_is_in_time(self, call: Call) -> None:
        received = Received("SIA Cits", CameBy.POST, TODAY, "Iebilstu.", contest_until=TODAY)
        application = application_in(call, "A-3")
        complaint = services.record_complaint(application=application, received=received, actor=an_official_of(call))
        assert not complaint.is_late

    def test_recorded_twice_it_is_one(self, call: Call) -> None:
        received = Received("SIA Cits", CameBy.POST, TODAY, "Iebilstu.")
        official, application = an_official_of(call), application_in(call, "A-3")
        first, second = (
            services.record_complaint(application=application, received=received, actor=official) for _ in range(2)
        )
        assert first.id == second.id

    def test_a_day_to_come_is_refused(self, call: Call) -> None:
        received = Received("SIA Cits", CameBy.POST, TODAY + timedelta(days=1), "Iebilstu.")
        with pytest.raises(Invalid):
            services.record_complaint(
                application=application_in(call, "A-3"), received=received, actor=an_official_of(call)
            )

    @pytest.mark.parametrize("words", ["", " ", "x" * (services.MAX_WORDS + 1), "x" * 100_000])
    def test_no_words_and_too_many_are_refused(self, call: Call, words: str) -> None:
        with pytest.raises(Invalid):
            services.complain(
                application=application_in(call, "A-3"), words=words, file=None, actor=a_member(call, "A-3")
            )

    def test_who_only_reads_the_application_cannot_complain(self, call: Call) -> None:
        reader = joined(application_in(call, "A-3"), a_person("Lasītāja"), Right.READ)
        with pytest.raises(Forbidden):
            a_complaint(call, complainant=reader)

    def test_nothing_is_contested_before_it_is_decided(self) -> None:
        with pytest.raises(Conflict):
            a_complaint(a_deliberated_call())


class TestSuspension:
    def test_nobody_moves_up_while_a_decision_is_contested(self, call: Call) -> None:
        move = Decision(application_id=application_in(call, "A-2").id, act=Act.MOVED_UP)
        require_uncontested(call, [move])
        complaint = a_complaint(call)
        with pytest.raises(Conflict, match="nobody moves up"):
            require_uncontested(call, [move])
        ruled(complaint, Ruled(Ruling.REJECTED, "Nav pamata."))
        require_uncontested(call, [move])

    def test_the_contested_decision_is_not_touched_otherwise(self, call: Call) -> None:
        a_complaint(call)
        with pytest.raises(Conflict, match="contested and suspended"):
            require_uncontested(call, [Decision(application_id=application_in(call, "A-3").id, act=Act.CORRECTED)])


class TestRuling:
    def test_one_that_is_rejected_ends_there_and_the_applicant_is_told(self, call: Call) -> None:
        member = a_member(call, "A-3")
        complaint = ruled(a_complaint(call, complainant=member), Ruled(Ruling.REJECTED, "Nav pamata.", "5"))
        assert not complaint.is_open
        assert told("complaint_ruled") == {member.email}

    def test_one_that_is_right_needs_something_to_be_done(self, call: Call) -> None:
        with pytest.raises(Invalid, match="Choose what is done"):
            ruled(a_complaint(call), Ruled(Ruling.UPHELD, "Taisnība."))

    def test_it_needs_a_reason(self, call: Call) -> None:
        with pytest.raises(Invalid):
            ruled(a_complaint(call), Ruled(Ruling.REJECTED, " "))

    def test_twice_the_same_is_once_and_another_is_refused(self, call: Call) -> None:
        complaint = a_complaint(call)
        assert ruled(complaint).ruled_at == ruled(complaint).ruled_at
        with pytest.raises(Conflict):
            ruled(complaint, Ruled(Ruling.REJECTED, "Nav pamata."))

    def test_a_secretary_does_not_decide(self, call: Call) -> None:
        secretary = an_official_of(call, RoleKind.SECRETARY)
        with pytest.raises(Forbidden):
            services.rule(complaint=a_complaint(call), ruled=RIGHT, actor=secretary)

    def test_who_is_in_conflict_with_it_does_not_decide(self, call: Call) -> None:
        official, complaint = an_official_of(call, name="Radinieks"), a_complaint(call)
        bar(
            application=complaint.application,
            person=official,
            kind=ConflictKind.FAMILY,
            reason="Brālis",
            actor=an_official_of(call),
        )
        with pytest.raises(Forbidden):
            services.rule(complaint=complaint, ruled=RIGHT, actor=official)


class TestAnew:
    def test_nobody_who_scored_it_or_is_in_conflict_is_offered_or_taken(self, call: Call) -> None:
        complaint = ruled(a_complaint(call))
        fresh, kin = a_fresh_member(call), a_fresh_member(call, "Māsa")
        official = an_official_of(call)
        bar(application=complaint.application, person=kin, kind=ConflictKind.FAMILY, reason="Māsa", actor=official)
        assert [one.name for one in fresh_candidates(complaint)] == [fresh.name]
        earlier = db.session.scalars(select(Sheet).where(Sheet.application_id == complaint.application_id)).first()
        assert earlier
        for person_id in (kin.id, earlier.evaluator_id):
            with pytest.raises(Conflict):
                services.name_evaluator(
                    complaint=complaint, person=db.session.get_one(type(fresh), person_id), actor=official
                )

    def test_somebody_from_outside_becomes_a_substitute(self, call: Call) -> None:
        person, complaint = a_person("Ārējs"), ruled(a_complaint(call))
        services.name_evaluator(complaint=complaint, person=person, actor=an_official_of(call))
        assert [(role.kind, role.seat) for role in person.roles] == [(RoleKind.EVALUATOR, "substitute")]
        assert told("complaint_evaluation") == {person.email}

    def test_who_was_not_asked_sends_nothing(self, call: Call) -> None:
        with pytest.raises(NotFound):
            services.submit_fresh(complaint=ruled(a_complaint(call)), marks={}, comments={}, actor=a_person())

    def test_a_missing_or_wrong_mark_is_refused(self, call: Call) -> None:
        person, complaint = a_fresh_member(call), ruled(a_complaint(call))
        services.name_evaluator(complaint=complaint, person=person, actor=an_official_of(call))
        for marks in ({"2.1": "5"}, {"2.1": "5", "2.2": "6"}):
            with pytest.raises(Invalid):
                services.submit_fresh(complaint=complaint, marks=marks, comments={}, actor=person)

    def test_who_declines_does_not_score(self, call: Call) -> None:
        person, complaint = a_fresh_member(call), ruled(a_complaint(call))
        services.name_evaluator(complaint=complaint, person=person, actor=an_official_of(call))
        services.decline(complaint=complaint, actor=person)
        with pytest.raises(Conflict):
            services.submit_fresh(complaint=complaint, marks={"2.1": "5", "2.2": "5"}, comments={}, actor=person)

    def test_their_marks_count_for_nothing_before_it_is_concluded(self, call: Call) -> None:
        before = standing_of(call).digest
        judged_anew(ruled(a_complaint(call)), ("5", "5"), ("5", "5"))
        assert standing_of(call).digest == before


class TestConcluding:
    def _remade(self, call: Call) -> Complaint:
        return judged_anew(ruled(a_complaint(call)), ("5", "5"), ("5", "5"))

    def _conclude(self, complaint: Complaint, seen: str | None = None) -> list[Decision]:
        seen = digest_of(remaking_of(complaint).after) if seen is None else seen
        return services.conclude(complaint=complaint, seen=seen, actor=an_official_of(complaint.application.call))

    def test_it_shows_what_changes_and_for_whom_and_decides_it_anew(self, call: Call) -> None:
        complaint = self._remade(call)
        changes = {one.listed.reference: one for one in remaking_of(complaint).changes}
        assert {
            reference: (one.before.outcome, one.after.outcome, one.redecided) for reference, one in changes.items()
        } == {
            "A-3": ("rejected", "awarded", True),
            "A-1": ("awarded", "reserve", True),
            "A-2": ("reserve", "reserve", True),
        }
        made = self._conclude(complaint)
        assert {one.act for one in made} == {Act.CONTESTED}
        outcomes = {one.application_id: one.outcome for one in decisions_of(call).values()}
        assert outcomes[application_in(call, "A-3").id] is Outcome.AWARDED
        assert outcomes[application_in(call, "A-1").id] is Outcome.RESERVE

    def test_the_new_decision_says_why_and_names_no_other(self, call: Call) -> None:
        self._conclude(self._remade(call))
        decisions = decisions_of(call)
        assert decisions[application_in(call, "A-3").id].because == RIGHT.reason
        assert "A-3" not in decisions[application_in(call, "A-1").id].because

    def test_from_then_on_everything_counts_the_new_marks(self, call: Call) -> None:
        complaint = self._remade(call)
        after = digest_of(remaking_of(complaint).after)
        self._conclude(complaint)
        assert complaint.after
        assert digest_of(remaking_of(complaint).after) == after
        assert standing_to_show(call).digest == standing_of(call).digest
        assert [sheet.marks for sheet in sheets_of(call.id)[complaint.application_id]] == [{"2.1": "5", "2.2": "5"}] * 2

    def test_the_earlier_sheets_stay(self, call: Call) -> None:
        complaint = self._remade(call)
        self._conclude(complaint)
        sheets = db.session.scalars(select(Sheet).where(Sheet.application_id == complaint.application_id)).all()
        assert sorted(sheet.set_aside_at is None for sheet in sheets) == [False, False, False, True, True]

    def test_twice_is_once(self, call: Call) -> None:
        complaint = self._remade(call)
        seen = digest_of(remaking_of(complaint).after)
        assert self._conclude(complaint, seen)
        assert self._conclude(complaint, seen) == []

    def test_another_order_than_the_one_seen_is_refused(self, call: Call) -> None:
        with pytest.raises(Stale):
            self._conclude(self._remade(call), "another")

    def test_too_few_sheets_are_refused(self, call: Call) -> None:
        complaint = judged_anew(ruled(a_complaint(call)), ("5", "5"))
        with pytest.raises(Conflict, match="sent their marks"):
            self._conclude(complaint)

    def test_without_a_change_the_contested_decision_is_made_anew_alone(self, call: Call) -> None:
        made = self._conclude(judged_anew(ruled(a_complaint(call)), ("5", "2"), ("5", "2")))
        assert [(one.outcome, one.application_id) for one in made] == [
            (Outcome.REJECTED, application_in(call, "A-3").id)
        ]

    def test_a_corrected_check_lets_what_was_not_admitted_be_judged(self) -> None:
        call = a_told_call(judged("A-1", "4", "4"), ineligible("A-2"), committee=COMMITTEE)
        right = Ruled(Ruling.UPHELD, "Pielikums bija.", is_judged_anew=True, corrected=["1.1"])
        complaint = judged_anew(ruled(a_complaint(call, "A-2"), right), ("5", "5"), ("5", "4"))
        self._conclude(complaint)
        outcomes = {one.application_id: one.outcome for one in decisions_of(call).values()}
        assert outcomes[application_in(call, "A-2").id] is Outcome.AWARDED

    def test_only_a_check_that_was_not_met_can_be_corrected(self, call: Call) -> None:
        with pytest.raises(Invalid):
            ruled(a_complaint(call), Ruled(Ruling.UPHELD, "Taisnība.", corrected=["1.1"]))


def test_the_term_runs_from_the_day_it_was_received(call: Call) -> None:
    with clock.at(DELIBERATED + timedelta(days=17)):
        assert a_complaint(call).answer_until == date(2030, 2, 28)


class TestWithdrawing:
    def test_whoever_complained_takes_it_back_and_nothing_is_suspended_any_more(self, call: Call) -> None:
        member = a_member(call, "A-3")
        complaint = a_complaint(call, complainant=member)
        for _twice in range(2):
            services.withdraw(complaint=complaint, actor=member)
        assert not complaint.is_open
        assert told("complaint_withdrawn") == told("complaint_made")
        require_uncontested(call, [Decision(application_id=application_in(call, "A-2").id, act=Act.MOVED_UP)])
        assert a_complaint(call, complainant=member).id != complaint.id

    def test_nobody_takes_back_what_is_decided(self, call: Call) -> None:
        member = a_member(call, "A-3")
        complaint = ruled(a_complaint(call, complainant=member))
        with pytest.raises(Conflict):
            services.withdraw(complaint=complaint, actor=member)

    def test_nobody_decides_what_was_taken_back(self, call: Call) -> None:
        member = a_member(call, "A-3")
        complaint = services.withdraw(complaint=a_complaint(call, complainant=member), actor=member)
        with pytest.raises(Conflict):
            ruled(complaint)

    def test_others_do_not_take_it_back(self, call: Call) -> None:
        complaint = a_complaint(call)
        for other in (an_official_of(call), a_member(call, "A-2")):
            with pytest.raises(Forbidden):
                services.withdraw(complaint=complaint, actor=other)

    def test_officials_write_down_that_one_that_came_by_post_is_taken_back(self, call: Call) -> None:
        received = Received("SIA Cits", CameBy.POST, TODAY, "Iebilstu.")
        official, application = an_official_of(call), application_in(call, "A-3")
        complaint = services.record_complaint(application=application, received=received, actor=official)
        assert services.withdraw(complaint=complaint, actor=official).withdrawn_at is not None


def test_what_was_told_before_letters_were_kept_counts_as_told(call: Call) -> None:
    decision = decisions_of(call)[application_in(call, "A-1").id]
    letter = letter_of(decision)
    assert letter is not None
    letter.state = LetterState.VOID
    db.session.flush()
    assert told_decision_on(application_in(call, "A-1")) is None
    decision.told_before = True
    db.session.flush()
    assert told_decision_on(application_in(call, "A-1")) == decision
