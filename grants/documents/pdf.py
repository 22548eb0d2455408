"""Make a tagged PDF of a document, to be kept and to be read by everybody: PDF/A-2a and PDF/UA-1 at once.

The typesetter itself checks both: title, language, headings, lists and tables are there for screen readers, fonts and
colours are in the file.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from threading import local
from types import MappingProxyType
from typing import Any, Final

import typst

from grants.documents.content import Document, emblem_in_words
from grants.documents.glyphs import printable
from grants.documents.hyphenation import breakable

ROOT = Path(__file__).parents[2]
TEMPLATE = ROOT / "templates" / "documents" / "document.typ"
BATCH = TEMPLATE.with_name("batch.typ")
BLANK = TEMPLATE.with_name("blank.typ")
EMBLEM = ROOT / "grants" / "static" / "images" / "eu.svg"
STANDARDS: Final[list[Any]] = ["a-2a", "ua-1"]
GENERATIONS = 10
"""For how many documents the typesetter keeps what it worked out for one, by its own count."""
Logos = Mapping[str, bytes]
NO_LOGOS: Logos = MappingProxyType({})
UNBROKEN = frozenset({"Heading", "Contents"})

_kept = local()


def to_pdf(document: Document, *, at: datetime, logos: Logos = NO_LOGOS) -> bytes:
    """Return a document as PDF, dated at a moment, so that the same document is the same file.

    `logos` holds the picture of its logo, PNG by digest. What it says travels as data, so nothing in it can be taken
    for markup.
    """
    inputs = {
        "data": _written(_laid_out(_said_by(document))),
        "digest": digest_of(document),
        "emblem": _emblem() if document.fund else "",
        "logos": _pictures(logos),
    }
    return _compiled(TEMPLATE, inputs, at)


def to_one_pdf(
    title: str, language: str, documents: Sequence[Document], *, at: datetime, logos: Logos = NO_LOGOS
) -> bytes:
    """Return documents as one PDF in this order, each typeset as by itself: with its own foot, digest and page numbers.

    The same documents are the same file. Its title and language are those of the whole.
    """
    laid_out = [_laid_out(_said_by(each)) | {"digest": digest_of(each)} for each in documents]
    inputs = {
        "data": _written({"title": title, "language": language, "documents": laid_out}),
        "emblem": _emblem() if any(each.fund for each in documents) else "",
        "logos": _pictures(logos),
    }
    made = _compiled(BATCH, inputs, at)
    _forget()
    return made


def digest_of(document: Document) -> str:
    """Return the SHA-256 of all that a document says; it stands at the foot of its pages."""
    return sha256(_written(_said_by(document)).encode()).hexdigest()


def _said_by(document: Document) -> dict[str, Any]:
    blocks = [{"kind": type(block).__name__, **asdict(block)} for block in document.blocks]
    said = {**asdict(document), "blocks": blocks, "emblem": emblem_in_words(document.language)}
    if document.logo is None:
        del said["logo"]
    return said


def _laid_out(said: dict[str, Any]) -> dict[str, Any]:
    """Return what is printed: every character with a glyph, and the words of running text breakable."""
    shown: dict[str, Any] = printable(said)
    if shown["language"] == "lv":
        shown["blocks"] = [each if each["kind"] in UNBROKEN else breakable(each) for each in shown["blocks"]]
    return shown


def _pictures(logos: Logos) -> str:
    """Write pictures down as data: the typesetter takes words alone, and reads no file."""
    return json.dumps({digest: list(content) for digest, content in sorted(logos.items())}) if logos else ""


def _written(said: dict[str, Any]) -> str:
    return json.dumps(said, ensure_ascii=False, sort_keys=True)


def _compiled(template: Path, inputs: dict[str, str], at: datetime) -> bytes:
    timestamp = int(at.astimezone(UTC).timestamp())
    made = _compiler(template).compile(sys_inputs=inputs, pdf_standards=STANDARDS, timestamp=timestamp)
    if not isinstance(made, bytes):
        raise TypeError("a document is one file")
    return made


def _forget() -> None:
    """Let the typesetter drop what it keeps of earlier documents: ten files of many letters came to 400 MB."""
    for _document in range(GENERATIONS):
        _compiler(BLANK).compile()


def _compiler(template: Path) -> typst.Compiler:
    """Return this thread's compiler of a template, which has read fonts and template once."""
    compilers: dict[Path, typst.Compiler] = _kept.__dict__.setdefault("compilers", {})
    if template not in compilers:
        compilers[template] = typst.Compiler(template, root=template.parent, ignore_system_fonts=True)
    return compilers[template]


@lru_cache(maxsize=1)
def _emblem() -> str:
    return EMBLEM.read_text()
