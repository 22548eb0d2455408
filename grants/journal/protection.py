"""Database triggers that keep the journal as it was written: rows are added, sealed once, and never touched again."""

from sqlalchemy import Table

from grants.db import create_with
from grants.journal.canonical import CONTENT

_FIXED = (*CONTENT, "content_hash")
_REFUSAL = "the journal is append-only"
_changed_in_sqlite = " OR ".join(f"NEW.{column} IS NOT OLD.{column}" for column in _FIXED)
_changed_in_postgresql = " OR ".join(f"NEW.{column}::text IS DISTINCT FROM OLD.{column}::text" for column in _FIXED)
_sealed_wrongly = "OLD.position IS NOT NULL OR OLD.seal IS NOT NULL OR NEW.position IS NULL OR NEW.seal IS NULL"

SQLITE = (
    f"""CREATE TRIGGER journal_no_delete BEFORE DELETE ON journal
    BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END""",
    f"""CREATE TRIGGER journal_seal_once BEFORE UPDATE ON journal
    WHEN {_sealed_wrongly} OR {_changed_in_sqlite}
    BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END""",
)
"""The statements that protect the journal on SQLite, in order; a migration runs them as they are."""

POSTGRESQL = (
    f"""CREATE FUNCTION journal_refuse() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION '{_REFUSAL}'; END $$""",
    """CREATE TRIGGER journal_no_delete BEFORE DELETE ON journal
    FOR EACH ROW EXECUTE FUNCTION journal_refuse()""",
    """CREATE TRIGGER journal_no_truncate BEFORE TRUNCATE ON journal
    EXECUTE FUNCTION journal_refuse()""",
    f"""CREATE TRIGGER journal_seal_once BEFORE UPDATE ON journal
    FOR EACH ROW WHEN ({_sealed_wrongly} OR {_changed_in_postgresql})
    EXECUTE FUNCTION journal_refuse()""",
)
"""The statements that protect the journal on PostgreSQL, in order."""

POSTGRESQL_REMOVAL = ("DROP FUNCTION IF EXISTS journal_refuse() CASCADE",)
"""What remains to be removed on PostgreSQL once the table is gone; SQLite drops triggers with their table."""


def protect(table: Table) -> None:
    """Create the triggers together with the table, wherever no migration does it."""
    create_with(table, {"sqlite": SQLITE, "postgresql": POSTGRESQL}, drop={"postgresql": POSTGRESQL_REMOVAL})
