"""What minutes say of one application: the same outcome, sum, total and reasons as its letter."""

from collections.abc import Callable, Iterator

from flask_babel import gettext as _

from grants.awards.deliberation.labels import flag_in_words
from grants.awards.drafting import money_of
from grants.awards.explaining import explained
from grants.awards.figures import mean_of
from grants.awards.labels import OUTCOMES
from grants.awards.meetings.models import Resolution
from grants.awards.meetings.room import name_of
from grants.awards.minutes.content import Section
from grants.awards.minutes.facts import Record
from grants.awards.models import Decision
from grants.awards.printing import shown
from grants.awards.ranking import Placement
from grants.awards.standing import FullStanding, Listed
from grants.awards.wording import decided, reasons_in_words, reasons_of, total_in
from grants.documents.content import Block, Bullets, Facts, Heading, Table, said
from grants.evaluation.models import Answer
from grants.web.filters import money, number, text
from grants.web.formats import NOTHING

VotesIn = Callable[[Record, Resolution], Block]


def section_about(record: Record, application: Listed, words: str, votes_in: VotesIn) -> Section:
    """Return what minutes say of one application; raise ValueError where there is no ranking."""
    standing = record.standing
    if standing is None:
        raise ValueError("there is no ranking to say anything of")
    placement, decision = standing.placements[application.reference], record.decisions.get(application.id)
    blocks = [
        Heading(f"{application.reference} {application.title}"),
        *_figures(record, application, placement, decision),
        *_discussion(record, standing, application, words),
        *(votes_in(record, one) for one in record.on(application.id)),
        *_outcome(record, standing, application, placement, decision),
    ]
    return Section(blocks, application.id)


def _figures(record: Record, application: Listed, placement: Placement, decision: Decision | None) -> Iterator[Block]:
    rules, checks = record.rules, record.checks.get(application.id, {})
    failed = [code for code, answer in checks.items() if answer.answer is Answer.NO]
    said_of = _("not met: %(codes)s", codes=", ".join(sorted(failed))) if failed else _("met")
    pairs = [(_("Applicant"), application.applicant), (_("Administrative criteria"), said_of)]
    if rules.criteria and not failed:
        rank = (decision.rank if decision else None) or placement.rank
        pairs.append((_("Total"), shown(total_in(decision, placement, rules))))
        if rules.scoring.total_threshold is not None:
            pairs.append((_("Needed in total"), number(rules.scoring.total_threshold)))
        pairs.append((_("Rank"), str(rank or NOTHING)))
    yield Facts(pairs)
    if rules.criteria and not failed:
        agreed = record.consensus.get(application.id, {})
        consensus = {code: one.mark for code, one in agreed.items() if one.mark is not None}
        given = record.marks.get(application.id, ())
        rows = [
            [
                f"{one.code} {text(one.title)}",
                "; ".join(shown(sheet.get(one.code)) for sheet in given) or NOTHING,
                shown(mean_of(placement, one, rules)),
                NOTHING if one.threshold is None else number(one.threshold),
                *([shown(consensus.get(one.code))] if consensus else []),
            ]
            for one in rules.criteria
        ]
        heads = [_("Criterion"), _("Marks"), _("Mean"), _("Needed"), *([_("Consensus mark")] if consensus else [])]
        yield Table(heads, rows, tuple(range(1, len(heads))))


def _discussion(record: Record, standing: FullStanding, application: Listed, words: str) -> Iterator[Block]:
    flags = [flag_in_words(flag) for flag in standing.facts[application.reference].flags]
    agreed = [
        f"{one.code}: {one.reason}" for one in record.consensus.get(application.id, {}).values() if one.mark is not None
    ]
    posts = [
        f"{name_of(record.people[one.written_by_id])}: {one.words}" for one in record.posts.get(application.id, ())
    ]
    free = [line.strip() for line in words.splitlines() if line.strip()]
    if flags or agreed or posts or free:
        yield Heading(_("Discussion"), 2)
    if lines := [*flags, *agreed, *posts]:
        yield Bullets([[(" ".join(line.split()), "")] for line in lines])
    yield from map(said, free)


def _outcome(
    record: Record, standing: FullStanding, application: Listed, placement: Placement, decision: Decision | None
) -> Iterator[Block]:
    rules, language = record.rules, record.rules.languages[0]
    outcome = (decision or placement).outcome.value
    amount = decision.amount if decision else money_of(placement.amount)
    by_council = rules.committee.decided_by == "council"
    pairs = [(_("Proposal to the council") if by_council else _("Decision"), str(OUTCOMES[outcome]))]
    if amount is not None:
        pairs.append((_("Sum"), money(amount)))
    yield Facts(pairs)
    if decision is not None:
        reasons, stands = reasons_of(decision, placement, rules, language), decided(decision, placement)
    else:
        separations = standing.separations_of(application.reference)
        reasons, stands = reasons_in_words(placement, separations, rules, language), placement
    if reasons:
        yield Heading(_("Reasons"), 2)
        yield Bullets([[(reason, "")] for reason in reasons])
    for one in explained(record.reasonings.get(application.id, {}), stands, rules):
        title = f"{one.criterion.code} {text(one.criterion.title)}: " if one.criterion else ""
        for place, paragraph in enumerate(one.paragraphs):
            yield said((title if place == 0 else "") + paragraph)
