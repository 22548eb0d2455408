"""Containers of e-signed documents and signed PDF files, signed with a certificate of our own."""

import base64
import hashlib
import io
import zipfile
from datetime import UTC, datetime, timedelta
from functools import cache

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID
from lxml import etree
from pyhanko.keys import load_certs_from_pemder_data
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from pyhanko_certvalidator.registry import SimpleCertificateStore
from typst import compile as typeset

DS, XADES = "http://www.w3.org/2000/09/xmldsig#", "http://uri.etsi.org/01903/v1.3.2#"
ASIC = "http://uri.etsi.org/02918/v1.2.1#"
SHA256, RSA = "http://www.w3.org/2001/04/xmlenc#sha256", "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"
C14N = "http://www.w3.org/2006/12/xml-c14n11"
BEGAN = datetime(2026, 1, 1, tzinfo=UTC)
SIGNED_AT = "2026-03-01T10:00:00Z"


@cache
def signer(given: str, family: str) -> tuple[rsa.RSAPrivateKey, x509.Certificate]:
    """Return a key and a certificate of somebody, with a personal code in it as the Latvian ones have."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name(
        [
            x509.NameAttribute(NameOID.GIVEN_NAME, given),
            x509.NameAttribute(NameOID.SURNAME, family),
            x509.NameAttribute(NameOID.COMMON_NAME, f"{family.upper()},{given.upper()},PNOLV-010190-11111"),
            x509.NameAttribute(NameOID.SERIAL_NUMBER, "PNOLV-010190-11111"),
        ]
    )
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    builder = builder.serial_number(7).not_valid_before(BEGAN).not_valid_after(BEGAN + timedelta(days=3650))
    return key, builder.sign(key, hashes.SHA256())


def a_container(
    documents: dict[str, bytes],
    *signers: tuple[str, str],
    changed: dict[str, bytes] | None = None,
    signed: tuple[str, ...] | None = None,
) -> bytes:
    """Return a container signed by some people; `changed` documents are put in after signing, `signed` are covered."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("mimetype", "application/vnd.etsi.asic-e+zip")
        for name, data in {**documents, **(changed or {})}.items():
            archive.writestr(name, data)
        covered = {name: documents[name] for name in (documents if signed is None else signed)}
        for place, (given, family) in enumerate(signers):
            archive.writestr(f"META-INF/signatures{place}.xml", _signatures(covered, given, family))
    return packed.getvalue()


def _signatures(documents: dict[str, bytes], given: str, family: str) -> bytes:
    key, certificate = signer(given, family)
    der = base64.b64encode(certificate.public_bytes(Encoding.DER)).decode()
    properties = (
        f'<xades:SignedProperties Id="S0-p"><xades:SignedSignatureProperties><xades:SigningTime>{SIGNED_AT}'
        "</xades:SigningTime></xades:SignedSignatureProperties></xades:SignedProperties>"
    )
    references = "".join(_reference(name, _digest(data)) for name, data in documents.items())
    references += (
        f'<ds:Reference Type="http://uri.etsi.org/01903#SignedProperties" URI="#S0-p"><ds:Transforms>'
        f'<ds:Transform Algorithm="{C14N}"/></ds:Transforms><ds:DigestMethod Algorithm="{SHA256}"/>'
        "<ds:DigestValue>PROPERTIES</ds:DigestValue></ds:Reference>"
    )
    text = (
        f'<asic:XAdESSignatures xmlns:asic="{ASIC}" xmlns:ds="{DS}" xmlns:xades="{XADES}"><ds:Signature Id="S0">'
        f'<ds:SignedInfo><ds:CanonicalizationMethod Algorithm="{C14N}"/><ds:SignatureMethod Algorithm="{RSA}"/>'
        f"{references}</ds:SignedInfo><ds:SignatureValue>VALUE</ds:SignatureValue><ds:KeyInfo><ds:X509Data>"
        f"<ds:X509Certificate>{der}</ds:X509Certificate></ds:X509Data></ds:KeyInfo><ds:Object>"
        f'<xades:QualifyingProperties Target="#S0">{properties}</xades:QualifyingProperties></ds:Object>'
        "</ds:Signature></asic:XAdESSignatures>"
    )
    text = text.replace("PROPERTIES", _digest(_canonical(text, f"{{{XADES}}}SignedProperties")))
    value = key.sign(_canonical(text, f"{{{DS}}}SignedInfo"), padding.PKCS1v15(), hashes.SHA256())
    return text.replace("VALUE", base64.b64encode(value).decode()).encode()


def _reference(name: str, digest: str) -> str:
    return (
        f'<ds:Reference URI="{name}"><ds:DigestMethod Algorithm="{SHA256}"/><ds:DigestValue>{digest}</ds:DigestValue>'
        "</ds:Reference>"
    )


def _digest(data: bytes) -> str:
    return base64.b64encode(hashlib.sha256(data).digest()).decode()


def _canonical(text: str, tag: str) -> bytes:
    """Return the canonical form (1.1, inclusive) of the first element with a tag."""
    element = next(etree.fromstring(text.encode()).iter(tag))
    canonical: bytes = etree.tostring(element, method="c14n", exclusive=False)
    return canonical


def a_pdf(text: str = "Iesniegums") -> bytes:
    """Return a document of one page."""
    made: bytes = typeset(text.encode())
    return made


def a_signed_pdf(content: bytes, *people: tuple[str, str]) -> bytes:
    """Return a PDF to which some people have added their signatures, one after the other."""
    for place, (given, family) in enumerate(people):
        writer = IncrementalPdfFileWriter(io.BytesIO(content))
        metadata = signers.PdfSignatureMetadata(field_name=f"Signature{place}")
        content = signers.sign_pdf(writer, metadata, signer=_pdf_signer(given, family)).getvalue()
    return content


def with_other_words(content: bytes) -> bytes:
    """Return a PDF whose page was given other words by adding to the file, as signatures are added."""
    writer = IncrementalPdfFileWriter(io.BytesIO(content))
    place = writer.root["/Pages"]["/Kids"][0].raw_get("/Contents").reference
    stream = generic.StreamObject(stream_data=b"BT (Something else) Tj ET")
    writer.objects[place.generation, place.idnum] = stream
    output = io.BytesIO()
    writer.write(output)
    return output.getvalue()


def with_a_note(content: bytes) -> bytes:
    """Return a PDF over whose page a note was laid."""
    writer = IncrementalPdfFileWriter(io.BytesIO(content))
    page = writer.root["/Pages"]["/Kids"][0]
    box = generic.ArrayObject(map(generic.NumberObject, (0, 0, 500, 500)))
    names = {"/Type": "/Annot", "/Subtype": "/FreeText"}
    note = generic.DictionaryObject({generic.pdf_name(k): generic.pdf_name(v) for k, v in names.items()})
    note["/Rect"] = box
    page["/Annots"] = generic.ArrayObject([writer.add_object(note)])
    writer.update_container(page)
    output = io.BytesIO()
    writer.write(output)
    return output.getvalue()


def _pdf_signer(given: str, family: str) -> signers.SimpleSigner:
    from asn1crypto.keys import PrivateKeyInfo

    key, certificate = signer(given, family)
    (loaded,) = load_certs_from_pemder_data(certificate.public_bytes(Encoding.DER))
    info = PrivateKeyInfo.load(key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption()))
    return signers.SimpleSigner(signing_cert=loaded, signing_key=info, cert_registry=SimpleCertificateStore())
