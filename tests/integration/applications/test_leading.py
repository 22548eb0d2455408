"""The lead of an application is handed over, never lost."""

from collections.abc import Callable

import pytest

from grants.accounts.models import Person
from grants.applications import services
from grants.applications.models import Application, ApplicationMember, Right
from grants.db import db
from grants.errors import Conflict, Forbidden
from tests.factories.applications import a_filled, a_submitted, an_open_call, invited, joined
from tests.integration.applications.conftest import SignIn


@pytest.fixture
def draft(anna: Person) -> Application:
    return a_filled(an_open_call(), anna)


def member_of(draft: Application, person: Person) -> ApplicationMember:
    return next(member for member in draft.memberships if member.person_id == person.id)


def test_another_member_leads_and_the_first_goes_on_with_the_right_to_sign(
    draft: Application, anna: Person, bruno: Person, queued: Callable[[str], list[str]]
) -> None:
    joined(draft, bruno)
    services.hand_over(application=draft, member=member_of(draft, bruno), actor=anna)
    assert [member.person_id for member in draft.members if member.leads] == [bruno.id]
    assert {member.right for member in draft.members} == {Right.SIGN}
    assert queued("application_leads") == [bruno.email]


def test_the_whole_way_on_pages(draft: Application, anna: Person, bruno: Person, as_person: SignIn) -> None:
    joined(draft, bruno)
    browser = as_person(anna)
    page = browser.see(f"/applications/{draft.id}/people")
    question = browser.see(page.links["Let lead Bruno Bērziņš"])
    done = browser.send(question, button="Hand the lead over")
    assert "Bruno Bērziņš leads the application now." in done.text


def test_it_can_be_handed_over_after_the_submission(anna: Person, bruno: Person) -> None:
    sent = a_submitted(an_open_call(), anna)
    joined(sent, bruno)
    services.hand_over(application=sent, member=member_of(sent, bruno), actor=anna)
    assert sent.lead
    assert sent.lead.person_id == bruno.id


def test_who_does_not_lead_hands_nothing_over(draft: Application, bruno: Person) -> None:
    joined(draft, bruno)
    with pytest.raises(Forbidden):
        services.hand_over(application=draft, member=member_of(draft, bruno), actor=bruno)


def test_who_is_only_invited_cannot_lead(draft: Application, anna: Person, bruno: Person, as_person: SignIn) -> None:
    invited(draft, bruno)
    with pytest.raises(Conflict):
        services.hand_over(application=draft, member=member_of(draft, bruno), actor=anna)
    db.session.commit()
    as_person(anna).see(f"/applications/{draft.id}/people/{member_of(draft, bruno).id}/lead", status=404)
