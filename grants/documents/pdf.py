"""Make a tagged PDF of a document: title, language, headings, lists and tables are there for screen readers too."""

import json
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import typst

from grants.documents.content import Document

TEMPLATE = Path(__file__).parents[2] / "templates" / "documents" / "document.typ"
STANDARD: Final = "ua-1"
"""PDF/UA-1: what a document needs to be accessible, checked by the typesetter itself."""


def to_pdf(document: Document, *, at: datetime) -> bytes:
    """Return a document as PDF, dated at a moment, so that the same document is the same file.

    What it says travels as data, so nothing in it can be taken for markup.
    """
    blocks = [{"kind": type(block).__name__, **asdict(block)} for block in document.blocks]
    data = {**asdict(document), "blocks": blocks}
    made: bytes = typst.compile(
        TEMPLATE.read_bytes(),
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        pdf_standards=STANDARD,
        ignore_system_fonts=True,
        timestamp=int(at.astimezone(UTC).timestamp()),
    )
    return made
