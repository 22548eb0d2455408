"""Forms: Flask-WTF whose every message goes through gettext, and fields that read Latvian habits.

What was typed stays in the field when it cannot be read. Every text field has a limit and refuses control characters.
"""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from email_validator import EmailNotValidError, validate_email
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_wtf import FlaskForm
from wtforms import Field, ValidationError
from wtforms.widgets import EmailInput, TextArea, TextInput

from grants.db import MAX_LINE
from grants.web import filters
from grants.web.parsing import Reason, Unreadable, clean_text, parse_day, parse_moment, parse_money, parse_number

MAX_EMAIL = 254
MAX_TEXT = 10_000
"""The most characters a text of several lines holds where the rules of a call say nothing."""


class Form(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """Be a form with CSRF protection and messages in the reader's language."""

    class Meta(FlaskForm.Meta):  # type: ignore[misc]
        """Translate the messages of WTForms with our catalogue: it has none in Latvian."""

        locales = False

        def get_translations(self, form: object) -> "_Catalogue":
            """Return our catalogue."""
            return _Catalogue()


class _Catalogue:
    def gettext(self, message: str) -> str:
        return _(message)  # noqa: INT001  # the messages of WTForms, listed in `grants.web.messages`

    def ngettext(self, singular: str, plural: str, count: int) -> str:
        return ngettext(singular, plural, count)


def explain(error: Unreadable) -> str:
    """Say in the reader's language why something typed could not be read, and how to write it."""
    limit = error.limit
    return {
        Reason.NOT_A_NUMBER: lambda: _("Write a number, such as 1234,50."),
        Reason.TOO_MANY_DIGITS: lambda: ngettext("At most %(num)d digit.", "At most %(num)d digits.", limit),
        Reason.TOO_MANY_DECIMALS: lambda: (
            ngettext("At most %(num)d decimal.", "At most %(num)d decimals.", limit)
            if limit
            else _("Write a whole number.")
        ),
        Reason.NOT_A_DAY: lambda: _("Write a day, such as 25.10.2018."),
        Reason.NOT_A_TIME: lambda: _("Write a day and a time, such as 25.10.2018 15.00."),
        Reason.SKIPPED_TIME: lambda: _("The clocks skip this time when summer time begins. Choose another."),
        Reason.CONTROL_CHARACTER: lambda: _(
            "There is a character in it that cannot be stored. Type it again instead of pasting."
        ),
        Reason.TOO_LONG: lambda: ngettext("At most %(num)d character.", "At most %(num)d characters.", limit),
        Reason.SEVERAL_LINES: lambda: _("Write it in one line."),
    }[error.reason]()


class ParsedField(Field):
    """Be a field that turns typed text into a value with `parse`, and shows again what was typed."""

    widget = TextInput()
    data: Any
    typed: str | None = None

    def parse(self, typed: str) -> Any:
        """Return the value of what was typed; raise Unreadable."""
        raise NotImplementedError

    def write(self, value: Any) -> str:
        """Return a value as a person would type it."""
        return str(value)

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read what was typed; nothing typed is None."""
        if not valuelist:
            return
        self.typed, self.data = str(valuelist[0]), None
        try:
            self.data = self.parse(self.typed) if self.typed.strip() else self.nothing
        except Unreadable as error:
            raise ValueError(explain(error)) from error

    nothing: Any = None

    def _value(self) -> str:
        if self.typed is not None:
            return self.typed.replace("\0", "\N{REPLACEMENT CHARACTER}")
        return "" if self.data is None else self.write(self.data)


class LineField(ParsedField):
    """Be one line of text; empty when nothing was typed."""

    data: str
    nothing = ""
    lines = False

    def __init__(
        self, label: object = None, validators: Sequence[Any] = (), max_chars: int = MAX_LINE, **kwargs: Any
    ) -> None:
        super().__init__(label, validators, **kwargs)
        self.max_chars = max_chars

    def parse(self, typed: str) -> str:
        """Clean the text."""
        return clean_text(typed, self.max_chars, lines=self.lines)


class TextField(LineField):
    """Be a text of several lines; empty when nothing was typed."""

    widget = TextArea()
    lines = True

    def __init__(
        self, label: object = None, validators: Sequence[Any] = (), max_chars: int = MAX_TEXT, **kwargs: Any
    ) -> None:
        super().__init__(label, validators, max_chars, **kwargs)


class EmailField(LineField):
    """Be an e-mail address, in lower case."""

    widget = EmailInput()

    def __init__(self, label: object = None, validators: Sequence[Any] = (), **kwargs: Any) -> None:
        super().__init__(label, validators, MAX_EMAIL, **kwargs)

    def parse(self, typed: str) -> str:
        """Check the address without asking any server."""
        try:
            found = validate_email(super().parse(typed), check_deliverability=False)
        except EmailNotValidError as error:
            raise ValueError(_("Write an e-mail address, such as name@example.lv.")) from error
        return found.normalized.lower()


class NumberField(ParsedField):
    """Be a number with comma or point; `max_decimals=0` for a whole one."""

    data: Decimal | None

    def __init__(
        self, label: object = None, validators: Sequence[Any] = (), max_decimals: int | None = None, **kwargs: Any
    ) -> None:
        super().__init__(label, validators, **kwargs)
        self.max_decimals = max_decimals

    def parse(self, typed: str) -> Decimal:
        """Read the number."""
        return parse_number(typed, self.max_decimals)

    def write(self, value: Any) -> str:
        """Write the number with the reader's decimal sign."""
        return filters.number(value)


class MoneyField(ParsedField):
    """Be a sum of money with at most two decimals."""

    data: Decimal | None

    def parse(self, typed: str) -> Decimal:
        """Read the sum."""
        return parse_money(typed)

    def write(self, value: Any) -> str:
        """Write the sum with its cents."""
        return filters.number(value, 2)


class DayField(ParsedField):
    """Be a day, typed as 25.10.2018."""

    data: date | None

    def parse(self, typed: str) -> date:
        """Read the day."""
        return parse_day(typed)

    def write(self, value: Any) -> str:
        """Write the day in numbers."""
        return f"{value:%d.%m.%Y}"


class MomentField(ParsedField):
    """Be a moment, typed as the service's clocks show it: 25.10.2018 15.00."""

    data: datetime | None

    def parse(self, typed: str) -> datetime:
        """Read the moment."""
        return parse_moment(typed, filters.zone())

    def write(self, value: Any) -> str:
        """Write the moment in numbers."""
        return f"{value.astimezone(filters.zone()):%d.%m.%Y %H.%M}"


def between(least: Decimal | int | None = None, most: Decimal | int | None = None) -> Callable[[Any, Field], None]:
    """Return a validator: a number is within these, which belong to it."""

    def check(_form: object, field: Field) -> None:
        if field.data is None:
            return
        if least is not None and field.data < least:
            raise ValidationError(_("At least %(number)s.", number=filters.number(least)))
        if most is not None and field.data > most:
            raise ValidationError(_("At most %(number)s.", number=filters.number(most)))

    return check


def typed_in() -> Callable[[Any, Field], None]:
    """Return a validator: something must be given; the macro `field` marks every other field as optional."""
    return _Required()


class _Required:
    field_flags = {"required": True}

    def __call__(self, _form: object, field: Field) -> None:
        if not field.data and field.data != 0 and not field.errors:
            field.errors = []
            raise ValidationError(_("This is needed."))
