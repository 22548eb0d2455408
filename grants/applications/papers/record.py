"""The record of a call for its minutes: acts, amendments, and later deadlines of single applicants."""

from collections.abc import Iterator

from flask_babel import gettext as _

from grants.accounts.brand.paper import logo_on_paper
from grants.applications.models import Extension
from grants.applications.queries import extensions_of
from grants.calls.amendments import history_of
from grants.calls.models import Call
from grants.calls.printed import act_words, only_in, payers
from grants.calls.queries import rules_of
from grants.documents.content import Block, Bullets, Document, Facts, Heading, Table, said
from grants.web.filters import moment, text
from grants.web.languages import language


def record_document(call: Call) -> Document:
    """Return what was decided about a call so far, in the reader's language."""
    rules = rules_of(call)
    return Document(
        title=_("Record of the call: %(call)s", call=text(call.title)),
        language=language(),
        lead=[call.organiser.name, *only_in(rules)],
        blocks=[*_rules(call), *_amendments(call), *_extensions(call), *_cancellation(call)],
        foot=f"{rules.organiser.name}, {rules.programme.project_number}",
        fund=payers(rules),
        logo=logo_on_paper(call.organiser),
    )


def _rules(call: Call) -> Iterator[Block]:
    act = rules_of(call).approved_by
    yield Heading(_("Rules"))
    pairs = [
        (_("Approved by"), act_words(act.body, act.number, act.date) if act else "–"),
        (_("Applications from"), moment(call.opens_at)),
        (_("Applications until"), moment(call.closes_at)),
        (_("Version"), str(call.version)),
    ]
    yield Facts(pairs)


def _amendments(call: Call) -> Iterator[Block]:
    history = history_of(call)
    if not history:
        return
    yield Heading(_("Amendments"))
    since = _("In force since")
    for version, changes in history:
        yield Heading(f"{since} {moment(version.in_force_at)}", 2)
        yield Facts(
            [
                (
                    _("Act"),
                    act_words(version.act_body, version.act_number, version.act_date) if version.act_body else "–",
                ),
                (_("Reason"), version.reason),
            ]
        )
        yield Bullets([[(f"{one.what}: {one.before or '–'} → {one.after or '–'}", "")] for one in changes])


def _extensions(call: Call) -> Iterator[Block]:
    found = extensions_of(call)
    if not found:
        return
    yield Heading(_("The deadline moved for one applicant"))
    yield Table([_("Applicant"), _("Until"), _("Act"), _("Reason")], [_row(extension) for extension in found])


def _row(extension: Extension) -> list[str]:
    act = act_words(extension.act_body, extension.act_number, extension.act_date)
    return [extension.email, moment(extension.until), act, extension.reason]


def _cancellation(call: Call) -> Iterator[Block]:
    if call.cancel_reason:
        yield Heading(_("Cancelled"))
        if call.cancel_act_body:
            yield said(act_words(call.cancel_act_body, call.cancel_act_number, call.cancel_act_date))
        yield said(call.cancel_reason)
