"""Keep what a ranking came to."""

import uuid
from functools import lru_cache

from sqlalchemy import Executable
from sqlalchemy.dialects import postgresql, sqlite

from grants import clock
from grants.awards.kept.document import written
from grants.awards.kept.models import KeptRanking
from grants.awards.reckoning import Reckoning
from grants.db import db


def keep(*, call_id: uuid.UUID, key: str, reckoning: Reckoning) -> None:
    """Keep what the marks of a call came to in the place of what was kept before.

    It is nobody's act and changes nothing that anybody decides by, so the journal has no entry of it.
    """
    kept = {"id": uuid.uuid4(), "call_id": call_id, "key": key, "content": written(reckoning), "kept_at": clock.now()}
    db.session.execute(_put(db.session.get_bind().dialect.name), kept)


@lru_cache(maxsize=2)
def _put(dialect: str) -> Executable:
    """Return the statement that inserts or replaces, so that two readers at once do not meet an error."""
    table = KeptRanking.metadata.tables[KeptRanking.__tablename__]
    if dialect == "postgresql":
        insert = postgresql.insert(table)
        new = {name: insert.excluded[name] for name in ("key", "content", "kept_at")}
        return insert.on_conflict_do_update(index_elements=["call_id"], set_=new)
    once = sqlite.insert(table)
    new = {name: once.excluded[name] for name in ("key", "content", "kept_at")}
    return once.on_conflict_do_update(index_elements=["call_id"], set_=new)
