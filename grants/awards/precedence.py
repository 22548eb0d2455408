"""Why one of several applications with as many points came first, in words for letter, page and results."""

from collections.abc import Iterator, Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from grants.awards.figures import mean_of
from grants.awards.models import SettledBy
from grants.awards.printing import one_line, shown
from grants.awards.ranking import TOTAL, Placement
from grants.awards.separations import Separation
from grants.calls.rules.document import Criterion, Rules
from grants.web import filters

CRITERION = "criterion:"
"""Begins the one sort of separation that is told with a figure of the application it is told of."""
FIXED = {
    TOTAL: _l("The order follows the totals before rounding."),
    "requested:asc": _l("By the rules the smaller sum asked for comes first."),
    "requested:desc": _l("By the rules the larger sum asked for comes first."),
    "submitted_at:asc": _l("By the rules what arrived earlier comes first."),
    "submitted_at:desc": _l("By the rules what arrived later comes first."),
    "own_share:desc": _l("By the rules more money of the applicant's own comes first."),
    "funded_before:asc": _l("By the rules those who were not funded before come first."),
    SettledBy.VOTE: _l("The committee settled the order by vote."),
    SettledBy.LOT: _l("The order was settled by lot."),
}


def precedence_in_words(separations: Sequence[Separation], placement: Placement, rules: Rules, language: str) -> str:
    """Say why an application has its place among those with as many points; nothing where nothing had to decide."""
    said = [*_of_equals(separations, rules)]
    for one in separations:
        said += [order_in_words(one, rules, language), *_about_this(one, placement, rules)]
    return " ".join(said)


def told_by(separations: Sequence[Separation], placement: Placement) -> tuple[object, ...]:
    """Return everything that the words of `precedence_in_words` are made of, within one call and language."""
    criteria = [one.by.removeprefix(CRITERION) for one in separations if one.by.startswith(CRITERION)]
    means = [placement.criterion_means[code] for code in criteria]
    return (*separations, *(mean and mean.as_integer_ratio() for mean in means))


def order_in_words(separation: Separation, rules: Rules, language: str) -> str:
    """Say what put equals in order, in a sentence that is true of all of them and holds nothing about any."""
    subject, *arguments = separation.by.split(":")
    if subject == "criterion":
        title = one_line(rules.text(_criterion(arguments[0], rules).title, language))
        return _(
            "By the rules more points in criterion %(code)s “%(title)s” come first.", code=arguments[0], title=title
        )
    if subject == "field":
        return _by_answer(*arguments, rules=rules, language=language)
    if separation.on is None:
        return str(FIXED[separation.by])
    day = filters.day(separation.on)
    if separation.by == SettledBy.VOTE:
        return _("The committee settled the order by vote on %(day)s.", day=day)
    return _("The order was settled by lot on %(day)s.", day=day)


def _of_equals(separations: Sequence[Separation], rules: Rules) -> Iterator[str]:
    """Say that there are others with as many points, where there are points at all."""
    if rules.criteria and any(one.by != TOTAL for one in separations):
        yield _("At least one other application has the same total.")
    if any(one.by == TOTAL for one in separations):
        yield _("At least one other application has the same total once rounded.")


def _about_this(separation: Separation, placement: Placement, rules: Rules) -> Iterator[str]:
    subject, *arguments = separation.by.split(":")
    if subject == "criterion":
        mean = shown(mean_of(placement, _criterion(arguments[0], rules), rules))
        yield _("This application has %(mean)s points there.", mean=mean)
    if separation.note:
        yield _("Note: %(note)s", note=one_line(separation.note))


def _by_answer(code: str, direction: str, *, rules: Rules, language: str) -> str:
    field = next(field for field in rules.fields if field.code == code)
    question = one_line(rules.text(field.label, language))
    if direction == "desc":
        return _("By the rules the larger number given for “%(question)s” comes first.", question=question)
    return _("By the rules the smaller number given for “%(question)s” comes first.", question=question)


def _criterion(code: str, rules: Rules) -> Criterion:
    return next(one for one in rules.criteria if one.code == code)
