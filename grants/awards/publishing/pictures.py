"""The figures of a competition as bars, each with its words; the list below them says the same."""

from flask_babel import gettext as _

from grants.awards.publishing.figures import Figures
from grants.web.drawing import Picture, bars
from grants.web.filters import money, number


def flow_of(figures: Figures) -> list[tuple[str, int, str]]:
    """Return how many applications came how far: name, value, and the value in words."""
    steps = [
        (_("Received"), figures.received),
        (_("Admitted"), figures.admitted),
        (_("Ranked"), figures.ranked),
        (_("Awarded"), figures.awarded),
    ]
    return [(name, value, number(value)) for name, value in steps]


def sums_of(figures: Figures) -> list[tuple[str, float, str]]:
    """Return how much money was asked for, available and awarded; the available only where the rules say it."""
    sums = [(_("Asked for"), figures.requested), (_("Available"), figures.available), (_("Awarded"), figures.given)]
    return [(name, float(value), money(value)) for name, value in sums if value is not None]


def pictures_of(figures: Figures) -> tuple[Picture, Picture]:
    """Return the picture of the applications and the one of the money."""
    return bars(flow_of(figures)), bars(sums_of(figures))
