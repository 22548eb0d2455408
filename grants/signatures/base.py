"""What is told of a signature and of what was signed."""

from dataclasses import asdict, dataclass
from typing import Any

MAX_SIGNATURES = 20
"""Signatures of one file that are looked at."""


@dataclass(frozen=True)
class Signature:
    """Be one signature: the name in its certificate, when it claims to be made, and whether it matches the content."""

    name: str
    at: str
    matches: bool


@dataclass(frozen=True)
class Container:
    """Be a signed file: its signatures, and the SHA-256 of every signed document by its name."""

    signatures: tuple[Signature, ...]
    documents: dict[str, str]

    def as_json(self) -> list[dict[str, Any]]:
        """Return the signatures as they are stored."""
        return [asdict(signature) for signature in self.signatures]


def name_in(certificate: Any) -> str:
    """Return the name of who signed; never the personal code, which stands in the certificate as well."""
    from cryptography.x509.oid import NameOID

    given = certificate.subject.get_attributes_for_oid(NameOID.GIVEN_NAME)
    family = certificate.subject.get_attributes_for_oid(NameOID.SURNAME)
    if given and family:
        return f"{given[0].value} {family[0].value}"
    common = certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    return str(common[0].value)[:200] if common else ""
