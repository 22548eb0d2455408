"""Reading one value of a form as people write it, held to its kind and its limits."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from email_validator import EmailNotValidError, validate_email
from stdnum import iban
from stdnum.exceptions import ValidationError
from stdnum.lv import pvn

from grants.applications.form.problems import Refused, Wrong
from grants.applications.form.typed import UNSTORABLE
from grants.calls.rules.document import FormField
from grants.parsing import Unreadable, parse_day, parse_money, parse_number

Parsed = TypeVar("Parsed")

SPACES = re.compile(r"[\s\u00a0\u202f]+")
CENT = Decimal("0.01")
MAX_CHARS = {"short_text": 300, "address": 300, "long_text": 10_000}
MAX_NUMBER = Decimal(10) ** 12
MAX_URL = 500
MAX_EMAIL = 254
MAX_IBAN = 60
MIN_PHONE_DIGITS = 5
MAX_SHOWN = 40
"""Characters of what was typed that an error repeats."""
PERSONAL = frozenset("0123")
"""First digits of a Latvian personal code: it has as many digits as a registration number and is not ours to know."""


def read_value(typed: str, field: FormField) -> Any:
    """Understand what was typed into a field that holds one value, as JSON of the bundle; raise Refused."""
    plain = PLAIN_READERS.get(field.type)
    return plain(typed) if plain else LIMITED_READERS[field.type](typed, field)


def read_money(typed: str) -> Decimal:
    """Read a sum of euros that is not negative; raise Refused."""
    amount = _parsed(parse_money, typed, Wrong.NO_MONEY)
    if amount < 0:
        raise Refused(Wrong.NO_MONEY, typed=typed[:MAX_SHOWN])
    return amount.quantize(CENT)


def read_day(typed: str) -> date:
    """Read a date; raise Refused."""
    return _parsed(parse_day, typed, Wrong.NO_DATE)


def _parsed(parse: Callable[[str], Parsed], typed: str, wrong: Wrong) -> Parsed:
    """Return what a parser makes of the text, or name what is wrong in the words of the form."""
    try:
        return parse(typed)
    except Unreadable as error:
        raise Refused(wrong, typed=typed[:MAX_SHOWN]) from error


def _text(typed: str, field: FormField) -> str:
    if UNSTORABLE in typed:
        raise Refused(Wrong.UNSTORABLE)
    most = min(field.max_chars or MAX_CHARS[field.type], 20_000)
    if len(typed) > most:
        raise Refused(Wrong.TOO_LONG, most=most, length=len(typed))
    return typed


def _integer(typed: str, field: FormField) -> int:
    number = _parsed(parse_number, typed, Wrong.NO_INTEGER)
    if number.as_tuple().exponent:  # 1.000 too: a thousand in one country and one in another
        raise Refused(Wrong.NO_INTEGER, typed=typed[:MAX_SHOWN])
    return int(_bounded(number, field))


def _number(typed: str, field: FormField) -> str:
    return format(_bounded(_parsed(parse_number, typed, Wrong.NO_NUMBER), field), "f")


def _money(typed: str, field: FormField) -> str:
    return format(_bounded(read_money(typed), field), "f")


def _bounded(number: Decimal, field: FormField) -> Decimal:
    least = Decimal(field.min) if field.min is not None else -MAX_NUMBER
    most = Decimal(field.max) if field.max is not None else MAX_NUMBER
    if number < least:
        raise Refused(Wrong.TOO_SMALL, least=least)
    if number > most:
        raise Refused(Wrong.TOO_LARGE, most=most)
    return number


def _day(typed: str) -> str:
    return read_day(typed).isoformat()


def _yes_no(typed: str) -> bool:
    if typed not in ("yes", "no"):
        raise Refused(Wrong.NO_OPTION)
    return typed == "yes"


def _declaration(typed: str) -> bool:
    if typed != "yes":
        raise Refused(Wrong.NOT_DECLARED)
    return True


def _choice(typed: str, field: FormField) -> str:
    if typed not in {option.code for option in field.options}:
        raise Refused(Wrong.NO_OPTION)
    return typed


def read_email(typed: str) -> str:
    """Return an e-mail address in its usual form; raise Refused."""
    try:
        return validate_email(typed[: MAX_EMAIL + 1], check_deliverability=False).normalized
    except EmailNotValidError as error:
        raise Refused(Wrong.NO_EMAIL, typed=typed[:80]) from error


def _phone(typed: str) -> str:
    text = SPACES.sub(" ", typed)
    digits = sum(character.isdecimal() for character in text)
    if digits < MIN_PHONE_DIGITS or not re.fullmatch(r"\+?[\d ()/-]{5,30}", text, re.ASCII):
        raise Refused(Wrong.NO_PHONE, typed=typed[:MAX_SHOWN])
    return text


def _url(typed: str) -> str:
    text = typed if re.match(r"(?i)https?://", typed) else f"https://{typed}"
    if len(text) > MAX_URL or not re.fullmatch(r"(?i)https?://[^\s/]+\.[^\s]+", text):
        raise Refused(Wrong.NO_URL, typed=typed[:80])
    return text


def _iban(typed: str) -> str:
    try:
        return str(iban.validate(typed[:MAX_IBAN]))
    except ValidationError as error:
        raise Refused(Wrong.NO_IBAN, typed=typed[:MAX_SHOWN]) from error


def read_registration_number(typed: str) -> str:
    """Return a Latvian registration number as eleven digits after testing its check digit; raise Refused."""
    try:
        number = str(pvn.validate(typed[:MAX_IBAN]))
    except ValidationError as error:
        raise Refused(Wrong.NO_REGISTRATION_NUMBER) from error
    if number[0] in PERSONAL:
        raise Refused(Wrong.NO_REGISTRATION_NUMBER)
    return number


PLAIN_READERS: dict[str, Callable[[str], Any]] = {
    "date": _day,
    "yes_no": _yes_no,
    "declaration": _declaration,
    "email": read_email,
    "phone": _phone,
    "url": _url,
    "iban": _iban,
    "registration_number": read_registration_number,
}
LIMITED_READERS: dict[str, Callable[[str, FormField], Any]] = {
    "short_text": _text,
    "long_text": _text,
    "address": _text,
    "integer": _integer,
    "number": _number,
    "money": _money,
    "choice": _choice,
}
