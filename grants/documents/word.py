"""Make a text document (.docx) of a document, with styles a word processor knows: to be filed, or worked on."""

from collections.abc import Mapping
from datetime import datetime
from io import BytesIO
from pathlib import Path
from types import MappingProxyType

import docx
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml.ns import qn
from docx.shared import Cm
from docx.text.paragraph import Paragraph as WordParagraph

from grants.documents.content import (
    Block,
    Break,
    Bullets,
    Contents,
    Document,
    Facts,
    Heading,
    Paragraph,
    Room,
    Runs,
    Table,
    emblem_in_words,
)

EMBLEM = Path(__file__).parents[1] / "static" / "images" / "eu.png"
"""Drawn from `eu.svg`: word processors of every age show this kind of picture."""
EMBLEM_HEIGHT, LOGO_HEIGHT = 1.6, 1.3
"""In centimetres: no logo is higher than the emblem."""
NO_LOGOS: Mapping[str, bytes] = MappingProxyType({})
ROOM = 70
"""Characters of a line to write on."""
LANGUAGES = {"lv": "lv-LV", "en": "en-GB"}


def to_docx(document: Document, *, at: datetime, logos: Mapping[str, bytes] = NO_LOGOS) -> bytes:
    """Return a document as .docx, dated at a moment."""
    made = docx.Document()
    properties = made.core_properties
    properties.title, properties.language = document.title, LANGUAGES.get(document.language, document.language)
    properties.author, properties.created, properties.modified = "", at.replace(tzinfo=None), at.replace(tzinfo=None)
    _speak(made, properties.language)
    if document.logo is not None:
        _show(made, BytesIO(logos[document.logo.digest]), document.logo.words, LOGO_HEIGHT)
    if document.fund:
        _show(made, str(EMBLEM), emblem_in_words(document.language), EMBLEM_HEIGHT)
    for line in document.fund:
        made.add_paragraph(line)
    made.add_heading(document.title, 0)
    for line in document.lead:
        made.add_paragraph(line)
    for block in document.blocks:
        _add(made, block)
    made.sections[0].footer.paragraphs[0].text = " · ".join(filter(None, (document.number, document.foot)))
    file = BytesIO()
    made.save(file)
    return file.getvalue()


def _show(made: WordDocument, picture: BytesIO | str, words: str, height: float) -> None:
    """Put a picture at the head, with its words for who does not see it."""
    shown = made.add_paragraph().add_run().add_picture(picture, height=Cm(height))
    shown._inline.docPr.set("descr", words)  # noqa: SLF001  # no public way to say it in words


def _add(made: WordDocument, block: Block) -> None:
    match block:
        case Heading(words, level):
            made.add_heading(words, min(level, 9))
        case Paragraph(runs):
            _write(made.add_paragraph(), runs)
        case Bullets(items, numbered):
            for item in items:
                _write(made.add_paragraph(style="List Number" if numbered else "List Bullet"), item)
        case Facts(pairs):
            for term, words in pairs:
                _write(made.add_paragraph(), [(f"{term}: ", "strong"), (words, "")])
        case Table():
            _tabulate(made, block)
        case Break() | Room() | Contents():
            _leave_room(made, block)


def _leave_room(made: WordDocument, block: Break | Room | Contents) -> None:
    """Add what has no words; a list of contents a word processor makes itself of the headings."""
    if isinstance(block, Break):
        made.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    if isinstance(block, Room):
        for _line in range(block.lines):
            made.add_paragraph("_" * ROOM)


def _tabulate(made: WordDocument, block: Table) -> None:
    table = made.add_table(rows=1, cols=len(block.heads), style="Table Grid")
    for row_number, row in enumerate([block.heads, *block.rows]):
        cells = table.rows[0].cells if not row_number else table.add_row().cells
        for place, words in enumerate(row):
            paragraph = cells[place].paragraphs[0]
            _write(paragraph, [(words, "" if row_number else "strong")])
            if place in block.numbers:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    heading = table.rows[0]._tr.get_or_add_trPr()  # noqa: SLF001  # no public way to repeat the row of heads
    heading.append(heading.makeelement(qn("w:tblHeader"), {}))


def _write(paragraph: WordParagraph, runs: Runs) -> None:
    for words, style in runs:
        run = paragraph.add_run(words)
        run.bold, run.italic = style == "strong" or None, style == "emph" or None


def _speak(made: WordDocument, language: str) -> None:
    """Have the words checked in their own language."""
    run = made.styles["Normal"].element.get_or_add_rPr()
    spoken = run.makeelement(qn("w:lang"), {qn("w:val"): language})
    run.append(spoken)
