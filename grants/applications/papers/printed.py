"""An application on paper: what was received, with its receipt and every attachment listed."""

from collections.abc import Iterator

from flask_babel import force_locale, ngettext
from flask_babel import gettext as _

from grants.accounts.brand.paper import logo_on_paper
from grants.applications.models import Application, Receipt
from grants.applications.queries import receipt_of
from grants.applications.reading import Answer, Content, content_of
from grants.calls.printed import only_in, payers
from grants.calls.queries import rules_of
from grants.documents.content import Block, Bullets, Document, Facts, Heading, Paragraph, Table, said
from grants.documents.making import make
from grants.web.filters import moment, number, text
from grants.web.languages import language

KILOBYTE = 1024


def signed_copy_of(application: Application) -> bytes:
    """Return the copy that is signed: the same bytes whenever it is made, in the first language of the call.

    It bears no logo: one that is changed meanwhile would make another file of it.
    """
    receipt = receipt_of(application)
    with force_locale(rules_of(application.call).languages[0]):
        return make("pdf", copy_document(application, receipt, with_logo=False), at=receipt.issued_at)


def copy_document(application: Application, receipt: Receipt | None, *, with_logo: bool = True) -> Document:
    """Return what was received as a document, in the reader's language; what came in a file has no receipt."""
    rules, content = rules_of(application.call, application.version), content_of(application)
    return Document(
        title=content.title,
        language=language(),
        lead=[application.call.organiser.name, text(application.call.title), *only_in(rules)],
        blocks=[*_received(application, receipt, content), *_parts(content), *_attachments(content)],
        foot=f"{application.reference}, {text(rules.title)}, {rules.programme.project_number}",
        fund=payers(rules),
        logo=logo_on_paper(application.call.organiser) if with_logo else None,
    )


def _received(application: Application, receipt: Receipt | None, content: Content) -> Iterator[Block]:
    pairs = [
        (_("Reference number"), application.reference or "–"),
        (_("Received"), moment(application.submitted_at)),
        *content.applicant,
    ]
    if receipt is not None:
        pairs.append((_("Commitment"), receipt.commitment))
    yield Facts(pairs)


def pages_of(application: Application, content: Content) -> Iterator[Block]:
    """Yield an application for who reads it among others: what they see of it, its title as a heading."""
    yield Heading(content.title)
    yield Facts([(_("Reference number"), application.reference or "–"), *content.applicant])
    yield from _parts(content, level=2)
    yield Heading(_("Attachments"), 2)
    names = [[(content.name_of(file), "")] for file in content.attachments]
    yield Bullets(names) if names else said(_("None."))


def _parts(content: Content, level: int = 1) -> Iterator[Block]:
    for part in content.parts:
        yield Heading(part.title, level)
        for answer in part.answers:
            yield Paragraph([(answer.label, "strong")])
            yield from _answer(answer, content)


def _answer(answer: Answer, content: Content) -> Iterator[Block]:
    if answer.hidden:
        yield said(ngettext("%(num)d file is blacked out", "%(num)d files are blacked out", answer.hidden))
    if not answer.value:
        if answer.hidden:
            return
        yield said(_("not answered"))
    elif answer.kind == "list":
        yield Bullets([[(each, "")] for each in answer.value])
    elif answer.kind == "files":
        yield Bullets([[(content.name_of(file), "")] for file in answer.value])
    elif answer.kind == "table":
        table = answer.value
        yield Table(table.heads, table.rows, [place for place, numeric in enumerate(table.numeric) if numeric])
        if table.total:
            yield said(_("Requested in total: %(sum)s", sum=table.total))
    else:
        for line in answer.value.split("\n"):
            if line.strip():
                yield said(line)


def _attachments(content: Content) -> Iterator[Block]:
    files = content.attachments
    yield Heading(_("Attachments"))
    if not files:
        yield said(_("None."))
        return
    rows = [[file.name, _("%(size)s kB", size=number(-(-file.size // KILOBYTE))), file.sha256] for file in files]
    yield Table([_("File"), _("Size"), _("SHA-256")], rows, [1])
