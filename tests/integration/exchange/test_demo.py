"""The demonstration is loaded once, completed where it is not whole, and never put back against somebody's will."""

from collections import Counter

from flask import Flask
from flask_sqlalchemy.session import Session
from sqlalchemy import func, select
from sqlalchemy.orm import scoped_session

from grants.accounts.models import Person, Role, RoleKind
from grants.accounts.services import end_role
from grants.applications.models import ApplicationMember
from grants.calls.models import Call, Stage
from grants.db import db
from grants.exchange import demonstration
from grants.exchange.demo import load_demonstration
from grants.exchange.services import import_bundle
from grants.exchange.validation import read_bundle

Db = scoped_session[Session]


def counts() -> dict[str, int]:
    return {
        table.name: db.session.scalar(select(func.count()).select_from(table)) or 0
        for table in db.metadata.sorted_tables
    }


def held() -> Counter[tuple[str, str, str]]:
    """Return who holds what where, by names."""
    rows = db.session.execute(
        select(Person.email, Role.kind, func.coalesce(Call.slug, ""))
        .join(Role, Role.person_id == Person.id)
        .outerjoin(Call, Call.id == Role.call_id)
        .where(Person.email.endswith("example.org"))
    )
    return Counter((email, kind.value, slug) for email, kind, slug in rows)


def test_every_demonstration_call_is_loaded(session: Db) -> None:
    assert load_demonstration() == 5
    stages = {call.slug: call.stage for call in session.scalars(select(Call))}
    assert set(stages) == set(demonstration.names())
    assert stages["liepkalne-2025"] is Stage.RESULTS_PUBLISHED
    assert stages[demonstration.OPEN_CALL] is Stage.PUBLISHED


def test_loading_it_twice_changes_nothing(session: Db) -> None:
    load_demonstration()
    before = counts()
    assert load_demonstration() == 0
    assert counts() == before


def test_everybody_has_their_role(session: Db) -> None:
    load_demonstration()
    wanted = {(one["email"], one["role"]) for one in demonstration.people()["people"] if one["role"] != "applicant"}
    assert {(email, kind) for email, kind, _slug in held()} == wanted


def test_applicants_work_on_their_applications(session: Db) -> None:
    load_demonstration()
    assert session.scalar(select(func.count(ApplicationMember.id))) == 2


def test_a_demonstration_loaded_in_part_is_completed(session: Db, app: Flask) -> None:
    name = "liepkalne-2025"
    import_bundle(bundle=read_bundle(demonstration.load(name)), actor=None)
    session.commit()
    assert load_demonstration() == 4
    completed = held()
    assert completed[("vertetaja1@example.org", "evaluator", name)] == 1
    assert completed[("sekretare@example.org", "secretary", name)] == 1
    assert session.scalar(select(func.count(ApplicationMember.id))) == 2


def test_a_role_that_was_ended_stays_ended(session: Db) -> None:
    load_demonstration()
    role = session.scalars(select(Role).where(Role.kind == RoleKind.AUDITOR)).one()
    end_role(role=role, actor=None)
    session.commit()
    load_demonstration()
    assert session.scalar(select(func.count(Role.id)).where(Role.kind == RoleKind.AUDITOR)) == 1


def test_a_call_of_the_same_address_stays_as_it_is(session: Db) -> None:
    document = demonstration.load("rezekne-2018")
    document["call"]["title"] = {"lv": "Mūsu", "en": "Ours"}
    import_bundle(bundle=read_bundle(document), actor=None)
    session.commit()
    assert load_demonstration() == 4
    assert session.scalars(select(Call).where(Call.slug == "rezekne-2018")).one().title["en"] == "Ours"
