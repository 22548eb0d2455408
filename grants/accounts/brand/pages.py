"""The page on which administrators choose the looks of an organiser, and what everybody's browser loads of them."""

from flask import Blueprint, Flask, Response, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Redirect

from grants.accounts import queries
from grants.accounts.brand.colours import Theme, shades, style_sheet
from grants.accounts.brand.forms import LooksForm
from grants.accounts.brand.logos import MEDIA_TYPE
from grants.accounts.brand.services import dress
from grants.accounts.brand.shown import logo_address
from grants.accounts.current import require_person
from grants.accounts.models import Organiser
from grants.accounts.policies import is_administrator, may_see_officials
from grants.errors import Forbidden, NotFound
from grants.web.headers import YEAR

OF_THE_SERVICE = "#8f1d2c"
THEMES: tuple[Theme, ...] = ("light", "dark")

blueprint = Blueprint("brand", __name__)


@blueprint.route("/office/organisers/<slug>/looks", methods=["GET", "POST"])
def looks(slug: str) -> Redirect | tuple[str, int]:
    """Choose the logo and the colour of an organiser."""
    actor = require_person()
    organiser = queries.organiser_by_slug(slug)
    if not may_see_officials(actor, organiser.id):
        raise NotFound
    if not is_administrator(actor):
        raise Forbidden(_("Only administrators change organisers."))
    form = LooksForm(own=bool(organiser.colour), colour=organiser.colour or OF_THE_SERVICE)
    if form.validate_on_submit():
        colour = str(form.colour.data or "").lower() if form.own.data else ""
        dress(organiser=organiser, colour=colour, logo=form.logo.picture, bare=bool(form.bare.data), actor=actor)
        flash(_("The looks are saved."))
        for words in _adapted(colour):
            flash(words, "info")
        return redirect(url_for("brand.looks", slug=slug), 303)
    return _page(form, organiser), 422 if form.is_submitted() else 200


def _page(form: LooksForm, organiser: Organiser) -> str:
    address = logo_address(organiser) if organiser.logo else ""
    adapted = _adapted(organiser.colour)
    return render_template("accounts/brand/page.html", form=form, organiser=organiser, logo=address, adapted=adapted)


def _adapted(colour: str) -> list[str]:
    """Say where a colour is shown otherwise than it was chosen."""
    if not colour:
        return []
    light, dark = (shades(colour, theme).accent for theme in THEMES)
    said = []
    if light != colour:
        said.append(
            _("On light pages the colour is shown darker, as %(shown)s, so that words can be read.", shown=light)
        )
    if dark != colour:
        said.append(
            _("On dark pages the colour is shown lighter, as %(shown)s, so that words can be read.", shown=dark)
        )
    return said


@blueprint.get("/organisers/<slug>/colours.css")
def colours(slug: str) -> Response:
    """Hand out the style sheet of an organiser's colour."""
    organiser = queries.organiser_by_slug(slug)
    if not organiser.colour:
        raise NotFound
    return _kept(Response(style_sheet(organiser.colour), mimetype="text/css"))


@blueprint.get("/organisers/<slug>/logo")
def logo(slug: str) -> Response:
    """Hand out the logo of an organiser."""
    found = queries.logo_of(slug)
    if found is None:
        raise NotFound
    return _kept(Response(found.content, mimetype=MEDIA_TYPE))


def _kept(response: Response) -> Response:
    versioned = "v" in request.args
    response.headers["Cache-Control"] = f"public, max-age={YEAR}, immutable" if versioned else "public, no-cache"
    return response


def init_app(app: Flask) -> None:
    """Serve the pages."""
    app.register_blueprint(blueprint)
