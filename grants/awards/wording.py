"""Why an outcome came about, in words for letter, minutes and page; the same words everywhere."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal

from flask_babel import gettext as _
from flask_babel import ngettext

from grants.awards.figures import mean_of, most_of, total_of
from grants.awards.models import Decision
from grants.awards.precedence import precedence_in_words, told_by
from grants.awards.printing import one_line, shown
from grants.awards.ranking import AFTERWARDS, Outcome, Placement, Reason, ReasonCode
from grants.awards.separations import Separation, read
from grants.calls.rules.document import Rules

Once = Callable[[object, Callable[[], str]], str]
"""Says what a function says about something, or said about the same before."""


def each_time(_about: object, say: Callable[[], str]) -> str:
    """Say it anew."""
    return say()


def remembering() -> Once:
    """Return what says the same once, for one reader of many rows of a call: most of the time goes into words."""
    said: dict[object, str] = {}

    def once(about: object, say: Callable[[], str]) -> str:
        if about not in said:
            said[about] = say()
        return said[about]

    return once


def reasons_of(decision: Decision, placement: Placement, rules: Rules, language: str) -> list[str]:
    """Return the reasons of what was decided: the approved words in the language they have.

    In another language they are said anew from what the decision holds and the figures of its placement.
    """
    approved = decision.reasoning.splitlines()
    known = all(reason["code"] in set(ReasonCode) for reason in decision.reasons)
    if not known or (approved and language == rules.languages[0]):
        return approved
    return reasons_in_words(decided(decision, placement), read(decision.separated_by), rules, language)


def decided(decision: Decision, placement: Placement) -> Placement:
    """Return a placement as it was decided: with the figures of the ranking, and the rest from the decision."""
    return replace(
        placement,
        rank=decision.rank or placement.rank,
        outcome=Outcome(decision.outcome.value),
        decimals=len((decision.total or "").partition(".")[2]),
        reasons=tuple(
            Reason(ReasonCode(one["code"]), one.get("check"), one.get("criterion"), one.get("text"))
            for one in decision.reasons
        ),
    )


def total_in(decision: Decision | None, placement: Placement | None, rules: Rules) -> str | None:
    """Return the total as the decision printed it, or as its marks have it where nothing was printed yet."""
    return (decision.total if decision else None) or (total_of(placement, rules) if placement else None)


def reasons_in_words(
    placement: Placement,
    separations: Sequence[Separation],
    rules: Rules,
    language: str,
    once: Once = each_time,
) -> list[str]:
    """Return a sentence for each reason of an outcome, naming the rule it rests on, in the language now in force.

    What put the application before or after others with as many points comes last. `once` says what is the same for
    many applications.
    """
    precedence = ""
    if separations:
        about = told_by(separations, placement)
        precedence = once(about, lambda: precedence_in_words(separations, placement, rules, language))
    return [*_outcome(placement, rules, language, once), *([precedence] if precedence else ())]


def _outcome(placement: Placement, rules: Rules, language: str, once: Once) -> list[str]:
    departs = any(reason.code is ReasonCode.COMMITTEE for reason in placement.reasons)
    if placement.outcome is Outcome.AWARDED:
        return [_awarded(placement, rules), *(_departure(one) for one in placement.reasons if departs)]
    if placement.outcome in AFTERWARDS:
        return [one_line(reason.text) for reason in placement.reasons if reason.text]
    if departs and placement.rank is not None:
        return [_place(placement, rules), *(_departure(one) for one in placement.reasons)]
    return [_sentence(reason, placement, rules, language, once) for reason in placement.reasons]


def _awarded(placement: Placement, rules: Rules) -> str:
    total = total_of(placement, rules)
    if total is None:
        return _("The application meets the rules of the call.")
    figures = {"total": shown(total), "most": shown(most_of(rules))}
    if placement.rank is None:
        return _("The application meets every threshold of the rules with %(total)s points of %(most)s.", **figures)
    return _(
        "The application meets every threshold of the rules and with %(total)s points of %(most)s has place %(rank)s.",
        rank=placement.rank,
        **figures,
    )


def _place(placement: Placement, rules: Rules) -> str:
    total = total_of(placement, rules)
    if total is None:
        return _("The application has place %(rank)s.", rank=placement.rank)
    return _("The application has %(total)s points and place %(rank)s.", total=shown(total), rank=placement.rank)


def _departure(reason: Reason) -> str:
    """Say why it was decided otherwise, in the words of who decided; the public file of a competition has none."""
    if not reason.text:
        return _("It was decided otherwise than the ranking has it.")
    return _("It was decided otherwise than the ranking has it: %(why)s", why=one_line(reason.text))


def _sentence(reason: Reason, placement: Placement, rules: Rules, language: str, once: Once) -> str:
    if reason.code is ReasonCode.CHECK_FAILED:
        return _failed_check(reason, rules, language)
    if reason.code is ReasonCode.CRITERION_THRESHOLD:
        return _criterion(reason, placement, rules, language)
    if reason.code is ReasonCode.TOTAL_THRESHOLD:
        return _(
            "The total is %(total)s points; the rules ask for at least %(least)s.",
            total=shown(total_of(placement, rules)),
            least=_bound(rules.scoring.total_threshold),
        )
    if reason.code is ReasonCode.COMMITTEE:
        return _departure(reason)
    if reason.code is ReasonCode.WITHDRAWN:
        return _("The applicant withdrew the application.")
    lot = placement.lot
    if reason.code is ReasonCode.QUOTA_USED:
        return _reserve(placement, rules, once((reason.code, lot), lambda: _all_places(rules, lot, language)))
    return _reserve(placement, rules, once(reason.code, lambda: _too_dear(rules)))


def _failed_check(reason: Reason, rules: Rules, language: str) -> str:
    check = next(check for check in rules.checks if check.code == reason.check)
    words = one_line(rules.text(check.text, language))
    return _("Administrative criterion %(code)s is not met: %(text)s", code=check.code, text=words)


def _criterion(reason: Reason, placement: Placement, rules: Rules, language: str) -> str:
    criterion = next(one for one in rules.criteria if one.code == reason.criterion)
    return _(
        "Criterion %(code)s “%(title)s” received %(mean)s points; the rules ask for at least %(least)s.",
        code=criterion.code,
        title=one_line(rules.text(criterion.title, language)),
        mean=shown(mean_of(placement, criterion, rules)),
        least=_bound(criterion.threshold),
    )


def _reserve(placement: Placement, rules: Rules, why: str) -> str:
    total = total_of(placement, rules)
    if placement.rank is None:
        return _("The application is on the reserve list; %(reason)s.", reason=why)
    if total is None:
        return _("The application has place %(rank)s; %(reason)s.", rank=placement.rank, reason=why)
    return _(
        "The application has %(total)s points and place %(rank)s; %(reason)s.",
        total=shown(total),
        rank=placement.rank,
        reason=why,
    )


def _all_places(rules: Rules, lot: str | None, language: str) -> str:
    places = rules.funding.limits[lot].projects or 0
    if places == 0:
        return _("the call has no place to give")
    if lot is not None:
        return ngettext(
            "the %(num)s place for “%(lot)s” went to an application ranked higher",
            "all %(num)s places for “%(lot)s” went to applications ranked higher",
            places,
            lot=one_line(rules.text(rules.lot_label(lot), language)),
        )
    return ngettext(
        "the one place of the call went to an application ranked higher",
        "all %(num)s places of the call went to applications ranked higher",
        places,
    )


def _too_dear(rules: Rules) -> str:
    match rules.funding.when_short:
        case "stop":
            return _("by the rules awards end where the money does not cover the next application in line")
        case "skip":
            return _("the money left after the applications ranked higher does not cover the sum asked for")
        case _:
            return _("the money left after the applications ranked higher is not enough for an award")


def _bound(threshold: Decimal | None) -> str:
    return shown(format(threshold or Decimal(0), "f"))
