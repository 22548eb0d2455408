"""The one-process default behind `make run`: migrations, demonstration data, pages and worker, nothing else needed.

For development on the own machine only; production runs gunicorn and Celery, see docs/operator.md.
"""

import os
import secrets
import signal
import socket
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import click
import flask_migrate
from flask import Flask
from werkzeug.serving import ThreadedWSGIServer, WSGIRequestHandler

from config import Settings, SettingsError
from grants import create_app
from grants.commands import Interruption
from grants.exchange import demonstration
from grants.exchange.demo import load_demonstration
from workers.thread import WorkerThread

HOST = "127.0.0.1"
MAX_PORT = 65535


class Quiet(WSGIRequestHandler):
    """Answer requests without writing a line about each."""

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Write nothing."""


class Server(ThreadedWSGIServer):
    """Serve a listening socket until interrupted."""

    def __init__(self, app: Flask, listener: socket.socket, interruption: Interruption) -> None:
        host, port = listener.getsockname()[:2]
        super().__init__(host, port, app, handler=Quiet, fd=listener.fileno())
        self._interruption = interruption

    def service_actions(self) -> None:
        """Look twice a second whether the end was asked for."""
        super().service_actions()
        self._interruption.check()


def main(environ: Mapping[str, str] = os.environ) -> int:
    """Serve until SIGINT or SIGTERM; return the exit code of the process."""
    try:
        port = _port(environ.get("PORT", "8000"))
        settings = _settings(environ, port)
        with Interruption(signal.SIGINT, signal.SIGTERM) as interruption, _listen(port) as listener:
            app = create_app(settings)
            _prepare(app)
            _greet(settings)
            _serve(app, listener, interruption)
    except SettingsError as error:
        click.echo(error, err=True)
        return 1
    except KeyboardInterrupt:
        pass
    return 0


def _port(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text) <= MAX_PORT:
        raise SettingsError(f"PORT must be a number from 1 to {MAX_PORT}, not “{text}”.")
    return int(text)


def _settings(environ: Mapping[str, str], port: int) -> Settings:
    """Fill in what a machine without an operator lacks; raise SettingsError outside of development."""
    address = environ.get("BASE_URL") or f"http://{HOST}:{port}"
    given = Settings.from_environment({**environ, "BASE_URL": address})
    if not given.development:
        raise SettingsError(
            "This server is for development: start it with `make run`. docs/operator.md has the others."
        )
    return replace(given, secret_key=given.secret_key or _kept_key(given.instance_path))


def _kept_key(folder: Path) -> str:
    """Return the key of this instance, made once, so that sessions survive a restart."""
    path = folder / "secret_key"
    folder.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_hex(32))
    return path.read_text()


def _listen(port: int) -> socket.socket:
    try:
        return socket.create_server((HOST, port))
    except OSError as error:
        raise SettingsError(
            f"Port {port} is not free: end what uses it, or choose another: PORT=8001 make run"
        ) from error


def _prepare(app: Flask) -> None:
    with app.app_context():
        flask_migrate.upgrade()
        load_demonstration()


def _serve(app: Flask, listener: socket.socket, interruption: Interruption) -> None:
    worker = WorkerThread(app)
    worker.start()
    try:
        Server(app, listener, interruption).serve_forever()
    finally:
        worker.stop()


def _greet(settings: Settings) -> None:
    click.echo(f"\nThe competitions are on {settings.base_url} – Ctrl-C ends everything.\n")
    click.echo("Sign in with one of these addresses; the link and the code are in the mailbox:")
    for person in demonstration.people()["people"]:
        click.echo(f"  {person['email']:<36} {person['role']:<14} {person['name']}")
    sent = f"{settings.smtp_url}, with a copy in the mailbox" if settings.smtp_url else "the mailbox only"
    click.echo(f"\nMail goes to {sent}: {settings.base_url}/development/mailbox/\n")


if __name__ == "__main__":
    sys.exit(main())
