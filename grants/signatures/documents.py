"""PDF documents signed within themselves (PAdES, ISO 32000-2 §12.8): each signature is added at the end of the file."""

import hashlib
from collections.abc import Collection
from io import BytesIO
from typing import Any

from grants.signatures.base import MAX_SIGNATURES, Container, Signature, name_in

SIGNING_KEYS = frozenset({"/AcroForm", "/DSS", "/Extensions", "/Metadata", "/Perms", "/Version"})
"""What signing changes in the catalogue of a document."""


def open_signed_pdf(content: bytes, original: bytes) -> Container | None:
    """Return who signed a PDF that was handed out unsigned, or None for what is no PDF.

    Its one document is the original, if the file begins with it and adds nothing but signatures. A program that wrote
    the file anew instead of adding to it has changed its bytes; then there is no document.
    """
    from pyhanko.pdf_utils.misc import PdfError  # some megabytes that only signed PDF files need
    from pyhanko.pdf_utils.reader import PdfFileReader

    try:
        reader = PdfFileReader(BytesIO(content))
        signatures = [_signature(each) for each in reader.embedded_regular_signatures[:MAX_SIGNATURES]]
        is_original = content.startswith(original) and _adds_signatures_only(reader)
    except (PdfError, ValueError, KeyError, IndexError, TypeError, AttributeError, RecursionError, OSError):
        return None  # a file from outside can be wrong in every way that the library did not think of
    documents = {"pdf": hashlib.sha256(original).hexdigest()} if is_original else {}
    return Container(tuple(signatures), documents)


def _signature(embedded: Any) -> Signature:
    from cryptography import x509
    from pyhanko.sign.validation.generic_cms import validate_sig_integrity
    from pyhanko.sign.validation.status import SignatureCoverageLevel

    intact, valid = validate_sig_integrity(
        embedded.signer_info, embedded.signer_cert, "data", embedded.compute_digest()
    )
    coverage = embedded.evaluate_signature_coverage()
    covers = coverage in (SignatureCoverageLevel.ENTIRE_FILE, SignatureCoverageLevel.ENTIRE_REVISION)
    certificate = x509.load_der_x509_certificate(embedded.signer_cert.dump())
    claimed = embedded.self_reported_timestamp
    at = claimed.isoformat() if claimed is not None else ""
    return Signature(name_in(certificate), at, matches=intact and valid and covers)


def _adds_signatures_only(reader: Any) -> bool:
    """Tell whether the versions that were added to a file show the same as the first, with signatures."""
    first = reader.get_historical_resolver(0)
    if reader.trailer.raw_get("/Root") != first.trailer_view.raw_get("/Root"):
        return False
    known = set(reader.xrefs.explicit_refs_in_revision(0))
    later = range(1, reader.xrefs.total_revisions)
    replaced = {reference for number in later for reference in reader.xrefs.explicit_refs_in_revision(number)} & known
    info = reader.trailer["/Info"] if "/Info" in reader.trailer else None  # noqa: SIM401  # a trailer has no `get`
    return all(
        now == info or _shows_the_same(first.get_object(reference), now)
        for reference, now in ((each, reader.get_object(each)) for each in replaced)
    )


def _shows_the_same(before: Any, now: Any) -> bool:
    """Tell whether an object that took the place of another shows the same, with signatures added."""
    if not isinstance(before, dict) or not isinstance(now, dict):
        return bool(before == now)
    kind = now.get("/Type")
    if kind != before.get("/Type"):
        return False
    if kind == "/Metadata":
        return True
    if kind == "/Catalog":
        return _without(SIGNING_KEYS, before) == _without(SIGNING_KEYS, now)
    if kind == "/Page":
        noted, notes = [*before.get("/Annots", [])], [*now.get("/Annots", [])]
        are_signatures = all(note.get_object().get("/FT") == "/Sig" for note in notes[len(noted) :])
        is_same = _without({"/Annots"}, before) == _without({"/Annots"}, now)
        return is_same and are_signatures and notes[: len(noted)] == noted
    return _without((), before) == _without((), now)


def _without(names: Collection[str], whole: Any) -> tuple[dict[str, Any], bytes]:
    """Return the entries of a dictionary but some, and the bytes of a stream."""
    entries = {name: dict.__getitem__(whole, name) for name in whole if name not in names}
    return entries, getattr(whole, "encoded_data", b"")
