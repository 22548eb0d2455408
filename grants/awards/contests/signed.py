"""Who signed the decision on a complaint electronically; one that was signed on paper and scanned has nobody."""

from typing import Any

from grants.filetypes import MEDIA_TYPES
from grants.signatures import open_container, open_signed_pdf
from grants.storage import storage
from grants.web.uploads import Uploaded

_CONTAINERS = {MEDIA_TYPES["edoc"], MEDIA_TYPES["asice"]}


def signatures_in(document: Uploaded) -> list[dict[str, Any]]:
    """Return the electronic signatures in a document as they are stored, with whether each matches what it covers."""
    is_container = document.media_type in _CONTAINERS
    with storage().open(document.key) as stream:  # of a PDF written elsewhere there is no original to hold it to
        opened = open_container(stream) if is_container else open_signed_pdf(stream.read(), b"")
    return opened.as_json() if opened else []
