"""Make the e-mail of a message."""

from collections.abc import Iterable
from dataclasses import dataclass
from email.headerregistry import BaseHeader, HeaderRegistry, UnstructuredHeader
from email.message import EmailMessage
from email.policy import SMTP, Policy
from email.utils import format_datetime, parseaddr
from hashlib import sha256

from config import Settings
from grants.notices.models import Message
from grants.storage import storage


class _WholeLine(UnstructuredHeader, BaseHeader):
    """Be a header that is never broken: Python would encode a long address, and no mail program would find it."""

    def fold(self, *, policy: Policy) -> str:
        """Return the header on one line."""
        return f"{self.name}: {self}{policy.linesep}"


_headers = HeaderRegistry()
_headers.map_to_type("list-unsubscribe", _WholeLine)
_POLICY = SMTP.clone(cte_type="7bit", header_factory=_headers)
"""Every mail server can pass on seven bits."""


@dataclass(frozen=True)
class AttachedFile:
    """Be a stored file that goes with a message."""

    name: str
    media_type: str
    sha256: str
    key: str


def attach(mail: EmailMessage, files: Iterable[AttachedFile]) -> EmailMessage:
    """Put stored files into an e-mail; raise ValueError for one whose bytes are not those it was queued with."""
    for file in files:
        with storage().open(file.key) as stored:
            content = stored.read()
        if sha256(content).hexdigest() != file.sha256:
            raise ValueError(f"“{file.name}” is not the file that was to be sent")
        main, _slash, sub = file.media_type.partition("/")
        mail.add_attachment(content, maintype=main, subtype=sub, filename=file.name)
    return mail


def compose(message: Message, settings: Settings) -> EmailMessage:
    """Return the e-mail; a second try has the same Message-ID. Raise ValueError for an address that is none."""
    mail = EmailMessage(policy=_POLICY)
    mail["From"] = settings.sender
    mail["To"] = message.address
    if message.reply_to:
        mail["Reply-To"] = message.reply_to
    mail["Subject"] = message.subject
    mail["Date"] = format_datetime(message.queued_at)
    mail["Message-ID"] = f"<{message.id}@{settings.host}>"
    mail["Auto-Submitted"] = "auto-generated"
    if message.unsubscribe_url:
        mail["List-Unsubscribe"] = f"<{message.unsubscribe_url}>"
        mail["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"  # RFC 8058
    mail.set_content(message.words.text)
    mail.add_alternative(message.words.page(message.language), subtype="html")
    mail["Content-Language"] = message.language  # last, because the content replaces headers about it
    return mail


def bare_address(header: object) -> str:
    """Return the address of a header such as `Name <address>`; raise ValueError if it has none."""
    address = parseaddr(str(header))[1]
    if "@" not in address:
        raise ValueError(f"“{header}” is not an e-mail address")
    return address
