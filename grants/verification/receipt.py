"""Check one applicant's receipt against a published competition. Pure."""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from grants.applications.commitments import commitment
from grants.exchange.bundle import Application, Bundle
from grants.verification.competition import KEPT_BACK, NO_RECEIPTS, has_ranking
from grants.verification.findings import Finding, found, not_public

FORMAT = "grants-receipt/1"
_HASH = re.compile(r"[0-9a-f]{64}")


def verify_receipt(receipt: Mapping[str, Any], bundle: Bundle) -> tuple[Finding, ...]:
    """Check that a receipt is what it says, lies under the root of a competition, and was ranked as it was sent."""
    wrong = list(_wrong_in_itself(receipt, bundle))
    itself = found("receipt", wrong, "The receipt's commitment follows from its content and its salt.")
    if wrong:
        return (itself,)
    return itself, _under_root(receipt["commitment"], bundle), _as_sent(receipt["content"], bundle)


def _wrong_in_itself(receipt: Mapping[str, Any], bundle: Bundle) -> Iterator[str]:
    salt, content, committed = (receipt.get(name) for name in ("salt", "content", "commitment"))
    if receipt.get("format") != FORMAT or not isinstance(content, dict):
        yield f"The file is no receipt: expected the format {FORMAT} with a content."
    elif not all(isinstance(value, str) and _HASH.fullmatch(value) for value in (salt, committed)):
        yield "The salt and the commitment of a receipt are 64 hexadecimal digits each."
    elif commitment(str(salt), content) != committed:
        yield "The commitment does not follow from the content and the salt: one of the three was changed."
    elif receipt.get("call") != bundle.call.slug:
        yield f"The receipt is of another call: {receipt.get('call')}."


def _under_root(committed: str, bundle: Bundle) -> Finding:
    known = bundle.receipts.commitments if bundle.receipts else ()
    wrong = [] if committed in known else [NO_RECEIPTS if not known else "The receipt is not among those of the file."]
    return found("root", wrong, "The receipt lies under the root.")


def _as_sent(content: Mapping[str, Any], bundle: Bundle) -> Finding:
    """Compare what the ranking reads with what was sent."""
    if not has_ranking(bundle):
        return not_public("application", KEPT_BACK)
    reference = content.get("reference")
    application = next((one for one in bundle.applications if one.reference == reference), None)
    if application is None:
        return found("application", [f"The file holds no application {reference}."], "")
    return found("application", list(_changed(content, application)), f"{reference} was ranked as it was sent in.")


def _changed(content: Mapping[str, Any], application: Application) -> Iterator[str]:
    requested, submitted_at = content.get("requested"), content.get("submitted_at")
    if _amount(requested) != application.requested:
        yield f"The sum requested was {requested}, the file says {application.requested}."
    if _moment(submitted_at) != application.submitted_at:
        yield f"It was sent in at {submitted_at}, the file says {application.submitted_at.isoformat()}."


def _amount(written: Any) -> Decimal | None:
    try:
        return Decimal(str(written or "0"))
    except InvalidOperation:
        return None


def _moment(written: Any) -> datetime | None:
    try:
        return datetime.fromisoformat(str(written))
    except ValueError:
        return None
