"""Keep every submitted application as it stood at the deadline: one file to read and one to compute with, made once."""

import hashlib
import io

from flask_babel import force_locale
from sqlalchemy import exists, select

from grants import clock
from grants.applications.models import Application, ApplicationState, Copy
from grants.applications.papers.printed import copy_document
from grants.applications.queries import WITH_CALL, attachments_of, receipt_of
from grants.applications.receipts import receipt_file
from grants.calls.models import Call
from grants.calls.queries import rules_of
from grants.db import db
from grants.documents.making import make
from grants.storage import storage

KINDS = ("pdf", "json")
KEPT_AT_ONCE = 20
"""Applications of which one transaction keeps copies."""


def keep_copies() -> int:
    """Keep copies of some applications of closed calls that have none; return of how many, 0 when all are kept.

    May be stopped anywhere and begun again: bytes without a row are swept, and a row is made once.
    """
    found = (
        select(Application.id)
        .join(Call, Call.id == Application.call_id)
        .where(
            Call.closing_done_at.is_not(None),
            Call.receipts_root.is_not(None),
            Application.submitted_at.is_not(None),
            Application.state != ApplicationState.WITHDRAWN,
            ~exists().where(Copy.application_id == Application.id),
        )
        .order_by(Application.id)
        .limit(KEPT_AT_ONCE)
    )
    ids = list(db.session.scalars(found))
    for application_id in ids:
        application = db.session.scalars(WITH_CALL, {"application_id": application_id}).unique().one()
        db.session.add_all(_copy(application, kind) for kind in KINDS)
    db.session.flush()
    return len(ids)


def _copy(application: Application, kind: str) -> Copy:
    content = _content(application, kind)
    stored = storage().put(io.BytesIO(content))
    return Copy(
        application_id=application.id,
        kind=kind,
        sha256=hashlib.sha256(content).hexdigest(),
        storage_key=stored.key,
        made_at=clock.now(),
    )


def _content(application: Application, kind: str) -> bytes:
    receipt = receipt_of(application)
    if kind == "json":
        return receipt_file(application, receipt, attachments_of(application.id)).encode()
    with force_locale(rules_of(application.call).languages[0]):
        return make("pdf", copy_document(application, receipt), at=application.submitted_at or clock.now())
