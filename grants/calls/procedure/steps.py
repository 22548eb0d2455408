"""The way of an application through a call as its rules lay it down: what happens, who does it, by when.

A step that the rules do not use is not there, and no sentence speaks of what they leave out.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _

from grants.calls import labels, sentences
from grants.calls.rules.document import Rules
from grants.web.filters import number


@dataclass(frozen=True)
class Step:
    """Be one step. `shows` names the table below its sentences, if there is one: checks or criteria."""

    title: str
    who: str
    sentences: tuple[str, ...]
    until: datetime | None = None
    shows: str = ""


def steps_of(rules: Rules) -> list[Step]:
    """Return the steps of a call in order, in the reader's language."""
    return list(_steps(rules))


def _steps(rules: Rules) -> Iterator[Step]:
    schedule, organiser = rules.schedule, rules.organiser.name
    committee = str(labels.DECIDED_BY["committee"])
    yield Step(_("Applications are sent in"), _("the applicants"), tuple(_receiving(rules)), schedule.closes_at)
    if rules.checks:
        yield Step(_("The formal criteria are checked"), organiser, tuple(_checking(rules)), shows="checks")
    yield Step(_("Conflicts of interest are kept out"), _("everybody who takes part"), tuple(_interests(rules)))
    if rules.criteria:
        yield Step(
            _("Applications are scored"), committee, tuple(_scoring(rules)), schedule.evaluation_due_at, "criteria"
        )
    yield Step(_("Applications are put in order"), committee, tuple(_ordering(rules)))
    decided_by = str(labels.DECIDED_BY[rules.committee.decided_by])
    yield Step(_("The decision is made"), decided_by, tuple(_deciding(rules)), schedule.decision_due_at)
    yield Step(_("Applicants are told, and everybody can read the results"), organiser, tuple(_telling(rules)))
    yield Step(_("A decision can be contested"), _("the applicants"), tuple(_contesting(rules)))


def _receiving(rules: Rules) -> Iterator[str]:
    yield _("Nobody opens an application before the deadline, the organiser neither.")
    yield _("Whoever sends one in gets a receipt with a number and the time.")
    yield from sentences.on_dates(rules)


def _checking(rules: Rules) -> Iterator[str]:
    yield _("An application that does not meet a criterion is not admitted, and its applicant is told which and why.")
    if any(check.clarifiable for check in rules.checks):
        yield _("Where something can be clarified, the applicant is asked first.")
        yield from sentences.on_checks(rules)
    if rules.committee.checks_by_two:
        yield _("A second official confirms every answer.")


def _interests(rules: Rules) -> Iterator[str]:
    yield _("Before somebody judges an application, they declare whether they have an interest in it.")
    yield _("Who has one, or works on the application, neither sees its marks nor scores it nor decides on it.")
    yield from sentences.on_objections(rules)


def _scoring(rules: Rules) -> Iterator[str]:
    scoring = rules.scoring
    yield str(labels.METHODS[scoring.method])
    yield from sentences.on_scorers(rules)
    if any(criterion.comment_min for criterion in rules.criteria):
        yield _("Marks are given with their reasons in words.")
    if scoring.divergence is not None:
        yield _(
            "Where marks for a criterion lie %(points)s points or more apart, the committee is told to look again.",
            points=number(scoring.divergence),
        )
    if scoring.opened_by_two:
        yield _("The marks stay sealed until two officials open them together.")


def _ordering(rules: Rules) -> Iterator[str]:
    if rules.criteria:
        yield from _adding_up(rules)
    yield from sentences.on_ties(rules)
    yield _("If nothing else tells equal applications apart, the committee settles their order by a vote or by lot.")
    yield _("Supported: %(limit)s.", limit=sentences.limit(rules.funding.limit))
    yield from sentences.on_lots(rules)
    if rules.funding.limit.total is not None:
        yield str(labels.WHEN_SHORT[rules.funding.when_short])
    if any(limit.projects is not None or limit.total is not None for limit in rules.funding.limits.values()):
        yield _("Those for whom it is not enough wait in reserve, in the same order, and move up if somebody declines.")


def _adding_up(rules: Rules) -> Iterator[str]:
    scoring = rules.scoring
    if any(criterion.weight != 1 for criterion in rules.criteria):
        yield _("The points of each criterion are multiplied by its weight, and the results added up.")
    else:
        yield _("The points of all criteria are added up.")
    yield _(
        "The more points, the higher an application stands. At most %(best)s are possible.", best=number(rules.best)
    )
    if scoring.total_threshold is not None:
        yield _("At least %(total)s in total are needed.", total=number(scoring.total_threshold))
    if any(criterion.threshold is not None for criterion in rules.criteria):
        yield _("Whoever has fewer points in a criterion than are needed there is not supported, whatever the total.")
    yield _("Nothing is rounded before the order is known.")


def _deciding(rules: Rules) -> Iterator[str]:
    yield from sentences.on_committee(rules)
    if rules.committee.confirmed_by_two:
        yield _("The decisions are made once a second official has confirmed the same.")
    yield _("Where a decision differs from the order of points, its reasons are written down.")


def _telling(rules: Rules) -> Iterator[str]:
    yield _("Every applicant gets a letter with the decision and its reasons.")
    yield from sentences.on_publishing(rules)


def _contesting(rules: Rules) -> Iterator[str]:
    found = list(sentences.on_contesting(rules))
    yield from found or [_("The letter says where and until when.")]
