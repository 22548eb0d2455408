"""Jinja filters and globals that speak the reader's language; the forms themselves are in `grants.web.formats`."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from zoneinfo import ZoneInfo

from flask import Flask, current_app
from flask_babel import gettext as _
from flask_babel import ngettext
from markupsafe import Markup, escape

from grants import clock
from grants.web import formats
from grants.web.languages import LANGUAGES, language
from grants.web.markdown import to_html

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
_LINKED = re.compile(r"<a [^>]*>([^<]+)</a>")


@lru_cache(maxsize=8)
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)


def zone() -> ZoneInfo:
    """Return the time zone in which every page shows its times."""
    return _zone(current_app.config.get("BABEL_DEFAULT_TIMEZONE", "Europe/Riga"))


def money(value: Decimal | int | None, currency: str = "EUR") -> str:
    """Write a sum of money in the reader's language."""
    return formats.money(value, language(), currency)


def number(value: Decimal | Fraction | float | None, decimals: int | None = None) -> str:
    """Write a number in the reader's language."""
    return formats.number(value, language(), decimals)


def decimal(value: str | None) -> Decimal | None:
    """Read an exact number from its decimal string in a document."""
    return None if value is None else Decimal(value)


def day(value: date | None) -> str:
    """Write a date in the reader's language."""
    return formats.day(value, language(), zone())


def short_day(value: date | None) -> str:
    """Write a date in the reader's language, as short as columns want it."""
    return formats.short_day(value, language(), zone())


def moment(value: datetime | None) -> str:
    """Write a time in the reader's language, as the service's clocks show it."""
    return formats.moment(value, language(), zone())


def clock_time(value: datetime) -> str:
    """Write what the service's clocks show at a moment, in the reader's language."""
    return formats.clock_time(value, language(), zone())


def to_the_second(value: datetime) -> str:
    """Write what the service's clocks show at a moment, with seconds, in the reader's language."""
    return formats.to_the_second(value, language(), zone())


class Fallback(str):
    """Be the words of a text in another language than the reader's, and remember in which: `spoken` marks them."""

    __slots__ = ("language",)
    language: str


def text(value: Mapping[str, str] | str | None) -> str:
    """Return the words of a text in the reader's language, or in the first language it has."""
    if value is None or isinstance(value, str):
        return value or ""
    if words := value.get(language()):
        return words
    for code, words in value.items():
        if words:
            found = Fallback(words)
            found.language = code
            return found
    return ""


def fallback_language(value: object) -> str:
    """Return the language in which a text is shown because it is not there in the reader's; nothing otherwise."""
    found = text(value) if isinstance(value, Mapping) else value
    return found.language if isinstance(found, Fallback) else ""


def instead_of_mine(codes: Sequence[str]) -> str:
    """Return the name of the language shown where the reader's is not among those of a text; nothing if it is."""
    return "" if not codes or language() in codes else LANGUAGES.get(codes[0], codes[0])


def spoken(value: object) -> Markup:
    """Return a text, or words made of one, as HTML, marked with their language where it is not the reader's."""
    words = text(value) if isinstance(value, Mapping) else value
    if isinstance(words, Fallback):
        return Markup('<span lang="{}">{}</span>').format(words.language, words)
    return escape("" if words is None else words)


def markdown(value: Mapping[str, str] | str | None, first_heading: int = 3) -> Markup:
    """Render Markdown in the reader's language, headings beginning at a level that fits the page.

    Words in another language are marked as such, for readers that read aloud.
    """
    html, other = to_html(text(value), first_heading), fallback_language(value)
    return Markup('<div lang="{}">{}</div>').format(other, html) if other and html else html


def time_left(until: datetime) -> str:
    """Say how much time is left until a moment, coarser the further away it is."""
    left = until - clock.now()
    if left <= timedelta(0):
        return _("the time is over")
    if left >= 2 * DAY:
        return ngettext("%(num)d day left", "%(num)d days left", left // DAY)
    if left >= HOUR:
        return _("%(hours)s h %(minutes)s min left", hours=left // HOUR, minutes=left % HOUR // MINUTE)
    return _("%(minutes)s min left", minutes=left // MINUTE) if left >= MINUTE else _("less than a minute left")


def named(label: object, words: object) -> str:
    """Put what a field is called before what is wrong with it; a label that ends a sentence takes no colon."""
    name = str(label)
    return f"{name} {words}" if name.endswith((".", "?", "!", ":")) else f"{name}: {words}"


def apart_from(title: str, trail: str) -> str:
    """Leave out of a heading the name after its colon that the trail of links just above says already.

    Both are HTML. It stays where the trail would then say the whole heading.
    """
    above = _LINKED.findall(trail)
    for name in above:
        rest = title.removesuffix(f": {name}")
        if rest != title and rest not in above:
            return Markup(rest)  # noqa: S704  # a part of what was HTML
    return title


def with_chosen(options: Iterable[tuple[str, object]], value: str | Collection[str]) -> list[tuple[str, object]]:
    """Return options with what was chosen and is not offered any more: it stays until its writer chooses anew."""
    offered = list(options)
    known = {code for code, _words in offered}
    chosen = [value] if isinstance(value, str) else value
    gone = [code for code in chosen if code and code not in known]
    return [*offered, *((code, _("%(answer)s (not offered any more)", answer=code)) for code in gone)]


def init_app(app: Flask) -> None:
    """Let templates use the filters."""
    shown = (
        money,
        number,
        decimal,
        day,
        short_day,
        clock_time,
        to_the_second,
        moment,
        text,
        instead_of_mine,
        fallback_language,
        spoken,
        markdown,
        time_left,
        named,
        apart_from,
        with_chosen,
    )
    app.jinja_env.filters.update({filter_.__name__: filter_ for filter_ in shown})
    app.jinja_env.globals["now"] = clock.now
