"""Databases that are put back to a world full of rows instead of to empty tables."""

from sqlalchemy import Engine, inspect, text

from tests.support.databases import PostgresDatabase

KEPT = "kept"


class KeepingDatabase(PostgresDatabase):
    """A database on a server that keeps a copy of its rows in a schema beside them."""

    def remember(self, engine: Engine) -> None:
        """Copy the rows of all tables, and prepare one statement that puts the copies back."""
        super().remember(engine)
        tables = sorted(set(inspect(engine).get_table_names()) - {"alembic_version"})
        copies = [f'CREATE TABLE {KEPT}."{table}" AS TABLE public."{table}"' for table in tables]
        with engine.begin() as connection:
            for statement in (f"DROP SCHEMA IF EXISTS {KEPT} CASCADE", f"CREATE SCHEMA {KEPT}", *copies):
                connection.execute(text(statement))
        inserts = " ".join(f'INSERT INTO public."{table}" TABLE {KEPT}."{table}";' for table in tables)
        self.clean = self.clean.removesuffix("END $$") + f"{inserts} END $$"
