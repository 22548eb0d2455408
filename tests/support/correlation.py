"""No subquery names a row of a query further out and means any row: held for every statement that a test makes.

SQLAlchemy ties a subquery to the query right around it by itself, to none further out. One that is two deep and names a
table of the outermost gets that table into its own FROM, silently, and asks about any of its rows. Such a subquery says
`correlate()`; one that does mean any row says `correlate(None)` or takes an alias.
"""

from typing import Any

from sqlalchemy import Select, Table
from sqlalchemy.dialects.postgresql.psycopg import PGCompiler_psycopg, PGDialect_psycopg
from sqlalchemy.dialects.sqlite.base import SQLiteCompiler, SQLiteDialect
from sqlalchemy.sql.compiler import SQLCompiler


def tied_by_hand(select: Select[Any]) -> bool:
    """Tell whether a subquery says itself what it is tied to."""
    return not select._auto_correlate or bool(select._correlate) or select._correlate_except is not None


class Tied(SQLCompiler):
    """Compile, but refuse a subquery that names a table of a query further out and is not tied to it."""

    def _setup_select_stack(self, select: Select[Any], state: Any, entry: Any, asfrom: bool, *rest: Any) -> Any:
        froms = super()._setup_select_stack(select, state, entry, asfrom, *rest)  # type: ignore[no-untyped-call]
        around = self.stack[:-1]
        self.stack[-1]["apart"] = asfrom  # type: ignore[typeddict-unknown-key]
        if not asfrom and not tied_by_hand(select):
            meant = {each for each in froms if isinstance(each, Table)} & further_out(around)
            assert not meant, f"a subquery asks about any row of {', '.join(each.name for each in meant)}: {select}"
        return froms


def further_out(around: list[Any]) -> set[Any]:
    """Return the tables of the queries around a subquery but the nearest, as far as it may name them."""
    found: set[Any] = set()
    for nearer, entry in zip(reversed(around), list(reversed(around))[1:], strict=False):
        if nearer.get("apart"):
            break
        found |= set(entry["asfrom_froms"])
    return found - set(around[-1]["asfrom_froms"] if around else ())


class TiedOnPostgres(Tied, PGCompiler_psycopg):
    """Compile for PostgreSQL."""


class TiedOnSqlite(Tied, SQLiteCompiler):
    """Compile for SQLite."""


def hold() -> None:
    """Refuse such subqueries from now on."""
    PGDialect_psycopg.statement_compiler = TiedOnPostgres
    SQLiteDialect.statement_compiler = TiedOnSqlite
