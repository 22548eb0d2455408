"""The pages: boxes named by ids, a plan to look at, and what a member prefers; nothing typed is lost."""

import re

import pytest

from grants.accounts.models import Person, RoleKind
from grants.calls.models import Call
from grants.db import db
from grants.evaluation.assigning.queries import preference_of, wishes_of
from grants.evaluation.committees import taken_seats
from grants.evaluation.models import ConflictKind
from grants.evaluation.services import declare_as_official
from tests.factories.applications import joined
from tests.factories.calls import an_official
from tests.factories.documents import field
from tests.factories.evaluation import an_evaluator, declare, scoring
from tests.factories.people import a_person
from tests.integration.evaluation.assigning.calls import (
    an_assigned_call,
    an_assigning_call,
    applications_of,
    by_plan,
    give,
    held,
    members_of,
)
from tests.integration.evaluation.conftest import SignIn
from tests.integration.evaluation.support import post
from tests.support.pages import Page

pytestmark = pytest.mark.usefixtures("session")

OFFICE = "/office/calls/piemers-2030/assignment"
PLAN = f"{OFFICE}/plan"
MEMBER = "/evaluation/calls/piemers-2030"


def hidden(page: Page, name: str) -> str:
    """Return what a form of a page carries along under a name."""
    found = re.search(rf'name="{name}" value="([^"]*)"', page.response.text)
    assert found, f"the page carries no {name}"
    return found[1]


def test_the_page_shows_who_scores_what_and_what_is_open(as_person: SignIn) -> None:
    call = an_assigning_call("Nometne", "Teātris")
    ilze, juris = members_of(call, "Ilze", "Juris")
    nometne, teatris = applications_of(call)
    declare(juris, nometne, ConflictKind.FAMILY)
    give(call, (nometne, ilze))
    page = as_person(an_official()).see(OFFICE)
    assert "1 place open" in page.text
    assert "(does not judge it)" in page.text
    assert f'name="pair-{nometne.id}-{ilze.id}" value="yes" checked' in page.response.text
    assert f'name="pair-{teatris.id}-{ilze.id}" value="yes">' in page.response.text


def test_an_assignment_form_with_stale_row_numbers_gave_cases_to_the_wrong_reviewer(as_person: SignIn) -> None:
    """Seen elsewhere; here rows are named by ids, a stale form is refused, and its ticks stay on the page."""
    call = an_assigning_call("Nometne", "Teātris", "Velotakas")
    ilze, juris = members_of(call, "Ilze", "Juris")
    nometne, teatris, velotakas = applications_of(call)
    visitor = as_person(an_official())
    page = visitor.see(OFFICE)
    typed = {
        "seen": hidden(page, "seen"),
        "member": str(ilze.id),
        "row": str(teatris.id),
        f"pair-{teatris.id}-{ilze.id}": "yes",
    }
    # Meanwhile the first application is gone from the list, and somebody else has assigned the others.
    db.session.refresh(nometne)
    give(call, (teatris, juris), (velotakas, juris))
    refused = post(visitor, OFFICE, typed, status=409)
    assert held(call) == {(teatris.id, juris.id), (velotakas.id, juris.id)}
    assert f'name="pair-{teatris.id}-{ilze.id}" value="yes" checked' in refused.response.text
    assert "(stored: not assigned)" in refused.text
    typed["seen"] = hidden(refused, "seen")
    post(visitor, OFFICE, typed, status=200)
    assert held(call) == {(teatris.id, ilze.id), (teatris.id, juris.id), (velotakas.id, juris.id)}


def test_a_tick_without_its_row_or_member_says_nothing(as_person: SignIn) -> None:
    call = an_assigning_call("Nometne", "Teātris")
    ilze, juris = members_of(call, "Ilze", "Juris")
    nometne, teatris = applications_of(call)
    visitor = as_person(an_official())
    typed = {
        "seen": hidden(visitor.see(OFFICE), "seen"),
        "row": str(nometne.id),
        "member": str(ilze.id),
        f"pair-{teatris.id}-{ilze.id}": "yes",
        f"pair-{nometne.id}-{juris.id}": "yes",
        "pair-1-2": "yes",
    }
    post(visitor, OFFICE, typed, status=200)
    assert held(call) == frozenset()


@pytest.mark.parametrize("name", ["row", "member"])
def test_rows_and_members_that_are_no_ids_are_left_out(as_person: SignIn, name: str) -> None:
    call = an_assigning_call("Nometne")
    members_of(call, "Ilze")
    post(as_person(an_official()), OFFICE, {name: "1", "seen": ""}, status=200)
    assert held(call) == frozenset()


def test_a_plan_is_shown_and_stored_exactly_so(as_person: SignIn) -> None:
    call = an_assigning_call("Nometne", "Teātris")
    members_of(call, "Ilze", "Juris")
    visitor = as_person(an_official())
    page = visitor.see(f"{PLAN}?goal=worst_off")
    assert "New assignments 2" in page.text
    assert held(call) == frozenset()
    post(visitor, PLAN, {"goal": "worst_off", "digest": hidden(page, "digest")}, status=200)
    assert len(held(call)) == 2


def test_a_plan_that_is_another_by_now_is_shown_anew(as_person: SignIn) -> None:
    call = an_assigning_call("Nometne")
    ilze, juris = members_of(call, "Ilze", "Juris")
    (nometne,) = applications_of(call)
    visitor = as_person(an_official())
    page = visitor.see(PLAN)
    chosen = next(
        person
        for person in (ilze, juris)
        if person.name in page.text.partition("What changes")[2].partition("Members")[0]
    )
    declare(chosen, nometne, ConflictKind.FAMILY)
    db.session.commit()
    refused = post(visitor, PLAN, {"digest": hidden(page, "digest")}, status=409)
    assert "Something has changed since this plan was shown" in refused.text
    assert hidden(refused, "digest") != hidden(page, "digest")
    assert held(call) == frozenset()


@pytest.mark.parametrize("bar", ["", "scores", "conflict"])
def test_only_who_neither_scores_nor_is_in_conflict_is_offered_more_members_near_a_line(
    as_person: SignIn, bar: str
) -> None:
    call = an_assigned_call("Nometne", "Teātris")
    official = an_official()
    if bar == "scores":
        an_evaluator(call, "Otto", person=official)
    if bar == "conflict":
        declare_as_official(
            application=applications_of(call)[0], actor=official, conflict=True, kind=ConflictKind.FAMILY
        )
    text = as_person(official).see(OFFICE).text
    assert ("More members for applications near the line" in text) is (not bar)


def test_a_preview_near_the_line_names_only_who_would_be_assigned(as_person: SignIn) -> None:
    an_assigned_call("Nometne", "Teātris")
    page = as_person(an_official()).see(f"{PLAN}?more=10")
    assert not any(hidden in page.text for hidden in ("What is impossible", "How well it fits", "Nometne", "Teātris"))


def test_what_is_impossible_is_said_with_its_reason(as_person: SignIn) -> None:
    call = an_assigning_call("Nometne", needed=2)
    ilze, _juris = members_of(call, "Ilze", "Juris")
    declare(ilze, applications_of(call)[0], ConflictKind.FAMILY)
    page = as_person(an_official()).see(PLAN)
    assert "What is impossible" in page.text
    assert "1 member does not judge it." in page.text


def test_with_zero_evaluators_the_page_leads_to_the_committee(as_person: SignIn) -> None:
    an_assigning_call("Nometne")
    visitor = as_person(an_official())
    assert "Nobody in the committee can be assigned yet" in visitor.see(OFFICE).text
    assert "Nobody else is in the committee" in visitor.see(PLAN).text


@pytest.mark.parametrize(
    "asked",
    [
        "goal=best",
        "more=0",
        "more=11",
        "more=%C2%B2",
        f"more={'9' * 40}",
    ],
)
def test_a_plan_that_cannot_be_understood_is_refused_with_what_was_typed(as_person: SignIn, asked: str) -> None:
    members_of(an_assigning_call("Nometne"), "Ilze")
    page = as_person(an_official()).see(f"{PLAN}?{asked}", status=422)
    assert "needs correcting" in page.text or "need correcting" in page.text


def test_an_official_with_an_application_of_their_own_sees_nothing_of_it(as_person: SignIn) -> None:
    call = an_assigning_call("Nometne")
    official = an_official()
    joined(applications_of(call)[0], official)
    as_person(official).see(OFFICE, status=403)


def test_auditors_read_and_assign_nobody(as_person: SignIn) -> None:
    call = an_assigning_call("Nometne")
    members_of(call, "Ilze")
    by_plan(call)
    page = as_person(an_official(RoleKind.AUDITOR)).see(OFFICE)
    assert "Store these assignments" not in page.text
    assert "Let a plan be computed" not in page.text


def test_where_all_score_everything_there_is_no_such_page(as_person: SignIn) -> None:
    an_assigning_call("Nometne", scoring=scoring())
    visitor = as_person(an_official())
    visitor.see(OFFICE, status=404)
    assert "Who scores what" not in visitor.see("/office/calls/piemers-2030").text


def test_marks_for_an_unassigned_application_are_refused(as_person: SignIn) -> None:
    call = an_assigned_call("Nometne", names=("Ilze", "Juris"))
    (nometne,) = applications_of(call)
    ((_application, holder),) = held(call)
    other = next(person for person in people(call) if person.id != holder)
    declare(other, nometne)
    visitor = as_person(other)
    post(visitor, f"/evaluation/applications/{nometne.id}", {"revision": "0", "mark-2.1": "4"}, status=403)
    assert held(call) == {(nometne.id, holder)}


def people(call: Call) -> list[Person]:
    return [role.person for role in taken_seats(call.id)]


def test_a_member_says_what_they_prefer_and_wish(as_person: SignIn) -> None:
    options = [{"code": code, "label": {"lv": code, "en": code.title()}} for code in ("art", "sport")]
    call = an_assigning_call(
        "Nometne",
        scoring=scoring(evaluators_per_application=1, themes_field="theme"),
        form=[
            {
                "code": "project",
                "title": {"lv": "P", "en": "P"},
                "fields": [field("theme", "choice", options=options)],
            }
        ],
    )
    (ilze,) = members_of(call, "Ilze")
    (nometne,) = applications_of(call)
    visitor = as_person(ilze)
    page = visitor.see(f"{MEMBER}/preferences")
    assert "Sport" in page.text
    post(visitor, f"{MEMBER}/preferences", {"most": "3", "themes": "sport"}, status=200)
    stated = preference_of(ilze, call)
    assert stated
    assert (stated.most, stated.themes) == (3, ["sport"])
    post(visitor, f"{MEMBER}/wishes", {f"wish-{nometne.id}": "want", "wish-1": "want"}, status=200)
    assert wishes_of(ilze, [nometne.id])[nometne.id].wish.value == "want"
    post(visitor, f"{MEMBER}/wishes", {f"wish-{nometne.id}": "sometimes"}, status=200)
    assert wishes_of(ilze, [nometne.id]) == {}


@pytest.mark.parametrize("most", ["-1", "1,5", "10001", "many"])
def test_a_number_that_cannot_be_is_refused_and_stays_on_the_page(as_person: SignIn, most: str) -> None:
    call = an_assigning_call("Nometne")
    (ilze,) = members_of(call, "Ilze")
    page = post(as_person(ilze), f"{MEMBER}/preferences", {"most": most}, status=422)
    assert f'value="{most}"' in page.response.text
    assert preference_of(ilze, call) is None


def test_nothing_is_wished_of_an_application_in_conflict(as_person: SignIn) -> None:
    call = an_assigning_call("Nometne", "Teātris")
    (ilze,) = members_of(call, "Ilze")
    nometne, _teatris = applications_of(call)
    declare(ilze, nometne, ConflictKind.FAMILY)
    visitor = as_person(ilze)
    page = visitor.see(f"{MEMBER}/preferences")
    assert "Nometne" not in page.text
    assert "Teātris" in page.text
    post(visitor, f"{MEMBER}/wishes", {f"wish-{nometne.id}": "want"}, status=200)
    assert wishes_of(ilze, [nometne.id]) == {}


def test_in_a_blind_call_no_title_is_listed_to_wish_for(as_person: SignIn) -> None:
    call = an_assigning_call("Nometne", scoring=scoring(evaluators_per_application=1, blind=True))
    (ilze,) = members_of(call, "Ilze")
    assert "Nometne" not in as_person(ilze).see(f"{MEMBER}/preferences").text


def test_a_stranger_finds_no_such_page(as_person: SignIn) -> None:
    an_assigning_call("Nometne")
    visitor = as_person(a_person())
    visitor.see(f"{MEMBER}/preferences", status=404)
    visitor.see(OFFICE, status=404)
