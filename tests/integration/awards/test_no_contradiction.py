"""Whatever a competition comes to, letters, results, export and spreadsheet say the same of every application."""

import io
import re
from decimal import Decimal
from uuid import uuid4

from flask_sqlalchemy.session import Session
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook
from sqlalchemy import select
from sqlalchemy.orm import scoped_session

from grants import clock
from grants.awards import labels
from grants.awards.handouts.decided import decisions_in
from grants.awards.letters.models import Letter
from grants.awards.publication import read_results
from grants.awards.wordings.kinds import LetterKind
from grants.calls.models import Call
from grants.documents.tables import to_tables
from grants.exchange.export import export_bundle, export_public
from grants.exchange.publication import Json
from tests.factories.awards import DELIBERATED, a_published_call, an_official_of, ineligible, judged, withdrawn
from tests.factories.documents import Raw

RULES: Raw = {
    "publication": {"scores": True, "rejected_names": True, "natural_person_names": True},
    "scoring": {"total_threshold": "9", "decimals": 2, "tie_break": ["submitted_at:asc"]},
}
OUTCOMES = {
    LetterKind.AWARD: "awarded",
    LetterKind.AWARD_WITH_CONDITIONS: "awarded",
    LetterKind.RESERVE: "reserve",
    LetterKind.REJECTION: "rejected",
    LetterKind.INADMISSIBLE: "ineligible",
}
Said = dict[str, tuple[str, Decimal]]
"""By the title of an application, its outcome and its sum."""

marks = st.integers(0, 5).map(str)
applications = st.one_of(
    st.tuples(st.just("judged"), marks, marks),
    st.tuples(st.just("judged"), marks, st.integers(3, 5).map(str)),
    st.just(("ineligible",)),
    st.just(("withdrawn",)),
)


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(drawn=st.lists(applications, min_size=1, max_size=5), places=st.integers(0, 3), total=st.integers(0, 15_000))
def test_every_account_of_a_decision_says_the_same(
    session: scoped_session[Session], drawn: list[tuple[str, ...]], places: int, total: int
) -> None:
    makers = {"judged": judged, "ineligible": ineligible, "withdrawn": withdrawn}
    entries = [makers[kind](f"A-{number}", *given) for number, (kind, *given) in enumerate(drawn, start=1)]
    limit = {"projects": places, "total": f"{total}.00"}
    funding = {"currency": "EUR", "amount": {"max": "9000.00"}, "limit": limit, "when_short": "skip"}
    try:
        with clock.at(DELIBERATED):
            call = a_published_call(*entries, funding=funding, slug=f"call-{uuid4().hex}", **RULES)
            said = in_the_results(call)
            assert in_a_file(export_bundle(call)) == said
            assert in_a_file(export_public(call)) == said
            assert in_the_spreadsheet(call) == said
            assert in_the_letters(session, call, said) == said
    finally:
        session.rollback()


def in_the_results(call: Call) -> Said:
    """Return what the page of the results says."""
    results = read_results(call)
    return {
        one.title: (one.outcome, one.amount or Decimal(0))
        for one in (*results.awarded, *results.reserve, *results.rejected)
    }


def in_a_file(document: Json) -> Said:
    """Return what a bundle says."""
    decided = [one for one in document["applications"] if "decision" in one]
    return {one["title"]: (one["decision"]["outcome"], Decimal(one["decision"]["amount"] or 0)) for one in decided}


def in_the_spreadsheet(call: Call) -> Said:
    """Return what the spreadsheet of the decisions says."""
    file = to_tables(decisions_in(call, an_official_of(call)), at=DELIBERATED)
    _heads, *rows = CalamineWorkbook.from_filelike(io.BytesIO(file)).get_sheet_by_index(0).to_python()
    codes = {str(words): code for code, words in labels.OUTCOMES.items()}
    return {str(row[4]): (codes[str(row[8])], Decimal(str(row[9] or 0))) for row in rows}


def in_the_letters(session: scoped_session[Session], call: Call, said: Said) -> Said:
    """Return what the letters say; a sum counts if it stands in the words of the letter as it is printed."""
    found = {}
    for letter in session.scalars(select(Letter).where(Letter.call_id == call.id)):
        title = letter.application.title
        figures = re.sub(r"[^0-9,]", "", str(letter.mail))
        amount = said[title][1]
        assert not amount or f"{amount:.2f}".replace(".", ",") in figures
        found[title] = (OUTCOMES[letter.kind], amount)
    return found
