"""A mail server that behaves badly: for each message what the script says next, afterwards as it should."""

import socket
import threading
from email import message_from_bytes, policy
from email.message import EmailMessage
from io import BufferedReader

from tests.support.processes import free_port

GREETING = b"220 bad.example.org\r\n"
BUSY = b"450 Greylisted, come back later\r\n"
LATER = b"451 Not now\r\n"
TAKEN = b"250 Message accepted\r\n"


class BadSmtpServer:
    """Take mail one connection after the other; `messages` holds what it has whole, whatever it then said.

    A word of the script is used up by each connection (`refuse`, `silent` until the other hangs up) or message (`busy`,
    `later`, `cut` in the middle of the content, `mute` for taking it and closing before the answer, `slow` for taking
    it and saying nothing for as long as anybody listens). One that `groups` says that it takes commands in groups, and
    asks for the content even where it has refused whom it is for; `grouped` counts them.
    """

    def __init__(self, *script: str, groups: bool = False) -> None:
        self.script = list(script)
        self.groups = groups
        self.grouped = 0
        self.messages: list[EmailMessage] = []
        port = free_port()
        self.url = f"smtp://127.0.0.1:{port}"
        self._listener = socket.create_server(("127.0.0.1", port))
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Close the port."""
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join(5)

    def _serve(self) -> None:
        while True:
            try:
                connection, _address = self._listener.accept()
            except OSError:
                return
            with connection, connection.makefile("rb") as lines:
                self._speak(connection, lines)

    def _next(self, *words: str) -> str:
        return self.script.pop(0) if self.script and self.script[0] in words else ""

    def _speak(self, connection: socket.socket, lines: BufferedReader) -> None:
        if self._next("refuse"):
            connection.sendall(b"554 No service here\r\n")
            return
        if self._next("silent"):
            lines.readline()
            return
        connection.sendall(GREETING)
        has_recipient = True
        while line := lines.readline():
            command = line[:4].upper()
            has_recipient |= command == b"MAIL"
            self.grouped += self.groups and command == b"MAIL" and lines.peek().endswith(b"DATA\r\n")
            if command == b"EHLO" and self.groups:
                connection.sendall(b"250-bad.example.org\r\n250 PIPELINING\r\n")
            elif command == b"RCPT" and self._next("busy"):
                has_recipient = False
                connection.sendall(BUSY)
            elif command == b"DATA" and not has_recipient:
                connection.sendall(b"354 Go on\r\n")
                has_recipient = lines.readline() == b".\r\n"
                connection.sendall(b"554 For nobody\r\n")
            elif command == b"DATA":
                connection.sendall(b"354 Go on\r\n")
                if not self._take(connection, lines):
                    return
            elif command == b"QUIT":
                connection.sendall(b"221 Bye\r\n")
                return
            else:
                connection.sendall(b"250 OK\r\n")

    def _take(self, connection: socket.socket, lines: BufferedReader) -> bool:
        """Read one message; return whether the connection lasts."""
        if self._next("cut"):
            lines.readline()
            return False
        content = b""
        while (line := lines.readline()) and line != b".\r\n":
            content += line
        if self._next("later"):
            connection.sendall(LATER)
            return True
        self.messages.append(message_from_bytes(content, EmailMessage, policy=policy.default))
        if self._next("mute"):
            return False
        if self._next("slow"):
            lines.readline()
            return False
        connection.sendall(TAKEN)
        return True
