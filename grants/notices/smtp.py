"""Hand mail to a mail server over one connection."""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from urllib.parse import parse_qs, unquote, urlsplit

from config import SettingsError
from grants.notices.envelope import Mail
from grants.notices.outcomes import DeliveryProblem, Lost, Postponed, Refused, Unreachable
from grants.notices.sending.dkim import Sign

TIMEOUT = 30.0
"""Seconds a mail server may take for one answer."""
TOO_BUSY = 421
"""The server ends the connection, whatever was asked."""
DONE = 200
"""Below it stands nothing that a server may say."""
GO_ON = 354
"""The server waits for the content."""
LATER = 400
"""From here on the server did not do what it was asked, but may later."""
NEVER = 500
"""From here on the server will not do what it was asked."""
_PORTS = {"smtp": 25, "smtps": 465}
_SUBMISSION = 587
_TROUBLE = (OSError, smtplib.SMTPException)

Reply = tuple[int, bytes]


@dataclass(frozen=True, kw_only=True)
class MailServer:
    """Hold where the mail server is and how to speak to it."""

    host: str
    port: int
    user: str = ""
    password: str = ""
    tls: bool = False
    starttls: bool = False

    @classmethod
    def from_url(cls, url: str) -> "MailServer":
        """Read SMTP_URL; raise SettingsError when it is none."""
        try:
            parts = urlsplit(url)
            port = parts.port
        except ValueError as error:
            raise SettingsError("SMTP_URL has no valid port.") from error
        if parts.scheme not in _PORTS or not parts.hostname:
            raise SettingsError("SMTP_URL must look like smtp://user:password@host:port or smtps://host.")
        starttls = parse_qs(parts.query).get("starttls") == ["1"]
        return cls(
            host=parts.hostname,
            port=port or (_SUBMISSION if starttls else _PORTS[parts.scheme]),
            user=unquote(parts.username or ""),
            password=unquote(parts.password or ""),
            tls=parts.scheme == "smtps",
            starttls=starttls,
        )


class SmtpTransport:
    """Hand over mail on an open connection."""

    def __init__(self, connection: smtplib.SMTP, sign: Sign = bytes) -> None:
        self._connection = connection
        self._sign = sign
        self._takes_many = connection.has_extn("pipelining")

    def send(self, mail: Mail) -> str:
        """Hand over one e-mail and return the server's answer; raise DeliveryProblem."""
        content = self._sign(mail.content)
        replies = self._ask(f"MAIL FROM:<{mail.sender}>", f"RCPT TO:<{mail.recipient}>", "DATA")
        try:
            self._agree(replies)
        except DeliveryProblem as problem:
            if problem.hung_up:  # every message has this sender, so it was not over this one
                raise Unreachable(problem.answer) from problem
            raise
        self._agree(replies)
        if self._agree(replies) != GO_ON:
            raise Postponed("the mail server does not wait for the content", hung_up=True)
        return self._hand_over(content)

    def _ask(self, *commands: str) -> Iterator[Reply]:
        """Yield what the server says to each command; it is asked all of them at once if it takes that (RFC 2920)."""
        for group in [commands] if self._takes_many else [(command,) for command in commands]:
            self._connection.send("".join(f"{command}\r\n" for command in group))
            for _command in group:
                yield self._connection.getreply()

    def _agree(self, replies: Iterator[Reply]) -> int:
        try:
            code, answer = next(replies)
        except _TROUBLE as error:
            raise Postponed(_words(error), hung_up=True) from error
        if not DONE <= code < LATER:
            raise _problem(code, answer, hung_up=not self._is_reset(replies))
        return code

    def _is_reset(self, replies: Iterator[Reply]) -> bool:
        """Tell whether the server is still there for the next message; some hang up over what they refuse."""
        try:
            last = list(replies)[-1:] if self._takes_many else []
            if last and last[0][0] == GO_ON:  # it waits for a content that nobody gets: nothing ends that
                self._connection.docmd(".")
            return self._connection.rset()[0] < LATER
        except _TROUBLE:
            return False

    def _hand_over(self, content: bytes) -> str:
        whole = content.replace(b"\r\n.", b"\r\n..")  # RFC 5321, 4.5.2
        try:
            self._connection.send(whole + b".\r\n")
            code, answer = self._connection.getreply()
        except _TROUBLE as error:
            raise Lost(_words(error), hung_up=True) from error
        if code < DONE:
            raise Lost(_line(code, answer), hung_up=True)
        if code >= LATER:
            raise _problem(code, answer)
        return _line(code, answer)


@contextmanager
def connected(server: MailServer, *, name: str, sign: Sign = bytes) -> Iterator[SmtpTransport]:
    """Connect, introduced by a name, sign in, and take leave at the end; raise Unreachable. Messages are signed."""
    try:
        connection = _open(server, name)
    except _TROUBLE as error:
        raise Unreachable(_words(error)) from error
    try:
        yield SmtpTransport(connection, sign)
        with suppress(*_TROUBLE):
            connection.quit()
    finally:
        connection.close()


def _open(server: MailServer, name: str) -> smtplib.SMTP:
    connection = _dial(server, name)
    try:
        if server.starttls:
            connection.starttls(context=ssl.create_default_context())
        connection.ehlo_or_helo_if_needed()
        if server.user:
            connection.login(server.user, server.password)
    except _TROUBLE:
        connection.close()
        raise
    return connection


def _dial(server: MailServer, name: str) -> smtplib.SMTP:
    if server.tls:
        context = ssl.create_default_context()
        return smtplib.SMTP_SSL(server.host, server.port, name, timeout=TIMEOUT, context=context)
    return smtplib.SMTP(server.host, server.port, name, timeout=TIMEOUT)


def _problem(code: int, answer: bytes, *, hung_up: bool = False) -> DeliveryProblem:
    kind = Refused if code >= NEVER else Postponed
    return kind(_line(code, answer), hung_up=hung_up or code == TOO_BUSY)


def _line(code: int, answer: bytes) -> str:
    return f"{code} {answer.decode(errors='replace')}".replace("\n", " ")


def _words(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        return _line(error.smtp_code, _bytes(error.smtp_error))
    return str(error) or type(error).__name__


def _bytes(answer: bytes | str) -> bytes:
    return answer if isinstance(answer, bytes) else answer.encode()
