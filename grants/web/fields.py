"""Fields of forms that read Latvian habits.

What was typed stays in the field when it cannot be read. Every text has a limit and no control characters.
"""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from email_validator import EmailNotValidError, validate_email
from flask_babel import gettext as _
from wtforms import Field, SelectMultipleField
from wtforms.validators import ValidationError
from wtforms.widgets import CheckboxInput, EmailInput, ListWidget, TextArea, TextInput

from grants.db import MAX_LINE
from grants.parsing import CENTS, Unreadable, clean_text, parse_day, parse_moment, parse_money, parse_number
from grants.web import filters, formats
from grants.web.wording import explain

MAX_EMAIL = 254
"""RFC 5321 leaves this many characters for an address."""
MAX_TEXT = 10_000
"""The most characters a text of several lines holds where nothing else is said."""


class ParsedField(Field):
    """Be a field that turns typed text into a value; nothing typed is None."""

    widget: Any = TextInput()
    nothing: Any = None
    typed: str | None = None

    def parse(self, typed: str) -> Any:
        """Return the value of what was typed; raise Unreadable, or ValueError with words for the reader."""
        raise NotImplementedError

    def write(self, value: Any) -> str:
        """Return a value as a person would type it."""
        return str(value)

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read what was typed; raise ValueError with words for the reader."""
        self.typed, self.data = str(valuelist[0]) if valuelist else "", self.nothing
        if self.typed.strip():
            try:
                self.data = self.parse(self.typed)
            except Unreadable as error:
                raise ValueError(explain(error)) from error

    def _value(self) -> str:
        if self.typed is not None:
            return self.typed.replace("\0", "\N{REPLACEMENT CHARACTER}")
        return "" if self.data is None else self.write(self.data)


class LineField(ParsedField):
    """Be one line of text; nothing typed is empty."""

    nothing = ""
    lines = False

    def __init__(self, label: Any = None, validators: Any = None, max_chars: int = MAX_LINE, **options: Any) -> None:
        super().__init__(label, validators, **options)
        self.max_chars = max_chars

    def parse(self, typed: str) -> str:
        """Clean the text."""
        return clean_text(typed, self.max_chars, lines=self.lines)


class TextField(LineField):
    """Be a text of several lines; nothing typed is empty."""

    widget: Any = TextArea()
    lines = True

    def __init__(self, label: Any = None, validators: Any = None, max_chars: int = MAX_TEXT, **options: Any) -> None:
        super().__init__(label, validators, max_chars, **options)


class EmailField(LineField):
    """Be an e-mail address, in lower case."""

    widget: Any = EmailInput()

    def __init__(self, label: Any = None, validators: Any = None, **options: Any) -> None:
        super().__init__(label, validators, MAX_EMAIL, **options)

    def parse(self, typed: str) -> str:
        """Check how the address is written, without asking any server."""
        try:
            found = validate_email(super().parse(typed), check_deliverability=False)
        except EmailNotValidError as error:
            raise ValueError(_("Write an e-mail address, such as name@example.lv.")) from error
        return found.normalized.lower()


class NumberField(ParsedField):
    """Be a number with comma or point; `max_decimals=0` for a whole one."""

    def __init__(
        self, label: Any = None, validators: Any = None, max_decimals: int | None = None, **options: Any
    ) -> None:
        super().__init__(label, validators, **options)
        self.max_decimals = max_decimals

    def parse(self, typed: str) -> Decimal:
        """Read the number."""
        return parse_number(typed, self.max_decimals)

    def write(self, value: Any) -> str:
        """Write the number with a comma, in every language: what a form sends does not depend on it."""
        return formats.number(value, "lv")


class MoneyField(ParsedField):
    """Be a sum of money with at most two decimals."""

    def parse(self, typed: str) -> Decimal:
        """Read the sum."""
        return parse_money(typed)

    def write(self, value: Any) -> str:
        """Write the sum with a comma and its cents, in every language."""
        return formats.number(value, "lv", CENTS)


class DayField(ParsedField):
    """Be a day, typed as 25.10.2018."""

    def parse(self, typed: str) -> date:
        """Read the day."""
        return parse_day(typed)

    def write(self, value: Any) -> str:
        """Write the day in numbers."""
        return f"{value:%d.%m.%Y}"


def typed_moment(value: datetime, zone: ZoneInfo) -> str:
    """Return a moment as it is typed by the clocks of a zone."""
    return f"{value.astimezone(zone):%d.%m.%Y %H.%M}"


class MomentField(ParsedField):
    """Be a moment, typed as the service's clocks show it, or those of another zone: 25.10.2018 15.00."""

    def __init__(self, label: Any = None, validators: Any = None, zone: ZoneInfo | None = None, **options: Any) -> None:
        super().__init__(label, validators, **options)
        self.zone = zone or filters.zone()

    def parse(self, typed: str) -> datetime:
        """Read the moment."""
        return parse_moment(typed, self.zone)

    def write(self, value: Any) -> str:
        """Write the moment in numbers."""
        return typed_moment(value, self.zone)


class ChoicesField(SelectMultipleField):
    """Be any of several answers, each with a box to tick."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    def pre_validate(self, _form: object) -> None:
        """Refuse what was not offered, in the words of every other choice."""
        offered = {value for value, *_rest in self.iter_choices()}
        if not offered.issuperset(self.data or ()):
            raise ValidationError(_("Not a valid choice."))
