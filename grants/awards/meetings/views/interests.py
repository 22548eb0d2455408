"""The page on which a substitute who is called in declares."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import ngettext
from werkzeug.wrappers import Response

from grants.accounts.current import signed_in
from grants.awards.meetings.interests.queries import undeclared_by
from grants.awards.meetings.interests.services import declare_called_in, digest_of, require_called_in
from grants.awards.meetings.queries import ranking_for, sitting_in
from grants.awards.meetings.views.blueprints import meetings, met_call
from grants.calls.queries import rules_of
from grants.errors import Invalid, Stale
from grants.evaluation.labels import CONFLICTS
from grants.evaluation.models import ConflictKind
from grants.web.forms import Form

CHOICE = "about-"
NONE = "none"


@meetings.route("/<int:number>/declarations", methods=["GET", "POST"])
@signed_in
def declare(slug: str, number: int) -> str | Response | tuple[str, int]:
    """Show what waits for a declaration, and take it; who stands in for whom is chosen by the secretary."""
    call, person = met_call(slug)
    sitting = sitting_in(call, number)
    require_called_in(sitting, call, person)
    standing = ranking_for(call)
    waiting = undeclared_by(person, standing) if standing else []
    form, status = Form(), 200
    if request.method == "POST":
        # Places, not ids: in a blind competition nobody is to learn which project is whose.
        typed = [request.form.get(f"{CHOICE}{place}", "") for place in range(len(waiting))]
        said = {one.id: value for one, value in zip(waiting, typed, strict=True) if value in {NONE, *ConflictKind}}
        kinds = {one: None if value == NONE else ConflictKind(value) for one, value in said.items()}
        try:
            made = declare_called_in(
                call=call, number=number, said=kinds, seen=request.form.get("seen", ""), actor=person
            )
        except (Invalid, Stale) as error:
            form.form_errors.append(str(error.message))
            status = 422
        else:
            if made:
                flash(ngettext("%(num)d declaration is stored.", "%(num)d declarations are stored.", made))
            return redirect(url_for("meetings.page", slug=call.slug, number=number), 303)
    page = render_template(
        "awards/meetings/declarations.html",
        call=call,
        sitting=sitting,
        form=form,
        rows=[(one, request.form.get(f"{CHOICE}{place}", "")) for place, one in enumerate(waiting)],
        seen=digest_of(waiting),
        conflicts=CONFLICTS,
        blind=rules_of(call).scoring.blind,
    )
    return page, status
