"""Who signed a file electronically, and whether the signatures match what lies in it.

Only integrity is told: that what was signed is what is here. Whether a certificate was valid and qualified when it was
used is another check, which a validation service makes.
"""

from grants.signatures.base import Container, Signature
from grants.signatures.containers import open_container
from grants.signatures.documents import open_signed_pdf

__all__ = ["Container", "Signature", "open_container", "open_signed_pdf"]
