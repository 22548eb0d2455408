"""A world in which every endpoint can be asked for: a call in every stage, and somebody in every role."""

import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

from flask import current_app
from sqlalchemy import Select, select

from grants import clock
from grants.accounts.models import Person, Role, RoleKind, Seat
from grants.accounts.moving import services as moving
from grants.accounts.moving.tokens import BACK, CONFIRM
from grants.accounts.moving.tokens import token_of as token_of_address
from grants.accounts.services import ask, begin_session
from grants.applications.confirmations import token_of as token_of_confirmation
from grants.applications.form.tags import tag_of
from grants.applications.form.typed import as_text
from grants.applications.models import (
    ApplicationMember,
    Attachment,
    Comment,
    Confirmation,
    EarlierAnswer,
    PartialUpload,
    Redaction,
)
from grants.awards.deciding.models import Scenario
from grants.awards.deciding.trying import Limits, limit_of
from grants.awards.deliberation.sealing import are_open
from grants.awards.letters.models import Letter
from grants.awards.meetings.models import Invitation, Lot, Sitting, SittingState
from grants.awards.meetings.written.queries import token_of as token_of_vote
from grants.awards.minutes.queries import minutes_of
from grants.awards.queries import standing_of
from grants.calls.asking.followers import follow
from grants.calls.asking.models import Follower
from grants.calls.asking.tokens import token_of
from grants.calls.models import Call, CallFile, Stage
from grants.calls.queries import editable_version, rules_of
from grants.calls.webhooks.models import WebhookCall
from grants.calls.webhooks.services import register
from grants.db import db
from grants.evaluation.assigning.planning import Asked, plan_for
from grants.evaluation.assigning.policies import ASSIGNABLE
from grants.evaluation.assigning.situation import situation_of
from grants.evaluation.models import Declaration, Sheet, SheetState
from grants.evaluation.policies import assigns
from grants.journal.models import Entry
from grants.notices.batches.services import seal_of
from grants.notices.choices.tokens import token_of as choice_of
from grants.notices.feed.services import address_of, renew
from grants.notices.mailbox import letters
from grants.notices.models import Message, MessageState
from grants.notices.register import Purpose
from grants.notices.services import deliver_due
from grants.site.banners.models import Banner, Tone
from grants.site.banners.services import put_up
from tests.factories.asking import written_down
from tests.factories.awards import impartial
from tests.factories.batches import a_batch, begun
from tests.factories.calls import an_organiser
from tests.factories.people import a_person
from tests.factories.workbooks import a_sent_workbook
from tests.integration.access.cast import Cast, appoint, everybody
from tests.integration.access.stages import NOW, a_call_in_every_stage, applications_in


@dataclass(frozen=True)
class World:
    """Hold ids only, because every request loads its own rows."""

    people: Mapping[str, uuid.UUID]
    """By role."""
    sessions: Mapping[str, uuid.UUID]
    """By role: each is signed in on one device."""
    places: Mapping[str, Mapping[str, str]]
    """By call: the values that its addresses and forms are made of. What belongs to no call stands under "-"."""


def build() -> World:
    """Make the world in the database of the current application."""
    with clock.at(NOW):
        people = everybody()
        calls = a_call_in_every_stage(people)
        appoint(people)
        for role in ("secr", "coor"):
            _declare(people[role], calls)
        places = {name: _values(call, people) for name, call in calls.items()}
        places["-"] = _values_of_no_call(people)
        sessions = {role: begin_session(person=person) for role, person in people.items()}
        world = World({role: person.id for role, person in people.items()}, sessions, places)
        db.session.commit()
        return world


def _declare(official: Person, calls: Mapping[str, Call]) -> None:
    """Let an official declare no conflict with anything that is judged, except where declaring is asked about."""
    for call in calls.values():
        impartial(official, call)


def _values(call: Call, people: Cast) -> dict[str, str]:
    """Return what stands in the addresses of a call's pages, and what its forms carry along unseen."""
    values: dict[str, object] = {"slug": call.slug, "code": call.id, "organiser_id": call.organiser_id}
    values |= {"criterion": "2.1", "part": "2.1"}
    for which, application in zip(("", "other_"), applications_in(call), strict=False):
        values[f"{which}application_id"] = application.id
        values[f"{which}tag_goal"] = tag_of(as_text(application.answers.get("goal")))
        values[f"{which}tag_title"] = tag_of(application.title)
    values["scenario_id"] = _scenario_in(call)
    absent = (
        "dispatch_id",
        "job_id",
        "letter_id",
        "objection_id",
        "complaint_id",
        "declaration_id",
        "view_id",
        "sending_id",
    )
    values |= dict.fromkeys(absent, uuid.UUID(int=1))  # where there is none
    seats = select(Role.person_id).join(Role.person).where(Role.call_id == call.id, Role.kind == RoleKind.EVALUATOR)
    unbegun = db.session.scalars(seats.where(Person.name == "Gunta")).first()
    values["writer_id"] = unbegun or people["eval"].id
    values |= {"judge_id": people["eval"].id, "reference": _reference_in(call)}
    values |= (
        _of_application(values, people["read"])
        | _seat(call)
        | _stuck_message(call)
        | _untaken(call, people["coor"])
        | _standing(call)
    )
    values |= _sitting(call, people)
    asked = db.session.scalars(select(Confirmation).where(Confirmation.application_id == values.get("application_id")))
    values |= _assigning(call, people["eval"])
    letter = db.session.scalars(select(Letter.id).where(Letter.call_id == call.id).order_by(Letter.number)).first()
    values |= {"letter_id": letter, "which": "made"} if letter else {}
    values |= {"confirmation": token_of_confirmation(one)} if (one := asked.first()) else {}
    file = db.session.scalars(
        select(CallFile.id).where(CallFile.call_id == call.id).order_by(CallFile.purpose.desc())
    ).first()
    values |= _written_to(call, people)
    if call.stage is Stage.PUBLISHED:
        values["question_id"] = written_down(call, people["coor"]).id
    values["sent"] = a_sent_workbook(people["eval"], call, mark=2) if call.stage is Stage.SCORING else "none"
    prepared = editable_version(call)
    values["rules"] = call.rules_digest
    values["prepared"] = prepared.digest if prepared else ""
    values |= {"file_id": file} if file else {}
    return {name: str(value) for name, value in values.items()}


def _written_to(call: Call, people: Cast) -> dict[str, object]:
    """Return a message to many and one of its readers: looked at while the call is open, sent while it is scored."""
    audience = {"open-call": "drafts", "scoring-call": "applicants"}.get(call.slug)
    if audience is None:
        return {}
    batch = a_batch(call, people["coor"], audience)
    target, person = batch.recipients[0]
    if audience == "applicants":
        begun(batch, people["coor"])
    return {"batch_id": batch.id, "target_id": target, "person_id": person, "batch_seal": seal_of(batch)}


def _reference_in(call: Call) -> str:
    """Return the reference of the other application, about which nobody acts but in conflicts."""
    sent = [application.reference for application in applications_in(call) if application.reference]
    return sent[-1] if sent else ""


def _files_of(call: Call) -> Select[uuid.UUID]:
    return select(CallFile.id).where(CallFile.call_id == call.id).order_by(CallFile.purpose.desc())


def _of_application(values: Mapping[str, object], reader: Person) -> dict[str, object]:
    """Return the file of an application, the member who reads it, and what stood in it before."""
    if "application_id" not in values:
        return {}
    file = select(Attachment.id).where(Attachment.application_id == values["application_id"])
    member = select(ApplicationMember.id).where(
        ApplicationMember.application_id == values["application_id"], ApplicationMember.person_id == reader.id
    )
    earlier = select(EarlierAnswer.id).where(
        EarlierAnswer.application_id == values["application_id"], EarlierAnswer.field == "goal"
    )
    comment = select(Comment.id).where(Comment.application_id == values["application_id"])
    upload = select(PartialUpload.id).where(PartialUpload.application_id == values["application_id"])
    conflict = select(Declaration.id).where(
        Declaration.application_id == values["application_id"], Declaration.conflict
    )
    judge = select(Sheet.evaluator_id).where(
        Sheet.application_id == values["application_id"], Sheet.state == SheetState.SUBMITTED
    )
    hidden = select(Redaction.id).where(Redaction.application_id == values["application_id"])
    return {
        "upload_id": db.session.scalars(upload).one(),
        "attachment_id": db.session.scalars(file).one(),
        "member_id": db.session.scalars(member).one(),
        "earlier_id": db.session.scalars(earlier).one(),
        "evaluator_id": db.session.scalars(judge).first() or uuid.UUID(int=1),
        "declaration_id": db.session.scalars(conflict).first() or uuid.UUID(int=1),
        "redaction_id": db.session.scalars(hidden).first() or uuid.UUID(int=1),
        "comment_id": db.session.scalars(comment).first() or uuid.UUID(int=1),
    }


def _seat(call: Call) -> dict[str, object]:
    """Return the seat of the chair, where there is a committee."""
    chair = db.session.scalar(select(Role.id).where(Role.call_id == call.id, Role.seat == Seat.CHAIR))
    return {"role_id": chair} if chair else {}


def _assigning(call: Call, judge: Person) -> dict[str, object]:
    """Return what the forms carry with which members are assigned."""
    if call.stage not in ASSIGNABLE or not assigns(rules_of(call)):
        return {}
    situation, first = situation_of(call), applications_in(call)[0].id
    plan = plan_for(call, situation, Asked())
    return {"scorer_id": judge.id, "assigned": situation.digest([first]), "plan": plan.digest}


def _stuck_message(call: Call) -> dict[str, object]:
    """Return a message about the call, after it could not be delivered."""
    message = db.session.scalars(select(Message).where(Message.call_id == call.id).limit(1)).first()
    if message is None:
        return {}
    message.state = MessageState.FAILED
    return {"message_id": message.id}


def _untaken(call: Call, actor: Person) -> dict[str, object]:
    """Return what another system was told in vain about the call."""
    entry = db.session.scalars(select(Entry).where(Entry.chain == str(call.id), Entry.subject_id == call.id)).first()
    if entry is None:
        return {}
    webhook = register(organiser=an_organiser(), url="https://old.example/", actor=actor)
    told = WebhookCall(webhook_id=webhook.id, event_id=entry.id, queued_at=clock.now(), due_at=clock.now())
    told.state = MessageState.FAILED
    db.session.add(told)
    db.session.flush()
    return {"told_id": told.id}


def _sitting(call: Call, people: Cast) -> dict[str, object]:
    """Return the sitting of a call, its substitute, and a lot that is drawn in public."""
    sitting = db.session.scalars(select(Sitting).where(Sitting.call_id == call.id)).first()
    if sitting is None:
        return {}
    substitute = select(Role.person_id).where(Role.call_id == call.id, Role.seat == Seat.SUBSTITUTE)
    lot = db.session.scalars(select(Lot.id).where(Lot.sitting_id == sitting.id)).first()
    found: dict[str, object] = {"number": sitting.number, "secretary_id": people["secr"].id}
    found["substitute_id"] = db.session.scalars(substitute).first() or uuid.UUID(int=1)
    invitation = db.session.scalars(select(Invitation).where(Invitation.sitting_id == sitting.id)).first()
    found |= {"token": token_of_vote(invitation)} if invitation else {}
    if sitting.state is SittingState.CLOSED:
        found |= {"minutes": minutes_of(sitting, call).digest, "version": 1}
    return found | ({"lot_id": lot} if lot else {})


def _standing(call: Call) -> dict[str, object]:
    if call.stage is not Stage.DELIBERATION or not are_open(call):
        return {}
    standing = standing_of(call)
    seen: dict[str, object] = {"seen": standing.digest}
    for equals in standing.equals:
        seen |= {"group": equals.digest, "rank": equals.rank}
    return seen


def _values_of_no_call(people: Cast) -> dict[str, str]:
    """Return the values in addresses of people, organisers and development."""
    ask(email=people["lead"].email, language="en")
    open_call = db.session.scalars(select(Call).where(Call.slug == "open-call")).one()
    follow(call=open_call, programme=False, email="follower@example.org", language="en", person=None)
    message = db.session.scalars(select(Message).where(Message.secret)).one()
    token = re.search(r"/account/sign-in/link/([\w-]+)", message.words.text)
    official = db.session.scalars(select(Role).where(Role.kind == RoleKind.SECRETARY)).one()
    assert token
    webhook = register(organiser=an_organiser(), url="https://old.example/", actor=people["coor"])
    db.session.commit()
    deliver_due(500)
    return {
        "token": token[1],
        "slug": an_organiser().slug,
        "organiser_id": str(an_organiser().id),
        "role_id": str(official.id),
        "code": "system",
        "message_id": str(_kept_for(people["lead"]).id),
        "choice": choice_of(people["lead"].id, Purpose.REMINDER),
        **_moving(people["lead"]),
        "feed": address_of(renew(actor=people["lead"])).rpartition("/")[2].removesuffix(".ics"),
        "webhook_id": str(webhook.id),
        "banner_id": str(_a_banner().id),
        "follower": token_of(db.session.scalars(select(Follower)).one()),
        "name": letters(current_app.extensions["settings"].mail_folder)[0].name,
    }


def _a_banner() -> Banner:
    """Return a notice that waits to stand on all pages."""
    begins_at = clock.now() + timedelta(days=300)
    words = {"lv": "Apkope", "en": "Maintenance"}
    ends_at = begins_at + timedelta(hours=1)
    return put_up(words=words, tone=Tone.MAINTENANCE, begins_at=begins_at, ends_at=ends_at, actor=None)


def _moving(person: Person) -> dict[str, str]:
    """Return the links of a change that somebody asked for, and of one that somebody else has made."""
    other = a_person("Person moved", "moved@example.org")
    done = moving.ask(person=other, email="moved-on@example.net")
    moving.confirm(token=token_of_address(done, CONFIRM), actor=other, session_id=None)
    with clock.at(clock.now() - timedelta(minutes=1)):
        asked = moving.ask(person=person, email="lead-new@example.net")
    return {"change": token_of_address(asked, CONFIRM), "back": token_of_address(done, BACK)}


def _kept_for(person: Person) -> Message:
    """Return a message that stands in somebody's inbox."""
    kept = Message(event="example", subject_id=person.id, person_id=person.id, address=person.email, language="en")
    kept.subject, kept.body, kept.signature, kept.state = "Example", "Words", "Service", MessageState.KEPT
    kept.queued_at = kept.due_at = clock.now()
    db.session.add(kept)
    db.session.commit()
    return kept


def _scenario_in(call: Call) -> uuid.UUID:
    """Return a scenario without limits that somebody kept while the committee deliberates."""
    if call.stage is not Stage.DELIBERATION:
        return uuid.UUID(int=1)
    limits = replace(Limits.of(rules_of(call).funding), by_lot=((None, limit_of(None, None)),))
    made = Scenario(call_id=call.id, title="Bez robežas", limits=limits.document(), made_at=clock.now())
    db.session.add(made)
    db.session.flush()
    return made.id
