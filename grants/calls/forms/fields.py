"""The field for each kind of detail of a rules document."""

from collections.abc import Callable, Mapping
from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Field, SelectField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import Regexp

from grants.calls.editing import labels
from grants.calls.editing.details import Detail, Kind
from grants.calls.editing.paths import Raw
from grants.calls.rules.limits import CODE_PATTERN, MAX_LINE, MAX_TEXT, SLUG_PATTERN
from grants.web.fields import (
    ChoicesField,
    DayField,
    EmailField,
    LineField,
    MomentField,
    MoneyField,
    NumberField,
    ParsedField,
    TextField,
)
from grants.web.forms import Required

MAX_SLUG = 80
MAX_CODE = 64

FIELDS: Mapping[Kind, Callable[..., Field]] = {
    Kind.LINE: LineField,
    Kind.CODE: LineField,
    Kind.TEXT: TextField,
    Kind.MARKDOWN: TextField,
    Kind.LINES: TextField,
    Kind.EMAIL: EmailField,
    Kind.MOMENT: MomentField,
    Kind.DAY: DayField,
    Kind.MONEY: MoneyField,
    Kind.NUMBER: NumberField,
    Kind.BOUND: NumberField,
    Kind.COUNT: NumberField,
    Kind.FLAG: BooleanField,
    Kind.PRESENT: BooleanField,
    Kind.CHOICE: SelectField,
    Kind.ONE_OF: SelectField,
    Kind.CHOICES: ChoicesField,
}


def field_for(detail: Detail, document: Raw) -> Any:
    """Return the field for a detail, not bound to a form yet."""
    return FIELDS[detail.kind](
        labels.label(detail, document),
        _validators(detail),
        description=labels.help_for(detail),
        **_options(detail, document),
    )


def shown(field: Field, value: Any) -> object:
    """Return how a field shows a value, so that two that look the same are taken for the same."""
    if isinstance(field, ParsedField):
        return "" if value is None else field.write(value)
    if isinstance(field, BooleanField):
        return bool(value)
    return value or ([] if isinstance(field, ChoicesField) else "")


def _validators(detail: Detail) -> list[Any]:
    wanted: list[Any] = [Required()] if detail.required else []
    if detail.topic == "slug":
        wanted.append(
            Regexp(SLUG_PATTERN, message=_l("Only small letters a–z, digits and single hyphens between them."))
        )
    elif detail.kind is Kind.CODE:
        wanted.append(Regexp(CODE_PATTERN, message=_l("Only letters a–z, digits, dots, hyphens and underscores.")))
    return wanted


def _options(detail: Detail, document: Raw) -> Raw:
    match detail.kind:
        case Kind.MOMENT:
            return {"zone": ZoneInfo(document["schedule"]["timezone"])}
        case Kind.COUNT:
            return {"max_decimals": 0}
        case Kind.LINE:
            return {"max_chars": MAX_LINE}
        case Kind.CODE:
            return {"max_chars": MAX_SLUG if detail.topic == "slug" else MAX_CODE}
        case Kind.TEXT | Kind.MARKDOWN | Kind.LINES:
            return {"max_chars": MAX_TEXT}
        case Kind.CHOICE | Kind.ONE_OF | Kind.CHOICES:
            found = labels.choices(detail, document)
            return {"choices": [SelectChoice(*one) for one in found if one[0] or detail.kind is not Kind.CHOICES]}
    return {}
