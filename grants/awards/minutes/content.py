"""What minutes say, in sections each of which is about one application or about none: kept, compared, cut. Pure."""

import difflib
import hashlib
import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

from grants.documents.content import Block, Bullets, Facts, Heading, Paragraph, Table

Json = dict[str, Any]
KINDS: dict[str, type[Block]] = {kind.__name__: kind for kind in (Bullets, Facts, Heading, Paragraph, Table)}


@dataclass(frozen=True)
class Section:
    """Be a part of minutes, about one application where it names one."""

    blocks: Sequence[Block]
    application_id: UUID | None = None


@dataclass(frozen=True)
class Difference:
    """Be one line that a version has and another has not."""

    line: str
    is_new: bool


def written(sections: Sequence[Section]) -> list[Json]:
    """Write sections as JSON data."""
    return [
        {
            "application": section.application_id.hex if section.application_id else None,
            "blocks": [{"kind": type(block).__name__, **asdict(block)} for block in section.blocks],
        }
        for section in sections
    ]


def read(documents: Sequence[Json]) -> list[Section]:
    """Read what `written` wrote."""
    return [
        Section(
            [KINDS[block["kind"]](**{k: v for k, v in block.items() if k != "kind"}) for block in document["blocks"]],
            UUID(document["application"]) if document["application"] else None,
        )
        for document in documents
    ]


def digest_of(sections: Sequence[Section]) -> str:
    """Return SHA-256 of everything that minutes say."""
    said = json.dumps(written(sections), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(said.encode()).hexdigest()


def without(sections: Sequence[Section], hidden: Collection[UUID], words: str) -> list[Section]:
    """Return sections with those about some applications left out, but for their headings and a word why."""
    return [_cut(section, words) if section.application_id in hidden else section for section in sections]


def blocks_of(sections: Sequence[Section]) -> list[Block]:
    """Return all blocks of sections, in order."""
    return [block for section in sections for block in section.blocks]


def lines_of(sections: Sequence[Section]) -> list[str]:
    """Return what sections say, line by line."""
    return [line for block in blocks_of(sections) for line in _lines(block)]


def differences(before: Sequence[Section], after: Sequence[Section]) -> list[Difference]:
    """Return the lines that differ, in order: those that are gone, and those that are new."""
    compared = difflib.ndiff(lines_of(before), lines_of(after))
    return [Difference(line[2:], line.startswith("+")) for line in compared if line[:2] in {"+ ", "- "}]


def _cut(section: Section, words: str) -> Section:
    headings = [block for block in section.blocks if isinstance(block, Heading)][:1]
    return Section([*headings, Paragraph([(words, "")])], section.application_id)


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Heading(words):
            yield words
        case Paragraph(runs):
            yield "".join(words for words, _style in runs)
        case Bullets(items):
            yield from ("".join(words for words, _style in item) for item in items)
        case Facts(pairs):
            yield from (f"{term}: {words}" for term, words in pairs)
        case Table(heads, rows):
            yield from (" | ".join(row) for row in (heads, *rows))
