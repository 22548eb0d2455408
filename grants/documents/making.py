"""Make a file of a document; what makes it is loaded when it is first needed: 13 MB that most processes never use."""

from collections.abc import Sequence
from datetime import datetime
from importlib import import_module

from grants.documents.content import Document

MAKERS = {"pdf": ("grants.documents.pdf", "to_pdf"), "docx": ("grants.documents.word", "to_docx")}


def make(kind: str, document: Document, *, at: datetime) -> bytes:
    """Return a document as a file of a kind, pdf or docx, dated at a moment."""
    module, name = MAKERS[kind]
    made: bytes = getattr(import_module(module), name)(document, at=at)
    return made


def make_one(title: str, language: str, documents: Sequence[Document], *, at: datetime) -> bytes:
    """Return documents as one PDF of this title in this order, each typeset as by itself, dated at a moment."""
    made: bytes = import_module("grants.documents.pdf").to_one_pdf(title, language, documents, at=at)
    return made
