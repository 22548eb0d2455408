"""Settings, typed and read once from the environment.

A setting has a default only if the default is safe in production and safe to publish. `DEVELOPMENT=1` is set by
`make run` and the tests alone; it fills in what a machine without servers lacks.
"""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.utils import parseaddr
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import available_timezones

REQUIRED_TO_SERVE = ("SECRET_KEY", "BASE_URL", "SMTP_URL", "MAIL_RECIPIENTS")
EVERYBODY = "everybody"
"""In MAIL_RECIPIENTS: anybody may get mail, as in production."""
SHORTEST_KEY = 32
"""Characters of SECRET_KEY: whoever guesses a shorter one signs in as anybody."""
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
MEGABYTE = 1024 * 1024
HOURS_OF_DAY = 24
REDIS_PATIENCE = {"socket_connect_timeout": 0.5, "socket_timeout": 0.5}
"""Seconds for which a request waits for a Redis that does not answer; then the process counts tries by itself."""


class SettingsError(Exception):
    """Say which settings are missing or wrong, and what to do about it."""


@dataclass(frozen=True, kw_only=True)
class Settings:
    """Hold every setting of the service; see `docs/operator.md` for their meaning."""

    secret_key: str = ""
    database_url: str = ""
    redis_url: str = ""
    smtp_url: str = ""
    """`smtp://user:password@host:port`, `smtps://…` for TLS from the first byte, `?starttls=1` to turn it on."""
    mail_from: str = ""
    """Sender of every message, `name <address>` or an address; see `sender` for what it is when left empty."""
    mail_recipients: str = ""
    """Who may get mail: `everybody` in production, elsewhere addresses and `@domains`; mail to others is only kept."""
    mail_rate: int = 0
    """The most messages that leave in a minute; 0: as many as the mail server takes."""
    mail_domain_rate: int = 0
    """The most messages to one domain in a minute."""
    mail_alarm: int = 15
    """After so many minutes for which a message was due and did not leave there is an alarm."""
    dkim_key: str = ""
    """The file of the private key that signs every message (DKIM); empty: they are not signed."""
    dkim_selector: str = "grants"
    """Under which name below `_domainkey` of the sender's domain the public key is."""
    bounces_url: str = ""
    """Where mail that came back is read: `imaps://user:password@host/INBOX` or `maildir:///folder`; empty: nowhere."""
    bounces_secret: str = ""
    """With which a mail server hands over reports of mail that came back; empty: it cannot."""
    metrics_token: str = ""
    """With which the figures of the outbox are read at /metrics; empty: there is no such page."""
    storage_url: str = ""
    """A folder, or `s3://key:secret@host/bucket/folder?region=…` for an object storage, `&plain=1` without TLS."""
    clamd_url: str = ""
    """Where ClamAV's daemon scans files: `tcp://host:3310` or `unix:///run/clamav/clamd.ctl`; empty: nowhere."""
    base_url: str = ""
    timezone: str = "Europe/Riga"
    quiet_hours: tuple[int, int] | None = None
    """The hours of the night, in that zone, in which no message leaves that can wait for the morning."""
    instance_path: Path = field(default_factory=lambda: Path.cwd() / "instance")
    translations: Path | None = None
    """A folder with catalogues of further languages, as `et/LC_MESSAGES/messages.po`; none: the two there are."""
    development: bool = False
    arrival_header: str = ""
    """Header in which a trusted proxy states when a request reached it, in seconds since 1970; empty: none."""
    proxies: int = 0
    """How many proxies in front of the application are trusted to name the client's address and scheme."""

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] = os.environ) -> "Settings":
        """Read the settings; raise SettingsError for a wrong one, and for development on a public address."""
        settings = cls(
            secret_key=environ.get("SECRET_KEY", ""),
            database_url=environ.get("DATABASE_URL", ""),
            redis_url=environ.get("REDIS_URL", ""),
            smtp_url=environ.get("SMTP_URL", ""),
            mail_from=_sender(environ.get("MAIL_FROM", "")),
            mail_recipients=_recipients(environ.get("MAIL_RECIPIENTS", "")),
            mail_rate=_whole_number("MAIL_RATE", environ.get("MAIL_RATE") or "0"),
            mail_domain_rate=_whole_number("MAIL_DOMAIN_RATE", environ.get("MAIL_DOMAIN_RATE") or "0"),
            mail_alarm=_whole_number("MAIL_ALARM", environ.get("MAIL_ALARM") or "15"),
            dkim_key=environ.get("DKIM_KEY", ""),
            dkim_selector=environ.get("DKIM_SELECTOR") or "grants",
            bounces_url=_bounces(environ.get("BOUNCES_URL", "")),
            bounces_secret=_secret("BOUNCES_SECRET", environ.get("BOUNCES_SECRET", "")),
            metrics_token=_secret("METRICS_TOKEN", environ.get("METRICS_TOKEN", "")),
            clamd_url=_scanner(environ.get("CLAMD_URL", "")),
            storage_url=_storage(environ.get("STORAGE_URL", "")),
            base_url=environ.get("BASE_URL", "").rstrip("/"),
            timezone=_timezone(environ.get("TIMEZONE", "Europe/Riga")),
            quiet_hours=_hours(environ.get("QUIET_HOURS", "" if environ.get("DEVELOPMENT") == "1" else "22-7")),
            instance_path=Path(environ.get("INSTANCE_PATH", "instance")).absolute(),
            translations=Path(environ["TRANSLATIONS"]).absolute() if environ.get("TRANSLATIONS") else None,
            development=environ.get("DEVELOPMENT") == "1",
            arrival_header=environ.get("ARRIVAL_HEADER", ""),
            proxies=_whole_number("PROXIES", environ.get("PROXIES", "0")),
        )
        if settings.development and settings.host not in LOOPBACK:
            raise SettingsError("DEVELOPMENT=1 shows every message and trusts everybody: it works on loopback only.")
        return settings

    @property
    def database(self) -> str:
        """Return the address of the database, SQLite in the instance folder by default."""
        url = self.database_url or f"sqlite:///{self.instance_path / 'grants.sqlite3'}"
        return url.replace("postgres://", "postgresql://", 1).replace("postgresql://", "postgresql+psycopg://", 1)

    @property
    def host(self) -> str:
        """Return the name of the machine in the public address."""
        return urlsplit(self.base_url).hostname or "localhost"

    @property
    def sender(self) -> str:
        """Return who sends the messages: konkursi@ the public host unless MAIL_FROM says otherwise."""
        return self.mail_from or f"konkursi@{self.host}"

    @property
    def mail_folder(self) -> Path:
        """Return where development keeps a copy of every message it sent."""
        return self.instance_path / "mail"

    @property
    def files_folder(self) -> Path:
        """Return the folder of uploaded files, where they are not kept in an object storage."""
        return Path(self.storage_url.removeprefix("file://") or self.instance_path / "files")

    def require_for_server(self) -> None:
        """Refuse to serve without what only the operator can know, and well; raise SettingsError naming it."""
        if self.development:
            return
        given = {
            "SECRET_KEY": self.secret_key,
            "BASE_URL": self.base_url,
            "SMTP_URL": self.smtp_url,
            "MAIL_RECIPIENTS": self.mail_recipients,
        }
        missing = [name for name in REQUIRED_TO_SERVE if not given[name]]
        if missing:
            raise SettingsError(f"Set {', '.join(missing)} in the environment before serving; see docs/operator.md.")
        if len(self.secret_key) < SHORTEST_KEY:
            raise SettingsError(
                f"SECRET_KEY has {len(self.secret_key)} characters, at least {SHORTEST_KEY} are needed. Make one with "
                "`python3 -c 'import secrets; print(secrets.token_hex(32))'`."
            )

    def flask(self) -> dict[str, object]:
        """Return Flask's own configuration derived from these settings."""
        return {
            "SECRET_KEY": self.secret_key or secrets.token_hex(32),
            "SQLALCHEMY_DATABASE_URI": self.database,
            "SESSION_COOKIE_SAMESITE": "Lax",
            "SESSION_COOKIE_HTTPONLY": True,
            "SESSION_COOKIE_SECURE": self.base_url.startswith("https://"),
            "MAX_CONTENT_LENGTH": 12 * MEGABYTE,
            "MAX_FORM_MEMORY_SIZE": 2 * MEGABYTE,
            "MAX_FORM_PARTS": 5_000,
            "WTF_CSRF_TIME_LIMIT": None,
            "BABEL_DEFAULT_LOCALE": "lv",
            "BABEL_DEFAULT_TIMEZONE": self.timezone,
            "RATELIMIT_STORAGE_URI": self.redis_url or "memory://",
            "RATELIMIT_STORAGE_OPTIONS": REDIS_PATIENCE if self.redis_url else {},
            "RATELIMIT_IN_MEMORY_FALLBACK_ENABLED": bool(self.redis_url),
        }


def _hours(text: str) -> tuple[int, int] | None:
    """Read hours such as 22-7; none where nothing is named."""
    begins, dash, ends = text.partition("-")
    if not text:
        return None
    if not dash or not (_is_hour(begins) and _is_hour(ends)):
        raise SettingsError(f"QUIET_HOURS must look like 22-7, not “{text}”.")
    return int(begins), int(ends)


def _is_hour(text: str) -> bool:
    return text.isascii() and text.isdecimal() and int(text) < HOURS_OF_DAY


def _whole_number(name: str, text: str) -> int:
    if not text.isdecimal():
        raise SettingsError(f"{name} must be a whole number, not “{text}”.")
    return int(text)


def _sender(text: str) -> str:
    if text and "@" not in parseaddr(text)[1]:
        raise SettingsError(f"MAIL_FROM must be an address, or a name and <address>, not “{text}”.")
    return text


def _recipients(text: str) -> str:
    wrong = [part for part in text.replace(",", " ").split() if part != EVERYBODY and "@" not in part]
    if wrong:
        raise SettingsError(f"MAIL_RECIPIENTS must be `{EVERYBODY}`, or addresses and @domains, not “{wrong[0]}”.")
    return text


def _bounces(text: str) -> str:
    parts = urlsplit(text)
    is_mailbox = parts.scheme in {"imap", "imaps"} and parts.hostname and parts.username
    if text and not is_mailbox and not (parts.scheme == "maildir" and parts.path):
        # The address itself is not repeated: a password stands in it.
        raise SettingsError("BOUNCES_URL must be imaps://user:password@host/folder or maildir:///folder.")
    return text


def _secret(name: str, text: str) -> str:
    if text and len(text) < SHORTEST_KEY:
        raise SettingsError(f"{name} has {len(text)} characters, at least {SHORTEST_KEY} are needed.")
    return text


def _scanner(text: str) -> str:
    parts = urlsplit(text)
    is_right = (parts.scheme == "tcp" and parts.hostname) or (parts.scheme == "unix" and parts.path)
    if text and not is_right:
        raise SettingsError(f"CLAMD_URL must be tcp://host:port or unix:///path, not “{text}”.")
    return text


def _storage(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme == "s3":
        if not (parts.hostname and parts.username and parts.password and parts.path.strip("/")):
            # The address itself is not repeated: a secret stands in it.
            raise SettingsError("STORAGE_URL must be s3://key:secret@host/bucket, a folder, or file:// and a folder.")
    elif "://" in text and parts.scheme != "file":
        raise SettingsError(
            f"STORAGE_URL must be a folder, file:// and a folder, or s3://key:secret@host/bucket, not “{text}”."
        )
    return text


def _timezone(text: str) -> str:
    if text not in available_timezones():
        raise SettingsError(f"TIMEZONE must be a name such as Europe/Riga, not “{text}”.")
    return text
