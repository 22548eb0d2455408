"""Every message of the service with everything it may say, without a database: to be rendered, read and looked at."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

from grants.awards.contests.models import Ruling
from grants.calls.asking.models import NewsKind
from grants.calls.promises.dates import Promise
from grants.calls.promises.labels import DUE
from grants.notices import register
from grants.notices.rendering import footed, public_address, reading_as, render
from grants.notices.words import Words

ID = uuid.UUID("0190a3c4-5d6e-7f80-9a1b-2c3d4e5f6071")
NAME = "Anna Ozola"


def a(**fields: Any) -> Any:
    """Return something that has these fields."""
    return SimpleNamespace(**fields)


ORGANISER = a(
    name="Liepkalnes novada pašvaldība", address="Skolas iela 4, Liepkalne, LV-4999", email="konkursi@example.lv"
)
CALL = a(
    id=ID,
    organiser_id=ID,
    organiser=ORGANISER,
    slug="jauniesu-idejas-2030",
    title={"lv": "Jauniešu ideju konkurss 2030", "en": "Youth idea competition 2030"},
    opens_at=datetime(2030, 5, 1, 6, 0, tzinfo=UTC),
    closes_at=datetime(2030, 6, 3, 14, 0, tzinfo=UTC),
    cancel_reason="Novada dome pārdala budžetu vētras seku novēršanai.",
    cancel_act_body="Liepkalnes novada dome",
    cancel_act_number="12/34",
    cancel_act_date=date(2030, 5, 20),
)
TYPED = a(title="Brīvdabas skatuve “Saulgrieži” [2. kārta]", applicant={"name": "Biedrība “Jaunie kalni”"})
APPLICATION = a(
    id=ID,
    reference="JAUNIESU-IDEJAS-2030-0021",
    title=TYPED.title,
    typed=TYPED,
    change=None,
    call=CALL,
    submitted_at=datetime(2030, 6, 2, 18, 41, tzinfo=UTC),
    withdrawn_at=datetime(2030, 6, 5, 8, 2, tzinfo=UTC),
)
PERSON = a(id=ID, name=NAME, email="anna.ozola@example.org", language="lv", is_guest=False)
LEAD = a(name="Jānis Bērziņš", email="janis@example.org", person=a(email="janis@example.org"))
CLARIFICATION = a(
    question="Tāmes 3. rindā ir 450,00 EUR, bet apraksta 2. punktā 540,00 EUR. Kura summa ir pareiza?",
    due_at=datetime(2030, 6, 12, 14, 0, tzinfo=UTC),
)
CONFIRMATION = a(name="Ilze Kalniņa", agrees=True)
ATTACHMENT = a(name="tāme.xlsx", virus="Eicar-Test", removed_at=datetime(2030, 6, 1, tzinfo=UTC))
SITTING = a(
    number=2,
    starts_at=datetime(2030, 6, 20, 7, 30, tzinfo=UTC),
    place="Novada dome, 2. stāva zāle",
    link="https://video.example.lv/zale",
    reason="Divi locekļi ir saslimuši.",
)
DECISION = a(
    number="4.2-8/2030/17", amount=Decimal(1500), conditions="Pirms līguma jāiesniedz precizēta tāme.", act="declined"
)
COMPLAINT = a(
    id=ID,
    number=1,
    received_on=date(2030, 7, 2),
    contest_until=date(2030, 7, 1),
    answer_until=date(2030, 8, 2),
    is_late=False,
    ruling=Ruling.UPHELD,
    ruling_number="4.2-8/2030/25",
    reason="Pārbaudē netika ņemts vērā pielikums Nr. 2, kas bija iesniegts laikā.",
)
RULES = a(
    organiser=ORGANISER,
    schedule=a(
        implementation=a(from_=date(2030, 9, 1), until=date(2031, 5, 31), report_until=date(2031, 6, 30)),
    ),
    criteria=[a(code="1.1", title={"lv": "Idejas novitāte", "en": "Novelty"})],
)
VERSION = a(
    reason="Pielaisti arī neformālo grupu iesniegumi.",
    act_body="Liepkalnes novada dome",
    act_number="7/3",
    act_date=date(2030, 5, 12),
)
CHANGES = [
    a(what="Lielākā summa", before="2000,00 EUR", after="2500,00 EUR"),
    a(what="Kas var pieteikties", before="", after="neformāla jauniešu grupa"),
]
MOVE = a(
    promise=Promise.EVALUATION,
    before=datetime(2030, 6, 25, 14, 0, tzinfo=UTC),
    after=datetime(2030, 7, 2, 14, 0, tzinfo=UTC),
    reason="Saņemts divreiz vairāk iesniegumu, nekā gaidīts.",
)
FACTS: dict[str, Any] = {
    "move": MOVE,
    "moves": [MOVE],
    "missed": a(promise=Promise.EVALUATION, due_at=MOVE.before),
    "due": DUE,
    "call": CALL,
    "organiser": ORGANISER,
    "application": APPLICATION,
    "typed": TYPED,
    "person": PERSON,
    "lead": LEAD,
    "before": LEAD,
    "asker": LEAD,
    "right": "lasīt un labot",
    "role": "partneris",
    "token": "Ij4c2f9b",
    "code": "042517",
    "name": NAME,
    "receipt": a(number=1, commitment="9f2c4a7e1b"),
    "clarification": CLARIFICATION,
    "asked_about": lambda: ["Tāme", "Projekta apraksts"],
    "confirmation": CONFIRMATION,
    "attachment": ATTACHMENT,
    "deadline": CALL.closes_at,
    "copy": lambda: "Projekta nosaukums\nSaulgrieži\n\nApraksts\nSkatuve *visiem*, arī lietū.",
    "version": VERSION,
    "changes": lambda: CHANGES,
    "extension": a(
        until=datetime(2030, 6, 10, 14, 0, tzinfo=UTC),
        reason="Sistēma nebija pieejama.",
        act_body="Komisija",
        act_number="3",
        act_date=date(2030, 6, 4),
    ),
    "follower": a(id=ID, call_id=ID),
    "news": a(kind=NewsKind.ANNOUNCED, reason=VERSION.reason),
    "question": a(shown="Vai var pieteikties skola?", answer="Jā, ja pieteikumu paraksta **direktors**."),
    "subject": "Informatīvais seminārs 12. jūnijā",
    "body": "Labdien!\n\nAicinām uz semināru 12. jūnijā plkst. 16.00.",
    "seat": "loceklis",
    "reason": "Jūs esat biedrības valdē.",
    "note": "Esmu ārzemēs līdz augustam.",
    "member": "Pēteris Liepa",
    "page": "evaluation.call",
    "upheld": True,
    "answer": "Loceklis strādā tajā pašā biedrībā.",
    "count": 21,
    "undeclared": 1,
    "to_score": 11,
    "due_at": datetime(2030, 6, 25, 14, 0, tzinfo=UTC),
    "sheet": a(marks={"1.1": Decimal("4.5")}, comments={"1.1": "Skaidra ideja."}),
    "rules": RULES,
    "sitting": SITTING,
    "title": "Lēmums par projekta “Saulgrieži” iesniegumu",
    "letter": "Liepkalnes novada dome nolēma piešķirt projektam 1500,00 EUR.",
    "has_page": True,
    "decision": DECISION,
    "contract": a(number="4.2-8/2030/31"),
    "complaint": COMPLAINT,
    "messages": [a(id=ID, subject="Atgādinājums: termiņš 3. jūnijā")] * 2,
    "more": 10,
    "kind": "mail_server",
    "words": "421 4.3.2 Service not available",
}
VARIANTS: dict[str, list[tuple[str, dict[str, Any]]]] = {
    "application_received": [("changed", {"receipt": a(number=2, commitment="9f2c4a7e1b")})],
    "application_reminder": [("change", {"application": a(**{**vars(APPLICATION), "change": {}})})],
    "application_confirm_answered": [("refused", {"confirmation": a(name="Ilze Kalniņa", agrees=False)})],
    "application_file_infected": [("kept", {"attachment": a(**{**vars(ATTACHMENT), "removed_at": None})})],
    "call_news": [(kind.value, {"news": a(kind=kind, reason=VERSION.reason)}) for kind in NewsKind],
    "follow_confirm": [("programme", {"follower": a(id=ID, call_id=None)})],
    "applications_assigned": [("one", {"count": 1}), ("ten", {"count": 10}), ("two", {"count": 2})],
    "evaluation_reminder": [("many", {"undeclared": 21, "to_score": 2}), ("one", {"undeclared": 0, "to_score": 1})],
    "declaration_missing": [("many", {"to_score": 0, "undeclared": 10})],
    "objection_decided": [("dismissed", {"upheld": False})],
    "award_ended": [
        ("lapsed", {"decision": a(**vars(DECISION), confirmed_by_id=None)}),
        ("revoked", {"decision": a(**{**vars(DECISION), "act": "revoked"}, confirmed_by_id=ID)}),
    ],
    "complaint_received": [("late", {"complaint": a(**{**vars(COMPLAINT), "is_late": True})})],
    "complaint_made": [("late", {"complaint": a(**{**vars(COMPLAINT), "is_late": True})})],
    "complaint_ruled": [
        ("partly", {"complaint": a(**{**vars(COMPLAINT), "ruling": Ruling.PARTLY})}),
        ("rejected", {"complaint": a(**{**vars(COMPLAINT), "ruling": Ruling.REJECTED})}),
    ],
    "complaint_answered": [("unnumbered", {"complaint": a(**{**vars(COMPLAINT), "ruling_number": ""})})],
    "accounts.role_granted": [("administrator", {"organiser": None})],
    "operator_alarm": [("waiting", {"kind": "waiting", "words": "37 min"})],
    "digest": [("one", {"count": 1, "more": 0}), ("many", {"count": 21, "more": 11})],
}
"""What else a message may say: a name, and what differs from FACTS."""
CHANGED: dict[str, dict[str, Any]] = {
    "accounts.role_granted": {
        "role": a(starts_on=date(2030, 5, 1), ends_on=date(2031, 4, 30)),
        "words": "koordinators",
    },
    "award_ended": {"decision": a(**vars(DECISION), confirmed_by_id=ID)},
    "declaration_missing": {"to_score": 0},
}
"""What a word means in one message only."""


@dataclass(frozen=True)
class Mail:
    """Be one message as its reader gets it."""

    name: str
    event: str
    language: str
    words: Words


def every_mail(language: str) -> Iterator[Mail]:
    """Render every registered event in a language, each way it may be said; needs a request of an application."""
    for event in sorted(register.events()):
        for variant, facts in [("", {}), *VARIANTS.get(event, [])]:
            words = words_of(event, language, facts)
            name = f"{event}-{variant}" if variant else event
            yield Mail(name, event, language, words)


def told_in(event: str, facts: dict[str, Any]) -> dict[str, Any]:
    """Return what an event tells."""
    return {**FACTS, **CHANGED.get(event, {}), **facts}


def words_of(event: str, language: str, facts: dict[str, Any]) -> Words:
    """Return what a message says, with what stands below it."""
    known = register.of(event)
    with reading_as(language):
        link = str(public_address("notice_choices.switch_off", choice="Ij4c2f9b")) if known.switchable else ""
    return footed(render(known.template, language, told_in(event, facts)), known, language, link)
