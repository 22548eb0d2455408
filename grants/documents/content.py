"""What a document says, whatever file it becomes: a title and blocks in order. Words are words here, never markup."""

from collections.abc import Sequence
from dataclasses import dataclass, field

EMBLEM_IN_WORDS = {"lv": "Eiropas Savienības karogs", "en": "Flag of the European Union"}


def emblem_in_words(language: str) -> str:
    """Return what the emblem is called, for who does not see it."""
    return EMBLEM_IN_WORDS.get(language, EMBLEM_IN_WORDS["en"])


Runs = Sequence[tuple[str, str]]
"""Pieces of a paragraph, each with its style: "", strong or emph."""


@dataclass(frozen=True)
class Heading:
    """Be a heading; level 1 stands below the title of the document."""

    words: str
    level: int = 1


@dataclass(frozen=True)
class Paragraph:
    """Be a paragraph."""

    runs: Runs


@dataclass(frozen=True)
class Bullets:
    """Be a list, numbered or not; each item is a paragraph."""

    items: Sequence[Runs]
    numbered: bool = False


@dataclass(frozen=True)
class Facts:
    """Be pairs of a term and what it is."""

    pairs: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Table:
    """Be a table with one row of heads; numbers stand at the right in the columns named."""

    heads: Sequence[str]
    rows: Sequence[Sequence[str]]
    numbers: Sequence[int] = ()


@dataclass(frozen=True)
class Contents:
    """Be a list of the headings of the first level, each with its page."""

    words: str


@dataclass(frozen=True)
class Break:
    """Begin a new page."""


@dataclass(frozen=True)
class Room:
    """Be room for so many lines written by hand."""

    lines: int


Block = Heading | Paragraph | Bullets | Facts | Table | Contents | Break | Room


@dataclass(frozen=True)
class Logo:
    """Be the logo of who a document is from: the digest of its picture, which travels apart, and what it says."""

    digest: str
    words: str


@dataclass(frozen=True)
class Document:
    """Be a whole document."""

    title: str
    language: str
    blocks: Sequence[Block]
    foot: str = ""
    """A line at the foot of every page."""
    lead: Sequence[str] = field(default=())
    """Lines under the title."""
    large: bool = False
    """Whether it is printed in large letters."""
    number: str = ""
    """The number of the document, at the foot of every page."""
    fund: Sequence[str] = field(default=())
    """Who pays, beside the emblem of the European Union on the first page; no emblem where nothing is said."""
    logo: Logo | None = None
    """At the head of the first page; what has none says nothing of it, so that older documents stay the same files."""


def said(words: str) -> Paragraph:
    """Return a paragraph of plain words."""
    return Paragraph([(words, "")])
