"""Database triggers that keep decisions true: none while checks are open, and what was decided is never rewritten."""

from sqlalchemy import Table

from grants.db import create_with

_OPEN = "a decision is not made while checks are open"
_FIXED = "a decision is corrected by a new one"
_IS_OPEN = """EXISTS (SELECT 1 FROM applications WHERE applications.id = NEW.application_id
    AND applications.state IN ('draft', 'not_submitted', 'submitted', 'in_clarification'))"""
_COLUMNS = (
    "application_id, call_id, sequence, act, number, outcome, amount, reasons, reasoning, because, conditions, "
    "resolution_number, resolution_date, answer_until"
)

SQLITE = (
    f"""CREATE TRIGGER decisions_none_while_open BEFORE INSERT ON decisions WHEN {_IS_OPEN}
    BEGIN SELECT RAISE(ABORT, '{_OPEN}'); END""",
    f"""CREATE TRIGGER decisions_never_rewritten BEFORE UPDATE OF {_COLUMNS} ON decisions
    BEGIN SELECT RAISE(ABORT, '{_FIXED}'); END""",
)
"""The statements that protect decisions on SQLite; a migration that rebuilds the table runs them again."""

POSTGRESQL = (
    f"""CREATE FUNCTION decisions_refuse_open() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN IF {_IS_OPEN} THEN RAISE EXCEPTION '{_OPEN}'; END IF; RETURN NEW; END $$""",
    f"""CREATE FUNCTION decisions_refuse_rewriting() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION '{_FIXED}'; END $$""",
    """CREATE TRIGGER decisions_none_while_open BEFORE INSERT ON decisions
    FOR EACH ROW EXECUTE FUNCTION decisions_refuse_open()""",
    f"""CREATE TRIGGER decisions_never_rewritten BEFORE UPDATE OF {_COLUMNS} ON decisions
    FOR EACH ROW EXECUTE FUNCTION decisions_refuse_rewriting()""",
)
"""The statements that protect decisions on PostgreSQL, in order."""

POSTGRESQL_REMOVAL = (
    "DROP FUNCTION IF EXISTS decisions_refuse_open() CASCADE",
    "DROP FUNCTION IF EXISTS decisions_refuse_rewriting() CASCADE",
)
"""What takes the protection away on PostgreSQL, the triggers with it."""


def protect(table: Table) -> None:
    """Create the triggers together with the table, wherever no migration does it."""
    create_with(table, {"sqlite": SQLITE, "postgresql": POSTGRESQL}, drop={"postgresql": POSTGRESQL_REMOVAL})
