"""Assigning by hand and by plan: what is refused, what is kept, what is written down and who is told."""

import uuid

import pytest
from sqlalchemy import select

from grants import clock
from grants.accounts.models import Person, RoleKind, Seat
from grants.accounts.services import grant_role
from grants.applications.models import Application
from grants.db import db
from grants.errors import Conflict, Forbidden, Invalid, Stale
from grants.evaluation import services as evaluation
from grants.evaluation.assigning import services
from grants.evaluation.assigning.models import Assignment
from grants.evaluation.assigning.planning import Asked, Near, plan_for, task_of
from grants.evaluation.assigning.services import MAX_TAKEN
from grants.evaluation.assigning.situation import situation_of
from grants.evaluation.assignment.task import Goal, Wish
from grants.evaluation.models import ConflictKind
from grants.notices.models import Message
from tests.factories.applications import joined
from tests.factories.calls import an_official
from tests.factories.documents import field
from tests.factories.evaluation import JUDGED, an_evaluator, declare, score, scoring, start_scoring, unseat
from tests.integration.evaluation.assigning.calls import (
    an_assigned_call,
    an_assigning_call,
    applications_of,
    by_plan,
    give,
    held,
    members_of,
)
from tests.integration.evaluation.support import entries

pytestmark = pytest.mark.usefixtures("session")


def filled_in(person: Person, application: Application, marks: dict[str, str]) -> None:
    declare(person, application)
    evaluation.save_sheet(
        application=application,
        actor=person,
        marks=marks,
        comments=dict.fromkeys(marks, "Labi."),
        revision=0,
        submit=True,
    )


def messages() -> list[Message]:
    return list(db.session.scalars(select(Message).where(Message.event == "applications_assigned")))


def rows() -> int:
    return len(list(db.session.scalars(select(Assignment))))


def test_by_hand_exactly_the_ticked_pairs_are_assigned() -> None:
    call = an_assigning_call("Nometne", "Teātris")
    ilze, juris = members_of(call, "Ilze", "Juris")
    nometne, teatris = applications_of(call)
    give(call, (nometne, ilze), (teatris, juris))
    give(call, (nometne, juris), (teatris, juris))
    assert held(call) == {(nometne.id, juris.id), (teatris.id, juris.id)}


def test_zero_evaluators_leave_every_place_open() -> None:
    call = an_assigning_call("Nometne")
    plan = plan_for(call, situation_of(call), Asked())
    assert [(lack.missing, lack.barred, lack.full) for lack in plan.lacks] == [(1, 0, 0)]
    assert by_plan(call) == 0


def test_nobody_is_given_a_conflict_or_an_application_of_their_own() -> None:
    call = an_assigning_call("Nometne", "Teātris")
    ilze, juris = members_of(call, "Ilze", "Juris")
    nometne, teatris = applications_of(call)
    declare(ilze, nometne, ConflictKind.FAMILY)
    joined(teatris, juris)
    by_plan(call)
    assert held(call) == {(nometne.id, juris.id), (teatris.id, ilze.id)}
    with pytest.raises(Invalid):
        services.assign_by_hand(
            call=call,
            shown={(nometne.id, ilze.id)},
            chosen={(nometne.id, ilze.id)},
            seen=situation_of(call).digest([nometne.id]),
            actor=an_official(),
        )


def test_who_has_no_seat_is_given_nothing() -> None:
    call = an_assigning_call("Nometne")
    members_of(call, "Ilze")
    (nometne,) = applications_of(call)
    pair = (nometne.id, uuid.uuid4())
    with pytest.raises(Invalid):
        services.assign_by_hand(
            call=call, shown={pair}, chosen={pair}, seen=situation_of(call).digest([nometne.id]), actor=an_official()
        )


def test_a_begun_sheet_is_not_taken_away() -> None:
    call = an_assigning_call("Nometne")
    ilze, juris = members_of(call, "Ilze", "Juris")
    (nometne,) = applications_of(call)
    give(call, (nometne, ilze))
    start_scoring(call)
    score(ilze, nometne, submit=False)
    with pytest.raises(Invalid):
        services.assign_by_hand(
            call=call,
            shown={(nometne.id, ilze.id), (nometne.id, juris.id)},
            chosen={(nometne.id, juris.id)},
            seen=situation_of(call).digest([nometne.id]),
            actor=an_official(),
        )
    by_plan(call, Asked(keep=False))
    assert (nometne.id, ilze.id) in held(call)


def test_a_stale_form_is_refused() -> None:
    call = an_assigning_call("Nometne")
    ilze, juris = members_of(call, "Ilze", "Juris")
    (nometne,) = applications_of(call)
    seen = situation_of(call).digest([nometne.id])
    give(call, (nometne, ilze))
    with pytest.raises(Stale):
        services.assign_by_hand(
            call=call,
            shown={(nometne.id, ilze.id), (nometne.id, juris.id)},
            chosen={(nometne.id, juris.id)},
            seen=seen,
            actor=an_official(),
        )
    assert held(call) == {(nometne.id, ilze.id)}


def test_a_stale_plan_is_refused() -> None:
    call = an_assigning_call("Nometne")
    members_of(call, "Ilze", "Juris")
    (nometne,) = applications_of(call)
    plan = plan_for(call, situation_of(call), Asked())
    declare(db.session.get_one(Person, plan.pairs[0][1]), nometne, ConflictKind.FAMILY)
    with pytest.raises(Stale):
        services.apply_plan(call=call, asked=Asked(), digest=plan.digest, actor=an_official())
    assert rows() == 0


@pytest.mark.parametrize("goal", list(Goal))
@pytest.mark.parametrize("keep", [True, False])
def test_the_same_plan_applied_again_changes_nothing(goal: Goal, keep: bool) -> None:
    call = an_assigning_call()
    members_of(call, "Ilze", "Juris")
    asked = Asked(goal, keep=keep)
    assert by_plan(call, asked) == 3
    stored, sent, written = held(call), len(messages()), len(entries("assignment.changed"))
    assert by_plan(call, asked) == 0
    assert (held(call), len(messages()), len(entries("assignment.changed"))) == (stored, sent, written)


def test_one_message_tells_each_member_how_many_they_got() -> None:
    call = an_assigning_call(*(f"Projekts {number}" for number in range(4)))
    ilze, juris = members_of(call, "Ilze", "Juris")
    by_plan(call)
    assert {(each.person_id, each.subject.partition(":")[0]) for each in messages()} == {
        (ilze.id, "2 applications to score"),
        (juris.id, "2 applications to score"),
    }


def test_the_journal_says_for_each_application_who_was_given_and_who_taken_away() -> None:
    call = an_assigning_call("Nometne")
    ilze, juris = members_of(call, "Ilze", "Juris")
    (nometne,) = applications_of(call)
    give(call, (nometne, ilze))
    give(call, (nometne, juris))
    first, second = entries("assignment.changed")
    assert first.details == {"added": [str(ilze.id)], "removed": []}
    assert second.details == {"added": [str(juris.id)], "removed": [str(ilze.id)]}
    assert second.subject_id == nometne.id


def test_a_plan_keeps_to_what_members_take_at_most() -> None:
    call = an_assigning_call()
    ilze, _juris = members_of(call, "Ilze", "Juris")
    services.keep_preference(call=call, actor=ilze, most=1, themes=[], languages=[])
    by_plan(call)
    assert situation_of(call).loads[ilze.id] <= 1


def test_what_members_wish_is_given_to_them() -> None:
    call = an_assigning_call("Nometne", "Teātris")
    ilze, juris = members_of(call, "Ilze", "Juris")
    nometne, teatris = applications_of(call)
    services.keep_wish(application=teatris, actor=ilze, wish=Wish.WANT)
    services.keep_wish(application=nometne, actor=ilze, wish=Wish.RATHER_NOT)
    services.keep_wish(application=nometne, actor=juris, wish=Wish.WANT)
    by_plan(call)
    assert held(call) == {(teatris.id, ilze.id), (nometne.id, juris.id)}


def test_an_application_goes_first_to_who_is_at_home_in_its_theme() -> None:
    themes = field(
        "theme",
        "multi_choice",
        options=[{"code": code, "label": {"lv": code, "en": code}} for code in ("art", "sport")],
    )
    call = an_assigning_call(
        "Nometne",
        scoring=scoring(evaluators_per_application=1, themes_field="theme"),
        form=[{"code": "project", "title": {"lv": "P", "en": "P"}, "fields": [themes]}],
    )
    (nometne,) = applications_of(call)
    nometne.answers = {**nometne.answers, "theme": ["sport"]}
    _ilze, juris, _anna = members_of(call, "Ilze", "Juris", "Anna")
    services.keep_preference(call=call, actor=juris, most=None, themes=["sport"], languages=[])
    assert task_of(call, situation_of(call)).applications[0].themes == {"sport"}
    by_plan(call)
    assert held(call) == {(nometne.id, juris.id)}


def test_an_application_goes_first_to_who_reads_its_language() -> None:
    call = an_assigning_call("Nometne", languages=["lv", "en"])
    (nometne,) = applications_of(call)
    nometne.members[0].person.language = "en"
    _ilze, juris, _anna = members_of(call, "Ilze", "Juris", "Anna")
    services.keep_preference(call=call, actor=juris, most=None, themes=[], languages=["en"])
    by_plan(call)
    assert held(call) == {(nometne.id, juris.id)}


def test_when_somebody_drops_out_only_their_applications_move() -> None:
    call = an_assigned_call("Nometne", "Teātris", "Velotakas", "Koris", names=("Ilze", "Juris", "Anna"))
    before = held(call)
    gone = db.session.get_one(Person, min(before)[1])
    theirs = {pair for pair in before if pair[1] == gone.id}
    unseat(call, gone)
    assert by_plan(call) == len(theirs)
    assert before - theirs <= held(call)


def test_substitutes_are_given_something_by_hand_only() -> None:
    call = an_assigning_call("Nometne")
    vija = an_evaluator(call, "Vija", Seat.SUBSTITUTE)
    (nometne,) = applications_of(call)
    assert by_plan(call) == 0
    give(call, (nometne, vija))
    assert held(call) == {(nometne.id, vija.id)}


@pytest.mark.parametrize("opened", [{}, {"opened_by_two": True}])
def test_near_the_line_more_members_are_assigned_and_only_there(opened: dict[str, bool]) -> None:
    call = an_assigning_call(
        "Nometne",
        "Teātris",
        scoring=scoring(evaluators_per_application=1, total_threshold="10.5", **opened),
    )
    ilze, juris = members_of(call, "Ilze", "Juris")
    nometne, teatris = applications_of(call)
    give(call, (nometne, ilze), (teatris, ilze))
    start_scoring(call)
    score(ilze, nometne)  # 4 + 2 × 3.5 = 11
    declare(ilze, teatris)
    evaluation.save_sheet(
        application=teatris, actor=ilze, marks={"2.1": "5", "2.2": "5"}, comments={}, revision=0, submit=True
    )
    near = Asked(near=Near(more=1))
    assert by_plan(call, near) == 1
    assert held(call) == {(nometne.id, ilze.id), (teatris.id, ilze.id), (nometne.id, juris.id)}
    assert by_plan(call, near) == 0


def test_where_awards_end_is_a_line_once_every_application_has_its_sheets() -> None:
    call = an_assigning_call(
        "Nometne",
        "Teātris",
        scoring=scoring(evaluators_per_application=1, total_threshold=None),
        funding={"currency": "EUR", "amount": {"fixed": "4600.00"}, "limit": {"projects": 1}, "when_short": "stop"},
    )
    ilze, juris = members_of(call, "Ilze", "Juris")
    nometne, teatris = applications_of(call)
    give(call, (nometne, ilze), (teatris, ilze))
    start_scoring(call)
    score(ilze, nometne)
    assert by_plan(call, Asked(near=Near(more=1))) == 0
    score(ilze, teatris)
    assert by_plan(call, Asked(near=Near(more=1))) == 2
    assert {pair for pair in held(call) if pair[1] == juris.id} == {(nometne.id, juris.id), (teatris.id, juris.id)}


@pytest.mark.parametrize(("method", "more"), [("mean", 1), ("median", 0)])
def test_what_is_near_is_told_by_the_total_that_the_rules_have(method: str, more: int) -> None:
    rules = scoring(method=method, evaluators_per_application=3, total_threshold="10.5")
    call = an_assigning_call("Nometne", scoring=rules)
    members = members_of(call, "Ilze", "Juris", "Otto", "Zane")[:3]
    (nometne,) = applications_of(call)
    give(call, *[(nometne, member) for member in members])
    start_scoring(call)
    for member, mark in zip(members, ("5", "5", "1"), strict=True):
        filled_in(member, nometne, {"2.1": mark, "2.2": mark})  # 11 together, 15 in the middle
    assert by_plan(call, Asked(near=Near(more=1))) == more


def test_nor_does_an_official_who_declared_a_conflict() -> None:
    call = an_assigning_call("Nometne")
    official = an_official()
    evaluation.declare_as_official(
        application=applications_of(call)[0], actor=official, conflict=True, kind=ConflictKind.FAMILY
    )
    with pytest.raises(Forbidden, match="conflict"):
        by_plan(call, Asked(near=Near(more=1)), by=official)


def test_nor_does_an_official_whose_own_marks_are_still_to_come() -> None:
    """By asking for one line after the other they would find every mean before they have scored."""
    call = an_assigning_call("Nometne")
    official = an_official()
    an_evaluator(call, "Otto", person=official)
    with pytest.raises(Forbidden, match="You score in this call"):
        by_plan(call, Asked(near=Near(more=1)), by=official)


def test_an_application_without_its_sheets_is_not_near_any_line() -> None:
    call = an_assigned_call("Nometne", names=("Ilze", "Juris"))
    assert by_plan(call, Asked(near=Near(more=1))) == 0


def test_an_official_with_an_application_of_their_own_assigns_nobody() -> None:
    call = an_assigning_call("Nometne")
    members_of(call, "Ilze")
    official = an_official()
    joined(applications_of(call)[0], official)
    with pytest.raises(Forbidden):
        by_plan(call, by=official)


def test_nobody_is_assigned_once_the_sheets_are_closed_or_where_all_score_everything() -> None:
    call = an_assigning_call("Nometne", scoring=scoring())
    members_of(call, "Ilze")
    with pytest.raises(Conflict):
        by_plan(call)


@pytest.mark.parametrize("most", [None, 0, MAX_TAKEN])
def test_any_number_up_to_the_limit_can_be_taken_at_most(most: int | None) -> None:
    call = an_assigning_call("Nometne")
    (ilze,) = members_of(call, "Ilze")
    assert services.keep_preference(call=call, actor=ilze, most=most, themes=[], languages=[]).most == most


@pytest.mark.parametrize(
    ("most", "themes", "languages"), [(-1, [], []), (MAX_TAKEN + 1, [], []), (None, ["x"], []), (None, [], ["xx"])]
)
def test_what_is_not_offered_is_not_preferred(most: int | None, themes: list[str], languages: list[str]) -> None:
    call = an_assigning_call("Nometne")
    (ilze,) = members_of(call, "Ilze")
    with pytest.raises(Invalid):
        services.keep_preference(call=call, actor=ilze, most=most, themes=themes, languages=languages)


def test_the_same_preference_again_writes_nothing() -> None:
    call = an_assigning_call("Nometne")
    (ilze,) = members_of(call, "Ilze")
    for _time in range(2):
        services.keep_preference(call=call, actor=ilze, most=2, themes=[], languages=["lv"])
    assert len(entries("preference.stated")) == 1


def test_a_stranger_prefers_and_wishes_nothing() -> None:
    call = an_assigning_call("Nometne")
    official = an_official()
    grant_role(person=official, kind=RoleKind.AUDITOR, actor=None, organiser_id=call.organiser_id)
    with pytest.raises(Forbidden):
        services.keep_preference(call=call, actor=official, most=1, themes=[], languages=[])
    with pytest.raises(Forbidden), clock.at(JUDGED):
        services.keep_wish(application=applications_of(call)[0], actor=official, wish=Wish.WANT)


def test_wishes_are_over_once_scoring_has_begun_and_never_said_in_a_blind_call() -> None:
    call = an_assigned_call("Nometne")
    person = db.session.get_one(Person, next(iter(held(call)))[1])
    with pytest.raises(Conflict):
        services.keep_wish(application=applications_of(call)[0], actor=person, wish=Wish.WANT)
