"""Debian's Firefox, driven by what it brings along: Marionette, JSON with its length before it over a local socket."""

import json
import shutil
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from signal import SIGKILL
from typing import Any

from tests.support.processes import PATIENCE, Process, free_port, listens

FORCED = {
    "browser.shell.checkDefaultBrowser": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "toolkit.telemetry.reportingpolicy.firstRun": False,
    "app.update.enabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "browser.safebrowsing.update.enabled": False,
    "services.settings.server": "",
    "intl.accept_languages": "en",
}
"""A browser that opens what it is told and nothing else."""


class Firefox:
    """Send commands to a running browser; raise RuntimeError for one that fails."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)
        self._number = 0
        self._read()  # what the browser says of itself
        self.send("WebDriver:NewSession", {})

    def send(self, command: str, parameters: dict[str, Any] | None = None) -> Any:
        """Return what a command answers."""
        self._number += 1
        words = json.dumps([0, self._number, command, parameters or {}]).encode()
        self._socket.sendall(b"%d:%s" % (len(words), words))
        _kind, _number, error, result = self._read()
        if error:
            raise RuntimeError(f"{command}: {error['message']}")
        return result.get("value") if isinstance(result, dict) else result

    def open(self, address: str) -> None:
        """Open a page and wait until it has loaded."""
        self.send("WebDriver:Navigate", {"url": address})

    def ask(self, script: str) -> Any:
        """Return what an expression of JavaScript is on the page."""
        return self.send("WebDriver:ExecuteScript", {"script": f"return {script}", "args": []})

    def press(self, selector: str) -> None:
        """Press the first element that a selector finds, and wait for what it loads."""
        found = self.send("WebDriver:FindElement", {"using": "css selector", "value": selector})
        self.send("WebDriver:ElementClick", {"id": next(iter(found.values()))})

    def resize(self, width: int, height: int) -> None:
        """Give the window a width and a height."""
        self.send("WebDriver:SetWindowRect", {"width": width, "height": height})

    def close(self) -> None:
        """Let go of the browser."""
        self._socket.close()

    def _read(self) -> Any:
        length = b""
        while not length.endswith(b":"):
            length += self._receive(1)
        return json.loads(self._receive(int(length[:-1])))

    def _receive(self, count: int) -> bytes:
        received = b""
        while len(received) < count:
            part = self._socket.recv(count - len(received))
            if not part:
                raise RuntimeError("Firefox hung up")
            received += part
        return received


def program() -> str:
    """Return where Firefox is, or nothing: its tests are left out, not failed, where it cannot be had."""
    return shutil.which("firefox-esr") or shutil.which("firefox") or ""


@contextmanager
def firefox(folder: Path) -> Iterator[Firefox]:
    """Run the installed Firefox without a window, on a profile of its own."""
    port = free_port()
    profile = folder / "profile"
    profile.mkdir()
    preferences = {**FORCED, "marionette.port": port}
    lines = (f'user_pref("{name}", {json.dumps(value)});\n' for name, value in preferences.items())
    (profile / "user.js").write_text("".join(lines), encoding="utf-8")
    command = [program(), "--headless", "--marionette", "--no-remote", "--profile", str(profile)]
    process = Process(command, log=folder / "firefox.log", environment={"HOME": str(folder), "PATH": "/usr/bin:/bin"})
    try:
        process.wait_until(lambda: listens(port))
        browser = Firefox(port)
        try:
            yield browser
        finally:
            browser.close()
    finally:
        process.stop(SIGKILL)  # its profile goes with it; how it ends matters to no test
