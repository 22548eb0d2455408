"""Make a file of a document; what makes it is loaded when it is first needed: 13 MB that most processes never use."""

from collections.abc import Sequence
from datetime import datetime
from importlib import import_module

from grants.documents.content import Document
from grants.documents.logos import pictures_of

MAKERS = {"pdf": ("grants.documents.pdf", "to_pdf"), "docx": ("grants.documents.word", "to_docx")}


def make(kind: str, document: Document, *, at: datetime) -> bytes:
    """Return a document as a file of a kind, pdf or docx, dated at a moment."""
    module, name = MAKERS[kind]
    made: bytes = getattr(import_module(module), name)(document, at=at, logos=pictures_of([document]))
    return made


def make_one(title: str, language: str, documents: Sequence[Document], *, at: datetime) -> bytes:
    """Return documents as one PDF of this title in this order, each typeset as by itself, dated at a moment."""
    logos = pictures_of(documents)
    made: bytes = import_module("grants.documents.pdf").to_one_pdf(title, language, documents, at=at, logos=logos)
    return made
