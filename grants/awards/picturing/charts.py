"""The pictures of a call: what each shows in words, drawn and as a table."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from babel.dates import format_skeleton
from flask_babel import gettext as _
from flask_babel import ngettext

from grants.applications.models import ApplicationState
from grants.awards.figures import total_of
from grants.awards.picturing.forecast import FEWEST_CALLS, FEWEST_IN_CALL, Earlier, Forecast, forecast
from grants.awards.picturing.places import by_frequency, municipality_of, names_school
from grants.awards.picturing.queries import Asked
from grants.awards.ranking import Outcome
from grants.awards.standing import Standing
from grants.awards.terms import local_day
from grants.calls.models import Call, Stage
from grants.calls.rules.document import Rules
from grants.evaluation.pace.board import Line
from grants.web.drawing import Picture, Reach, Span, bars, curve, spans
from grants.web.filters import day, moment, money, number, zone
from grants.web.languages import language

MOST_BARS = 20
"""Bars of a picture of places; the table below it has all of them."""


@dataclass(frozen=True)
class Chart:
    """Be one picture with its words, and its table: the first column names the rows, the others hold numbers."""

    code: str
    title: str
    words: Sequence[str]
    picture: Picture | None = None
    description: str = ""
    names: Sequence[str] = ()
    rows: Sequence[Sequence[str]] = field(default=())

    @property
    def heads(self) -> list[object]:
        """Return the heads of the table as its macro takes them."""
        return [*self.names[:1], *((name, "number") for name in self.names[1:])]


def submissions(call: Call, rules: Rules, at: Sequence[datetime], earlier: Sequence[Earlier], now: datetime) -> Chart:
    """Show how applications came in until the deadline, and while it is ahead, what they may come to."""
    is_open = call.stage is Stage.PUBLISHED and now < call.closes_at
    made = forecast(len(at), earlier) if is_open else None
    until = moment(min(now, call.accepts_until))
    said = ngettext(
        "%(num)d application was sent in by %(when)s.",
        "%(num)d applications were sent in by %(when)s.",
        len(at),
        when=until,
    )
    deadline = _("The dashed line is the deadline, %(deadline)s.", deadline=moment(call.closes_at))
    return Chart(
        "submissions",
        _("Applications over time"),
        [f"{said} {deadline}", *_foretold(made, is_open=is_open)],
        _growing(at, begin=call.opens_at, end=call.closes_at, now=now, made=made),
        said,
        [_("Day"), _("Sent in"), _("Together")],
        _by_day(at, rules),
    )


def _foretold(made: Forecast | None, *, is_open: bool) -> Iterable[str]:
    if made is not None:
        yield _(
            "Forecast: between %(low)s and %(high)s by the deadline, about %(middle)s. It compares with %(calls)d "
            "earlier calls of the organiser: what they had as long before their deadlines, of what they had in the "
            "end. About %(chances)d in ten calls like them would end within this range.",
            low=number(made.low),
            high=number(made.high),
            middle=number(made.middle),
            calls=made.calls,
            chances=made.chances_in_ten,
        )
    elif is_open:
        yield _(
            "No forecast: it takes %(calls)d earlier calls of the organiser with at least %(fewest)d applications "
            "each, of which some came as long before the deadline as now.",
            calls=FEWEST_CALLS,
            fewest=FEWEST_IN_CALL,
        )


def flow(counts: Mapping[ApplicationState, int]) -> Chart:
    """Show how many applications have come how far."""
    judged = (ApplicationState.CHECKED, ApplicationState.SCORED, ApplicationState.DECIDED)
    sent = (ApplicationState.SUBMITTED, ApplicationState.IN_CLARIFICATION, *judged)
    steps = [
        (_("Begun"), sum(counts.values())),
        (_("Sent in"), _sum(counts, sent)),
        (_("Checked"), _sum(counts, judged)),
        (_("Scored"), _sum(counts, judged[1:])),
        (_("With a decision"), _sum(counts, judged[2:])),
    ]
    rows = [(name, value, number(value)) for name, value in steps]
    words = [_("Each bar holds those that came at least so far. What was withdrawn was begun, and counts no further.")]
    said = ", ".join(f"{name} {value}" for name, _value, value in rows)
    table = [[name, value] for name, _value, value in rows]
    return Chart("flow", _("How far applications are"), words, bars(rows), said, [_("Step"), _("Applications")], table)


def budget(asked: Asked, rules: Rules) -> Chart:
    """Show how much is asked for beside how much there is; the second only where the rules say it."""
    available = rules.funding.limit.total
    sums = [(_("Asked for"), asked.together), *([] if available is None else [(_("Available"), available)])]
    rows = [(name, float(value), money(value)) for name, value in sums]
    words = [_times(asked.together, available)] if available else [_("The rules set no sum that ends the awards.")]
    said = ", ".join(f"{name} {value}" for name, _value, value in rows)
    table = [[name, value] for name, _value, value in rows]
    return Chart("budget", _("Money asked for and available"), words, bars(rows), said, [_("Sum"), _("Money")], table)


def _times(asked: Decimal, available: Decimal) -> str:
    share = number(round(asked * 100 / available))
    return _("What is asked for is %(percent)s %% of what is available.", percent=share)


def places(applicants: Sequence[tuple[str, str]]) -> Chart:
    """Show from which municipalities applicants come, by their addresses."""
    found = [municipality_of(address) for _name, address in applicants]
    rows = by_frequency(found)
    unknown = found.count("")
    reached = ngettext(
        "Applicants come from %(num)d municipality.", "Applicants come from %(num)d municipalities.", len(rows)
    )
    words = [reached + " " + _("It is read from their addresses; private persons are left out.")]
    if unknown:
        words.append(
            ngettext(
                "The address of %(num)d applicant names none.",
                "The addresses of %(num)d applicants name none.",
                unknown,
            )
        )
    return Chart(
        "places",
        _("Municipalities reached"),
        words,
        bars([(_short(name), count, number(count)) for name, count in rows[:MOST_BARS]]) if rows else None,
        reached,
        [_("Municipality"), _("Applicants")],
        [[name, number(count)] for name, count in rows],
    )


def schools(applicants: Sequence[tuple[str, str]]) -> Chart | None:
    """Name the schools among the applicants, each once; nothing where there is none."""
    rows = by_frequency(name for name, _address in applicants if names_school(name))
    if not rows:
        return None
    reached = ngettext("%(num)d applicant names a school.", "%(num)d applicants name a school.", len(rows))
    table = [[name, number(count)] for name, count in rows]
    return Chart("schools", _("Schools reached"), [reached], None, "", [_("School"), _("Applicants")], table)


def schools_asked_for(answers: Sequence[str]) -> Chart | None:
    """Name the schools that applications name where the form asks for one; nothing while none does."""
    rows = by_frequency(answers)
    if not rows:
        return None
    reached = ngettext("Applications name %(num)d school.", "Applications name %(num)d schools.", len(rows))
    table = [[name, number(count)] for name, count in rows]
    return Chart("schools", _("Schools reached"), [reached], None, "", [_("School"), _("Applications")], table)


def timeliness(call: Call, rules: Rules, at: Sequence[datetime], board: Sequence[Line], now: datetime) -> Chart:
    """Show how sheets came in until they were due, and how far each member is."""
    due, expected = rules.schedule.evaluation_due_at, sum(line.expected for line in board)
    late = sum(1 for each in at if each > due)
    said = _sheets_said(len(at), expected, moment(due))
    words = [said, *([] if not late else [ngettext("%(num)d sheet came later.", "%(num)d sheets came later.", late)])]
    return Chart(
        "timeliness",
        _("Sheets of the committee over time"),
        words,
        _growing(at, begin=call.closes_at, end=due, now=now, limit=expected or None),
        said,
        [_("Member"), _("Submitted"), _("Expected"), _("Still missing")],
        [
            [
                line.role.person.name or line.role.person.email,
                number(line.submitted),
                number(line.expected),
                number(line.left),
            ]
            for line in board
        ],
    )


def _sheets_said(done: int, expected: int, due: str) -> str:
    """Say how many sheets are in, and of how many where those who fill them in are known here."""
    if done <= expected:
        shown = {"done": number(done), "all": number(expected), "due": due}
        return _("%(done)s of %(all)s sheets are submitted. They are due on %(due)s, the dashed line.", **shown)
    words = ngettext("%(num)d sheet is submitted.", "%(num)d sheets are submitted.", done)
    return words + " " + _("The dashed line is when they are due, %(due)s.", due=due)


def ranks(standing: Standing) -> Chart | None:
    """Show the total of each ranked application by its rank; nothing where there are no totals."""
    rules, rows, table = standing.rules, [], []
    for placement, application in standing.placed:
        total = total_of(placement, rules)
        if placement.rank is None or placement.total is None or total is None:
            continue
        value, awarded = float(placement.total), placement.outcome is Outcome.AWARDED
        rows.append(Span(application.reference, value, value, value, awarded))
        table.append([application.reference, number(placement.rank), number(Decimal(total))])
    if not rows:
        return None
    threshold, best = rules.scoring.total_threshold, float(rules.best)
    line = None if threshold is None else float(threshold)
    words = [
        _("One row for each application, from the best on. Full dots are awarded by the ranking, hollow ones are not.")
    ]
    if threshold is not None:
        words.append(_("The dashed line is how many points are needed."))
    said = _("Totals from %(low)s to %(high)s.", low=table[-1][2], high=table[0][2])
    picture = spans(rows, [(0.0, "0"), (best, number(rules.best))], line)
    return Chart("ranks", _("Points and ranks"), words, picture, said, [_("Reference"), _("Rank"), _("Points")], table)


def _short(municipality: str) -> str:
    return municipality.replace(" novads", " nov.")


def _growing(
    at: Sequence[datetime],
    *,
    begin: datetime,
    end: datetime,
    now: datetime,
    made: Forecast | None = None,
    limit: int | None = None,
) -> Picture:
    """Draw how many there were since each moment, until now or the end."""
    points = [(begin.timestamp(), 0.0)]
    points += [(each.timestamp(), float(count)) for count, each in enumerate(at, start=1)]
    last = max(min(now, end).timestamp(), points[-1][0])
    points.append((last, float(len(at))))
    highest = max(len(at), made.high if made else 0, limit or 0)
    return curve(
        points,
        begin=begin.timestamp(),
        end=end.timestamp(),
        marks=[(0, "0"), (highest, number(highest))],
        ends=(_short_day(begin), _short_day(end)),
        reach=Reach(made.low, made.middle, made.high) if made else None,
        limit=limit,
    )


def _short_day(at: datetime) -> str:
    locale = {"en": "en_GB"}.get(language(), language())
    return format_skeleton("MMMd", at.astimezone(zone()), locale=locale)


def _by_day(at: Sequence[datetime], rules: Rules) -> list[list[str]]:
    counts, rows, together = Counter(local_day(each, rules.schedule.timezone) for each in at), [], 0
    for on in sorted(counts):
        together += counts[on]
        rows.append([day(on), number(counts[on]), number(together)])
    return rows


def _sum(counts: Mapping[ApplicationState, int], states: Iterable[ApplicationState]) -> int:
    return sum(counts.get(state, 0) for state in states)
