"""No role can see or infer a sealed mark: whatever the marks are, every page, file and command stays the same.

The marks and comments of others are changed where they lie. Then everything that can be asked for is asked again in the
two calls whose marks are sealed, while the committee scores and after that until two officials have opened them.
"""

import io
from collections.abc import Iterable, Iterator
from itertools import product
from zipfile import ZipFile

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, update
from werkzeug.test import TestResponse

from grants.applications.models import Application
from grants.awards.deliberation.sealing import Sealed
from grants.awards.queries import standing_of
from grants.calls.models import Call
from grants.calls.queries import call_by_slug
from grants.db import db
from grants.evaluation.models import Sheet, SheetState
from grants.exchange.export import export_bundle, export_public
from tests.factories.evaluation import chair_of
from tests.integration.access.asking import Asker, Place, anonymous, outcome
from tests.integration.access.cast import ROLES
from tests.integration.access.conftest import ON_ONE_DATABASE
from tests.integration.access.stages import NOW, applications_in
from tests.integration.access.table import SIGN_IN, Row, rows

SEALED = ("scoring", "sealed")
ONCE = settings(
    max_examples=2,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    database=None,
    phases=[Phase.generate],  # a failure names the pages; looking for smaller marks would ask them all a hundred times
)
FIRSTS, SECONDS = ("0", "1", "2", "3", "4", "5"), ("0", "0.5", "2.5", "3", "4.5", "5")
MADE_ANEW = {"office_applications.record"}
"""A PDF of what was received, with an id of its own each time."""
marks = st.tuples(st.sampled_from(FIRSTS), st.sampled_from(SECONDS))
"""Above and below the threshold of the second criterion, which is 3."""


def asked_in(place: Place) -> Iterator[Row]:
    """Return every page that has an address in a call with sealed marks."""
    gets = (row for row in rows() if row.method == "GET" and row.endpoint not in MADE_ANEW)
    wanted = {(row.method, row.endpoint): row for row in gets}
    for row, call in product(wanted.values(), SEALED):
        if place.names(row) <= place.world.places[call].keys():
            yield Row(row.method, row.endpoint, call, row.expected)


def answers(asker: Asker, asked: Iterable[Row]) -> list[tuple[Row, object]]:
    """Return what is said at each page, without those that say there is nothing."""
    responses = ((row, asker.ask(row)) for row in asked)
    return [(row, said(response)) for row, response in responses if outcome(response) not in {"404", SIGN_IN}]


def said(response: TestResponse) -> object:
    """Return an answer without what differs between any two requests."""
    if str(response.mimetype).startswith("text/") or response.is_json:
        return anonymous(response)
    content = response.get_data()
    if content.startswith(b"PK"):  # a workbook says when it was made
        with ZipFile(io.BytesIO(content)) as parts:
            return {name: parts.read(name) for name in parts.namelist() if not name.startswith("docProps")}
    return response.status_code, response.mimetype, content


def let_the_chair_score(place: Place) -> None:
    """Add a sheet of the chair for every application of the call whose sheets are closed."""
    with place.app.app_context():
        call = call_by_slug("sealed-call")
        for application in applications_in(call):
            sheet = Sheet(application_id=application.id, evaluator_id=chair_of(call).id, state=SheetState.SUBMITTED)
            sheet.marks, sheet.comments = {"2.1": "5", "2.2": "5"}, {"2.1": "Labi."}
            sheet.saved_at = sheet.submitted_at = NOW
            db.session.add(sheet)
        db.session.commit()


def mark_anew(place: Place, drawn: list[tuple[str, str]], role: str) -> None:
    """Give everybody else's sheets in the sealed calls other marks and comments."""
    with place.app.app_context():
        of_others = (
            select(Sheet.id)
            .join(Application, Application.id == Sheet.application_id)
            .join(Call, Call.id == Application.call_id)
            .where(Call.slug.in_([f"{name}-call" for name in SEALED]))
            .where(Sheet.evaluator_id != place.world.people.get(role), Sheet.state == SheetState.SUBMITTED)
            .order_by(Sheet.id)
        )
        for place_in, sheet_id in enumerate(db.session.scalars(of_others).all()):
            first, second = drawn[place_in % len(drawn)]
            changed = {"marks": {"2.1": first, "2.2": second}, "comments": {"2.1": f"{first} un {second}"}}
            db.session.execute(update(Sheet).where(Sheet.id == sheet_id).values(**changed))
        db.session.commit()


@ON_ONE_DATABASE
@pytest.mark.parametrize("role", ROLES)
def test_no_role_can_tell_one_sealed_mark_from_another_by_any_page(place: Place, role: str) -> None:
    let_the_chair_score(place)
    asker = Asker(place, role)
    as_it_was = answers(asker, asked_in(place))

    @settings(ONCE)
    @given(st.lists(marks, min_size=4, max_size=4))
    def stays_the_same(drawn: list[tuple[str, str]]) -> None:
        mark_anew(place, drawn, role)
        now = answers(asker, (row for row, _answer in as_it_was))
        assert [str(row) for (row, before), (_row, after) in zip(as_it_was, now, strict=True) if before != after] == []

    stays_the_same()


@ON_ONE_DATABASE
def test_no_file_and_no_command_tells_one_sealed_mark_from_another(place: Place) -> None:
    let_the_chair_score(place)

    def files() -> list[object]:
        with place.app.app_context():
            calls = [call_by_slug(f"{name}-call") for name in SEALED]
            return [export(call) for call in calls for export in (export_bundle, export_public)]

    as_they_were = files()

    @settings(ONCE)
    @given(st.lists(marks, min_size=4, max_size=4))
    def stay_the_same(drawn: list[tuple[str, str]]) -> None:
        mark_anew(place, drawn, "none")
        assert files() == as_they_were

    stay_the_same()


@ON_ONE_DATABASE
@pytest.mark.parametrize("name", SEALED)
def test_no_ranking_is_made_of_sealed_marks(place: Place, name: str) -> None:
    with place.app.app_context(), pytest.raises(Sealed):
        standing_of(call_by_slug(f"{name}-call"))
