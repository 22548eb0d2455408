"""Containers of e-signed documents, .edoc and .asice: XAdES signatures beside the documents they cover."""

import zipfile
from collections.abc import Iterator
from copy import deepcopy
from datetime import UTC, datetime
from hashlib import sha256
from typing import IO, Any
from urllib.parse import unquote

from grants.filetypes import MAX_MEMBERS
from grants.signatures.base import MAX_SIGNATURES, Container, Signature, name_in

MAX_UNPACKED = 50 * 1024 * 1024
"""Bytes that the members of one container may have together."""
DS = "{http://www.w3.org/2000/09/xmldsig#}"
_UNPACKED = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})


def open_container(stream: IO[bytes]) -> Container | None:
    """Return what lies in a container, or None for one that cannot be read; the stream is left at its start."""
    stream.seek(0)
    try:
        with zipfile.ZipFile(stream) as archive:
            members = _members(archive)
    except (zipfile.BadZipFile, OSError, RuntimeError, ValueError, EOFError, NotImplementedError):
        return None
    finally:
        stream.seek(0)
    documents = {name: data for name, data in members.items() if name != "mimetype" and not _is_meta(name)}
    signed = (data for name, data in members.items() if _holds_signatures(name))
    signatures = [found for data in signed for found in _read(data, documents)]
    digests = {name: sha256(data).hexdigest() for name, data in documents.items()}
    return Container(tuple(signatures[:MAX_SIGNATURES]), digests)


def _members(archive: zipfile.ZipFile) -> dict[str, bytes]:
    """Return every member; raise ValueError for more than a container may hold, were it packed small."""
    infos = archive.infolist()
    if len(infos) > MAX_MEMBERS:
        raise ValueError("too many members")
    found: dict[str, bytes] = {}
    room = MAX_UNPACKED
    for info in infos:
        if info.compress_type not in _UNPACKED or info.filename in found:
            raise ValueError("packed in another way, or a name twice")
        with archive.open(info) as member:
            data = member.read(room + 1)
        room -= len(data)
        if room < 0:
            raise ValueError("too large when unpacked")
        found[info.filename] = data
    return found


def _is_meta(name: str) -> bool:
    return name.startswith("META-INF/") or name.endswith("/")


def _holds_signatures(name: str) -> bool:
    return name.startswith("META-INF/") and "signature" in name.lower() and name.endswith(".xml")


def _read(data: bytes, documents: dict[str, bytes]) -> Iterator[Signature]:
    from lxml import etree  # 8 MB that only signed files need

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        return
    count = len([*root.iter(f"{DS}Signature")])
    for place in range(min(count, MAX_SIGNATURES)):
        alone = deepcopy(root)  # with the others away: a verifier takes the first signature it finds
        others = [each for number, each in enumerate([*alone.iter(f"{DS}Signature")]) if number != place]
        for other in others:
            other.getparent().remove(other)
        yield _signature(next(alone.iter(f"{DS}Signature")), alone, documents)


def _signature(element: Any, root: Any, documents: dict[str, bytes]) -> Signature:
    from cryptography import x509

    try:
        text = element.findtext(f".//{DS}X509Certificate") or ""
        certificate = x509.load_pem_x509_certificate(_pem(text))
    except ValueError:
        return Signature("", _claimed(element), matches=False)
    return Signature(name_in(certificate), _claimed(element), _matches(root, certificate, documents))


def _pem(text: str) -> bytes:
    body = "".join(text.split())
    lines = [body[place : place + 64] for place in range(0, len(body), 64)]
    return "\n".join(["-----BEGIN CERTIFICATE-----", *lines, "-----END CERTIFICATE-----", ""]).encode()


def _claimed(element: Any) -> str:
    """Return when the signature says it was made, as an ISO time; nothing if it does not say."""
    found = next((each.text for each in element.iter() if str(each.tag).endswith("}SigningTime")), "")
    try:
        return datetime.fromisoformat(str(found).strip()).astimezone(UTC).isoformat()
    except ValueError:
        return ""


def _matches(root: Any, certificate: Any, documents: dict[str, bytes]) -> bool:
    """Tell whether a signature covers every document as it is here."""
    from lxml import etree
    from signxml.exceptions import InvalidInput
    from signxml.exceptions import InvalidSignature as Mismatch
    from signxml.verifier import SignatureConfiguration, XMLVerifier

    covered: set[str] = set()

    def resolve(uri: str) -> bytes | None:
        name = unquote(uri)
        covered.add(name)
        return documents.get(name)

    config = SignatureConfiguration(
        location=".//", expect_references=True, verification_time=certificate.not_valid_before_utc
    )
    try:
        XMLVerifier().verify(
            root,
            x509_cert=certificate,
            uri_resolver=resolve,
            validate_schema=False,
            expect_config=config,
        )
    except (InvalidInput, Mismatch, ValueError, TypeError, etree.LxmlError):
        return False
    return covered >= documents.keys()
