"""The looks of an organiser in the layout: on every page that is about one of its calls."""

from typing import Any

from flask import Flask, url_for

from grants.accounts.models import Organiser
from grants.web.slots import fill

LOGO_HEIGHT = 40
"""Pixels at which a logo is shown."""


def init_app(app: Flask) -> None:
    """Show colour and logo."""
    fill(app, "layout.colours", "accounts/brand/colours.html", _colours)
    fill(app, "layout.logo", "accounts/brand/logo.html", _logo)


def organiser_of(**context: Any) -> Organiser | None:
    """Return the organiser that a page is about: named itself, or through a call or an application."""
    application = context.get("application")
    call = context.get("call") or getattr(application, "call", None)
    found = context.get("organiser") or getattr(call, "organiser", None)
    return found if isinstance(found, Organiser) else None


def _colours(**context: Any) -> dict[str, Any] | None:
    organiser = organiser_of(**context)
    if organiser is None or not organiser.colour:
        return None
    return {"address": url_for("brand.colours", slug=organiser.slug, v=organiser.colour.removeprefix("#"))}


def _logo(**context: Any) -> dict[str, Any] | None:
    organiser = organiser_of(**context)
    if organiser is None or not organiser.logo:
        return None
    width = round(organiser.logo_width * LOGO_HEIGHT / organiser.logo_height)
    return {"brand": organiser, "address": logo_address(organiser), "width": width, "height": LOGO_HEIGHT}


def logo_address(organiser: Organiser) -> str:
    """Return where the logo of an organiser is, under an address that changes with it."""
    return url_for("brand.logo", slug=organiser.slug, v=organiser.logo[:12])
