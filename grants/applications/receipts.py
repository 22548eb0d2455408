"""What the receipt of an application commits to, and the receipt as a file that anybody can recompute."""

import json
from collections.abc import Iterable
from typing import Any

from grants.applications.commitments import received_content
from grants.applications.models import Application, Attachment, Receipt
from grants.errors import Conflict

FORMAT = "grants-receipt/1"
HOW = (
    "SHA-256 over the 32 bytes of the salt followed by the content as UTF-8 JSON with sorted names, no spaces and no "
    "escaped letters gives the commitment."
)


def content_of_receipt(application: Application, files: Iterable[Attachment]) -> dict[str, Any]:
    """Return what the receipt of a submitted application commits to; raise Conflict for a draft."""
    if application.submitted_at is None or application.reference is None:
        raise Conflict("a draft has no receipt")
    requested = application.requested
    return received_content(
        reference=application.reference,
        submitted_at=application.submitted_at,
        title=application.title,
        applicant=application.applicant,
        answers=application.answers,
        requested=None if requested is None else format(requested, "f"),
        files=[{"field": file.field, "name": file.name, "sha256": file.sha256} for file in files],
    )


def receipt_file(application: Application, receipt: Receipt, files: Iterable[Attachment]) -> str:
    """Return a receipt as JSON: the commitment, its salt and its content, and how one follows from the others."""
    document = {
        "format": FORMAT,
        "call": application.call.slug,
        "commitment": receipt.commitment,
        "salt": receipt.salt,
        "content": receipt.content or content_of_receipt(application, files),
        "verification": HOW,
    }
    return json.dumps(document, ensure_ascii=False, indent=2)
