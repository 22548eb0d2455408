"""With a key messages are signed so that other servers can tell; a key that is none is refused at the start."""

from pathlib import Path

import dkim
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from config import Settings, SettingsError
from grants.notices.sending.dkim import signer

MAIL = b"From: Konkursi <konkursi@example.lv>\r\nTo: anna@example.org\r\nSubject: Decision\r\n\r\nGood day.\r\n"


@pytest.fixture(scope="module")
def key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(65537, 2048)


def settings(path: Path) -> Settings:
    return Settings(dkim_key=str(path), dkim_selector="s1", mail_from="Konkursi <konkursi@example.lv>")


def test_what_is_signed_is_verified_by_the_published_key(key: rsa.RSAPrivateKey, tmp_path: Path) -> None:
    path = tmp_path / "dkim.pem"
    path.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    public = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).splitlines()
    published = b"v=DKIM1; k=rsa; p=" + b"".join(public[1:-1])
    asked: list[bytes] = []

    def dns(name: bytes, **_options: object) -> bytes:
        asked.append(name)
        return published

    signed = signer(settings(path))(MAIL)
    assert dkim.verify(signed, dnsfunc=dns)
    assert not dkim.verify(signed.replace(b"Good day", b"Bad day"), dnsfunc=dns)
    assert asked[0] == b"s1._domainkey.example.lv."


def test_without_a_key_messages_stay_as_they_are() -> None:
    assert signer(Settings())(MAIL) == MAIL


@pytest.mark.parametrize("content", [None, b"", b"-----BEGIN PRIVATE KEY-----\nnone\n-----END PRIVATE KEY-----\n"])
def test_a_key_that_is_none_is_refused(content: bytes | None, tmp_path: Path) -> None:
    path = tmp_path / f"key-{len(content or b'')}.pem"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(SettingsError, match="DKIM_KEY"):
        signer(settings(path))
