"""The pages of help."""

from typing import Any

from flask import Blueprint, redirect, render_template, request, send_from_directory, url_for
from werkzeug.wrappers import Response

from grants.errors import NotFound
from grants.site.guides import hints
from grants.site.guides.contents import GUIDES, PICTURES, pictures_of, section_of, sections_of, words_of
from grants.web.addresses import page_before
from grants.web.languages import language
from grants.web.reader import reader

blueprint = Blueprint("guides", __name__, url_prefix="/help")


@blueprint.get("")
def index() -> str:
    """List the guides."""
    return render_template("site/guides/index.html", guides=GUIDES)


@blueprint.get("/<guide>")
def page(guide: str) -> str:
    """Show a guide in the reader's language, or in one it has."""
    found = GUIDES.get(guide)
    if found is None:
        raise NotFound
    written_in = found.language_for(language())
    return render_template(
        "site/guides/page.html",
        guide=found,
        written_in=written_in,
        sections=sections_of(words_of(found, written_in)),
        pictures=pictures_of(found, written_in),
    )


@blueprint.get("/pictures/<file>")
def picture(file: str) -> Response:
    """Hand out a picture of a guide."""
    return send_from_directory(PICTURES, file, max_age=24 * 60 * 60)


@blueprint.post("/hints/<code>/seen")
def seen(code: str) -> Response:
    """Let a hint stay away from now on: for the person who is signed in."""
    person = reader()
    if person is None or code not in hints.HINTS:
        raise NotFound
    hints.put_away(person=person, code=code)
    return redirect(page_before() or "/account/", 303)


def beside() -> dict[str, Any] | None:
    """Return the address of the words that explain the page which is shown."""
    found = section_of(request.endpoint or "")
    if found is None:
        return None
    name, section = found
    return {"help_address": url_for("guides.page", guide=name, _anchor=f"section-{section}")}
