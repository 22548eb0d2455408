"""Write documents so that equal ones are equal to the byte."""

import hashlib
import json
from typing import Any

from grants.calls.rules.parts.base import Document


def dump(document: Document) -> dict[str, Any]:
    """Return a document as JSON-ready data that reads back equal: what was absent or null is left out."""
    return document.model_dump(mode="json", by_alias=True, exclude_unset=True)


def canonical(document: Document) -> bytes:
    """Return a document as canonical JSON: names sorted, no spaces, UTF-8."""
    written = json.dumps(dump(document), ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return written.encode()


def digest(document: Document) -> str:
    """Return the SHA-256 of a document's canonical JSON, in hexadecimal."""
    return hashlib.sha256(canonical(document)).hexdigest()
