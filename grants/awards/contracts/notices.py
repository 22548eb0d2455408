"""The message with which an official sends the draft of a contract to its applicant."""

from sqlalchemy import exists, select

from grants import clock
from grants.applications.models import Application, Enclosure
from grants.awards.contracts.models import Contract
from grants.awards.contracts.papers import Paper
from grants.awards.mailing import mail_paper
from grants.awards.models import Decision
from grants.awards.queries import decision_on
from grants.calls.queries import rules_of
from grants.db import db
from grants.filetypes import MEDIA_TYPES
from grants.notices.envelope import AttachedFile
from grants.notices.models import Message, Withheld
from grants.notices.register import Audience, Event

DRAFTED = "contract_drafted"
EVENTS = (Event(name=DRAFTED, template="awards/notices/contract_drafted", audience=Audience.APPLICANT),)


def sent(application: Application, contract: Contract, paper: Paper, decision: Decision) -> None:
    """Send everybody who works on an application the draft of its contract, in the language that counts."""
    organiser = rules_of(application.call).organiser
    mail_paper(
        _file_of(contract, paper),
        event=DRAFTED,
        subject_id=contract.id,
        application=application,
        context={"organiser": organiser, "decision": decision, "contract": contract},
        reply_to=organiser.email,
    )


def was_sent(contract: Contract) -> bool:
    """Tell whether the applicant was sent a draft."""
    told = exists().where(Message.event == DRAFTED, Message.subject_id == contract.id)
    return bool(db.session.scalar(select(told)))


def is_overtaken(message: Message) -> Withheld | None:
    """Say that the award was decided anew while the draft of its contract waited to leave."""
    contract = db.session.get_one(Contract, message.subject_id)
    decision = decision_on(db.session.get_one(Application, contract.application_id))
    return None if decision is not None and decision.id == contract.decision_id else Withheld.OVER


def _file_of(contract: Contract, paper: Paper) -> AttachedFile:
    """Keep the stored draft as a file of the call, to go with messages."""
    at, kind, stored = clock.now(), MEDIA_TYPES["pdf"], paper.stored
    kept = Enclosure(call_id=contract.call_id, name=paper.name, media_type=kind, size=stored.size, sha256=stored.sha256)
    kept.storage_key, kept.added_at, kept.scanned_at = stored.key, at, at  # nobody sent it to us
    db.session.add(kept)
    return AttachedFile(paper.name, kind, stored.sha256, stored.key)
