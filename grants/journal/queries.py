"""What the auditor's pages read, in a constant number of statements."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select

from grants.db import db, page_count
from grants.journal.models import Entry
from grants.journal.words import action_words, names_of

PAGE = 50
"""How many entries a page shows."""


@dataclass(frozen=True)
class EntryPage:
    """Hold one page of a chain, and what its reader can filter by."""

    entries: list[Entry]
    page: int
    pages: int
    choices: list[tuple[str, str]]
    """The actions of the chain, each with how often it stands there."""
    names: dict[str, str]
    """What the ids on this page stand for, as far as it is still known."""


def entry_page(chain: str, page: int, action: str = "") -> EntryPage:
    """Return the entries of a chain, newest first, 50 a page; raise NotFound beyond the last page."""
    in_chain = select(Entry.action, func.count()).where(Entry.chain == chain)
    counts = dict(db.session.execute(in_chain.group_by(Entry.action)).all())
    count = counts.get(action, 0) if action else sum(counts.values())
    pages = page_count(count, page, PAGE)
    choices = [(code, f"{action_words(code)} ({number})") for code, number in sorted(counts.items())]
    entries = _entries(chain, page, action)
    names = names_of({id_ for entry in entries for id_ in _ids(entry)})
    return EntryPage(entries, page, pages, choices, names)


def _entries(chain: str, page: int, action: str) -> list[Entry]:
    found = select(Entry).where(Entry.chain == chain)
    if action:
        found = found.where(Entry.action == action)
    newest_first = found.order_by(Entry.recorded_at.desc(), Entry.id.desc())
    return list(db.session.scalars(newest_first.limit(PAGE).offset((page - 1) * PAGE)))


def _ids(entry: Entry) -> Iterator[UUID]:
    """Find every id an entry holds that may have a name."""
    yield entry.subject_id
    if entry.actor_id:
        yield entry.actor_id
    for value in entry.details.values():
        with suppress(ValueError):
            yield UUID(str(value))
