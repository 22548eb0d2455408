"""What an official has written to many, ready to be sent and taken back again and again."""

from dataclasses import asdict, dataclass
from uuid import uuid4

from grants import clock
from grants.accounts.models import Person
from grants.calls.models import Call
from grants.db import db
from grants.notices.batches.models import Batch
from grants.notices.batches.services import seal_of
from grants.notices.words import Words

WRITTEN_TO = 1000


@dataclass(frozen=True)
class Written:
    """A message to many: where its page is, and what a form says that shows it."""

    address: str
    shown: str


def written_to(call: Call, staff: Person, reader: Person, size: int) -> Written:
    """Store a message to so many, who are all the same person."""
    batch = Batch(
        call_id=call.id,
        audience="drafts",
        words={"lv": asdict(Words("Atgādinājums", "Konkurss drīz beidzas.", "Piemēra novads"))},
        recipients=[[str(uuid4()), str(reader.id)] for _recipient in range(size)],
        unreached=[],
        edits={},
        digest=f"{size:064}",
        total=size,
        made_by_id=staff.id,
        made_at=clock.now(),
    )
    db.session.add(batch)
    db.session.commit()
    return Written(f"/office/calls/{call.slug}/writing/{batch.id}", seal_of(batch))
