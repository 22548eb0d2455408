"""How numbers, money and time are written in Latvian and in English; pure, so letters and tables use it too.

In any further language they are written as CLDR has it.
"""

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel.dates import format_date
from babel.numbers import get_decimal_symbol

NOTHING = "–"
CENT = Decimal("0.01")
UNGROUPED_DIGITS = 4
_ALL_DIGITS = Context(prec=200)
"""No total of a rules document has more, so none is refused for its length."""
_GAP = "\N{NO-BREAK SPACE}"
_LATVIAN_MONTHS = (
    "janvāris", "februāris", "marts", "aprīlis", "maijs", "jūnijs", "jūlijs", "augusts", "septembris", "oktobris",
    "novembris", "decembris",
)  # fmt: skip
_ENGLISH_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


def number(value: Decimal | Fraction | float | None, language: str, decimals: int | None = None) -> str:
    """Write a number: decimal comma in Latvian, a no-break space between thousands from five digits on.

    Without `decimals` only the digits it has are written; a fraction gets at most two, rounded half away from zero.
    """
    return NOTHING if value is None else _number(_decimal(value), language, decimals)


@lru_cache(maxsize=4096)
def _number(exact: Decimal, language: str, decimals: int | None) -> str:
    """Write a number, once for all that are equal: a sheet offers the same marks for each criterion."""
    if decimals is not None:
        exact = exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP, _ALL_DIGITS)
    whole, _point, rest = f"{abs(exact):f}".partition(".")
    if decimals is None:
        rest = rest.rstrip("0")
    if len(whole) > UNGROUPED_DIGITS:
        whole = f"{int(whole):,}".replace(",", _GAP)
    sign = "\N{MINUS SIGN}" if exact < 0 else ""
    return f"{sign}{whole}{_point_of(language)}{rest}" if rest else sign + whole


def _point_of(language: str) -> str:
    return {"en": ".", "lv": ","}.get(language) or get_decimal_symbol(language)


def _decimal(value: Decimal | Fraction | float) -> Decimal:
    if isinstance(value, Fraction):
        return (Decimal(value.numerator) / value.denominator).quantize(CENT, ROUND_HALF_UP)
    return value if isinstance(value, Decimal) else Decimal(str(value))


def money(value: Decimal | int | None, language: str, currency: str = "EUR") -> str:
    """Write a sum with its cents and its currency: 4600,00 EUR."""
    return NOTHING if value is None else f"{number(Decimal(value), language, 2)} {currency}"


def day(value: date | None, language: str, zone: ZoneInfo) -> str:
    """Write a date in words: 2018. gada 25. oktobris; a moment is taken as the day it falls on in the zone."""
    if value is None:
        return NOTHING
    local = _day_in(value, zone)
    if language == "en":
        return f"{local.day} {_ENGLISH_MONTHS[local.month - 1]} {local.year}"
    if language != "lv":
        return format_date(local, "long", language)
    return f"{local.year}. gada {local.day}. {_LATVIAN_MONTHS[local.month - 1]}"


def short_day(value: date | None, language: str, zone: ZoneInfo) -> str:
    """Write a date as short as columns want it: 25.10.2018., or 25 Oct 2018."""
    if value is None:
        return NOTHING
    local = _day_in(value, zone)
    if language == "en":
        return f"{local.day} {_ENGLISH_MONTHS[local.month - 1][:3]} {local.year}"
    return f"{local:%d.%m.%Y}." if language == "lv" else format_date(local, "medium", language)


def _day_in(value: date, zone: ZoneInfo) -> date:
    return value.astimezone(zone) if isinstance(value, datetime) else value


def clock_time(value: datetime, language: str, zone: ZoneInfo) -> str:
    """Write what the clocks of the zone show at an aware time: 15.00, or 15:00."""
    local = value.astimezone(zone)
    return f"{local:%H.%M}" if language == "lv" else f"{local:%H:%M}"


def to_the_second(value: datetime, language: str, zone: ZoneInfo) -> str:
    """Write what the clocks of the zone show at an aware time, with seconds: 15.00.00, or 15:00:00."""
    local = value.astimezone(zone)
    return f"{local:%H.%M.%S}" if language == "lv" else f"{local:%H:%M:%S}"


def moment(value: datetime | None, language: str, zone: ZoneInfo) -> str:
    """Write an aware time as the clocks of the zone show it: 25.10.2018. plkst. 15.00, or 25 October 2018, 15:00."""
    if value is None:
        return NOTHING
    local = value.astimezone(zone)
    if language != "lv":
        return f"{day(local, language, zone)}, {clock_time(local, language, zone)}"
    return f"{local:%d.%m.%Y}. plkst. {clock_time(local, language, zone)}"
