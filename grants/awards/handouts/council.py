"""The draft of the decision that a council takes on the proposal of the committee, with its table of applications."""

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal

from flask_babel import force_locale, ngettext
from flask_babel import gettext as _

from grants.accounts.brand.paper import logo_on_paper
from grants.accounts.models import Person
from grants.awards import labels
from grants.awards.kept.showing import standing_to_show
from grants.awards.policies import CONFIRMED
from grants.awards.queries import decisions_of
from grants.awards.rows import Row, rows_of
from grants.calls.models import Call
from grants.calls.printed import payers
from grants.calls.queries import rules_of
from grants.calls.rules.document import Rules
from grants.documents.content import Block, Bullets, Document, Heading, Table, said
from grants.web.filters import day, money, number, text
from grants.web.languages import language


def council_draft(call: Call, person: Person) -> Document:
    """Return the draft in the first language of the call, as the ranking stands or as it was decided."""
    with force_locale(rules_of(call).languages[0]):
        rules, standing = rules_of(call), standing_to_show(call)
        rows = rows_of(standing, decisions_of(call) if call.stage in CONFIRMED else {}, person)
        title = _("On the results of the competition “%(call)s”", call=text(rules.title))
        return Document(
            title=title,
            language=language(),
            lead=[rules.organiser.name, _("Draft decision of the council"), _("No. ____ of ____________")],
            blocks=list(_blocks(rules, rows)),
            foot=_("Draft of the council's decision, %(call)s", call=call.slug),
            fund=payers(rules),
            logo=logo_on_paper(call.organiser),
        )


def _blocks(rules: Rules, rows: Sequence[Row]) -> Iterator[Block]:
    yield from (said(words) for words in _grounds(rules, rows))
    yield Heading(_("The council decides"))
    yield Bullets([[(words, "")] for words in _points(rules, rows)], numbered=True)
    yield Heading(_("Applications and the outcome proposed for each"))
    yield _table(rules, rows)


def _grounds(rules: Rules, rows: Sequence[Row]) -> Iterator[str]:
    count = ngettext("%(num)d application was received.", "%(num)d applications were received.", len(rows))
    by = rules.approved_by
    if by is not None:
        act = {"body": by.body, "date": day(by.date), "number": by.number}
        basis = _("The competition was held by the rules approved by %(body)s on %(date)s under No. %(number)s.", **act)
        yield f"{basis} {count}"
    else:
        yield count
    yield _("The evaluation committee has judged the applications and proposes the outcomes in the table below.")
    available = rules.funding.limit.total
    if available is not None:
        yield _("%(sum)s are available.", sum=money(available))


def _points(rules: Rules, rows: Sequence[Row]) -> Iterator[str]:
    outcomes = Counter(row.outcome for row in rows)
    given = sum((row.amount or Decimal(0) for row in rows if row.outcome == "awarded"), Decimal("0.00"))
    if outcomes["awarded"]:
        yield ngettext(
            "To award money to %(num)d application, %(sum)s, as the table says.",
            "To award money to %(num)d applications, %(sum)s together, as the table says.",
            outcomes["awarded"],
            sum=money(given),
        )
    if outcomes["reserve"]:
        yield ngettext(
            "To put %(num)d application on the reserve list.",
            "To put %(num)d applications on the reserve list, in the order of the table.",
            outcomes["reserve"],
        )
    if refused := outcomes["rejected"] + outcomes["ineligible"]:
        yield ngettext("To reject %(num)d application.", "To reject %(num)d applications.", refused)
    if outcomes["on_hold"]:
        yield ngettext(
            "To decide on %(num)d application later.", "To decide on %(num)d applications later.", outcomes["on_hold"]
        )
    yield _("To let %(organiser)s tell every applicant the decision with its reasons.", organiser=rules.organiser.name)


def _table(rules: Rules, rows: Sequence[Row]) -> Table:
    points = [_("Points")] if rules.criteria else []
    heads = [_("No."), _("Applicant and project"), *points, _("Outcome"), _("Sum"), _("Reasons")]
    cells = [
        [
            number(place),
            f"{_named(row)}: {row.application.title}",
            *([row.total] if points else []),
            str(labels.OUTCOMES[row.outcome]),
            "–" if row.amount is None else money(row.amount),
            " ".join(row.reasons),
        ]
        for place, row in enumerate(rows, start=1)
    ]
    return Table(heads, cells, [0, *range(2, len(heads) - 1)])


def _named(row: Row) -> str:
    number_given = row.application.registration_number
    if not number_given:
        return row.application.applicant
    words = _("registration No. %(number)s", number=number_given)
    return f"{row.application.applicant}, {words}"
