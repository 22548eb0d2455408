"""Why an outcome came about, in words for letter, minutes and page; the same words everywhere."""

from decimal import Decimal
from fractions import Fraction

from flask_babel import get_locale
from flask_babel import gettext as _

from grants.awards.ranking import Outcome, Placement, Reason, ReasonCode, rounded
from grants.calls.rules.document import Criterion, Rules

MOST_DECIMALS = 12


def telling(value: Fraction, bound: Fraction, decimals: int) -> str:
    """Print a value with as many decimals as it needs to be seen apart from a bound it is not equal to."""
    while value != bound and decimals < MOST_DECIMALS and rounded(value, decimals) == rounded(bound, decimals):
        decimals += 1
    return rounded(value, decimals)


def reasons_in_words(placement: Placement, rules: Rules, language: str) -> list[str]:
    """Return a sentence for each reason of an outcome, naming the rule it rests on."""
    if placement.outcome is Outcome.AWARDED:
        return [_awarded(placement, rules)]
    return [_sentence(reason, placement, rules, language) for reason in placement.reasons]


def _awarded(placement: Placement, rules: Rules) -> str:
    if placement.total is None or not rules.criteria:
        return _("The application meets the rules of the call.")
    return _(
        "The application meets every threshold of the rules and with %(total)s points of %(most)s has place %(rank)s.",
        total=_shown(rounded(placement.total, rules.scoring.decimals)),
        most=_shown(_most(rules)),
        rank=placement.rank,
    )


def _sentence(reason: Reason, placement: Placement, rules: Rules, language: str) -> str:
    if reason.code is ReasonCode.CHECK_FAILED:
        check = next(check for check in rules.checks if check.code == reason.check)
        words = rules.text(check.text, language)
        return _("Administrative criterion %(code)s is not met: %(text)s", code=check.code, text=words)
    if reason.code is ReasonCode.CRITERION_THRESHOLD:
        return _criterion(
            next(one for one in rules.criteria if one.code == reason.criterion), placement, rules, language
        )
    if reason.code is ReasonCode.TOTAL_THRESHOLD:
        return _total(placement, rules)
    return _without_threshold(reason.code, placement, rules)


def _criterion(criterion: Criterion, placement: Placement, rules: Rules, language: str) -> str:
    mean, least = placement.criterion_means[criterion.code] or Fraction(0), Fraction(criterion.threshold or 0)
    return _(
        "Criterion %(code)s “%(title)s” received %(mean)s points; the rules ask for at least %(least)s.",
        code=criterion.code,
        title=rules.text(criterion.title, language),
        mean=_shown(telling(mean, least, rules.scoring.decimals)),
        least=_shown(format(criterion.threshold or 0, "f")),
    )


def _total(placement: Placement, rules: Rules) -> str:
    least = rules.scoring.total_threshold or 0
    return _(
        "The total is %(total)s points; the rules ask for at least %(least)s.",
        total=_shown(telling(placement.total or Fraction(0), Fraction(least), rules.scoring.decimals)),
        least=_shown(format(least, "f")),
    )


def _without_threshold(code: ReasonCode, placement: Placement, rules: Rules) -> str:
    if code is ReasonCode.WITHDRAWN:
        return _("The applicant withdrew the application.")
    total = _shown(rounded(placement.total or Fraction(0), rules.scoring.decimals))
    if code is ReasonCode.QUOTA_USED:
        words = _(
            "all %(places)s places of the call went to applications ranked higher", places=rules.funding.limit.projects
        )
    else:
        words = _("the money of the call went to applications ranked higher")
    return _(
        "The application has %(total)s points and place %(rank)s; %(reason)s.",
        total=total,
        rank=placement.rank,
        reason=words,
    )


def _most(rules: Rules) -> str:
    most = sum((criterion.weight * criterion.max for criterion in rules.criteria), Decimal(0))
    return format(most.normalize(), "f")


def _shown(number: str) -> str:
    """Write a decimal with the comma or point of the reader's language."""
    return number.replace(".", get_locale().number_symbols["latn"]["decimal"])
