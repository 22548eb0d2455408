"""The rules of a call as a document to be printed and filed; the words are those of the page of the call."""

from collections.abc import Iterable, Iterator

from flask_babel import gettext as _
from flask_babel import ngettext

from grants.calls import labels
from grants.calls.models import CallVersion
from grants.calls.rules.document import Rules
from grants.documents.content import Block, Bullets, Document, Facts, Heading, Table, said
from grants.documents.markdown import blocks_of
from grants.web.filters import day, moment, money, number, text
from grants.web.languages import language

Amendments = list[CallVersion]


def rules_document(rules: Rules, amendments: Amendments) -> Document:
    """Return the rules in the reader's language, with the acts behind them and behind their amendments."""
    programme = _("Project No. %(number)s", number=rules.programme.project_number)
    fund = [_("European Union") + ". " + text(rules.programme.fund)] if rules.programme.is_european else []
    return Document(
        title=text(rules.title),
        language=language(),
        lead=[text(rules.summary), *fund, f"{text(rules.programme.name)}. {programme}", *_acts(rules, amendments)],
        blocks=[block for part in PARTS for block in part(rules)],
        foot=f"{rules.organiser.name}, {programme}",
    )


def _acts(rules: Rules, amendments: Amendments) -> Iterator[str]:
    if rules.approved_by:
        act = rules.approved_by
        words = _("The rules were approved by: %(body)s, No. %(number)s,", body=act.body, number=act.number)
        yield f"{words} {day(act.date)}."
    for version in reversed(amendments):
        act_words = _("%(body)s, No. %(number)s,", body=version.act_body, number=version.act_number)
        yield f"{_('Amended by:')} {act_words} {day(version.act_date)}."


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
    if schedule.individual_extension_days:
        yield said(
            ngettext(
                "By a decision the deadline can be moved for one applicant, by %(num)d day at most.",
                "By a decision the deadline can be moved for one applicant, by %(num)d days at most.",
                schedule.individual_extension_days,
            )
        )


def _applicants(rules: Rules) -> Iterator[Block]:
    applicants = rules.applicants
    kinds = ", ".join(str(labels.KINDS[kind]) for kind in applicants.kinds)
    lines = [_("Applicants: %(kinds)s.", kinds=kinds)]
    if applicants.max_applications:
        lines.append(
            ngettext(
                "Each applicant may submit %(num)d application.",
                "Each applicant may submit %(num)d applications.",
                applicants.max_applications,
            )
        )
    if applicants.age and applicants.age.min is not None:
        lines.append(_("Age of the young people: from %(years)d years.", years=applicants.age.min))
    if applicants.age and applicants.age.max is not None:
        lines.append(_("Age of the young people: up to %(years)d years.", years=applicants.age.max))
    if applicants.min_group_size:
        words = ngettext(
            "A group has at least %(num)d person.", "A group has at least %(num)d people.", applicants.min_group_size
        )
        lines.append(words)
    lines += [_("An adult answers for the project.")] if applicants.adult_guarantor else []
    lines += [_("A partner organisation is required.")] if applicants.partner_required else []
    for channel in rules.channels:
        words = _("Applications are taken %(way)s", way=labels.CHANNELS[channel.kind])
        until = f", {_('until')} {moment(channel.until)}" if channel.until else ""
        counts = f" ({labels.COUNTS[channel.counts]})" if channel.counts else ""
        lines.append(f"{words}{until}{counts}.")
    yield Heading(_("Who can apply, and how"))
    yield _bullets(lines)
    papers = [field for field in rules.fields if field.type == "file"]
    if papers:
        yield Heading(_("Papers to attach"), 2)
        yield _bullets(text(one.label) + ("" if one.required else f" {_('(optional)')}") for one in papers)


def _money(rules: Rules) -> Iterator[Block]:
    funding = rules.funding
    limit = funding.limit
    lines = [_("Funding: %(amount)s.", amount=amount_words(rules))]
    if limit.projects is not None:
        lines.append(ngettext("at most %(num)d project", "at most %(num)d projects", limit.projects))
    if limit.total is not None:
        lines += [_("%(sum)s together", sum=money(limit.total)), str(labels.WHEN_SHORT[funding.when_short])]
    if funding.carried_over:
        lines.append(
            _(
                "Of it %(sum)s are unused money of an earlier call: %(source)s.",
                sum=money(funding.carried_over.amount),
                source=funding.carried_over.source,
            )
        )
    if funding.co_financing and funding.co_financing.min_percent:
        percent = number(funding.co_financing.min_percent)
        lines.append(_("Own share: at least %(percent)s %% of the whole cost.", percent=percent))
    options = {option.code: option for field in rules.fields for option in field.categories}
    for cap in funding.category_caps:
        name, percent = text(options[cap.category].label), number(cap.max_percent)
        lines.append(_("%(category)s: at most %(percent)s %% of the sum requested.", category=name, percent=percent))
    yield Heading(_("Money"))
    yield _bullets(lines)


def amount_words(rules: Rules) -> str:
    """Say what a project can ask for."""
    amount = rules.funding.amount
    if amount.fixed is not None:
        return _("%(sum)s for each project", sum=money(amount.fixed))
    if amount.min is not None:
        return _("from %(low)s to %(high)s for a project", low=money(amount.min), high=money(amount.max))
    return _("up to %(high)s for a project", high=money(amount.max))


def _checks(rules: Rules) -> Iterator[Block]:
    if not rules.checks:
        return
    yield Heading(_("What is checked first"))
    rows = [
        [check.code, text(check.text), _("(can be clarified)") if check.clarifiable else ""] for check in rules.checks
    ]
    yield Table([_("Number"), _("What is checked"), _("The applicant may clarify it")], rows)


def _criteria(rules: Rules) -> Iterator[Block]:
    scoring = rules.scoring
    yield Heading(_("What is judged"))
    heads = [_("Criterion"), _("Points"), _("Needed"), _("Weight")]
    rows = [
        [
            f"{one.code} {text(one.title)}",
            f"{number(one.min)}–{number(one.max)}",
            number(one.threshold),
            number(one.weight),
        ]
        for one in rules.criteria
    ]
    yield Table(heads, rows, numbers=(1, 2, 3))
    best = _("The highest possible total is %(best)s.", best=number(rules.best))
    needed = (
        _("At least %(total)s in total are needed.", total=number(scoring.total_threshold))
        if scoring.total_threshold is not None
        else ""
    )
    yield said(f"{best} {needed}".strip())
    yield said(str(labels.METHODS[scoring.method]))


def _decision(rules: Rules) -> Iterator[Block]:
    committee, contest = rules.committee, rules.schedule.contest
    yield Heading(_("Who decides"))
    members = ngettext("The committee has %(num)d member;", "The committee has %(num)d members;", committee.size)
    quorum = _("%(quorum)d must be present.", quorum=committee.quorum)
    who = _("The decision is made by %(who)s.", who=labels.DECIDED_BY[committee.decided_by])
    yield said(f"{who} {members} {quorum}")
    if contest:
        yield said(
            ngettext(
                "The decision can be %(act)s within %(num)d month: %(to)s.",
                "The decision can be %(act)s within %(num)d months: %(to)s.",
                contest.months,
                act=labels.CONTEST[contest.kind],
                to=contest.to,
            )
        )


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
        yield said(f"{_('The data are kept until')} {day(rules.retention_until)}.")


def _bullets(lines: Iterable[str]) -> Bullets:
    return Bullets([[(line, "")] for line in lines])


PARTS = (_about, _dates, _applicants, _money, _checks, _criteria, _decision, _contact, _data)
