"""A real HTTPS server that keeps what it is told, as the system of an organiser would."""

import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from grants.notices.webhooks.transport import HttpsTransport

HOST = "hook.example"


class Receiver:
    """Hold what was received; `status` is what is answered, `location` where a redirect leads."""

    def __init__(self, port: int, context: ssl.SSLContext) -> None:
        self.received: list[tuple[dict[str, str], bytes]] = []
        self.status = 204
        self.location = ""
        self.url = f"https://{HOST}:{port}/told"
        self.way = HttpsTransport(lambda _host, _port: ["127.0.0.1"], context, may_ask=lambda _address: True)


@contextmanager
def receiver(folder: Path) -> Iterator[Receiver]:
    """Run the server in a thread; `way` is how it is reached although it is on this machine."""
    certificate, key = _certificate(folder)
    server = HTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler)
    there = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    there.load_cert_chain(certificate, key)
    server.socket = there.wrap_socket(server.socket, server_side=True)
    made = Receiver(server.server_port, ssl.create_default_context(cafile=str(certificate)))

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            made.received.append(
                ({name.lower(): value for name, value in self.headers.items()}, self.rfile.read(length))
            )
            self.send_response(made.status)
            if made.location:
                self.send_header("Location", made.location)
            self.end_headers()

        def log_message(self, *_said: object) -> None:
            pass

    server.RequestHandlerClass = Handler
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield made
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _certificate(folder: Path) -> tuple[Path, Path]:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HOST)])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(HOST)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    paths = folder / "certificate.pem", folder / "key.pem"
    paths[0].write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    paths[1].write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return paths
