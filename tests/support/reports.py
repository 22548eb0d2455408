"""Reports about mail as mail servers write them."""

import uuid

REPORT = """\
From: MAILER-DAEMON@mx.example.net
To: konkursi@localhost
Subject: Undelivered Mail Returned to Sender
Message-ID: <{own}@mx.example.net>
MIME-Version: 1.0
Content-Type: multipart/report; report-type={report_type}; boundary="A"

--A
Content-Type: text/plain

This is the mail system at host mx.example.net.

--A
Content-Type: message/{kind}

{fields}

--A
Content-Type: {original}

From: konkursi@localhost
Message-ID: <{number}@localhost>
Subject: =?utf-8?q?L=C4=93mums?=

--A--
"""
WHOLE, HEADERS = "message/rfc822", "text/rfc822-headers"


def a_bounce(
    number: uuid.UUID,
    recipient: str = "anna@example.org",
    *,
    action: str = "failed",
    status: str = "5.1.1",
    words: str = "550 5.1.1 No such user",
    original: str = HEADERS,
) -> bytes:
    """Return a report of a mail server about one message (RFC 3464)."""
    fields = (
        "Reporting-MTA: dns; mx.example.net\nArrival-Date: Sun, 29 Nov 2026 10:00:00 +0000\n\n"
        f"Final-Recipient: rfc822; {recipient}\nAction: {action}\nStatus: {status}\n"
        f"Diagnostic-Code: smtp; {words}\n"
    )
    return _report(number, "delivery-status", "delivery-status", fields, original)


def a_complaint(number: uuid.UUID, recipient: str = "anna@example.org") -> bytes:
    """Return a report of a mail provider whose reader marked a message as unwanted (RFC 5965)."""
    fields = f"Feedback-Type: abuse\nUser-Agent: Example/1\nVersion: 1\nOriginal-Rcpt-To: <{recipient}>\n"
    return _report(number, "feedback-report", "feedback-report", fields, WHOLE)


def _report(number: uuid.UUID, report_type: str, kind: str, fields: str, original: str) -> bytes:
    text = REPORT.format(
        own=uuid.uuid4(), report_type=report_type, kind=kind, fields=fields, original=original, number=number
    )
    return text.encode()
