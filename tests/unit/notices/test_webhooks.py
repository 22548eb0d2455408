"""What is sent to a webhook is signed, and never goes to this machine or a network behind a firewall."""

import base64
import hmac
from datetime import UTC, datetime
from hashlib import sha256

import pytest

from grants.notices.outcomes import Postponed, Refused
from grants.notices.webhooks.signing import headers_for, new_secret
from grants.notices.webhooks.transport import Forbidden, HttpsTransport, is_open, parts_of

NOW = datetime(2030, 1, 1, tzinfo=UTC)


def test_a_receiver_can_check_the_signature_with_the_secret() -> None:
    secret = new_secret()
    headers = headers_for("msg_1", b'{"a":1}', secret, NOW)
    key = base64.b64decode(secret.removeprefix("whsec_"))
    expected = hmac.new(key, f"msg_1.{int(NOW.timestamp())}.".encode() + b'{"a":1}', sha256).digest()
    assert headers["webhook-signature"] == "v1," + base64.b64encode(expected).decode()


def test_the_signature_is_that_of_the_standard() -> None:
    # The example of https://github.com/standard-webhooks/standard-webhooks, computed with its library.
    at = datetime.fromtimestamp(1614265330, UTC)
    secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
    headers = headers_for("msg_p5jXN8AQM9LWM0D4loKWxJek", b'{"test": 2432232314}', secret, at)
    assert headers["webhook-signature"] == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",  # noqa: S104 - an example of what is refused
        "224.0.0.1",
        "255.255.255.255",
        "::1",
        "::",
        "fe80::1",
        "fc00::1",
        "::ffff:127.0.0.1",
        "2002:7f00:1::",
        "ff02::1",
        "not an address",
    ],
)
def test_an_address_of_this_machine_or_a_network_is_refused(address: str) -> None:
    assert not is_open(address)
    with pytest.raises(Forbidden):
        HttpsTransport(lambda _host, _port: [address]).send("https://hook.example/", b"{}", {})


def test_one_inner_address_among_open_ones_is_refused() -> None:
    with pytest.raises(Forbidden):
        HttpsTransport(lambda _host, _port: ["93.184.215.14", "10.0.0.1"]).send("https://hook.example/", b"{}", {})


@pytest.mark.parametrize("address", ["93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c"])
def test_an_open_address_may_be_asked(address: str) -> None:
    assert is_open(address)


@pytest.mark.parametrize(
    "url",
    [
        "http://hook.example/",
        "https://",
        "https://user:secret@hook.example/",
        "https://hook.example:0/",
        "https://hook.example:99999/",
        "https://hook.example/\r\nX: y",
        "https://hook.example/ā",
        "https://[::1",
        "ftp://hook.example/",
        "",
    ],
)
def test_what_is_no_plain_https_address_is_refused(url: str) -> None:
    with pytest.raises(Refused):
        parts_of(url)


def test_a_host_that_is_not_found_is_asked_again() -> None:
    def nowhere(_host: str, _port: int) -> list[str]:
        raise OSError("no such host")

    with pytest.raises(Postponed):
        HttpsTransport(nowhere).send("https://hook.example/", b"{}", {})
