"""The language of the texts of letters: Markdown and placeholders such as {applicant}; nothing in it computes. Pure.

A placeholder stands for words, or in a paragraph of its own for a whole part of the letter. What is put in its place is
never read as Markdown, so that every name is printed as it is.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from grants.awards.wordings.kinds import LetterKind
from grants.awards.wordings.placeholders import parts_of, words_of
from grants.documents.content import Block, Bullets, Document, Heading, Paragraph, Runs, Table
from grants.documents.markdown import blocks_of
from grants.placeholders import alone, named_in, put, stray_in

MAX_TEXT = 20_000
TITLE = "# "


class Fault(StrEnum):
    """Name what can be wrong with a text."""

    UNKNOWN = "unknown"
    MISSING = "missing"
    TWICE = "twice"
    NOT_ALONE = "not_alone"
    BRACE = "brace"
    NO_TITLE = "no_title"
    TOO_LONG = "too_long"


@dataclass(frozen=True)
class Flaw:
    """Be one thing that is wrong with a text: which placeholder, and in which line, counted from 1."""

    fault: Fault
    name: str = ""
    line: int = 0


@dataclass(frozen=True)
class Values:
    """Hold what is put in the place of placeholders: words, and the blocks of whole parts."""

    words: Mapping[str, str]
    part: Callable[[str], Sequence[Block]]


def flaws_in(text: str, kind: LetterKind) -> list[Flaw]:
    """Return what keeps a text from being a letter of a kind, in the order of its lines, what is missing last."""
    if len(text) > MAX_TEXT:
        return [Flaw(Fault.TOO_LONG)]
    parts, words, lines = parts_of(kind), words_of(kind), text.splitlines()
    flaws = [] if _title_of(text) else [Flaw(Fault.NO_TITLE, line=1)]
    flaws += [Flaw(Fault.BRACE, line=number) for number in stray_in(text)]
    named = named_in(text)
    first = dict(reversed(named))
    for name, number in named:
        if name not in parts:
            flaws += [] if name in words else [Flaw(Fault.UNKNOWN, name, number)]
        elif number != first[name]:
            flaws.append(Flaw(Fault.TWICE, name, number))
        elif not _stands_alone(name, number, lines):
            flaws.append(Flaw(Fault.NOT_ALONE, name, number))
    missing = [Flaw(Fault.MISSING, name) for name in parts if name not in first]
    return [*sorted(flaws, key=lambda flaw: flaw.line), *missing]


def _stands_alone(name: str, number: int, lines: list[str]) -> bool:
    around = lines[max(0, number - 2) : number - 1] + lines[number : number + 1]
    return lines[number - 1] == f"{{{name}}}" and all(not line.strip() or line.startswith("#") for line in around)


def filled(text: str, values: Values, document: Document) -> Document:
    """Return a document with the title and the blocks of a text, its placeholders filled."""
    title, blocks = _read(text)
    return replace(document, title=_put(title, values), blocks=[*_fill(blocks, values)])


@lru_cache(maxsize=256)
def _read(text: str) -> tuple[str, tuple[Block, ...]]:
    """Return the title and the blocks of a text; a thousand letters are made of one."""
    _first, _line, rest = text.lstrip().partition("\n")
    return _title_of(text), tuple(blocks_of(rest, 1))


def _title_of(text: str) -> str:
    first = text.lstrip().partition("\n")[0]
    return " ".join(first.removeprefix(TITLE).split()) if first.startswith(TITLE) else ""


def _fill(blocks: Sequence[Block], values: Values) -> Iterator[Block]:
    for block in blocks:
        match block:
            case Paragraph([(whole, "")]) if (name := alone(whole)) is not None and name not in values.words:
                yield from values.part(name)
            case Paragraph(runs):
                yield Paragraph(_filled(runs, values))
            case Bullets(items, numbered):
                yield Bullets([_filled(item, values) for item in items], numbered)
            case Heading(words, level):
                yield Heading(_put(words, values), level)
            case Table(heads, rows, numbers):
                cells = [[_put(cell, values) for cell in row] for row in rows]
                yield Table([_put(head, values) for head in heads], cells, numbers)
            case _:
                yield block


def _filled(runs: Runs, values: Values) -> Runs:
    return [(_put(words, values), style) for words, style in runs]


def _put(words: str, values: Values) -> str:
    return put(words, values.words.get)
