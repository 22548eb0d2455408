"""Read what the public may know of a call's results, and remember how it looks."""

from collections.abc import Iterator, Mapping
from functools import partial
from uuid import UUID

from flask import render_template
from flask_babel import gettext as _
from markupsafe import Markup
from sqlalchemy import Uuid, bindparam, func, select

from grants import clock
from grants.applications.models import Application, ApplicationState
from grants.applications.queries import submitted_in
from grants.awards import labels
from grants.awards.letters.models import Letter
from grants.awards.models import Decision
from grants.awards.picturing.queries import FEWEST as FEWEST_DRAWN
from grants.awards.precedence import order_in_words
from grants.awards.printing import shown
from grants.awards.publishing.paper import others_of, results_document
from grants.awards.publishing.pictures import flow_of, pictures_of, sums_of
from grants.awards.publishing.tables import results_tables
from grants.awards.queries import decisions_of, holds_everything, missing_figures
from grants.awards.ranking import Placement
from grants.awards.results import Decided, Results, results_of
from grants.awards.separations import read
from grants.awards.wording import total_in
from grants.calls.memory import Memory
from grants.calls.models import Call
from grants.calls.policies import are_results_public
from grants.calls.queries import rules_of
from grants.calls.rules.document import Rules
from grants.db import db
from grants.documents.making import make
from grants.documents.tables import to_tables
from grants.web.filters import text
from grants.web.languages import language

_rendered: Memory[tuple[Results, str, str], Markup] = Memory(64)
_kept: Memory[tuple[object, ...], Markup] = Memory(64)
_printed: Memory[tuple[object, ...], bytes] = Memory(8)
KEPT_SECONDS = 300
"""How long the name of an applicant may be the earlier one after it was corrected."""
_CALL = bindparam("call_id", type_=Uuid())
_EDITION = select(
    select(func.count(Decision.id)).where(Decision.call_id == _CALL).scalar_subquery(),
    select(func.max(Decision.confirmed_at)).where(Decision.call_id == _CALL).scalar_subquery(),
    select(func.count(Letter.sent_at)).where(Letter.call_id == _CALL).scalar_subquery(),
    select(func.max(Letter.sent_at)).where(Letter.call_id == _CALL).scalar_subquery(),
    select(func.count(Application.withdrawn_at)).where(Application.call_id == _CALL).scalar_subquery(),
)


def results_in_words(call: Call) -> Markup:
    """Render the results as the public may read them; once public, they are read anew only after something happened."""
    if not are_results_public(call):
        return _in_words(call)
    return _kept.get((call.id, call.rules_digest, language(), *edition_of(call)), partial(_in_words, call))


def edition_of(call: Call) -> tuple[object, ...]:
    """Return what is another after every decision, letter and withdrawal, and from time to time; one statement."""
    period = int(clock.now().timestamp()) // KEPT_SECONDS
    return (period, *db.session.execute(_EDITION, {"call_id": call.id}).one())


def _in_words(call: Call) -> Markup:
    """Render the results; a process renders the same results once in each language."""
    results, rules = read_results(call), rules_of(call)

    def render() -> Markup:
        figures = results.figures
        html = render_template(
            "awards/parts/results.html",
            results=results,
            others=others_of(results),
            flow=[(name, words) for name, _value, words in flow_of(figures)] if figures else [],
            sums=[(name, words) for name, _value, words in sums_of(figures)] if figures else [],
            pictures=pictures_of(figures) if figures else (),
            drawn=figures is not None and figures.received >= FEWEST_DRAWN,
            labels=labels,
            shown=shown,
            lots={lot: text(rules.lot_label(lot)) for lot in rules.funding.limits if lot},
        )
        return Markup(html)  # noqa: S704  # a rendered template

    return _rendered.get((results, call.rules_digest, language()), render)


def results_on_paper(call: Call) -> bytes:
    """Return the list of results as a PDF; a process makes the same list once in each language."""
    results, rules = read_results(call), rules_of(call)
    # Dated by the deadline, so that the same results are the same file whenever it is made.
    made = partial(make, "pdf", results_document(call, rules, results), at=call.closes_at)
    return _printed.get((results, call.id, call.rules_digest, language()), made)


def results_as_tables(call: Call) -> bytes:
    """Return the results as a spreadsheet: the same file for the same results, as of the list on paper."""
    rules = rules_of(call)
    return to_tables(results_tables(rules, read_results(call)), at=call.closes_at)


def read_results(call: Call) -> Results:
    """Return what the public may read: of the decisions in force; once public, of those whose letters have left."""
    rules, decisions = rules_of(call), decisions_of(call, told=are_results_public(call))
    applications = submitted_in(call.id, content=rules.funding.lots is not None)
    placements = missing_figures(call, decisions)
    withdrawn = sum(one.state is ApplicationState.WITHDRAWN for one in applications)
    decided = _decided(applications, decisions, placements, rules)
    return results_of(rules, decided, withdrawn, nobody=_("natural person"), complete=holds_everything(call))


def _decided(
    applications: list[Application],
    decisions: Mapping[UUID, Decision],
    placements: Mapping[str, Placement],
    rules: Rules,
) -> Iterator[Decided]:
    for application in applications:
        decision, organisation = decisions.get(application.id), application.organisation
        if decision is None or organisation is None or application.state is ApplicationState.WITHDRAWN:
            continue
        placement = placements.get(application.reference or "")
        yield Decided(
            kind=organisation.kind.value,
            name=organisation.name,
            title=application.title,
            outcome=decision.outcome,
            rank=decision.rank or (placement.rank if placement else None),
            amount=decision.amount,
            total=total_in(decision, placement, rules),
            requested=application.requested,
            order=tuple(order_in_words(one, rules, language()) for one in read(decision.separated_by)),
            lot=rules.funding.lot_of(application.answers) if rules.funding.lots else None,
        )
