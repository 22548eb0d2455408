"""Write down what a document says, to make the same file of it again later, and read it back. Pure."""

from collections.abc import Mapping
from dataclasses import asdict, fields
from typing import Any, get_args

from grants.documents.content import Block, Document, Logo

KINDS: dict[str, type] = {kind.__name__: kind for kind in get_args(Block)}


def freeze(document: Document) -> dict[str, Any]:
    """Return a document as JSON can hold it; each block names its kind."""
    blocks = [{"kind": type(block).__name__, **asdict(block)} for block in document.blocks]
    frozen = {**asdict(document), "blocks": blocks}
    if document.logo is None:
        del frozen["logo"]
    return frozen


def thaw(frozen: Mapping[str, Any]) -> Document:
    """Return the document that was frozen; what it was given as tuples comes back as lists."""
    known = {field.name for field in fields(Document)}
    given = {name: value for name, value in frozen.items() if name in known}
    logo = frozen.get("logo")
    made = {"blocks": [_block(each) for each in frozen["blocks"]], "logo": Logo(**logo) if logo else None}
    return Document(**given | made)


def _block(frozen: Mapping[str, Any]) -> Block:
    block: Block = KINDS[frozen["kind"]](**{name: value for name, value in frozen.items() if name != "kind"})
    return block
