"""Make the files of prepared letters: a few in each transaction, so that it may be stopped anywhere and begun again."""

from io import BytesIO

from sqlalchemy import select

from grants import clock
from grants.applications.models import Enclosure
from grants.awards.letters.models import Letter, LetterState
from grants.awards.letters.names import file_name
from grants.db import db
from grants.documents.frozen import thaw
from grants.documents.making import make
from grants.web.uploads import put_away

MADE_AT_ONCE = 20
"""Letters whose files one transaction makes."""


def make_letters() -> int:
    """Make the files of some prepared letters that have none; return of how many, 0 when all are made.

    The file follows from what was frozen and from the moment it was, so it is the same whenever it is made.
    """
    waiting = (
        select(Letter)
        .where(Letter.made_id.is_(None), Letter.state == LetterState.PREPARED)
        .order_by(Letter.prepared_at, Letter.id)
        .limit(MADE_AT_ONCE)
        .with_for_update(skip_locked=True)
    )
    letters = list(db.session.scalars(waiting))
    made = [(letter, _file_of(letter)) for letter in letters]
    db.session.add_all(file for _letter, file in made)
    db.session.flush()
    for letter, file in made:
        letter.made_id = file.id
    db.session.flush()
    return len(letters)


def _file_of(letter: Letter) -> Enclosure:
    content = make("pdf", thaw(letter.content), at=letter.prepared_at)
    stored = put_away(BytesIO(content), f"{file_name(letter.number)}.pdf", "pdf")
    return Enclosure(
        call_id=letter.call_id,
        application_id=letter.application_id,
        name=stored.name,
        media_type=stored.media_type,
        size=stored.size,
        sha256=stored.sha256,
        storage_key=stored.key,
        scanned_at=clock.now(),  # nobody sent it to us
        added_at=clock.now(),
    )
