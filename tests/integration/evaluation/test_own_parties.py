"""Who confirmed an application by their own link never judges it; who was only named or asked does."""

import pytest

from grants.accounts.models import Person
from grants.accounts.moving import services as moving
from grants.accounts.moving.tokens import CONFIRM, token_of
from grants.applications.models import Application, Confirmation, Party
from grants.awards.kept.key import key_of
from grants.awards.kept.services import keep
from grants.awards.kept.showing import standing_to_show
from grants.awards.queries import standing_of
from grants.awards.stakes import has_own_in
from grants.awards.standing import Listed
from grants.calls.models import Stage
from grants.calls.queries import rules_of
from grants.db import db
from grants.errors import Forbidden
from grants.evaluation import services
from grants.evaluation.committees import own_of_members, taken_seats
from grants.evaluation.policies import Standing, is_own
from grants.evaluation.standings import said_about
from tests.factories.awards import a_deliberated_call, application_in
from tests.factories.calls import OPEN
from tests.factories.evaluation import a_checked_call, an_evaluator, first_of
from tests.factories.people import a_person

pytestmark = pytest.mark.usefixtures("session")

ASKED = [(None, "signatory_link"), (False, "signatory_link"), (True, "paper"), (True, "e_signed_copy")]


def confirmed(application: Application, person: Person, agrees: bool | None, way: str) -> None:
    """Let somebody be a partner of an application who answers in a way, or not at all."""
    party = Confirmation(application_id=application.id, role=Party.PARTNER, name="Osis", email=person.email, way=way)
    party.digest, party.asked_at, party.agrees = "0" * 64, OPEN, agrees
    party.answered_at = None if agrees is None else OPEN
    db.session.add(party)
    db.session.flush()
    db.session.expire(application)


def stands(application: Application, person: Person) -> Standing:
    """Return how an application stands to an evaluator."""
    call = application.call
    return said_about([application], person, call, {call.id: rules_of(call)})[application.id][0]


def test_who_confirmed_by_link_never_judges() -> None:
    application = first_of(a_checked_call())
    member = an_evaluator(application.call, "Juris")
    confirmed(application, member, True, "signatory_link")
    assert is_own(member, application)
    assert stands(application, member) is Standing.OWN
    assert own_of_members(application.call_id, taken_seats(application.call_id)) == [(member, [application])]
    with pytest.raises(Forbidden):
        services.declare(application=application, actor=member, conflict=False)


def test_who_confirmed_never_judges_under_another_address_either() -> None:
    application = first_of(a_checked_call())
    member = an_evaluator(application.call, "Juris")
    confirmed(application, member, True, "signatory_link")
    change = moving.ask(person=member, email="juris.jauns@example.org")
    moving.confirm(token=token_of(change, CONFIRM), actor=member, session_id=None)
    db.session.expire_all()
    assert is_own(member, application)
    assert stands(application, member) is Standing.OWN


@pytest.mark.parametrize(("agrees", "way"), ASKED)
def test_whom_an_applicant_only_names_goes_on_judging(agrees: bool | None, way: str) -> None:
    application = first_of(a_checked_call())
    member = an_evaluator(application.call, "Juris")
    confirmed(application, member, agrees, way)
    assert not is_own(member, application)
    assert stands(application, member) is Standing.UNDECLARED
    assert own_of_members(application.call_id, taken_seats(application.call_id)) == []


def test_a_party_has_something_of_their_own_in_the_ranking() -> None:
    call = a_deliberated_call()
    assert call.stage is Stage.DELIBERATION
    application = application_in(call, "A-1")
    evaluator = a_person("Juris")
    confirmed(application, evaluator, True, "signatory_link")
    assert has_own_in(call, evaluator)
    assert [one.reference for one in standing_of(call).own_of(evaluator)] == ["A-1"]
    assert Listed.of(application).is_own(evaluator)
    keep(call_id=call.id, key=key_of(call), reckoning=standing_of(call).reckoning)
    db.session.flush()
    assert [one.reference for one in standing_to_show(call).own_of(evaluator)] == ["A-1"]
