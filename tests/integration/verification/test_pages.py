"""Everybody finds what they need to check the results, once these are published and not before."""

import pytest
from flask_sqlalchemy.session import Session
from sqlalchemy import select
from sqlalchemy.orm import scoped_session

from grants.applications.models import Application
from grants.applications.queries import attachments_of, receipt_of
from grants.applications.receipts import receipt_file
from grants.calls.models import Call
from grants.calls.rules.reading import load_json
from grants.exchange.export import receipts_of
from grants.exchange.rehearsal import Rehearsal
from grants.exchange.services import import_bundle
from grants.exchange.validation import read_bundle
from grants.verification.competition import verify_bundle
from grants.verification.receipt import verify_receipt
from tests.factories.calls import rules
from tests.factories.documents import bundle_document, rules_document
from tests.integration.calls.support import statements
from tests.support.visitor import Visitor

Db = scoped_session[Session]
ADDRESSES = ("verify", "results.json")


@pytest.fixture
def played(session: Db) -> Call:
    """Return a small competition that took its applications here."""
    call_id = Rehearsal(rules(), applicants=3, evaluators=3).play().id
    session.remove()
    return session.get_one(Call, call_id)


def from_a_file(session: Db, **publication: bool) -> Call:
    """Return a finished competition that came as a file."""
    rules = rules_document()
    rules["publication"] |= publication
    call = import_bundle(bundle=read_bundle(bundle_document(call=rules)), actor=None)
    session.commit()
    return call


def page(client: Visitor, call: Call, name: str = "verify") -> str:
    answer = client.get(f"/calls/{call.slug}/{name}")
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


@pytest.mark.parametrize("name", ADDRESSES)
def test_an_unknown_call_has_no_such_page(client: Visitor, name: str) -> None:
    assert client.get(f"/calls/nothing/{name}").status_code == 404


@pytest.mark.parametrize("name", ADDRESSES)
def test_before_the_results_there_is_nothing_to_check(client: Visitor, session: Db, name: str) -> None:
    document = bundle_document()
    for one in document["applications"]:
        del one["decision"]
    call = import_bundle(bundle=read_bundle(document), actor=None)
    session.commit()
    assert client.get(f"/calls/{call.slug}/{name}").status_code == 404


def test_the_page_shows_the_root_and_how_many_receipts_lead_to_it(client: Visitor, played: Call) -> None:
    receipts = receipts_of(played)
    assert receipts
    assert len(receipts["commitments"]) == 3
    shown = page(client, played)
    assert receipts["root"] in shown
    assert "<dd>3</dd>" in shown


def test_the_page_leads_to_the_file(client: Visitor, played: Call) -> None:
    assert f'href="/calls/{played.slug}/results.json"' in page(client, played)


def test_the_file_verifies(client: Visitor, played: Call) -> None:
    answer = client.get(f"/calls/{played.slug}/results.json")
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{played.slug}-results.json"'
    assert {one.state.value for one in verify_bundle(load_json(answer.data)).findings} == {"ok"}


def test_an_applicant_s_receipt_lies_under_the_root(client: Visitor, played: Call, session: Db) -> None:
    bundle = read_bundle(load_json(client.get(f"/calls/{played.slug}/results.json").data))
    for application in session.scalars(select(Application)):
        own = receipt_file(application, receipt_of(application), attachments_of(application.id))
        assert {one.state.value for one in verify_receipt(load_json(own.encode()), bundle)} == {"ok"}


def test_the_page_of_the_call_leads_to_the_check(client: Visitor, played: Call) -> None:
    address = f'href="/calls/{played.slug}/verify"'
    assert address in client.get(f"/calls/{played.slug}").get_data(as_text=True)


def test_a_competition_from_a_file_says_that_it_has_no_receipts(client: Visitor, session: Db) -> None:
    client.get("/language/en")
    assert "there are no receipts" in page(client, from_a_file(session))


def test_where_points_are_kept_back_the_page_says_so(client: Visitor, session: Db) -> None:
    client.get("/language/en")
    shown = page(client, from_a_file(session, scores=False))
    assert "keep points back" in shown
    assert "The receipts can be checked" not in shown


def only_published(session: Db, **publication: bool) -> Call:
    """Return a finished competition of which a file held the awards and nothing they follow from."""
    document = bundle_document()
    document["call"]["publication"] |= publication
    awarded = {"outcome": "awarded", "amount": "4600.00", "reasons": []}
    for one in document["applications"]:
        one.update(checks={}, evaluations=[], decision=awarded)
    call = import_bundle(bundle=read_bundle(document | {"ties": []}), actor=None)
    session.commit()
    return call


@pytest.mark.parametrize("scores", [True, False])
def test_where_only_the_published_is_held_the_page_promises_no_check(
    client: Visitor, session: Db, scores: bool
) -> None:
    client.get("/language/en")
    shown = page(client, only_published(session, scores=scores))
    assert "Only what was published of this competition is held here" in shown
    promises = (
        "anybody can compute them",
        "The receipts can be checked",
        "How to check",
        "results.json",
        "keep points",
    )
    assert all(words not in shown for words in promises)


@pytest.mark.parametrize("scores", [True, False])
def test_where_only_the_published_is_held_no_page_leads_to_a_check(client: Visitor, session: Db, scores: bool) -> None:
    call = only_published(session, scores=scores)
    assert "/verify" not in client.get(f"/calls/{call.slug}").get_data(as_text=True)


def test_without_receipts_nobody_is_told_to_check_one(client: Visitor, session: Db) -> None:
    client.get("/language/en")
    shown = page(client, from_a_file(session))
    assert "How to check" in shown
    assert "--receipt" not in shown


@pytest.mark.usefixtures("session")
def test_where_points_are_kept_back_receipts_that_exist_can_be_checked(client: Visitor) -> None:
    hidden = {"scores": False, "rejected_names": False, "natural_person_names": False}
    slug = Rehearsal(rules(publication=hidden), applicants=1, evaluators=3).play().slug
    client.get("/language/en")
    shown = client.get(f"/calls/{slug}/verify").get_data(as_text=True)
    assert "keep points back" in shown
    assert "The receipts can be checked." in shown


def test_where_nothing_can_be_checked_no_page_leads_to_it(client: Visitor, session: Db) -> None:
    call = from_a_file(session, scores=False)
    assert "/verify" not in client.get(f"/calls/{call.slug}").get_data(as_text=True)


def test_the_pages_cost_a_constant_number_of_statements(client: Visitor, played: Call) -> None:
    slug = played.slug
    page(client, played)
    for name, most in (("verify", 3), ("results.json", 13)):
        with statements() as executed:
            client.get(f"/calls/{slug}/{name}")
        assert len(executed) <= most
