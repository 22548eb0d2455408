"""The rules of a call as a document to be printed and filed; the words are those of the page of the call."""

from collections.abc import Iterable, Iterator
from datetime import date

from flask_babel import gettext as _

from grants.accounts.brand.paper import logo_on_paper
from grants.accounts.models import Organiser
from grants.calls import sentences
from grants.calls.models import CallVersion
from grants.calls.rules.document import Rules
from grants.documents.content import Block, Bullets, Document, Facts, Heading, Table, said
from grants.documents.markdown import blocks_of
from grants.web.filters import day, instead_of_mine, moment, number, text
from grants.web.languages import language

Amendments = list[CallVersion]


def rules_document(rules: Rules, amendments: Amendments, organiser: Organiser) -> Document:
    """Return the rules in the reader's language, with the acts behind them and behind their amendments."""
    programme = _("Project No. %(number)s", number=rules.programme.project_number)
    return Document(
        title=text(rules.title),
        language=language(),
        lead=[
            *only_in(rules),
            text(rules.summary),
            f"{text(rules.programme.name)}. {programme}",
            *_acts(rules, amendments),
        ],
        blocks=[block for part in PARTS for block in part(rules)],
        foot=f"{rules.organiser.name}, {programme}",
        fund=payers(rules),
        logo=logo_on_paper(organiser),
    )


def only_in(rules: Rules) -> Iterator[str]:
    """Say at the beginning of a paper which language the rules are in where the reader's is not among them."""
    if name := instead_of_mine(rules.languages):
        yield _("The rules of this call are only in this language: %(language)s.", language=name)


def payers(rules: Rules) -> list[str]:
    """Return who pays, to stand beside the emblem, where a fund of the European Union does; nothing elsewhere."""
    programme = rules.programme
    if not programme.is_european:
        return []
    number = _("Project No. %(number)s", number=programme.project_number)
    return [
        line
        for line in (_("Co-funded by the European Union"), text(programme.fund), f"{text(programme.name)}. {number}")
        if line
    ]


def _acts(rules: Rules, amendments: Amendments) -> Iterator[str]:
    if rules.approved_by:
        act = rules.approved_by
        words = _("The rules were approved by: %(body)s, No. %(number)s,", body=act.body, number=act.number)
        yield f"{words} {day(act.date)}."
    by = _("Amended by:")
    for version in reversed(amendments):
        if not version.act_body:
            yield _("Dates moved on %(day)s: %(reason)s", day=moment(version.in_force_at), reason=version.reason)
            continue
        yield f"{by} {act_words(version.act_body, version.act_number, version.act_date)}."


def act_words(body: str, number: str, on: date | None) -> str:
    """Name an act: who decided, its number, its day."""
    words = _("%(body)s, No. %(number)s,", body=body, number=number)
    return f"{words} {day(on)}"


def _about(rules: Rules) -> Iterator[Block]:
    yield Heading(_("About the call"))
    yield from blocks_of(text(rules.description), 2)


def _dates(rules: Rules) -> Iterator[Block]:
    schedule = rules.schedule
    yield Heading(_("Dates"))
    yield Facts(
        [
            (_("Announced"), moment(schedule.published_at)),
            (_("Applications from"), moment(schedule.opens_at)),
            (_("Questions until"), moment(schedule.questions_until)),
            (_("Applications until"), moment(schedule.closes_at)),
            (_("Evaluation until"), moment(schedule.evaluation_due_at)),
            (_("Decision until"), moment(schedule.decision_due_at)),
            (_("Projects from"), day(schedule.implementation.from_)),
            (_("Projects until"), day(schedule.implementation.until)),
            *((text(event.title), f"{moment(event.starts_at)}, {event.place}") for event in schedule.events),
        ]
    )
    yield from map(said, sentences.on_dates(rules))


def _applicants(rules: Rules) -> Iterator[Block]:
    yield Heading(_("Who can apply, and how"))
    yield _bullets(sentences.on_applying(rules))
    papers = sentences.papers(rules)
    if papers:
        yield Heading(_("Papers to attach"), 2)
        yield _bullets(papers)


def _money(rules: Rules) -> Iterator[Block]:
    yield Heading(_("Money"))
    yield _bullets(sentences.on_money(rules))


def _checks(rules: Rules) -> Iterator[Block]:
    if not rules.checks:
        return
    yield Heading(_("What is checked first"))
    rows = [
        [check.code, text(check.text), _("(can be clarified)") if check.clarifiable else ""] for check in rules.checks
    ]
    yield Table([_("Number"), _("What is checked"), _("The applicant may clarify it")], rows)
    yield from map(said, sentences.on_checks(rules))


def _criteria(rules: Rules) -> Iterator[Block]:
    yield Heading(_("What is judged"))
    heads = [_("Criterion"), _("Points"), _("Needed"), _("Weight")]
    rows = [
        [
            f"{one.code} {text(one.title)}" + (f". {text(one.guidance)}" if one.guidance else ""),
            f"{number(one.min)}–{number(one.max)}",
            number(one.threshold),
            number(one.weight),
        ]
        for one in rules.criteria
    ]
    yield Table(heads, rows, numbers=(1, 2, 3))
    yield _bullets(sentences.on_judging(rules))


def _decision(rules: Rules) -> Iterator[Block]:
    yield Heading(_("Who decides"))
    yield from map(said, sentences.on_deciding(rules))


def _publication(rules: Rules) -> Iterator[Block]:
    yield Heading(_("What is published"))
    yield _bullets(sentences.on_publishing(rules))


def _contact(rules: Rules) -> Iterator[Block]:
    organiser = rules.organiser
    pairs = [
        (_("Organiser"), organiser.name),
        (_("E-mail"), organiser.email),
        (_("Phone"), organiser.phone),
        (_("Address"), organiser.address),
        (_("Registration number"), organiser.registration_number),
    ]
    yield Heading(_("Whom to ask"))
    yield Facts([(term, words) for term, words in pairs if words not in {"", "–"}])


def _data(rules: Rules) -> Iterator[Block]:
    if rules.privacy:
        yield Heading(_("Personal data"))
        yield from blocks_of(text(rules.privacy), 2)
        until = _("The data are kept until")
        yield said(f"{until} {day(rules.retention_until)}.")


def _bullets(lines: Iterable[str]) -> Bullets:
    return Bullets([[(line, "")] for line in lines])


PARTS = (_about, _dates, _applicants, _money, _checks, _criteria, _decision, _publication, _contact, _data)
