"""A subquery that names a row of a query two further out is tied to it, or says that it means any."""

import pytest
from sqlalchemy import Column, Integer, MetaData, Select, Table, exists, select
from sqlalchemy.dialects import registry
from sqlalchemy.engine.interfaces import Dialect

metadata = MetaData()
calls = Table("calls", metadata, Column("id", Integer))
roles = Table("roles", metadata, Column("id", Integer), Column("call_id", Integer))
checks = Table("checks", metadata, Column("id", Integer), Column("role_id", Integer), Column("call_id", Integer))
DIALECTS: list[Dialect] = [registry.load(name)() for name in ("postgresql.psycopg", "sqlite")]
OF_A_ROLE = checks.c.role_id == roles.c.id
OF_A_CALL = checks.c.call_id == calls.c.id


def asked(inner: Select[tuple[int]]) -> Select[tuple[int]]:
    """Return the calls with a role about which something is asked."""
    return select(calls.c.id).where(exists(roles.c.id).where(roles.c.call_id == calls.c.id, inner.exists()))


@pytest.mark.parametrize("dialect", DIALECTS, ids=lambda dialect: dialect.name)
def test_one_that_only_seems_to_be_tied_is_refused(dialect: Dialect) -> None:
    with pytest.raises(AssertionError, match="any row of calls"):
        asked(select(checks.c.id).where(OF_A_ROLE, OF_A_CALL)).compile(dialect=dialect)


@pytest.mark.parametrize("dialect", DIALECTS, ids=lambda dialect: dialect.name)
def test_one_that_is_tied_is_not(dialect: Dialect) -> None:
    tied = select(checks.c.id).where(OF_A_ROLE, OF_A_CALL).correlate(roles, calls)
    assert "FROM checks \n" in str(asked(tied).compile(dialect=dialect))


@pytest.mark.parametrize("dialect", DIALECTS, ids=lambda dialect: dialect.name)
def test_one_that_means_any_row_and_says_so_is_not(dialect: Dialect) -> None:
    meant = select(checks.c.id).where(OF_A_CALL).correlate(roles)
    assert "FROM checks, calls" in str(asked(meant).compile(dialect=dialect))
