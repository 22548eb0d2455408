"""Database triggers that keep decisions true: none while checks are open, and what was decided is never rewritten."""

from sqlalchemy import DDL, Table, event

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
    for dialect, statements in (("sqlite", SQLITE), ("postgresql", POSTGRESQL)):
        for statement in statements:
            _listen(table, "after_create", statement, dialect)
    for statement in POSTGRESQL_REMOVAL:
        _listen(table, "after_drop", statement, "postgresql")


def _listen(table: Table, moment: str, statement: str, dialect: str) -> None:
    ddl = DDL(statement)  # type: ignore[no-untyped-call]  # SQLAlchemy gives it no types
    event.listen(table, moment, ddl.execute_if(dialect=dialect))
