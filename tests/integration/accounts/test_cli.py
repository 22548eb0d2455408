"""The first administrator is made on the command line."""

import pytest
from flask import Flask
from sqlalchemy import select

from grants.accounts.models import Person, RoleKind
from grants.db import db
from tests.factories.people import an_organiser

pytestmark = pytest.mark.usefixtures("session")


def user_create(app: Flask, *arguments: str) -> tuple[int, str]:
    """Run the command and return its exit code and what it printed."""
    db.session.commit()
    result = app.test_cli_runner().invoke(args=["user", "create", *arguments])
    db.session.expire_all()
    return result.exit_code, result.output


def test_an_administrator_is_made(app: Flask) -> None:
    assert user_create(app, "Ada@example.org", "--name", "Ada", "--role", "administrator")[0] == 0
    person = db.session.scalars(select(Person)).one()
    assert (person.email, person.name) == ("ada@example.org", "Ada")
    assert [role.kind for role in person.roles] == [RoleKind.ADMINISTRATOR]


def test_an_official_is_made_in_an_organiser(app: Flask) -> None:
    an_organiser(slug="liepkalne")
    arguments = ("otto@example.org", "--role", "coordinator", "--organiser", "liepkalne")
    assert user_create(app, *arguments) == (0, "otto@example.org: coordinator in liepkalne\n")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["ada@"], "e-mail address"),
        (["ada@example.org", "--role", "coordinator"], "needs --organiser"),
        (["ada@example.org", "--role", "coordinator", "--organiser", "nowhere"], "needs --organiser"),
        (["ada@example.org", "--role", "administrator", "--organiser", "liepkalne"], "--organiser goes with"),
        (["ada@example.org", "--name", "a" * 501], "at most 500 characters"),
    ],
)
def test_what_is_wrong_is_named_and_nothing_stored(app: Flask, arguments: list[str], words: str) -> None:
    code, output = user_create(app, *arguments)
    assert code != 0
    assert words in " ".join(output.split())
    assert db.session.scalars(select(Person)).all() == []
