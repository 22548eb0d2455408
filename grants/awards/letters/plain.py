"""A document as Markdown in which every word is escaped, for e-mails and pages."""

from collections.abc import Iterator

from grants.documents.content import Block, Bullets, Document, Facts, Heading, Paragraph, Runs, Table
from grants.notices.words import escaped

MARKS = {"strong": "**", "emph": "*"}
"""What stands around the words of a style."""


def markdown_of(document: Document) -> str:
    """Return what a document says below its title; room to write in, and breaks of pages, are left out."""
    blocks = [Paragraph([(line, "")]) for line in document.lead]
    return "\n\n".join(filter(None, ("\n".join(_lines(block)) for block in [*blocks, *document.blocks])))


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Heading(words, level):
            yield f"{'#' * level} {_line(words)}"
        case Paragraph(runs):
            yield _runs(runs)
        case Bullets(items, numbered):
            for number, item in enumerate(items, start=1):
                yield f"{f'{number}.' if numbered else '-'} {_runs(item)}"
        case Facts(pairs):
            yield from (f"- **{_line(term)}:** {_line(words)}" for term, words in pairs)
        case Table(heads, rows):
            yield from (f"- {', '.join(_line(cell) for cell in row)}" for row in [heads, *rows])
        case _:
            return


def _runs(runs: Runs) -> str:
    return "".join(f"{MARKS.get(style, '')}{_line(words)}{MARKS.get(style, '')}" for words, style in runs)


def _line(words: str) -> str:
    return str(escaped(" ".join(words.split("\n"))))
