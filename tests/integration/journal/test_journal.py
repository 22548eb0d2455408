"""The journal is written with the act, sealed in order, never changed, and says where somebody changed it."""

import uuid
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import delete, select, text, update
from sqlalchemy.exc import DBAPIError

from grants import clock
from grants.accounts.models import Person
from grants.db import db
from grants.journal.models import Entry
from grants.journal.services import NO_SEAL, SYSTEM, next_seal, record, seal_pending, verify
from tests.factories.people import a_person
from tests.support.together import at_once

pytestmark = pytest.mark.usefixtures("session")

NOW = datetime(2030, 5, 14, 12, 0, tzinfo=UTC)


def write(number: int = 1, *, chain: uuid.UUID | None = None, person: Person | None = None) -> list[Entry]:
    """Write entries about a person."""
    person = person or a_person()
    return [
        record(action="test.done", subject=person, actor=person, call_id=chain, details={"number": each})
        for each in range(number)
    ]


def a_chain(number: int = 3) -> str:
    """Return a chain with this many sealed entries."""
    chain = uuid.uuid4()
    write(number, chain=chain)
    seal_pending()
    db.session.commit()
    return str(chain)


def tamper(statement: str, chain: str) -> None:
    """Change the journal as somebody with full power over the database can: without its triggers."""
    if db.session.get_bind().dialect.name == "postgresql":
        db.session.execute(text("ALTER TABLE journal DISABLE TRIGGER USER"))
    else:
        for name in ("journal_no_delete", "journal_seal_once"):
            db.session.execute(text(f"DROP TRIGGER {name}"))
    db.session.execute(text(statement), {"chain": chain})
    if db.session.get_bind().dialect.name == "postgresql":
        db.session.execute(text("ALTER TABLE journal ENABLE TRIGGER USER"))
    db.session.commit()


def test_an_entry_tells_who_did_what_to_what_and_when() -> None:
    person = a_person()
    with clock.at(NOW):
        entry = record(action="test.opened", subject=person, actor=person, source="a", target="b", details={"n": 1})
    db.session.commit()
    assert (entry.chain, entry.recorded_at, entry.actor_id) == (SYSTEM, NOW, person.id)
    assert (entry.action, entry.subject_kind, entry.subject_id) == ("test.opened", "person", person.id)
    assert (entry.source, entry.target, entry.details) == ("a", "b", {"n": 1})


def test_an_entry_about_a_call_belongs_to_its_chain() -> None:
    chain = uuid.uuid4()
    assert write(chain=chain)[0].chain == str(chain)


def test_what_is_not_stored_yet_can_be_written_about() -> None:
    person = Person(email="new@example.org", created_at=NOW)
    db.session.add(person)
    assert record(action="test.done", subject=person, actor=None).subject_id == person.id


def test_an_act_that_is_rolled_back_leaves_no_entry() -> None:
    write()
    db.session.rollback()
    assert db.session.scalars(select(Entry)).all() == []


def test_entries_are_sealed_in_the_order_in_which_they_were_written() -> None:
    with clock.at(NOW):
        chain = a_chain(20)
    entries = db.session.scalars(select(Entry).where(Entry.chain == chain).order_by(Entry.position)).all()
    assert [entry.details["number"] for entry in entries] == list(range(20))
    assert [entry.position for entry in entries] == list(range(1, 21))


def test_each_seal_covers_the_one_before_it() -> None:
    chain, seal = a_chain(), NO_SEAL
    for entry in db.session.scalars(select(Entry).where(Entry.chain == chain).order_by(Entry.position)):
        seal = next_seal(seal, entry.content_hash)
        assert entry.seal == seal


def test_sealing_goes_on_where_it_ended() -> None:
    chain = uuid.uuid4()
    for _ in range(3):
        write(2, chain=chain)
        seal_pending()
    assert verify(str(chain)).sealed == 6


def test_sealing_when_nothing_is_left_does_nothing() -> None:
    a_chain()
    assert seal_pending() == 0


def test_sealing_takes_at_most_so_many() -> None:
    write(3, person=a_person())
    assert [seal_pending(limit=3), seal_pending(limit=3), seal_pending(limit=3)] == [3, 1, 0]


def test_two_workers_at_once_seal_every_entry_once(app: Flask) -> None:
    chain = uuid.uuid4()
    write(40, chain=chain)
    db.session.commit()

    def work() -> int:
        with app.app_context():
            sealed = seal_pending()
            db.session.commit()
            return sealed

    assert sum(at_once(*[work] * 4)) == len(db.session.scalars(select(Entry.id)).all())
    assert (verify(str(chain)).sealed, verify(str(chain)).intact) == (40, True)


def test_a_whole_chain_is_intact() -> None:
    chain = a_chain()
    write(2, chain=uuid.UUID(chain))
    found = verify(chain)
    assert (found.sealed, found.unsealed, found.broken_at, found.intact) == (3, 2, None, True)


def test_an_empty_chain_is_intact() -> None:
    found = verify("nothing")
    assert (found.sealed, found.unsealed, found.broken_at, found.seal) == (0, 0, None, NO_SEAL)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE journal SET action = 'other' WHERE chain = :chain AND position = 2",
        "UPDATE journal SET details = '{}' WHERE chain = :chain AND position = 2",
        "UPDATE journal SET actor_id = NULL WHERE chain = :chain AND position = 2",
        "UPDATE journal SET recorded_at = '2001-01-01 00:00:00.000000' WHERE chain = :chain AND position = 2",
        "UPDATE journal SET content_hash = seal WHERE chain = :chain AND position = 2",
        "UPDATE journal SET seal = content_hash WHERE chain = :chain AND position = 2",
        "DELETE FROM journal WHERE chain = :chain AND position = 2",
    ],
)
def test_the_first_entry_that_was_changed_or_removed_is_named(statement: str) -> None:
    chain = a_chain()
    tamper(statement, chain)
    found = verify(chain)
    assert (found.sealed, found.broken_at) == (1, 2)


def test_an_entry_changed_before_it_was_sealed_is_found_afterwards() -> None:
    chain = uuid.uuid4()
    write(2, chain=chain)
    tamper("UPDATE journal SET action = 'other' WHERE chain = :chain", str(chain))
    seal_pending()
    assert verify(str(chain)).broken_at == 1


def _delete() -> None:
    db.session.execute(delete(Entry))


def _change() -> None:
    db.session.execute(update(Entry).values(action="other"))


def _seal_again() -> None:
    db.session.execute(update(Entry).values(seal="0" * 64))


def _unseal() -> None:
    db.session.execute(update(Entry).values(position=None, seal=None))


def _change_while_sealing() -> None:
    write()
    db.session.execute(update(Entry).where(Entry.position.is_(None)).values(position=99, seal="0", action="other"))


@pytest.mark.parametrize("act", [_delete, _change, _seal_again, _unseal, _change_while_sealing])
def test_the_database_itself_keeps_the_journal(act: Callable[[], None]) -> None:
    a_chain()
    with pytest.raises(DBAPIError, match="append-only"):
        act()
    db.session.rollback()
