"""What officials black out for evaluators: names of pupils, notes on health, whole files. The original stays."""

import re
import uuid
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import Uuid, bindparam, select
from sqlalchemy.orm import joinedload, lazyload
from sqlalchemy.sql.base import ExecutableOption

from grants import clock
from grants.accounts.models import Person
from grants.applications.form.parties import CODES
from grants.applications.form.typed import as_text
from grants.applications.models import Application, Attachment, Redaction
from grants.applications.queries import attachments_in
from grants.applications.reading import Answer, Content, Part, Table, content_of, rules_for
from grants.applications.services.locking import lock
from grants.applications.services.steps import note
from grants.db import db
from grants.errors import Conflict, Invalid

MAX_REDACTIONS = 50
"""What is blacked out in one application at the same time."""
MAX_PASSAGE = 2000
LEAST_PASSAGE = 2
"""Characters: one letter would black out half of everything."""
MAX_REDACTION_REASON = 500
IDENTITY = (
    "name",
    "registration_number",
    "address",
    *(code[1:] for code in CODES if code.endswith(("_name", "_email", "_contact"))),
)
"""The answers of the first page that tell who applies, or who stands behind them."""


def redactions_of(application: Application) -> list[Redaction]:
    """Return what is blacked out in an application now, the first one first, with who did it and the files."""
    author = joinedload(Redaction.made_by, innerjoin=True).options(lazyload(Person.roles))
    return _redactions_in([application.id], author, joinedload(Redaction.attachment))[application.id]


def redactions_in(application_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, list[Redaction]]:
    """Return what is blacked out in each of some applications now, the first one first, in one statement."""
    return _redactions_in(application_ids)


def _redactions_in(
    application_ids: Collection[uuid.UUID], *options: ExecutableOption
) -> dict[uuid.UUID, list[Redaction]]:
    query = _IN_FORCE.options(*options) if options else _IN_FORCE
    found: dict[uuid.UUID, list[Redaction]] = defaultdict(list)
    for redaction in db.session.scalars(query, {"applications": list(application_ids)}):
        found[redaction.application_id].append(redaction)
    return found


_IN_FORCE = (
    select(Redaction)
    .where(
        Redaction.application_id.in_(bindparam("applications", type_=Uuid(), expanding=True)),
        Redaction.lifted_at.is_(None),
    )
    .order_by(Redaction.made_at, Redaction.id)
)
"""Built once: every page of a sheet asks it."""


def black_out(
    *,
    application: Application,
    content: Content,
    passage: str = "",
    file: Attachment | None = None,
    reason: str,
    actor: Person,
) -> None:
    """Keep a passage or a file of an application from its evaluators; the same twice is once.

    `content` is the whole application: Invalid is raised for a passage that stands nowhere in it, for one of less than
    LEAST_PASSAGE or more than MAX_PASSAGE characters and for no reason, Conflict beyond MAX_REDACTIONS.
    """
    lock(application)
    passage = " ".join(passage.split())
    if file is None:
        _require_passage(passage, content)
    if not reason or len(reason) > MAX_REDACTION_REASON:
        words = _("Say why, in at most %(most)s characters.", most=MAX_REDACTION_REASON)
        raise Invalid(words, {"reason": words})
    present = redactions_of(application)
    wanted = (passage, file.id) if file else (passage, None)
    if any((each.passage, each.attachment_id) == wanted for each in present):
        return
    _require_room(present)
    redaction = Redaction(
        application_id=application.id,
        passage=wanted[0],
        attachment_id=wanted[1],
        reason=reason,
        made_by_id=actor.id,
        made_at=clock.now(),
    )
    db.session.add(redaction)
    db.session.flush()
    # Not what was blacked out: the journal outlives the application.
    note(application, "application.blacked_out", actor, details={"redaction": redaction.id, "attachment": wanted[1]})


def show_again(*, application: Application, redaction_id: uuid.UUID, actor: Person) -> None:
    """Let evaluators see again what was blacked out; a second time does nothing."""
    lock(application)
    redaction = next((each for each in redactions_of(application) if each.id == redaction_id), None)
    if redaction is None:
        return
    redaction.lifted_at = clock.now()
    db.session.flush()
    note(application, "application.shown_again", actor, details={"redaction": redaction.id})


def black_out_again(*, application: Application, redaction_id: uuid.UUID, actor: Person) -> None:
    """Undo that evaluators see something again; what is blacked out by now stays so. Raise Conflict beyond the most."""
    lock(application)
    lifted = select(Redaction).where(Redaction.id == redaction_id, Redaction.application_id == application.id)
    redaction = db.session.scalar(lifted.where(Redaction.lifted_at.is_not(None)))
    present = redactions_of(application)
    if redaction is None or (redaction.passage, redaction.attachment_id) in [
        (each.passage, each.attachment_id) for each in present
    ]:
        return
    _require_room(present)
    redaction.lifted_at = None
    db.session.flush()
    details = {"redaction": redaction.id, "attachment": redaction.attachment_id}
    note(application, "application.blacked_out", actor, details=details)


def _require_room(present: Collection[Redaction]) -> None:
    if len(present) >= MAX_REDACTIONS:
        raise Conflict(_("At most %(most)s passages and files can be blacked out.", most=MAX_REDACTIONS))


def redacted(content: Content, redactions: Iterable[Redaction], nameless: Iterable[str] = ()) -> Content:
    """Return content without what is blacked out, and without words that name who applies, however they are written.

    The title stays, because lists and results show it.
    """
    redactions = list(redactions)
    hidden = {each.attachment_id for each in redactions if each.attachment_id}
    passages = _cover_of([each.passage for each in redactions if each.passage])
    names = _cover_of(list(nameless), re.IGNORECASE)

    def cover(text: str) -> str:
        return names(passages(text))

    return replace(
        content,
        applicant=[(label, cover(value)) for label, value in content.applicant],
        parts=[Part(part.title, [_answer(each, cover, hidden) for each in part.answers]) for part in content.parts],
        attachments=[file for file in content.attachments if file.id not in hidden],
    )


def for_evaluators(application: Application, *, files_at: str = "", linked: bool = True) -> Content:
    """Return an application as its evaluators see it: without what is blacked out, in a blind call without who applies.

    Where answers repeat who applies, as the first page has it, that is covered too; what stands in files is not.
    """
    blind = rules_for(application).scoring.blind
    content = content_of(application, files_at=files_at, linked=linked, blind=blind)
    hidden = redactions_in([application.id])[application.id]
    return redacted(content, hidden, nameless=_identity(application) if blind else ())


def all_for_evaluators(applications: Collection[Application]) -> list[Content]:
    """Return applications as their evaluators see them, in a constant number of statements."""
    ids = [application.id for application in applications]
    files, redactions = attachments_in(ids), redactions_in(ids)
    return [_seen(each, files[each.id], redactions[each.id]) for each in applications]


def _seen(application: Application, files: list[Attachment], redactions: list[Redaction]) -> Content:
    blind = rules_for(application).scoring.blind
    content = content_of(application, linked=False, blind=blind, files=files)
    return redacted(content, redactions, nameless=_identity(application) if blind else ())


def _identity(application: Application) -> list[str]:
    """Return what of the first page of an application tells who applies, and their registered name."""
    applicant, organisation = application.sent.applicant, application.organisation
    told = [as_text(applicant.get(name)) for name in IDENTITY]
    registered = [organisation.name, organisation.registration_number or ""] if organisation else []
    return [words for words in dict.fromkeys([*told, *registered]) if len(words) >= LEAST_PASSAGE]


def _answer(answer: Answer, cover: Callable[[str], str], hidden: set[uuid.UUID]) -> Answer:
    value: Any = answer.value
    if answer.kind == "files":
        shown = [file for file in value if file.id not in hidden]
        return replace(answer, value=shown, hidden=len(value) - len(shown))
    if answer.kind == "list":
        return replace(answer, value=[cover(each) for each in value])
    if isinstance(value, Table):
        return replace(answer, value=replace(value, rows=[[cover(cell) for cell in row] for row in value.rows]))
    return replace(answer, value=cover(value)) if isinstance(value, str) else answer


def _cover_of(passages: list[str], flags: re.RegexFlag = re.NOFLAG) -> Callable[[str], str]:
    """Return what covers passages in a text, the longest first, however their lines are broken."""
    if not passages:
        return str
    longest = sorted(passages, key=len, reverse=True)
    pattern = re.compile("|".join(_pattern(passage) for passage in longest), flags)
    words = _("[blacked out]")
    return lambda text: pattern.sub(lambda _found: words, text)


def _pattern(passage: str) -> str:
    return r"\s+".join(re.escape(word) for word in passage.split())


def _require_passage(passage: str, content: Content) -> None:
    if not LEAST_PASSAGE <= len(passage) <= MAX_PASSAGE:
        words = _(
            "Copy the passage here: between %(least)s and %(most)s characters.", least=LEAST_PASSAGE, most=MAX_PASSAGE
        )
    elif redacted(content, [Redaction(passage=passage)]) == content:
        words = _("This stands nowhere in the application. Copy it as it stands there.")
    else:
        return
    raise Invalid(words, {"passage": words})
