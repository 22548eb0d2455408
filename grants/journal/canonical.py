"""The bytes of an entry that its content hash covers, and the guard that keeps personal data out of them."""

import hashlib
import json
import re
from collections.abc import Mapping
from datetime import UTC, date
from decimal import Decimal
from typing import Any
from uuid import UUID

MAX_DETAILS = 20_000
"""The most characters the details of one entry hold as canonical JSON."""

CONTENT = (
    "id",
    "chain",
    "recorded_at",
    "actor_id",
    "action",
    "subject_kind",
    "subject_id",
    "source",
    "target",
    "details",
    "request_id",
)
"""The columns a content hash covers: all but itself and the seal."""

_CODE = re.compile(r"[A-Za-z0-9_.:+/-]{0,64}", re.ASCII)


def canonical(value: object) -> str:
    """Write a value as JSON with sorted keys and no spaces, so that equal values give equal bytes."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def content_hash(entry: Any) -> str:
    """Return the SHA-256, in hexadecimal, of everything an entry says; takes an entry or a row with its columns."""
    content = {name: getattr(entry, name) for name in CONTENT}
    content["recorded_at"] = entry.recorded_at.astimezone(UTC).isoformat(timespec="microseconds")
    for name in ("id", "actor_id", "subject_id"):
        content[name] = str(content[name]) if content[name] else None
    return hashlib.sha256(canonical(content).encode()).hexdigest()


def checked_details(details: Mapping[str, object]) -> dict[str, Any]:
    """Return details ready to be stored; raise ValueError naming whatever is not an id, a code, a number or a hash."""
    cleaned = {checked_code(key): _checked(key, value) for key, value in details.items()}
    if len(canonical(cleaned)) > MAX_DETAILS:
        raise ValueError(f"the details of a journal entry hold at most {MAX_DETAILS} characters")
    return cleaned


def checked_code(text: str) -> str:
    """Return a text if it can only be a code, a number, an id or a hash; raise ValueError otherwise."""
    if not _CODE.fullmatch(text):
        raise ValueError(f"the journal holds codes of at most 64 characters, no names or texts: {text!r}")
    return str(text)


def _checked(key: str, value: object) -> object:
    match value:
        case None | bool() | int():
            return value
        case str():
            return checked_code(value)
        case UUID() | Decimal():
            return str(value)
        case date():
            return value.isoformat()
        case list() | tuple():
            return [_checked(key, item) for item in value]
        case Mapping():
            return {checked_code(str(name)): _checked(key, item) for name, item in value.items()}
    raise ValueError(f"the journal cannot hold {key} of type {type(value).__name__}")
