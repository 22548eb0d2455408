"""A competition goes in and out without a change, and ranks the same inside and outside of the site."""

import json
from collections.abc import Sequence
from random import Random
from typing import Any

import pytest
from flask_sqlalchemy.session import Session
from sqlalchemy import func, select
from sqlalchemy.orm import scoped_session

from grants.accounts.models import Organiser, Person
from grants.applications.models import Application, ApplicationState
from grants.awards.models import Decision
from grants.awards.queries import standing_of
from grants.calls.models import Call, Stage
from grants.calls.queries import rules_of
from grants.calls.rules.problems import InvalidDocument
from grants.errors import Invalid
from grants.exchange import demonstration
from grants.exchange.export import dump_bundle, export_bundle, export_public
from grants.exchange.ranking import dump_ranking, rank_bundle, ranking_document
from grants.exchange.services import import_bundle
from grants.exchange.validation import read_bundle, validate_bundle
from grants.notices.models import Message
from grants.verification.competition import verify_bundle
from tests.factories.documents import Raw, application_document, bundle_document, changed, rules_document, sheet
from tests.integration.calls.support import statements
from tests.support.databases import ON_ONE_DATABASE, Backend
from tests.unit.awards.competitions import competition
from tests.unit.awards.factories import bundle

Db = scoped_session[Session]


def taken_in(document: Raw) -> Call:
    return import_bundle(bundle=read_bundle(document), actor=None)


def ranked(document: Raw) -> bytes:
    read = read_bundle(document)
    return dump_ranking(ranking_document(read.call, rank_bundle(read)))


def ranked_by_the_site(call: Call) -> bytes:
    return dump_ranking(ranking_document(rules_of(call), standing_of(call).ranking))


def random_competition(seed: int) -> Raw:
    made = competition(Random(seed))
    return bundle({**made.rules, "slug": f"example-{seed}"}, made.applications, made.ties)


def undecided() -> Raw:
    document = bundle_document()
    for one in document["applications"]:
        del one["decision"]
    return document


def with_applications(*applications: Raw) -> Raw:
    return bundle_document(applications=list(applications), ties=[])


def count(session: Db, *tables: type[Any]) -> Sequence[int]:
    return [session.scalar(select(func.count()).select_from(table)) or 0 for table in tables]


def test_an_imported_competition_ranks_on_the_site_and_in_its_export_as_in_its_file(session: Db) -> None:
    for seed in range(25):
        document = random_competition(seed)
        call = taken_in(document)
        assert ranked_by_the_site(call) == ranked(document)
        assert ranked(export_bundle(call)) == ranked(document)
        assert ranked(export_public(call)) == ranked(document)


def test_a_rehearsed_competition_ranks_in_its_export_as_on_the_site(rehearsed: Call) -> None:
    document = export_bundle(rehearsed)
    assert validate_bundle(document) == []
    assert ranked(document) == ranked_by_the_site(rehearsed)
    assert {one["status"] for one in document["applications"]} == {"submitted", "withdrawn"}
    assert any(evaluation["conflict"] for one in document["applications"] for evaluation in one["evaluations"])
    outcomes = {one["decision"]["outcome"] for one in document["applications"] if "decision" in one}
    assert {"awarded", "ineligible"} <= outcomes


def test_what_was_exported_comes_back_the_same(rehearsed: Call, backend: Backend, session: Db) -> None:
    document = export_bundle(rehearsed)
    session.remove()
    backend.restore()
    again = export_bundle(taken_in(document))
    assert dump_bundle(again) == dump_bundle(document)


def test_evaluators_of_one_name_are_told_apart_by_what_they_wrote(session: Db) -> None:
    evaluators = [{"id": one, "name": "Anna Ozola"} for one in ("X", "Y", "Z")]
    sheets = [sheet("X", "4", "2"), sheet("Y", "5", "3"), sheet("Z", "1", "1")]
    exports = []
    for place, order in enumerate(([0, 1, 2], [2, 1, 0])):
        one = application_document(evaluations=[sheets[number] for number in order])
        document = bundle_document(
            call=rules_document(slug=f"example-{place}"), evaluators=evaluators, applications=[one], ties=[]
        )
        exports.append(export_bundle(taken_in(document))["applications"])
    assert exports[0] == exports[1]


def test_applications_of_one_moment_stand_by_reference(session: Db) -> None:
    document = with_applications(*(application_document(reference) for reference in "CABD"))
    assert [one["reference"] for one in export_bundle(taken_in(document))["applications"]] == ["A", "B", "C", "D"]


def test_a_demonstration_comes_out_as_it_went_in_but_for_order_and_zone(session: Db) -> None:
    document = demonstration.load("liepkalne-2025")
    exported = export_bundle(taken_in(document))
    assert exported["call"] == document["call"]
    assert sorted(one["name"] for one in exported["evaluators"]) == sorted(
        one["name"] for one in document["evaluators"]
    )
    before = {one["reference"]: one for one in document["applications"]}
    for one in exported["applications"]:
        for part in ("title", "applicant", "requested", "channel", "status", "answers", "checks", "decision"):
            assert one[part] == before[one["reference"]][part]


def test_what_is_exported_costs_the_same_however_much_there_is(session: Db) -> None:
    few = taken_in(bundle_document(call=rules_document(slug="few")))
    many = [application_document(f"A-{number}") for number in range(30)]
    lot = taken_in(bundle_document(call=rules_document(slug="lot"), applications=many, ties=[]))
    session.commit()
    costs = []
    for call in (few, lot):
        rules_of(call)
        with statements() as executed:
            export_public(call)
        costs.append(len(executed))
    assert costs[0] == costs[1] <= 12


def test_a_bundle_without_applications_becomes_a_draft(session: Db) -> None:
    call = taken_in(with_applications())
    assert (call.stage, call.receipts_root) == (Stage.DRAFT, None)


@pytest.mark.parametrize(
    ("changes", "stage", "state"),
    [
        ({"checks": {}, "evaluations": [], "decision": None}, Stage.CHECKING, ApplicationState.SUBMITTED),
        ({"evaluations": [], "decision": None}, Stage.CHECKING, ApplicationState.CHECKED),
        ({"decision": None}, Stage.DELIBERATION, ApplicationState.SCORED),
        ({"checks": {}, "decision": None}, Stage.DELIBERATION, ApplicationState.SUBMITTED),
        ({"decision": {"outcome": "tied", "reasons": []}}, Stage.DELIBERATION, ApplicationState.SCORED),
        ({}, Stage.RESULTS_PUBLISHED, ApplicationState.DECIDED),
        ({"status": "withdrawn", "decision": None}, Stage.DELIBERATION, ApplicationState.WITHDRAWN),
    ],
)
def test_a_bundle_comes_in_at_the_stage_it_has_reached(
    session: Db, changes: Raw, stage: Stage, state: ApplicationState
) -> None:
    call = taken_in(with_applications(application_document(**changes)))
    (application,) = session.scalars(select(Application))
    assert (call.stage, application.state) == (stage, state)


def test_nobody_is_told_of_a_competition_from_a_file(session: Db) -> None:
    taken_in(bundle_document())
    assert count(session, Message) == [0]


def test_a_file_names_nobody_who_can_sign_in(session: Db) -> None:
    taken_in(bundle_document())
    assert all(email.endswith(".example") for email in session.scalars(select(Person.email)))


def test_known_evaluators_judge_under_their_own_address(session: Db) -> None:
    import_bundle(bundle=read_bundle(bundle_document()), actor=None, evaluators={"E1": "anna@example.org"})
    assert session.scalar(select(Person.name).where(Person.email == "anna@example.org")) == "Anna"


def test_an_organiser_of_the_same_name_is_entered_once(session: Db) -> None:
    for slug in ("one", "two"):
        taken_in(bundle_document(call=rules_document(slug=slug)))
    assert count(session, Organiser) == [1]


def test_what_the_site_cannot_hold_is_refused_before_anything_is_stored(session: Db) -> None:
    document = changed(bundle_document(), "applications/1/decision/outcome", "awarded")
    with pytest.raises(InvalidDocument, match=r"decision\.amount: is missing"):
        taken_in(document)
    session.commit()
    assert count(session, Call, Organiser, Person) == [0, 0, 0]


def test_a_taken_address_is_refused(session: Db) -> None:
    taken_in(bundle_document())
    with pytest.raises(Invalid) as refusal:
        taken_in(bundle_document())
    assert list(refusal.value.fields) == ["slug"]


def test_texts_as_long_as_the_format_allows_can_be_stored(session: Db) -> None:
    one = application_document(
        "R" * 64,
        title="t" * 500,
        applicant={"kind": "association", "name": "n" * 500, "registration_number": "9" * 40},
        requested="9999999999999.99",
        evaluations=[sheet("E" * 64, "4", "2", comments={"2.2": "k" * 20_000})],
    )
    document = with_applications(one) | {"evaluators": [{"id": "E" * 64, "name": "v" * 500}]}
    (exported,) = export_bundle(taken_in(document))["applications"]
    assert {name: exported[name] for name in ("reference", "title", "applicant", "requested")} == {
        name: one[name] for name in ("reference", "title", "applicant", "requested")
    }


@ON_ONE_DATABASE
def test_the_public_bundle_of_a_rehearsed_competition_verifies(rehearsed: Call) -> None:
    verification = verify_bundle(export_public(rehearsed))
    assert {finding.name: finding.state.value for finding in verification.findings} == dict.fromkeys(
        ("structure", "receipts", "applications", "outcomes", "amounts"), "ok"
    )


@ON_ONE_DATABASE
def test_the_root_is_the_one_that_the_closing_fixed(rehearsed: Call) -> None:
    assert export_public(rehearsed)["receipts"]["root"] == rehearsed.receipts_root


@ON_ONE_DATABASE
def test_a_public_bundle_holds_nothing_that_names_the_committee_or_repeats_an_answer(rehearsed: Call) -> None:
    shown = dump_bundle(export_public(rehearsed)).decode()
    assert "Vērtētājs" not in shown
    assert "Pamatojums" not in shown
    assert all(one["answers"] == {} for one in export_public(rehearsed)["applications"])


def test_evaluators_have_other_codes_in_public_than_their_names_would_give(session: Db) -> None:
    names = [{"id": f"E{place}", "name": f"Anna {place:02}"} for place in range(1, 13)]
    marks = [sheet(one["id"], str(place % 6), "3") for place, one in enumerate(names)]
    call = taken_in(bundle_document(evaluators=names, applications=[application_document(evaluations=marks)], ties=[]))
    whole, public = (
        [evaluation["scores"]["2.1"] for evaluation in document["applications"][0]["evaluations"]]
        for document in (export_bundle(call), export_public(call))
    )
    assert sorted(whole) == sorted(public)
    assert whole != public


def test_a_competition_from_a_file_has_no_receipts(session: Db) -> None:
    assert "receipts" not in export_public(taken_in(bundle_document()))


def test_a_decision_left_open_is_none(session: Db) -> None:
    taken_in(undecided())
    assert count(session, Decision) == [0]


COMPLAINTS = [
    {
        "number": 1,
        "came_by": "post",
        "complainant": "SIA Cits",
        "words": "Iebilstu.",
        "received_on": "2030-01-10",
        "contest_until": "2030-01-09",
        "answer_until": "2030-02-11",
        "ruling": "upheld",
        "reason": "Taisnība.",
        "ruling_number": "7/2030",
        "judged_anew": True,
        "corrected": ["1.1"],
        "failed": [],
        "decided_at": "2030-01-12T10:00:00+00:00",
    },
    {
        "number": 2,
        "came_by": "online",
        "complainant": "Biedrība",
        "words": "Pārdomāju.",
        "received_on": "2030-01-11",
        "answer_until": "2030-02-11",
        "reason": "",
        "ruling_number": "",
        "judged_anew": False,
        "corrected": [],
        "failed": [],
        "concluded_at": "2030-01-13T10:00:00+00:00",
        "withdrawn_at": "2030-01-13T10:00:00+00:00",
    },
]


def test_complaints_come_out_as_they_went_in_and_never_in_public(session: Db) -> None:
    call = taken_in(with_applications(application_document(complaints=COMPLAINTS)))
    assert [one["complaints"] for one in export_bundle(call)["applications"]] == [COMPLAINTS]
    assert "Iebilstu" not in json.dumps(export_public(call), ensure_ascii=False)
    assert all("complaints" not in one for one in export_public(call)["applications"])
