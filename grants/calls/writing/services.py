"""Use cases of writing to many in a call: who prepares is asked here, what happens then is the outbox's."""

import uuid
from collections.abc import Collection, Iterable, Mapping, Sequence

from flask_babel import gettext as _
from markupsafe import Markup

from grants.accounts.models import Person
from grants.calls import services as calls
from grants.calls.models import Call
from grants.calls.queries import rules_of
from grants.calls.writing.labels import PLACEHOLDERS
from grants.errors import Invalid
from grants.notices.batches import services as batches
from grants.notices.batches.audiences import Audience, audience_of, known_audience
from grants.notices.batches.models import Batch
from grants.notices.filling import filled, problem_in
from grants.notices.rendering import render
from grants.notices.words import Words
from grants.web.filters import text

MAX_SUBJECT = 200
MAX_BODY = 10_000


def prepare(
    *,
    call: Call,
    audience: str,
    typed: Mapping[str, tuple[str, str]],
    actor: Person,
    only: Collection[uuid.UUID] | None = None,
) -> Batch:
    """Prepare what was typed, a subject and a body by language, for a set of people of a call; twice makes it once.

    Raise Invalid for words that are missing or hold a placeholder that stands for nothing, NotFound for a set that is
    not offered.
    """
    calls.lock(call.id, exclusive=True)
    chosen = audience_of(audience, call.id)
    organiser = rules_of(call).organiser
    words: dict[str, Words] = {}
    for language, (subject, body) in typed.items():
        check(chosen, subject, body, language)
        context = {"organiser": organiser, "subject": subject, "body": Markup(body)}  # noqa: S704  # Markdown is meant
        said = render("calls/notices/written", language, context)
        words[language] = Words(subject, said.body, said.signature)
    return batches.prepare(
        call_id=call.id, audience=chosen, words=words, reply_to=call.organiser.email, actor=actor, only=only
    )


def edit_one(*, batch: Batch, key: str, subject: str, body: str, actor: Person) -> None:
    """Give one recipient other words than the rest; raise Invalid for words that are missing or stand for nothing."""
    check(known_audience(batch.audience), subject, body, "")
    batches.edit_one(batch=batch, key=key, words=(subject, body), actor=actor)


def begin(*, call: Call, batch: Batch, shown: str, actor: Person) -> bool:
    """Send what was looked at; two who press at once do it once, because the call is held meanwhile."""
    calls.lock(call.id, exclusive=True)
    return batches.begin(batch=batch, shown=shown, actor=actor)


def send_rest(*, call: Call, batch: Batch, actor: Person) -> int:
    """Send what was stopped; two who press at once do it once, because the call is held meanwhile."""
    calls.lock(call.id, exclusive=True)
    return batches.send_rest(batch=batch, actor=actor)


def check(audience: Audience, subject: str, body: str, language: str) -> None:
    """Refuse words that are missing, or hold a placeholder the set does not have."""
    suffix = f"_{language}" if language else ""
    typed = (("subject", subject, MAX_SUBJECT), ("body", body, MAX_BODY))
    wrong: dict[str, object] = {
        name + suffix: told for name, text, most in typed if (told := problem_in(text, audience.placeholders, most))
    }
    if wrong:
        raise Invalid(_("Some of this cannot be sent."), wrong)


def subject_of(batch: Batch, call: Call) -> str:
    """Return what a message to many is called on pages: what differs by reader is named by what it stands for."""
    subject = str(next(iter(batch.words.values()))["subject"])

    def in_general(name: str) -> str | None:
        return text(call.title) if name == "call" else f"({PLACEHOLDERS[name]})" if name in PLACEHOLDERS else None

    return filled(subject, in_general, markdown=False)


def placeholders_in(audiences: Sequence[Audience]) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Return the placeholders that all of some sets have, with what they stand for, and those only some have."""
    common = [name for name in PLACEHOLDERS if all(name in audience.placeholders for audience in audiences)]
    others = [name for name in PLACEHOLDERS if name not in common]
    present = [name for name in others if any(name in audience.placeholders for audience in audiences)]
    return in_words(common), in_words(present)


def in_words(names: Iterable[str]) -> list[tuple[str, str]]:
    """Return placeholders with what they stand for."""
    return [(name, str(PLACEHOLDERS[name])) for name in names]
