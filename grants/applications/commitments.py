"""Receipts: a salted commitment to what was received and when, which later proves that nothing was changed.

The salt keeps titles and sums from being guessed out of a published commitment.
"""

import hashlib
import json
import secrets
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from grants.journal import merkle


def new_salt() -> str:
    """Return 32 random bytes in hexadecimal."""
    return secrets.token_hex(32)


def commitment(salt: str, content: Mapping[str, Any]) -> str:
    """Return SHA-256 over the salt and the canonical JSON of the content, in hexadecimal."""
    canonical = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(bytes.fromhex(salt) + canonical.encode()).hexdigest()


def root_of(commitments: Iterable[str]) -> str:
    """Return the root of RFC 9162 over commitments in their own order, which tells nothing of who came when."""
    return merkle.root([merkle.leaf(bytes.fromhex(one)) for one in sorted(commitments)]).hex()


def digest_of(
    title: str,
    applicant: Mapping[str, Any],
    requested: Decimal | None,
    answers: Mapping[str, Any],
    files: Sequence[Any],
) -> str:
    """Return SHA-256 of what an application says, the same before and after it is sent in."""
    said = [title, dict(applicant), format(requested or Decimal(0), ".2f"), dict(answers), sorted(map(list, files))]
    return hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def received_content(
    *, reference: str, submitted_at: datetime, title: str, applicant: Mapping[str, Any], answers: Mapping[str, Any],
    requested: str | None, files: Sequence[Mapping[str, str]],
) -> dict[str, Any]:  # fmt: skip
    """Return what a receipt commits to; `files` hold the field's code, the name and the SHA-256 of each."""
    return {
        "reference": reference,
        "submitted_at": submitted_at.astimezone(UTC).isoformat(),
        "title": title,
        "applicant": dict(applicant),
        "requested": requested,
        "answers": dict(answers),
        "files": [dict(file) for file in files],
    }
