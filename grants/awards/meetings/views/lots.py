"""Lots drawn in a sitting, and the page on which everybody can follow a public draw."""

import uuid

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from grants.accounts.current import signed_in
from grants.awards.meetings.forms import NumbersForm, SourceForm
from grants.awards.meetings.lots import services
from grants.awards.meetings.lots.public import key_of, read_sources
from grants.awards.meetings.models import Lot, LotKind, Sitting
from grants.awards.meetings.views.blueprints import held_call, meetings
from grants.calls.models import Call
from grants.db import db
from grants.errors import Invalid, NotFound

draws = Blueprint("draws", __name__)
"""The public page of a draw."""


@meetings.post("/<int:number>/meeting/lots")
@signed_in
def draw(slug: str, number: int) -> Response:
    """Draw a lot in the sitting."""
    call, person = held_call(slug)
    services.draw_here(call=call, number=number, group=request.form.get("group", ""), actor=person)
    flash(_("The lot is drawn, and the ranking follows it."), "success")
    return _to_tie(call, number)


@meetings.post("/<int:number>/meeting/lots/announce")
@signed_in
def announce(slug: str, number: int) -> Response:
    """Publish the list of a public draw and name its source."""
    call, person = held_call(slug)
    form = SourceForm()
    if not form.validate():
        raise Invalid(" ".join(map(str, form.source.errors)))
    group = request.form.get("group", "")
    services.announce(call=call, number=number, group=group, source=form.source.data or "", actor=person)
    flash(_("The list is published. Write the numbers here once they are drawn."), "success")
    return _to_tie(call, number)


@meetings.post("/<int:number>/meeting/lots/numbers")
@signed_in
def numbers(slug: str, number: int) -> Response:
    """Find the order of a public draw from the numbers that came."""
    call, person = held_call(slug)
    form = NumbersForm()
    if not form.validate():
        raise Invalid(" ".join(map(str, form.numbers.errors)))
    group = request.form.get("group", "")
    services.draw_public(call=call, number=number, group=group, numbers=form.numbers.data or "", actor=person)
    flash(_("The lot is drawn, and the ranking follows it."), "success")
    return _to_tie(call, number)


@draws.get("/draws/<uuid:lot_id>")
def page(lot_id: uuid.UUID) -> str:
    """Show everybody the list of a public draw, its source and numbers, and how its order follows."""
    lot = db.session.get(Lot, lot_id)
    if lot is None or lot.kind is not LotKind.PUBLIC:
        raise NotFound
    sitting = db.session.get_one(Sitting, lot.sitting_id)
    key = key_of(read_sources(lot.numbers)) if lot.numbers else ""
    return render_template("awards/meetings/draw.html", lot=lot, call=sitting.call, key=key)


def _to_tie(call: Call, number: int) -> Response:
    rank = request.form.get("rank", "")
    if rank.isascii() and rank.isdecimal() and len(rank) < MAX_RANK_DIGITS:
        return redirect(url_for("meetings.tie", slug=call.slug, number=number, rank=int(rank)), 303)
    return redirect(url_for("meetings.screen", slug=call.slug, number=number), 303)


MAX_RANK_DIGITS = 7
"""Digits of a place in the ranking."""
