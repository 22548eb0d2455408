"""The register of received applications: a document for the organiser's files, once nobody can apply any more."""

from flask_babel import gettext as _

from grants.applications.models import Application
from grants.applications.queries import submitted_in
from grants.calls.labels import CHANNELS
from grants.calls.models import Call
from grants.calls.printed import only_in, payers
from grants.calls.queries import rules_of
from grants.documents.content import Document, Facts, Heading, Table
from grants.web.filters import moment, money, text
from grants.web.languages import language


def register_document(call: Call) -> Document:
    """Return the register of a call, in the reader's language."""
    rules, received = rules_of(call), submitted_in(call.id, content=False)
    heads = [
        _("No."),
        _("Reference"),
        _("Record no."),
        _("Applicant"),
        _("Project"),
        _("Requested"),
        _("Received"),
        _("How"),
    ]
    late = sum(application.is_late for application in received)
    return Document(
        title=_("Register of received applications: %(call)s", call=text(call.title)),
        language=language(),
        lead=[call.organiser.name, *only_in(rules)],
        blocks=[
            Facts(
                [
                    (_("Applications until"), moment(call.closes_at)),
                    (_("Received"), str(len(received))),
                    (_("Of these late"), str(late)),
                    (_("Root over all receipts"), call.receipts_root or "–"),
                ]
            ),
            Heading(_("In the order of submission")),
            Table(heads, [_row(place, each) for place, each in enumerate(received, start=1)], [0, 5]),
        ],
        foot=f"{rules.organiser.name}, {rules.programme.project_number}",
        fund=payers(rules),
    )


def _row(place: int, application: Application) -> list[str]:
    way = str(CHANNELS.get(application.channel, application.channel))
    return [
        str(place),
        application.reference or "",
        application.record_number or "–",
        application.organisation.name if application.organisation else "",
        application.title,
        money(application.requested),
        moment(application.submitted_at),
        ", ".join((way, _("late"))) if application.is_late else way,
    ]
