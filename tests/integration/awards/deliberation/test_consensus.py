"""On which mark a committee agreed stands beside the sheets, counts in the place of the mean, and travels along."""

import pytest
from sqlalchemy import select

from grants.accounts.models import Person, RoleKind
from grants.applications.models import Application
from grants.applications.queries import submitted_in
from grants.awards import services as awards
from grants.awards.deliberation.consensus import MAX_CONSENSUS_REASON, agree
from grants.awards.deliberation.models import ConsensusMark
from grants.awards.models import SettledBy
from grants.awards.queries import placement_on, standing_of
from grants.awards.ranking import Outcome
from grants.calls.models import Call
from grants.calls.queries import rules_of
from grants.db import db
from grants.errors import Conflict, Forbidden, Invalid, NotFound, Stale
from grants.evaluation.models import Sheet
from grants.exchange.export import export_bundle
from grants.exchange.ranking import rank_bundle
from grants.exchange.services import import_bundle
from grants.exchange.validation import read_bundle
from tests.factories.applications import joined
from tests.factories.awards import an_official_of
from tests.factories.deliberation import a_closed_call
from tests.integration.awards.conftest import Browser
from tests.integration.evaluation.support import entries, post

pytestmark = pytest.mark.usefixtures("session")

WHY = "Pēc sarunas visi piekrita."


def agreed(
    application: Application, actor: Person, mark: str = "2", *, code: str = "2.2", reason: str = WHY, seen: int = 0
) -> ConsensusMark | None:
    return agree(application=application, code=code, mark=mark, reason=reason, seen=seen, actor=actor)


def a_call() -> tuple[Call, Application, Person]:
    """Return a call that is deliberated, its first application and its chair."""
    call, people = a_closed_call()
    return call, submitted_in(call.id)[0], people["Dace"]


def test_a_consensus_counts_in_the_place_of_the_mean() -> None:
    call, application, chair = a_call()
    agreed(application, chair)
    placement = standing_of(call).placements[application.reference or ""]
    assert placement.criterion_means == {"2.1": 4, "2.2": 2}
    assert placement.outcome is Outcome.REJECTED  # the threshold is 3


def test_the_letter_and_the_ranking_have_the_same_mean() -> None:
    call, application, chair = a_call()
    agreed(application, chair)
    alone = placement_on(application, rules_of(call))
    assert alone.criterion_means == standing_of(call).placements[application.reference or ""].criterion_means


def test_the_marks_of_the_members_stay_as_they_are() -> None:
    _call, application, chair = a_call()
    before = [dict(sheet.marks) for sheet in db.session.scalars(select(Sheet).order_by(Sheet.id))]
    agreed(application, chair)
    assert [sheet.marks for sheet in db.session.scalars(select(Sheet).order_by(Sheet.id))] == before


def test_a_later_consensus_corrects_an_earlier_one_and_both_are_kept() -> None:
    _call, application, chair = a_call()
    agreed(application, chair, "2")
    agreed(application, chair, "4", seen=1)
    assert [one.mark for one in db.session.scalars(select(ConsensusMark).order_by(ConsensusMark.sequence))] == [
        "2",
        "4",
    ]


def test_a_consensus_is_taken_back_by_leaving_the_mark_empty() -> None:
    call, application, chair = a_call()
    agreed(application, chair)
    agreed(application, chair, "", seen=1, reason="Kļūda.")
    assert standing_of(call).placements[application.reference or ""].criterion_means["2.2"] == 4


def test_the_same_again_changes_nothing() -> None:
    _call, application, chair = a_call()
    assert agreed(application, chair) is agreed(application, chair)
    assert len(entries("consensus.recorded")) == 1


def test_nobody_overwrites_a_consensus_they_have_not_seen() -> None:
    call, application, chair = a_call()
    agreed(application, chair)
    with pytest.raises(Stale):
        agreed(application, an_official_of(call), "5")


@pytest.mark.parametrize("mark", ["2.7", "6", "-1", "daudz"])
def test_a_mark_off_the_scale_is_refused(mark: str) -> None:
    _call, application, chair = a_call()
    with pytest.raises(Invalid):
        agreed(application, chair, mark)


@pytest.mark.parametrize("reason", ["", " ", "x" * (MAX_CONSENSUS_REASON + 1)])
def test_a_consensus_needs_a_reason(reason: str) -> None:
    _call, application, chair = a_call()
    with pytest.raises(Invalid):
        agreed(application, chair, reason=reason)


def test_a_reason_may_be_as_long_as_the_limit() -> None:
    _call, application, chair = a_call()
    assert agreed(application, chair, reason="x" * MAX_CONSENSUS_REASON)


def test_there_is_no_consensus_on_what_is_no_criterion() -> None:
    _call, application, chair = a_call()
    with pytest.raises(NotFound):
        agreed(application, chair, code="9.9")


def test_members_and_auditors_do_not_record_a_consensus() -> None:
    call, people = a_closed_call()
    for actor in (people["Ilze"], an_official_of(call, RoleKind.AUDITOR)):
        with pytest.raises(Forbidden):
            agreed(submitted_in(call.id)[0], actor)


def test_whoever_has_an_application_in_the_call_records_none() -> None:
    call, application, _chair = a_call()
    competitor = joined(submitted_in(call.id)[1], an_official_of(call))
    with pytest.raises(Forbidden):
        agreed(application, competitor)


def test_a_chair_in_conflict_records_none() -> None:
    call, people = a_closed_call(conflict_of="Dace")
    with pytest.raises(Forbidden):
        agreed(submitted_in(call.id)[0], people["Dace"])


def test_nothing_is_agreed_once_the_call_is_decided() -> None:
    call, application, chair = a_call()
    awards.settle_tie(
        call=call,
        order=[one.reference or "" for one in submitted_in(call.id)],
        settled_by=SettledBy.LOT,
        reason="Izloze",
        actor=None,
    )
    awards.confirm(call=call, actor=an_official_of(call))
    with pytest.raises(Conflict):
        agreed(application, chair)


def test_a_confirmation_that_has_not_seen_a_consensus_is_sent_back() -> None:
    call, application, chair = a_call()
    seen = standing_of(call).digest
    agreed(application, chair, "4.5")
    with pytest.raises(Stale):
        awards.confirm(call=call, actor=an_official_of(call), seen=seen)


def test_a_consensus_travels_in_the_bundle_and_ranks_there_alike() -> None:
    call, application, chair = a_call()
    agreed(application, chair)
    document = export_bundle(call)
    assert document["applications"][0]["consensus"] == {"2.2": {"mark": "2", "reason": WHY}}
    assert rank_bundle(read_bundle(document)) == standing_of(call).ranking
    document["call"]["slug"] = "copy"
    copy = import_bundle(bundle=read_bundle(document), actor=None)
    assert export_bundle(copy) == document


def test_an_application_without_a_consensus_is_exported_as_before() -> None:
    call, _application, _chair = a_call()
    assert all("consensus" not in one for one in export_bundle(call)["applications"])


def test_the_chair_records_it_on_a_page(browser_of: Browser) -> None:
    _call, application, chair = a_call()
    visitor = browser_of(chair)
    page = visitor.see(f"/evaluation/applications/{application.id}/marks/2.2/consensus")
    page = visitor.send(page, {"mark": "3,5", "reason": WHY}, button="Record the consensus")
    assert "Consensus mark: 3.5" in page.text
    assert "Saka Ilze." in page.text


def test_what_was_typed_stays_when_somebody_else_was_faster(browser_of: Browser) -> None:
    call, application, chair = a_call()
    visitor = browser_of(chair)
    address = f"/evaluation/applications/{application.id}/marks/2.2/consensus"
    page = visitor.see(address)
    agreed(application, an_official_of(call), "5", reason="Sekretāra.")
    db.session.commit()
    page = visitor.send(page, {"mark": "3", "reason": "Mans."}, button="Record the consensus", status=409)
    assert "Sekretāra." in page.text
    assert "Mans." in page.text
    assert "Consensus mark: 3" in visitor.send(page, {}, button="Record the consensus").text


def test_a_member_has_no_form_for_it(browser_of: Browser) -> None:
    call, people = a_closed_call()
    visitor = browser_of(people["Ilze"])
    application = submitted_in(call.id)[0]
    assert "Record a consensus mark" not in visitor.see(f"/evaluation/applications/{application.id}/marks").text
    post(visitor, f"/evaluation/applications/{application.id}/marks/2.2/consensus", {"mark": "3"}, status=403)
