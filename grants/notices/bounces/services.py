"""Use cases of reports about mail: note what one tells, each once."""

from hashlib import sha256

from sqlalchemy import select

from grants import clock
from grants.db import MAX_LINE, db, take_turns
from grants.events import publish
from grants.journal.services import record
from grants.notices.bounces.models import MailReport
from grants.notices.bounces.reading import Report, ReportKind, reports_in
from grants.notices.events import MessageBounced
from grants.notices.models import Attempt, Message
from grants.notices.workflow import WORKFLOW, Step


def take_in(content: bytes) -> int:
    """Note what a report tells of our messages, and return how much of it is new; raise NoReport for anything else.

    What will never arrive is `bounced` from then on. What a report says of an address that is not the message's is
    left out: it is about somebody to whom the reader forwards.
    """
    return sum(_note(report, content, place) for place, report in enumerate(reports_in(content)))


def _note(report: Report, content: bytes, place: int) -> bool:
    digest = sha256(content + str(place).encode()).hexdigest()
    take_turns(f"report {digest}")
    if db.session.scalar(select(MailReport.id).where(MailReport.digest == digest)) is not None:
        return False
    query = select(Message).where(Message.id == report.message_id).with_for_update()
    message = db.session.scalar(query, execution_options={"populate_existing": True})
    if message is None or (report.recipient and report.recipient != message.address.lower()):
        return False
    noted = MailReport(message=message, kind=report.kind, status=report.status[:20], digest=digest)
    noted.words, noted.told_at = report.words[:MAX_LINE], clock.now()
    db.session.add(noted)
    if report.kind is ReportKind.FAILED and WORKFLOW.allows(message.state, Step.BOUNCE):
        source, message.state = message.state, WORKFLOW.target(message.state, Step.BOUNCE)
        message.answer = report.words[:MAX_LINE]
        db.session.add(Attempt.of(message, clock.now()))
        record(
            action="message.bounced",
            subject=message,
            actor=None,
            call_id=message.call_id,
            source=source.value,
            target=message.state.value,
        )
        publish(MessageBounced(event=message.event, subject_id=message.subject_id))
    db.session.flush()
    return True
