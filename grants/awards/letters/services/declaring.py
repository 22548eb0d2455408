"""Declare once that the letters of an organiser are valid unsigned, and take that back."""

from hashlib import sha256

from flask_babel import gettext as _

from grants import clock
from grants.accounts.models import Organiser, Person
from grants.awards.letters.models import UnsignedDeclaration
from grants.awards.letters.queries import declaration_of
from grants.awards.letters.services.preparing import prepare_again
from grants.db import db, take_turns
from grants.errors import Invalid
from grants.journal.services import record

MAX_BASIS = 500


def declare_unsigned(*, organiser: Organiser, basis: str, actor: Person | None) -> UnsignedDeclaration:
    """Declare that an organiser's letters are valid unsigned, and on which rule of law that rests; they print it.

    Letters that nobody has signed or sent yet are prepared again with it. The same words again change nothing, others
    take the place of those before. Raise Invalid without the basis.
    """
    basis = " ".join(basis.split())
    if not 0 < len(basis) <= MAX_BASIS:
        raise Invalid(_("Write the rule of law that this rests on, in at most %(most)s characters.", most=MAX_BASIS))
    take_turns(f"unsigned {organiser.id}")
    known = declaration_of(organiser.id)
    if known is not None and known.basis == basis:
        return known
    if known is not None:
        _end(known, actor)
    made = UnsignedDeclaration(
        organiser_id=organiser.id,
        basis=basis,
        declared_by_id=actor.id if actor else None,
        declared_at=clock.now(),
    )
    db.session.add(made)
    db.session.flush()
    # The journal holds no free text, so it has the digest of the words.
    details = {"basis": sha256(basis.encode()).hexdigest()}
    record(action="letters.declared_unsigned", subject=organiser, actor=actor, details=details)
    prepare_again(organiser_id=organiser.id, actor=actor)
    return made


def end_declaration(*, organiser: Organiser, actor: Person | None) -> None:
    """Have letters that were not sent yet signed again; without effect where nothing was declared."""
    take_turns(f"unsigned {organiser.id}")
    known = declaration_of(organiser.id)
    if known is not None:
        _end(known, actor)
        record(action="letters.declaration_ended", subject=organiser, actor=actor)
        prepare_again(organiser_id=organiser.id, actor=actor)


def _end(known: UnsignedDeclaration, actor: Person | None) -> None:
    known.ended_at, known.ended_by_id = clock.now(), actor.id if actor else None
    db.session.flush()
