"""What rules say in sentences, a list for each part: the same on the page, in the PDF and in the text document."""

from collections.abc import Iterator

from flask_babel import gettext as _
from flask_babel import ngettext

from grants.calls import labels
from grants.calls.editing.labels import tie_break
from grants.calls.rules.canonical import dump
from grants.calls.rules.document import Channel, Funding, Limit, Rules
from grants.web.filters import day, moment, money, number, text


def amount(funding: Funding) -> str:
    """Say what a project can ask for."""
    sums = funding.amount
    if sums.fixed is not None:
        return _("%(sum)s for each project", sum=money(sums.fixed))
    if sums.min is not None:
        return _("from %(low)s to %(high)s for a project", low=money(sums.min), high=money(sums.max))
    return _("up to %(high)s for a project", high=money(sums.max))


def limit(of: Limit) -> str:
    """Say what ends the awards."""
    if of.projects is not None and of.total is not None:
        return ngettext(
            "at most %(num)d project and %(sum)s together",
            "at most %(num)d projects and %(sum)s together",
            of.projects,
            sum=money(of.total),
        )
    if of.projects is not None:
        return ngettext("at most %(num)d project", "at most %(num)d projects", of.projects)
    return _("%(sum)s together", sum=money(of.total)) if of.total is not None else _("no limit is set")


def kinds(rules: Rules) -> str:
    """Name who can apply."""
    return ", ".join(str(labels.KINDS[kind]) for kind in rules.applicants.kinds)


def papers(rules: Rules) -> list[str]:
    """Name the papers to attach."""
    files = (field for field in rules.fields if field.type == "file")
    optional = _("(optional)")
    return [text(one.label) if one.required else f"{text(one.label)} {optional}" for one in files]


def on_dates(rules: Rules) -> Iterator[str]:
    """Say what belongs to the deadline."""
    grace, days = rules.schedule.grace_seconds, rules.schedule.individual_extension_days
    if grace:
        yield ngettext(
            "What arrives within %(num)d second after the deadline still counts.",
            "What arrives within %(num)d seconds after the deadline still counts.",
            grace,
        )
    if days:
        yield ngettext(
            "By a decision the deadline can be moved for one applicant, by %(num)d day at most.",
            "By a decision the deadline can be moved for one applicant, by %(num)d days at most.",
            days,
        )
    projects = rules.schedule.implementation
    if projects.report_days:
        yield ngettext(
            "The report on a supported project is due within %(num)d day after the last day of projects: by %(day)s.",
            "The report on a supported project is due within %(num)d days after the last day of projects: by %(day)s.",
            projects.report_days,
            day=day(projects.report_until),
        )


def on_applying(rules: Rules) -> Iterator[str]:
    """Say who can apply, and how."""
    yield _("Applicants: %(kinds)s.", kinds=kinds(rules))
    yield from _on_applicants(rules)
    yield from (_on_channel(channel) for channel in rules.channels)
    if rules.signature:
        yield from (_("Signature: %(way)s.", way=labels.SIGNATURES[way]) for way in rules.signature.by)
        yield ngettext(
            "The signature may follow within %(num)d working day.",
            "The signature may follow within %(num)d working days.",
            rules.signature.within_working_days,
        )


def _on_applicants(rules: Rules) -> Iterator[str]:
    applicants = rules.applicants
    if applicants.max_applications:
        yield ngettext(
            "Each applicant may submit %(num)d application.",
            "Each applicant may submit %(num)d applications.",
            applicants.max_applications,
        )
    if applicants.age and applicants.age.min is not None:
        yield _("Age of the young people: from %(years)d years.", years=applicants.age.min)
    if applicants.age and applicants.age.max is not None:
        yield _("Age of the young people: up to %(years)d years.", years=applicants.age.max)
    if applicants.min_group_size:
        least = applicants.min_group_size
        yield ngettext("A group has at least %(num)d person.", "A group has at least %(num)d people.", least)
    if applicants.adult_guarantor:
        yield _("An adult answers for the project.")
    if applicants.partner_required:
        yield _("A partner organisation is required.")
    if applicants.never_funded:
        yield _("Only those can apply who never got money in a call of this organiser.")


def _on_channel(channel: Channel) -> str:
    words = _("Applications are taken %(way)s", way=labels.CHANNELS[channel.kind])
    until = ", {} {}".format(_("until"), moment(channel.until)) if channel.until else ""
    counts = f" ({labels.COUNTS[channel.counts]})" if channel.counts else ""
    return f"{words}{until}{counts}."


def on_money(rules: Rules) -> Iterator[str]:
    """Say how much there is, for how many, and what applicants bring."""
    funding = rules.funding
    yield _("Funding: %(amount)s.", amount=amount(funding))
    yield _("Supported: %(limit)s.", limit=limit(funding.limit))
    yield from on_lots(rules)
    if funding.carried_over:
        carried = {"sum": money(funding.carried_over.amount), "source": funding.carried_over.source}
        yield _("Of it %(sum)s are unused money of an earlier call: %(source)s.", **carried)
    if funding.limit.total is not None:
        yield str(labels.WHEN_SHORT[funding.when_short])
    if funding.unused == "next_round":
        yield _("Money that is not awarded goes to the next round.")
    if funding.co_financing:
        yield _own_share(funding)
    categories = {option.code: text(option.label) for field in rules.fields for option in field.categories}
    for cap in funding.category_caps:
        shown = {"category": categories[cap.category], "percent": number(cap.max_percent)}
        yield _("%(category)s: at most %(percent)s %% of the sum requested.", **shown)


def on_lots(rules: Rules) -> Iterator[str]:
    """Say what each lot has, where money or places are shared out."""
    if rules.funding.lots is None:
        return
    yield _("Each of these has its own: an application competes where its answer puts it.")
    for lot, its in rules.funding.limits.items():
        yield _("“%(lot)s”: %(limit)s.", lot=text(rules.lot_label(lot)), limit=limit(its))


def _own_share(funding: Funding) -> str:
    share = funding.co_financing
    if share is None or not share.min_percent:
        return _("No own share is needed.")
    words = _("Own share: at least %(percent)s %% of the whole cost.", percent=number(share.min_percent))
    return " ".join((words, _("Voluntary work counts."))) if share.in_kind else words


def on_checks(rules: Rules) -> Iterator[str]:
    """Say how long an applicant has to clarify something."""
    term = rules.schedule.clarification
    if term:
        shown = {"unit": labels.UNITS[term.unit], "days": term.days}
        yield _("Time to answer a request for clarification, in %(unit)s: %(days)d.", **shown)


def on_judging(rules: Rules) -> Iterator[str]:
    """Say how points become a ranking."""
    scoring = rules.scoring
    best = _("The highest possible total is %(best)s.", best=number(rules.best))
    if scoring.total_threshold is not None:
        best += " " + _("At least %(total)s in total are needed.", total=number(scoring.total_threshold))
    yield best
    yield str(labels.METHODS[scoring.method])
    yield from on_scorers(rules)
    if scoring.opened_by_two:
        yield _("The marks stay sealed until two officials open them together.")
    yield from on_ties(rules)


def on_scorers(rules: Rules) -> Iterator[str]:
    """Say how many of the committee score an application, and whether they see whose it is, where the rules say so."""
    scoring = rules.scoring
    if scoring.evaluators_per_application:
        yield ngettext(
            "%(num)d member of the committee scores each application.",
            "%(num)d members of the committee score each application.",
            scoring.evaluators_per_application,
        )
    if scoring.blind:
        yield _("Those who score do not see who applies.")


def on_ties(rules: Rules) -> Iterator[str]:
    """Say what decides between equal points, where the rules do."""
    if rules.scoring.tie_break:
        document = dump(rules)
        reasons = ", ".join(tie_break(code, document) for code in rules.scoring.tie_break)
        yield _("If points are equal, this decides, in this order: %(reasons)s.", reasons=reasons)


def on_deciding(rules: Rules) -> Iterator[str]:
    """Say who decides, and where a decision is contested."""
    yield from on_committee(rules)
    yield from on_objections(rules)
    yield from on_contesting(rules)


def on_committee(rules: Rules) -> Iterator[str]:
    """Say who decides, how many they are and how they vote."""
    committee = rules.committee
    members = ngettext("The committee has %(num)d member;", "The committee has %(num)d members;", committee.size)
    quorum = _("%(quorum)d must be present.", quorum=committee.quorum)
    who = _("The decision is made by %(who)s.", who=labels.DECIDED_BY[committee.decided_by])
    yield f"{who} {members} {quorum}"
    if committee.casting_vote:
        yield _("If as many are for as against, the vote of the chair decides.")


def on_objections(rules: Rules) -> Iterator[str]:
    """Say that applicants can object to who evaluates, where they can."""
    if rules.committee.objections:
        yield _("Applicants see who evaluates and may object to a member, until the sheets are closed.")


def on_contesting(rules: Rules) -> Iterator[str]:
    """Say where and until when a decision is contested, where the rules do."""
    contest = rules.schedule.contest
    if contest:
        yield ngettext(
            "The decision can be %(act)s within %(num)d month: %(to)s.",
            "The decision can be %(act)s within %(num)d months: %(to)s.",
            contest.months,
            act=labels.CONTEST[contest.kind],
            to=contest.to,
        )


def on_publishing(rules: Rules) -> Iterator[str]:
    """Say what everybody will read of the results."""
    public = rules.publication
    yield _("Supported projects are published with applicant, title and sum.")
    if public.scores:
        yield _("Their points are published.")
    if public.rejected_names:
        yield _("Projects that are not supported are published with their names.")
    if public.natural_person_names:
        yield _("Names of natural persons are published.")
