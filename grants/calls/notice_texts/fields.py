"""What can stand in the messages about any call, when officials put them in their own words."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from markupsafe import Markup

from grants.notices.rendering import public_address
from grants.notices.wording.editable import Field
from grants.web.filters import day, moment, text

Told = Mapping[str, Any]


def known_of(call: Any) -> dict[str, Any]:
    """Return what every message about a call knows."""
    return {"call": call, "organiser": call.organiser}


def link_to(endpoint: str, **values: Callable[[Told], object]) -> Callable[[Told], Markup]:
    """Return what finds the address of a page, given where each of its values stands in what is told."""

    def found(told: Told) -> Markup:
        return Markup("<{}>").format(public_address(endpoint, **{name: value(told) for name, value in values.items()}))

    return found


def act_of(body: str, number: str, on: date | None) -> str:
    """Return the act behind something, in one line."""
    said = _("%(body)s, No. %(number)s,", body=body, number=number)
    return f"{said} {day(on)}" if body else ""


def slug_of(told: Told) -> str:
    """Return the name of the call in addresses."""
    return str(told["call"].slug)


CALL = Field("call", _l("the title of the call"), lambda told: text(told["call"].title))
ORGANISER = Field("organiser", _l("the name of the organiser"), lambda told: told["call"].organiser.name)
CLOSES = Field("deadline", _l("the deadline"), lambda told: moment(told["call"].closes_at))
REASON = Field("reason", _l("the reason"), lambda told: told["reason"], is_needed=True)
CALL_PAGE = Field("link", _l("the link to the page of the call"), link_to("calls.page", slug=slug_of), is_needed=True)
