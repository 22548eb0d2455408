"""The notice that the term to decide is extended: its words, and the message that carries them."""

from collections.abc import Iterable
from datetime import date

from grants import clock
from grants.accounts.models import Person
from grants.applications.models import Application
from grants.awards.extending.models import TermExtension
from grants.awards.wordings.facts import Facts
from grants.awards.wordings.kinds import LetterKind
from grants.awards.wordings.queries import texts_for
from grants.awards.wordings.writing import document_of
from grants.calls.models import Call
from grants.calls.queries import rules_of
from grants.documents.content import Document
from grants.notices.services import queue

EVENT = "term_extension"
TEMPLATE = "awards/notices/letter"


def facts_of(
    call: Call, numbered: Iterable[tuple[Application, str]], until: date, reason: str, official: Person
) -> list[Facts]:
    """Return what the notices about some applications, each with its number, are made of; one statement."""
    rules, texts, now = rules_of(call), texts_for(call), clock.now()
    return [
        Facts(
            LetterKind.EXTENSION, number, now, application, rules, texts, official=official, because=reason, until=until
        )
        for application, number in numbered
    ]


def tell(extension: TermExtension, facts: Facts) -> None:
    """Send a notice to everybody who works on its application, each in their language."""
    written: dict[str, Document] = {}
    for member in facts.application.members:
        language = member.person.language
        if language not in written:
            written[language] = document_of(facts, language)
        queue(
            event=EVENT,
            subject_id=extension.id,
            person=member.person,
            template=TEMPLATE,
            context={"document": written[language], "organiser": facts.rules.organiser},
            call_id=extension.call_id,
            reply_to=facts.rules.organiser.email,
            once=True,
        )
