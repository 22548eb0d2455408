"""The field and the words for each detail of a call."""

from collections.abc import Callable, Mapping
from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import lazy_gettext as _l
from wtforms.validators import Regexp

from grants.calls.details import Detail, Group, Kind
from grants.calls.labels import CHANNELS
from grants.calls.rules.limits import MAX_LINE, SLUG_PATTERN
from grants.web import filters
from grants.web.fields import DayField, EmailField, LineField, MomentField, MoneyField, NumberField
from grants.web.forms import Required
from grants.web.languages import LANGUAGES

MAX_SLUG = 80

Raw = dict[str, Any]

HEADINGS: Mapping[Group, object] = {
    Group.NAME: _l("Name and address"),
    Group.ACT: _l("The act that approves the rules"),
    Group.MONEY: _l("Money"),
    Group.CONTACT: _l("Whom to ask"),
    Group.DATES: _l("Dates"),
}
LABELS: Mapping[str, object] = {
    "slug": _l("Address"),
    "approved_by_body": _l("Who approved the rules"),
    "approved_by_number": _l("Number"),
    "approved_by_date": _l("Date"),
    "funding_amount_fixed": _l("Sum for each project, EUR"),
    "funding_amount_min": _l("Least sum for a project, EUR"),
    "funding_amount_max": _l("Largest sum for a project, EUR"),
    "funding_limit_total": _l("All the money of the call, EUR"),
    "funding_limit_projects": _l("How many projects at most"),
    "organiser_email": _l("E-mail"),
    "organiser_phone": _l("Phone"),
    "schedule_published_at": _l("Announced"),
    "schedule_opens_at": _l("Applications from"),
    "schedule_questions_until": _l("Questions until"),
    "schedule_closes_at": _l("Applications until"),
    "schedule_evaluation_due_at": _l("Evaluation until"),
    "schedule_decision_due_at": _l("Decision until"),
    "schedule_implementation_from": _l("Projects from"),
    "schedule_implementation_until": _l("Projects until"),
    "retention_until": _l("The data are kept until"),
}
"""By the name of the field; those of which a call has several are named in `_label`."""
HELP: Mapping[str, object] = {
    "slug": _l("Small letters, digits and hyphens, such as piemers-2031: the page will be /calls/piemers-2031."),
    "approved_by_body": _l("Needed before the call is published, with number and date."),
}
FIELDS: Mapping[Kind, Callable[..., Any]] = {
    Kind.LINE: LineField,
    Kind.EMAIL: EmailField,
    Kind.MOMENT: MomentField,
    Kind.DAY: DayField,
    Kind.MONEY: MoneyField,
    Kind.COUNT: NumberField,
}


def field_for(detail: Detail, document: Raw) -> Any:
    """Return the field for a detail, not bound to a form yet."""
    return FIELDS[detail.kind](
        _label(detail, document),
        _validators(detail),
        description=HELP.get(detail.name, ""),
        **_options(detail, document),
    )


def _validators(detail: Detail) -> list[Any]:
    wanted: list[Any] = [Required()] if detail.required else []
    if detail.name == "slug":
        wanted.append(
            Regexp(SLUG_PATTERN, message=_l("Only small letters a–z, digits and single hyphens between them."))
        )
    return wanted


def _options(detail: Detail, document: Raw) -> Raw:
    if detail.kind is Kind.MOMENT:
        return {"zone": ZoneInfo(document["schedule"]["timezone"])}
    if detail.kind is Kind.COUNT:
        return {"max_decimals": 0}
    return {"max_chars": MAX_SLUG if detail.name == "slug" else MAX_LINE} if detail.kind is Kind.LINE else {}


def _label(detail: Detail, document: Raw) -> object:
    match detail.keys:
        case ("title", language):
            return _l("Title (%(language)s)", language=LANGUAGES.get(str(language), language))
        case ("channels", int(place), _name):
            return _l("Applications %(way)s: until", way=CHANNELS[document["channels"][place]["kind"]])
        case ("schedule", "events", int(place), _name):
            return _l("Event: %(title)s", title=filters.text(document["schedule"]["events"][place]["title"]))
    return LABELS[detail.name]
