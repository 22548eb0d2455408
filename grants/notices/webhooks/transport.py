"""Hand over JSON to an https address. Nothing behind a firewall is ever asked, whatever a name resolves to.

The name is resolved once, every address it has must be one of the open network, and the connection is made to the very
address that was looked at: a name that changes its mind in between gains nothing. Redirects are not followed.
"""

import http.client
import ipaddress
import socket
import ssl
from collections.abc import Callable, Mapping
from urllib.parse import SplitResult, urlsplit

from grants.notices.outcomes import Postponed, Refused

TIMEOUT = 10.0
"""Seconds a receiver may take to connect, and again for each part of its answer."""
MAX_ANSWER = 200
"""Characters of an answer that are kept."""
GONE = 410
"""The receiver does not want anything any more."""
_OK = range(200, 300)

Resolve = Callable[[str, int], list[str]]


class Forbidden(Refused):
    """Say that an address is none that may be asked."""


def parts_of(url: str) -> SplitResult:
    """Return the parts of an address; raise Forbidden unless it is https, without a user, with the name of a host."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise Forbidden("this is no address") from error
    if parts.scheme != "https" or not parts.hostname or parts.username or parts.password or port == 0:
        raise Forbidden("only https://host/path can be asked")
    if not url.isascii() or any(character <= " " for character in url):
        raise Forbidden("this is no address")
    return parts


def is_open(address: str) -> bool:
    """Tell whether an address of the network is one that everybody can reach: none of this machine or a network."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return False
    inner = getattr(found, "ipv4_mapped", None) or getattr(found, "sixtofour", None)
    if inner is not None:
        return is_open(str(inner))
    return found.is_global and not found.is_multicast and not found.is_reserved


def resolve(host: str, port: int) -> list[str]:
    """Return the addresses of a host."""
    return [str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


class HttpsTransport:
    """Hand over JSON; `names` and `context` are others in tests alone."""

    def __init__(
        self,
        names: Resolve = resolve,
        context: ssl.SSLContext | None = None,
        *,
        may_ask: Callable[[str], bool] = is_open,
    ) -> None:
        self._names = names
        self._context = context or ssl.create_default_context()
        self._may_ask = may_ask

    def send(self, url: str, body: bytes, headers: Mapping[str, str]) -> str:
        """Post a body and return the answer; raise DeliveryProblem."""
        parts = parts_of(url)
        host, port = parts.hostname or "", parts.port or 443
        connection = _Pinned(host, port, self._address_of(host, port), self._context)
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        try:
            connection.request("POST", path, body, {"Content-Type": "application/json", **headers})
            response = connection.getresponse()
            said = response.read(MAX_ANSWER).decode(errors="replace")
        except (OSError, http.client.HTTPException) as error:
            raise Postponed(str(error) or type(error).__name__) from error
        finally:
            connection.close()
        answer = " ".join(f"{response.status} {response.reason} {said}".split())
        if response.status in _OK:
            return answer
        raise (Refused if response.status == GONE else Postponed)(answer)

    def _address_of(self, host: str, port: int) -> str:
        try:
            addresses = self._names(host, port)
        except (OSError, UnicodeError) as error:
            raise Postponed(f"{host} is not found: {error}") from error
        if not addresses or not all(self._may_ask(address) for address in addresses):
            raise Forbidden(f"{host} is not a host of the open network")
        return addresses[0]


class _Pinned(http.client.HTTPSConnection):
    """Connect to the address that was looked at, and have the certificate be for the host all the same."""

    def __init__(self, host: str, port: int, address: str, context: ssl.SSLContext) -> None:
        super().__init__(host, port, timeout=TIMEOUT, context=context)
        self._at = (address, port)
        self._for = host
        self._tls = context

    def connect(self) -> None:
        """Connect."""
        plain = socket.create_connection(self._at, TIMEOUT)
        try:
            self.sock = self._tls.wrap_socket(plain, server_hostname=self._for)
        except OSError:
            plain.close()
            raise
