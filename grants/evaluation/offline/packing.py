"""Make one PDF or one ZIP of applications, in the reader's language."""

import io
from collections.abc import Iterator
from dataclasses import replace

from flask_babel import gettext as _
from flask_babel import ngettext

from grants import clock
from grants.applications.models import Application, Attachment
from grants.applications.papers.printed import pages_of
from grants.applications.reading import Content
from grants.calls.models import Call
from grants.calls.printed import only_in, payers
from grants.calls.queries import rules_of
from grants.documents.content import Block, Break, Contents, Document, Heading
from grants.documents.making import make
from grants.evaluation.offline.reading import Taken
from grants.evaluation.offline.zipping import Entry, Opened, usable
from grants.scanning import is_scanning
from grants.storage import Storage, storage
from grants.web.filters import text
from grants.web.languages import language

MAX_TAKEN = 2 * 1024 * 1024 * 1024
"""Bytes of all files in one archive; what is more is left out and named."""


def pdf_of(call: Call, taken: Taken) -> bytes:
    """Return one document with a list of contents, each application from a new page on."""
    blocks: list[Block] = [Contents(_("Contents"))]
    for application, content in taken.contents:
        blocks += [Break(), *pages_of(application, content)]
    return make("pdf", _document(call, _("Applications"), blocks, taken), at=clock.now())


def entries_of(call: Call, taken: Taken) -> list[Entry]:
    """Return the files of an archive: a list of them, and for each application a folder with a PDF and its files."""
    entries: list[Entry] = []
    lines: list[str] = []
    printed, listed = _("application") + ".pdf", _("contents") + ".txt"
    left = MAX_TAKEN
    for place, (application, content) in enumerate(taken.contents, start=1):
        folder = usable(f"{place:02} {application.reference or ''}")
        entries.append(Entry(f"{folder}/{printed}", _printed(call, application, content)))
        lines += ["", f"{folder}: {content.title}"]
        for number, file in enumerate(content.attachments, start=1):
            name, why = _name_in(content, file, number), _left_out(file, left)
            lines.append(f"  {name}{f' – {why}' if why else ''}")
            if not why:
                left -= file.size
                entries.append(Entry(f"{folder}/{name}", _stored(storage(), file)))
    said = "\r\n".join([text(call.title), *lines])
    return [Entry(listed, lambda: io.BytesIO(said.encode("utf-8-sig"))), *entries]


def name_of(call: Call, taken: Taken, kind: str) -> str:
    """Return what the file is called."""
    return f"{call.slug}-{taken.part}.{kind}" if taken.parts > 1 else f"{call.slug}.{kind}"


def _document(call: Call, title: str, blocks: list[Block], taken: Taken) -> Document:
    rules = rules_of(call)
    lead = [call.organiser.name, text(call.title), *only_in(rules)]
    if taken.parts > 1:
        lead.append(_("Part %(part)d of %(parts)d", part=taken.part, parts=taken.parts))
    lead.append(ngettext("%(num)d application", "%(num)d applications", len(taken.contents)))
    return Document(
        title=title, language=language(), lead=lead, blocks=blocks, foot=text(rules.title), fund=payers(rules)
    )


def _printed(call: Call, application: Application, content: Content) -> Opened:
    """Return what typesets one application once its turn comes; its words are read before."""
    title, *blocks = pages_of(application, content)
    del title  # is the title of the whole document here
    rules = rules_of(call)
    document = Document(
        title=content.title or application.reference or "–",
        language=language(),
        lead=[text(call.title), *only_in(rules)],
        blocks=list(_raised(blocks)),
        foot=application.reference or "",
        fund=payers(rules),
    )
    at = clock.now()
    return lambda: io.BytesIO(make("pdf", document, at=at))


def _raised(blocks: list[Block]) -> Iterator[Block]:
    """Yield blocks with their headings one level higher: below the title none may be left out."""
    for block in blocks:
        yield replace(block, level=block.level - 1) if isinstance(block, Heading) else block


def _stored(kept: Storage, file: Attachment) -> Opened:
    key = file.shown_key or file.storage_key
    return lambda: kept.open(key)


def _name_in(content: Content, file: Attachment, number: int) -> str:
    name = content.name_of(file)
    if not content.names:
        name = f"{number:02} {name}"
    return usable(f"{name}.pdf" if file.shown_key else name)


def _left_out(file: Attachment, left: int) -> str:
    if file.virus:
        return _("left out: a virus was found in it")
    if file.scanned_at is None and is_scanning():
        return _("left out: it is still being scanned for viruses")
    return _("left out: the archive would become too large") if file.size > left else ""
