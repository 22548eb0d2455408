"""The types of the small values a rules document is written in: codes, decimal strings, times, texts.

Numbers travel as strings so that no reader turns an exact sum into a binary fraction, and times carry their offset so
that no reader guesses a zone. Every value has a limit.
"""

import re
import zoneinfo
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    PlainSerializer,
    PlainValidator,
    ValidationInfo,
    WithJsonSchema,
)

from grants.calls.rules.limits import (
    CODE_PATTERN,
    DAY_PATTERN,
    DECIMAL_PATTERN,
    EMAIL_PATTERN,
    INSTANT_PATTERN,
    LANGUAGE_PATTERN,
    MAX_COUNT,
    MAX_DIGITS,
    MAX_LINE,
    MAX_MONEY_DIGITS,
    MAX_MONTHS,
    MAX_TEXT,
    MONEY_PATTERN,
    SLUG_PATTERN,
    ZONE_PATTERN,
)
from grants.calls.rules.parsing import (
    RefusedValueError,
    parse_bound,
    parse_day,
    parse_decimal,
    parse_instant,
    parse_money,
    parse_not_negative,
    parse_percent,
    parse_positive,
)
from grants.calls.rules.phrases import LANGUAGE, NUL, ZONE, at_most_characters, has_characters, phrase
from grants.calls.rules.problems import shown


@dataclass(frozen=True)
class WantedText:
    """Ask, as the context of a validation, that every text has words in a language, and whether they may be blank."""

    language: str
    blank: bool = True


def check_line(value: str) -> str:
    """Refuse NUL, which no database column holds."""
    if "\x00" in value:
        raise RefusedValueError(*NUL)
    return value


def check_text(value: dict[str, str], info: ValidationInfo) -> dict[str, str]:
    """Hold a text to its limits, and to the language that the context of the validation wants."""
    for language, words in value.items():
        if not re.fullmatch(LANGUAGE_PATTERN, language):
            raise RefusedValueError(LANGUAGE, phrase("has words in %(language)s", language=shown(language)))
        if len(words) > MAX_TEXT:
            raise RefusedValueError(at_most_characters(MAX_TEXT), has_characters(len(words)))
        check_line(words)
    if isinstance(info.context, WantedText):
        _check_wanted(value, info.context)
    return value


def check_zone(value: str) -> str:
    """Refuse a time zone that the IANA database does not know."""
    if value not in _zones():
        raise RefusedValueError(ZONE)
    return value


def _check_wanted(value: dict[str, str], wanted: WantedText) -> None:
    words = value.get(wanted.language)
    if words is None or not (wanted.blank or words.strip()):
        wrong = phrase("has no words in %(language)s", language=shown(wanted.language))
        raise RefusedValueError(phrase("words in the first language of the call"), wrong)


@cache
def _zones() -> frozenset[str]:
    return frozenset(zoneinfo.available_timezones())


def _as_string(value: Decimal) -> str:
    return format(value, "f")


def _as_written(value: int | Decimal) -> int | str:
    return value if isinstance(value, int) else _as_string(value)


def _shape(pattern: str, **more: Any) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", "pattern": pattern, **more})


_DECIMAL = _shape(DECIMAL_PATTERN, maxLength=MAX_DIGITS + 2)
_STRING = PlainSerializer(_as_string)

Number = Annotated[Decimal, BeforeValidator(parse_decimal), _STRING, _DECIMAL]
Percent = Annotated[Decimal, BeforeValidator(parse_percent), _STRING, _DECIMAL]
Positive = Annotated[Decimal, BeforeValidator(parse_positive), _STRING, _DECIMAL]
NotNegative = Annotated[Decimal, BeforeValidator(parse_not_negative), _STRING, _DECIMAL]
Money = Annotated[Decimal, BeforeValidator(parse_money), _STRING, _shape(MONEY_PATTERN, maxLength=MAX_MONEY_DIGITS + 1)]
Bound = Annotated[
    int | Decimal,
    PlainValidator(parse_bound),
    PlainSerializer(_as_written),
    WithJsonSchema({"type": ["integer", "string"], "pattern": DECIMAL_PATTERN, "maxLength": MAX_DIGITS + 2}),
]
Instant = Annotated[
    datetime,
    BeforeValidator(parse_instant),
    PlainSerializer(datetime.isoformat),
    _shape(INSTANT_PATTERN, format="date-time"),
]
Day = Annotated[date, BeforeValidator(parse_day), PlainSerializer(date.isoformat), _shape(DAY_PATTERN, format="date")]
Code = Annotated[str, Field(pattern=CODE_PATTERN)]
Slug = Annotated[str, Field(pattern=SLUG_PATTERN, max_length=80)]
Language = Annotated[str, Field(pattern=LANGUAGE_PATTERN)]
Line = Annotated[str, Field(max_length=MAX_LINE), AfterValidator(check_line)]
Paragraphs = Annotated[str, Field(max_length=MAX_TEXT), AfterValidator(check_line)]
Email = Annotated[str, Field(pattern=EMAIL_PATTERN, max_length=254), AfterValidator(check_line)]
Zone = Annotated[str, Field(pattern=ZONE_PATTERN, max_length=64), AfterValidator(check_zone)]
GivenAnswer = Annotated[Any, WithJsonSchema({"type": ["string", "number", "boolean", "object", "array"]})]
Text = Annotated[dict[str, str], AfterValidator(check_text)]
"""Words by language code, at least in the call's first language."""
Count = Annotated[int, Field(strict=True, ge=0, le=MAX_COUNT)]
PositiveCount = Annotated[int, Field(strict=True, ge=1, le=MAX_COUNT)]
Months = Annotated[int, Field(strict=True, ge=0, le=MAX_MONTHS)]
Flag = Annotated[bool, Field(strict=True)]
Reserved = Annotated[None, Field()]
"""A name kept for a later version: until it means something, nothing may stand there."""
