"""A page asks the database as often for sixty rows as for three, and every page is asked."""

from collections import defaultdict
from uuid import UUID

from flask import Flask
from flask_sqlalchemy.session import Session
from sqlalchemy.orm import scoped_session

from grants import clock
from grants.db import db
from tests.factories.awards import DELIBERATED
from tests.factories.people import sign_in
from tests.integration.statements.crowd import Crowd
from tests.integration.statements.table import NOT_COUNTED, STATEMENTS
from tests.support.databases import ON_ONE_DATABASE, Backend
from tests.support.statements import selects
from tests.support.visitor import Visitor

Counts = dict[tuple[str, str], int]

FEW, MANY = 3, 60


def statements_of(visitor: Visitor, address: str) -> int:
    """Return how many statements a page takes when it is opened for the second time."""
    for _ in range(2):
        with selects() as found:
            response = visitor.get(address, buffered=True)
            assert response.status_code in (200, 303), f"{address} answers {response.status_code}"
    return len(found)


def counted(app: Flask, size: int) -> Counts:
    """Return how many statements each page takes, once what does not change is remembered."""
    crowd = Crowd(size, [reader for reader in STATEMENTS if reader])
    ids = crowd.addresses()
    db.session.commit()
    counts: Counts = {}
    with clock.at(DELIBERATED):
        for reader, pages in STATEMENTS.items():
            visitor = Visitor(app, app.response_class, use_cookies=True)
            if reader:
                sign_in(visitor, crowd.people[reader])
            counts |= {(reader, page): statements_of(visitor, page.format(**ids)) for page in pages}
    return counts


def test_every_page_is_counted_or_has_a_reason_not_to_be(app: Flask) -> None:
    pages = {rule.endpoint for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())}
    any_id: defaultdict[str, str] = defaultdict(lambda: str(UUID(int=0)))
    site = app.url_map.bind("localhost")
    with_a_line = {site.match(page.format_map(any_id))[0] for some in STATEMENTS.values() for page in some}
    assert sorted([*with_a_line, *NOT_COUNTED]) == sorted(pages)


@ON_ONE_DATABASE
def test_every_page_asks_the_database_a_constant_number_of_times(
    backend: Backend, session: scoped_session[Session]
) -> None:
    few = counted(backend.app, FEW)
    session.remove()
    backend.restore()
    assert counted(backend.app, MANY) == few


def test_no_page_asks_the_database_more_often_than_it_may(app: Flask, session: scoped_session[Session]) -> None:
    asked = counted(app, FEW)
    most = {(reader, page): number for reader, pages in STATEMENTS.items() for page, number in pages.items()}
    assert {page: (number, most[page]) for page, number in asked.items() if number > most[page]} == {}
