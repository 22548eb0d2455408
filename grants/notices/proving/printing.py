"""Messages as a document that can be filed as evidence: what was sent when, in which words, with which answers."""

import json
import uuid
from collections.abc import Collection, Iterator, Mapping, Sequence
from hashlib import sha256

from flask_babel import gettext as _

from grants import clock
from grants.documents.content import Block, Document, Facts, Heading, Table, said
from grants.journal.models import Entry
from grants.journal.words import action_words
from grants.notices.channels import Told
from grants.notices.labels import STATES, WITHHELD
from grants.notices.models import Attempt, Message
from grants.notices.proving.showing import digest_of, without_addresses
from grants.web.filters import moment
from grants.web.languages import language

REFERENCE = 16
"""Characters of the digest by which a print is named."""
Tries = Mapping[uuid.UUID, Sequence[Attempt]]
Entries = Mapping[uuid.UUID, Sequence[Entry]]


def document_of(
    messages: Sequence[Message],
    tries: Tries,
    entries: Entries,
    *,
    veiled: Collection[uuid.UUID],
    lead: Sequence[str],
    printed_by: str,
    told: Sequence[Told] = (),
) -> Document:
    """Return the document, with what other channels told; of veiled messages it holds everything but the words.

    It is a print, not a record: the start of the digest names it on every page, and who files it gives it a number.
    """
    blocks = [block for message in messages for block in _about(message, tries, entries, veiled=veiled)]
    blocks.extend(_elsewhere(told))
    digest = digest_of_all(messages, tries, told)
    return Document(
        title=_("Messages sent"),
        language=language(),
        lead=[
            *lead,
            _("Printed %(moment)s by %(name)s", moment=moment(clock.now()), name=printed_by),
            _("Digest of all messages and tries (SHA-256): %(digest)s", digest=digest),
            _("A print, not a record: who files it gives it a record-keeping number."),
        ],
        blocks=blocks or [said(_("None."))],
        foot=_("Evidence %(reference)s", reference=digest[:REFERENCE]),
    )


def digest_of_all(messages: Sequence[Message], tries: Tries, told: Sequence[Told] = ()) -> str:
    """Name some messages and everything that became of them, so that a second print shows whether it is the same."""
    facts = [
        [
            str(message.id),
            message.event,
            message.address,
            message.queued_at.isoformat(),
            message.state.value,
            digest_of(message.words),
            [[each.settled_at.isoformat(), each.state.value, each.answer] for each in tries.get(message.id, ())],
        ]
        for message in messages
    ]
    facts += [
        [
            each.what,
            each.receiver,
            each.queued_at.isoformat(),
            each.state.value,
            each.answer,
            [[one.settled_at.isoformat(), one.state.value, one.answer] for one in each.tries],
        ]
        for each in told
    ]
    return sha256(json.dumps(facts, ensure_ascii=False).encode()).hexdigest()


def _about(message: Message, tries: Tries, entries: Entries, *, veiled: Collection[uuid.UUID]) -> Iterator[Block]:
    yield Heading(message.subject)
    yield Facts([*_facts(message)])
    if message.id in veiled:
        yield said(_("What it says is for its reader alone."))
    else:
        yield from (said(part) for part in without_addresses(message.words).text.split("\n\n") if part.strip())
    if made := tries.get(message.id, ()):
        rows = [[moment(each.settled_at), str(STATES[each.state]), each.answer] for each in made]
        yield Table([_("When"), _("State"), _("Answer of the mail server")], rows)
    if behind := entries.get(message.id, ()):
        rows = [[moment(each.recorded_at), action_words(each.action), (each.seal or "")[:16]] for each in behind]
        yield Table([_("When"), _("Journal"), _("Seal")], rows)


def _elsewhere(told: Sequence[Told]) -> Iterator[Block]:
    if not told:
        return
    yield Heading(_("Told to other systems"))
    rows = [
        [moment(each.queued_at), action_words(each.what), each.receiver, str(STATES[each.state]), each.answer]
        for each in told
    ]
    yield Table([_("When"), _("What"), _("To"), _("State"), _("Answer")], rows)
    tries = [
        [moment(one.settled_at), action_words(each.what), each.receiver, str(STATES[one.state]), one.answer]
        for each in told
        for one in each.tries
    ]
    if tries:
        yield Heading(_("Every try"), level=2)
        yield Table([_("When"), _("What"), _("To"), _("State"), _("Answer")], tries)


def _facts(message: Message) -> Iterator[tuple[str, str]]:
    yield _("To"), message.address
    yield _("Written"), moment(message.queued_at)
    yield _("State"), str(STATES[message.state])
    if message.sent_at:
        yield _("Sent"), moment(message.sent_at)
    if message.withheld:
        yield _("Why it was not sent"), str(WITHHELD[message.withheld])
    if message.answer:
        yield _("Answer of the mail server"), message.answer
    yield _("Message-ID"), str(message.id)
    if not message.secret:
        yield _("Digest of the words (SHA-256)"), digest_of(message.words)
    for file in message.attachments:
        yield _("Attached"), f"{file['name']}, {file['sha256']}"
