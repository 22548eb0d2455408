"""How officials move the deadline for one applicant, and the record of a call for its minutes."""

from zoneinfo import ZoneInfo

from flask import Response, flash, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from grants import clock
from grants.accounts.current import require_person
from grants.applications import queries, services
from grants.applications.attempts import hit_by_faults
from grants.applications.forms import HIT, ExtensionForm
from grants.applications.papers.record import record_document
from grants.applications.views.blueprints import officials
from grants.applications.views.common import Page
from grants.calls.policies import may_manage
from grants.calls.queries import rules_of
from grants.calls.services import AMENDABLE
from grants.calls.views.answering import answer
from grants.calls.views.office import managed_call, readable_call
from grants.documents.making import make
from grants.filetypes import MEDIA_TYPES
from grants.web.downloads import handed_out


@officials.get("/calls/<slug>/extensions")
def extensions(slug: str) -> str:
    """Show for whom the deadline was moved, by which decisions."""
    call = readable_call(slug)
    return render_template(
        "applications/office/extensions.html",
        call=call,
        extensions=queries.extensions_of(call),
        days=rules_of(call).schedule.individual_extension_days,
        amendable=call.stage in AMENDABLE,
        manages=may_manage(require_person(), call),
    )


@officials.route("/calls/<slug>/extensions/new", methods=["GET", "POST"])
def extend_for(slug: str) -> Page:
    """Move the deadline for one applicant."""
    call = managed_call(slug)
    rules = rules_of(call)
    form = ExtensionForm.of(ZoneInfo(rules.schedule.timezone))

    if not form.is_submitted() and request.args.get("whom") == HIT:
        form.whom.data = HIT
    hit = hit_by_faults(call) if form.is_for_hit else set()

    def act() -> str:
        for email in sorted(hit) if form.is_for_hit else [form.email.data or ""]:
            services.extend_for(
                call=call,
                email=email,
                until=form["until"].data,
                reason=form.reason.data or "",
                act=(form.body.data or "", form.number.data or "", form.date.data),
                actor=require_person(),
            )
        if form.is_for_hit:
            flash(_moved_for(len(hit)))
        else:
            flash(_("The deadline is moved for this applicant. They get a message."))
        return url_for("office_applications.extensions", slug=call.slug)

    return answer(
        form,
        act,
        "applications/office/extend_for.html",
        linked=False,
        call=call,
        hit=len(hit),
        days=rules.schedule.individual_extension_days,
    )


def _moved_for(count: int) -> str:
    return ngettext(
        "The deadline is moved for %(num)d applicant.", "The deadline is moved for %(num)d applicants.", count
    )


@officials.get("/calls/<slug>/record.<any(pdf, docx):kind>")
def record(slug: str, kind: str) -> Response:
    """Hand out what was decided about a call so far, for its minutes."""
    call = readable_call(slug)
    content = make(kind, record_document(call), at=clock.now())
    return handed_out(content, MEDIA_TYPES[kind], f"{call.slug}-record.{kind}")
