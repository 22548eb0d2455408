"""Extending the term to decide: the reason, the notices to be read beforehand, the act."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import ngettext
from werkzeug.wrappers import Response

from grants.accounts.current import require_person, signed_in
from grants.applications.policies import may_read_officially
from grants.awards.extending import services
from grants.awards.extending.forms import ExtensionForm
from grants.awards.extending.queries import terms_in, undecided_in
from grants.awards.stakes import require_none_of_own
from grants.awards.wordings.facts import Facts
from grants.awards.wordings.writing import document_of
from grants.calls.models import Call
from grants.calls.policies import may_manage
from grants.calls.views.office import managed_call, readable_call
from grants.errors import Invalid

blueprint = Blueprint("extending", __name__)
MOST_SHOWN = 100
SEEN = "seen"
"""Sent by the page that shows the notices: then they are written."""
Page = str | Response | tuple[str, int]


@blueprint.route("/office/calls/<slug>/term", methods=["GET", "POST"])
@signed_in
def page(slug: str) -> Page:
    """Show until when the law lets a call be decided, and extend that by a notice that is read beforehand."""
    call = managed_call(slug) if request.method == "POST" else readable_call(slug)
    require_none_of_own(call, require_person())
    form = ExtensionForm()
    if form.validate_on_submit():
        until, reason, actor = form.until.data, str(form.reason.data), require_person()
        try:
            if SEEN in request.form:
                made = services.extend(call=call, until=until, reason=reason, actor=actor)
                return _done(call, len(made))
            return _page(call, form, services.preview(call=call, until=until, reason=reason, actor=actor))
        except Invalid as error:
            for name, words in error.fields.items():
                form[name].errors = [*form[name].errors, str(words)]
    return _page(call, form), 422 if form.is_submitted() else 200


def _done(call: Call, made: int) -> Response:
    """Lead on to the letters, where the notices are signed and sent; a second time there is nothing new."""
    if not made:
        return redirect(url_for("extending.page", slug=call.slug), 303)
    flash(
        ngettext(
            "The term is extended, and %(num)d notice is prepared. Sign and send it here.",
            "The term is extended, and %(num)d notices are prepared. Sign and send them here.",
            made,
        )
    )
    return redirect(url_for("letters.page", slug=call.slug), 303)


def _page(call: Call, form: ExtensionForm, notices: list[Facts] | None = None) -> str:
    person, waiting = require_person(), undecided_in(call)
    terms = terms_in(call, waiting)
    nearest = sorted(waiting, key=lambda one: terms[one.id].last_day)[:MOST_SHOWN]
    first = next((each for each in notices or () if may_read_officially(person, each.application)), None)
    return render_template(
        "awards/extending/page.html",
        call=call,
        form=form,
        rows=[(one, terms[one.id]) for one in nearest],
        waiting=len(waiting),
        extended=any(term.prepared_until for term in terms.values()),
        manages=may_manage(person, call),
        latest=min((term.latest for term in terms.values()), default=None),
        count=None if notices is None else len(notices),
        document=document_of(first, first.in_force) if first else None,
    )
