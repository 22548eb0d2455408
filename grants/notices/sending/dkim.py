"""Sign messages so that their readers' servers know who sent them (DKIM, RFC 6376)."""

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from config import Settings, SettingsError
from grants.notices.envelope import bare_address

Sign = Callable[[bytes], bytes]

SIGNED = [
    b"from", b"to", b"reply-to", b"subject", b"date", b"message-id", b"auto-submitted", b"mime-version",
    b"content-type", b"list-unsubscribe", b"list-unsubscribe-post",
]  # fmt: skip
"""The headers that are covered: RFC 6376, 5.4.1, and those of RFC 8058."""


def signer(settings: Settings) -> Sign:
    """Return what signs the bytes of a message, or leaves them as they are where no key is set."""
    if not settings.dkim_key:
        return bytes
    domain = bare_address(settings.sender).rpartition("@")[2]
    return _signer(settings.dkim_key, settings.dkim_selector, domain)


@lru_cache(maxsize=1)
def _signer(path: str, selector: str, domain: str) -> Sign:
    import dkim  # not above: who signs nothing needs no megabytes for it

    try:
        key = Path(path).read_bytes()
    except OSError as error:
        raise SettingsError(f"DKIM_KEY: {path} cannot be read.") from error

    def sign(content: bytes) -> bytes:
        header: bytes = dkim.sign(
            content,
            selector.encode(),
            domain.encode(),
            key,
            canonicalize=(b"relaxed", b"relaxed"),
            include_headers=SIGNED,
        )
        return header + content

    try:
        sign(b"From: a@example.org\r\n\r\n")
    except (dkim.DKIMException, ValueError) as error:
        raise SettingsError(f"DKIM_KEY: {path} holds no private key in PEM.") from error
    return sign
