"""The short self-check before any account: what the rules ask of applicants, as questions, and what follows."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from flask_babel import gettext as _
from flask_babel import ngettext

from grants.calls import sentences
from grants.calls.labels import KINDS
from grants.calls.rules.document import Rules
from grants.parsing import Unreadable, parse_number
from grants.web.filters import day, number

OTHER = "other"
"""What somebody chooses who is none of the kinds there are."""
MAX_TYPED = 20


@dataclass(frozen=True)
class Condition:
    """Be one question of the check. `control` is choice, yes_no or number."""

    name: str
    question: str
    control: str
    refusal: str
    """What the rules say, for whoever does not meet it."""
    options: tuple[tuple[str, str], ...] = ()
    admitted: tuple[str, ...] = ("yes",)
    """The answers that meet it; of a number, none."""
    least: int = 0


@dataclass(frozen=True)
class Checked:
    """Be a question of the check with what was answered; `error` where that cannot be understood."""

    condition: Condition
    value: str
    error: str = ""
    is_met: bool = False


def conditions_of(rules: Rules) -> list[Condition]:
    """Return what the rules ask of applicants, in the order in which people know it."""
    return [*_who(rules), *_what(rules)]


def check(rules: Rules, typed: Mapping[str, str]) -> list[Checked]:
    """Return every question with its answer; nothing raises, and nothing is kept."""
    return [
        _checked(condition, typed.get(condition.name, "")[:MAX_TYPED].strip()) for condition in conditions_of(rules)
    ]


def _checked(condition: Condition, value: str) -> Checked:
    if not value:
        return Checked(condition, value, _("An answer is needed."))
    if condition.control == "number":
        return _counted(condition, value)
    offered = {code for code, _words in condition.options} or {"yes", "no"}
    if value not in offered:
        return Checked(condition, "", _("Choose one of the answers offered."))
    return Checked(condition, value, is_met=value in condition.admitted)


def _counted(condition: Condition, value: str) -> Checked:
    try:
        count: Decimal = parse_number(value, 0)
    except Unreadable:
        return Checked(condition, value, _("Write a whole number, such as 24."))
    return Checked(condition, value, is_met=count >= condition.least)


def _who(rules: Rules) -> Iterator[Condition]:
    applicants = rules.applicants
    yield Condition(
        "kind",
        _("Who applies?"),
        "choice",
        _("Applicants: %(kinds)s.", kinds=sentences.kinds(rules)),
        options=(*((kind, str(words)) for kind, words in KINDS.items()), (OTHER, _("none of these"))),
        admitted=applicants.kinds,
    )
    if applicants.age and (applicants.age.min is not None or applicants.age.max is not None):
        ages = _ages(applicants.age.min, applicants.age.max)
        words = _("Are the young people of the project of this age: %(ages)s?", ages=ages)
        yield Condition("age", words, "yes_no", _("Age of the young people: %(ages)s.", ages=ages))
    if applicants.min_group_size:
        least = applicants.min_group_size
        refusal = ngettext("A group has at least %(num)d person.", "A group has at least %(num)d people.", least)
        yield Condition("people", _("How many people are in the group?"), "number", refusal, least=least)
    if applicants.adult_guarantor:
        refusal = _("An adult answers for the project.")
        yield Condition("adult", _("Is there an adult who answers for the project?"), "yes_no", refusal)
    if applicants.partner_required:
        refusal = _("A partner organisation is required.")
        yield Condition("partner", _("Is there a partner organisation?"), "yes_no", refusal)
    if applicants.never_funded:
        refusal = _("Only those can apply who never got money in a call of this organiser.")
        words = _("Is this the first time that you get money in a call of this organiser?")
        yield Condition("first", words, "yes_no", refusal)


def _what(rules: Rules) -> Iterator[Condition]:
    amount = sentences.amount(rules.funding)
    yield Condition(
        "sum",
        _("Is this the sum you need: %(amount)s?", amount=amount),
        "yes_no",
        _("Funding: %(amount)s.", amount=amount),
    )
    share = rules.funding.co_financing
    if share and share.min_percent:
        refusal = _("Own share: at least %(percent)s %% of the whole cost.", percent=number(share.min_percent))
        words = _(
            "Can you bring at least %(percent)s %% of the whole cost yourselves?", percent=number(share.min_percent)
        )
        yield Condition("share", words, "yes_no", refusal)
    times = rules.schedule.implementation
    dates = {"begin": day(times.from_), "end": day(times.until)}
    yield Condition(
        "dates",
        _("Will the project take place in this time: %(begin)s – %(end)s?", **dates),
        "yes_no",
        _("Time of the projects: %(begin)s – %(end)s.", **dates),
    )
    most = rules.applicants.max_applications
    if most:
        refusal = ngettext(
            "Each applicant may submit %(num)d application.", "Each applicant may submit %(num)d applications.", most
        )
        words = ngettext(
            "Has the applicant submitted fewer than %(num)d application in this call?",
            "Has the applicant submitted fewer than %(num)d applications in this call?",
            most,
        )
        yield Condition("number", words, "yes_no", refusal)


def _ages(least: int | None, most: int | None) -> str:
    if least is None:
        return _("up to %(most)d years", most=most)
    if most is None:
        return _("from %(least)d years", least=least)
    return _("from %(least)d to %(most)d years", least=least, most=most)
