"""Three steps of a call after its deadline: the sitting and the decision, the letters, the results."""

from collections.abc import Iterator, Sequence

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from grants.accounts.current import require_person
from grants.accounts.models import Person
from grants.awards.contests.policies import may_read_complaints, takes_complaints
from grants.awards.deliberation.sealing import are_open
from grants.awards.letters.queries import count_unsent
from grants.awards.meetings.models import Sitting, SittingState
from grants.awards.meetings.policies import HELD, may_plan
from grants.awards.meetings.queries import sittings_in
from grants.awards.policies import CONFIRMED, RANKED
from grants.awards.stakes import has_own_in, others_decide
from grants.calls.course import Link, Step
from grants.calls.models import Call, Stage
from grants.calls.policies import are_results_public, may_assist, may_manage
from grants.calls.reasons import Reason
from grants.calls.rules.document import Rules
from grants.web.filters import moment

BEFORE_DECISIONS = frozenset({Stage.CHECKING, Stage.SCORING, Stage.DELIBERATION})


def steps(call: Call, rules: Rules, missing: Sequence[Reason]) -> Iterator[Step]:
    """Tell how far the decision is, which letters have not left, and whether everybody can read the results."""
    person = require_person()
    stands_back = call.stage in RANKED and not are_results_public(call) and has_own_in(call, person)
    is_open = call.stage in RANKED and are_open(call)
    yield _sitting(call, rules, person, missing, stands_back=stands_back, is_open=is_open)
    yield _letters(call, person, stands_back=stands_back)
    yield _results(call, rules, person, stands_back=stands_back)


def _sitting(
    call: Call, rules: Rules, person: Person, missing: Sequence[Reason], *, stands_back: bool, is_open: bool
) -> Step:
    act: Link | None = None
    who = _("coordinators")
    if call.stage is Stage.DELIBERATION and not is_open:
        act, who = (_("Open the marks"), url_for("deliberation.opening", slug=call.slug)), _("two officials")
    elif call.stage is Stage.DELIBERATION and not stands_back:
        if missing:
            act, who = (_("Ranking"), url_for("ranking.page", slug=call.slug)), _("the committee and officials")
        elif may_manage(person, call):
            act = (_("Confirm the decisions"), url_for("decisions.page", slug=call.slug))
    links = _ranking_links(call, act) if is_open and not stands_back else []
    is_told = stands_back and (not missing or not may_manage(person, call))
    return Step(
        title=_("Sitting and decisions"),
        anchor="decisions",
        is_done=call.stage in CONFIRMED,
        left=others_decide() if is_told else "",
        due_at=rules.schedule.decision_due_at,
        who=who,
        act=act,
        links=[*links, *_sittings(call, person), *_handouts(call)],
    )


def _ranking_links(call: Call, act: Link | None) -> list[Link]:
    links = [(_("Ranking"), url_for("ranking.page", slug=call.slug))]
    if call.stage in CONFIRMED:
        links.append((_("Decisions"), url_for("decisions.page", slug=call.slug)))
    return [link for link in links if link != act]


def _sittings(call: Call, person: Person) -> list[Link]:
    if call.stage not in HELD:
        return []
    held = [each for each in sittings_in(call) if each.state is not SittingState.CANCELLED]
    if not held:
        plans = may_plan(person, call) and call.stage in BEFORE_DECISIONS
        return [(_("Plan a sitting"), url_for("meetings.plan", slug=call.slug))] if plans else []
    links = [(_in_words(each), url_for("meetings.page", slug=call.slug, number=each.number)) for each in held[:3]]
    return [*links, (_("All sittings"), url_for("meetings.index", slug=call.slug))]


def _in_words(sitting: Sitting) -> str:
    words = _("Sitting %(number)s, %(moment)s", number=sitting.number, moment=moment(sitting.starts_at))
    return _("%(sitting)s, open now", sitting=words) if sitting.state is SittingState.OPEN else words


def _handouts(call: Call) -> list[Link]:
    return [(_("Files for the meeting"), url_for("handouts.page", slug=call.slug))] if call.stage in HELD else []


def _letters(call: Call, person: Person, *, stands_back: bool) -> Step:
    unsent = count_unsent(call) if call.stage in CONFIRMED else 0
    here = (_("Letters"), url_for("letters.page", slug=call.slug))
    sends = bool(unsent) and may_assist(person, call) and not stands_back
    is_there = call.stage in CONFIRMED and not stands_back
    return Step(
        title=_("Sign and send"),
        is_done=call.stage in CONFIRMED and not unsent,
        left=ngettext("%(num)d letter has not left.", "%(num)d letters have not left.", unsent) if unsent else "",
        who=_("coordinators and secretaries"),
        act=here if sends else None,
        links=[here] if is_there and not sends else [],
    )


def _results(call: Call, rules: Rules, person: Person, *, stands_back: bool) -> Step:
    is_out = are_results_public(call)
    is_there = call.stage in CONFIRMED and not stands_back
    publishes = is_there and not is_out and may_manage(person, call) and call.results_at is None
    here = url_for("results.publishing", slug=call.slug)
    links = [(_("Results"), here)] if is_there and not publishes else []
    if call.stage in CONFIRMED and takes_complaints(rules) and may_read_complaints(person, call):
        links.append((_("Complaints"), url_for("contests.page", slug=call.slug)))
    return Step(
        title=_("Publish"),
        is_done=is_out,
        due_at=None if is_out else call.results_at,
        who=_("coordinators") if call.results_at is None else _("the clock"),
        act=(_("Publish the results"), here) if publishes else None,
        links=links,
    )
