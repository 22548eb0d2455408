"""Verify an upload of signed letters file by file, and take all of it in, or nothing."""

from collections.abc import Mapping
from dataclasses import asdict
from io import BytesIO
from typing import Any

from grants import clock
from grants.awards.letters.jobs.models import LetterJob
from grants.awards.letters.models import Letter, LetterState
from grants.awards.letters.names import file_name
from grants.awards.letters.queries import files_of
from grants.awards.letters.services.signing import Kept, take_signed
from grants.awards.letters.signed import UNREADABLE, Expected, SignedLetter, Wrong, files_in, read_one
from grants.calls.models import Call
from grants.errors import DomainError
from grants.storage import storage
from grants.web.uploads import Uploaded, put_away

VERIFIED_AT_ONCE = 25
"""Files of an upload that one transaction verifies."""
OPEN = (LetterState.PREPARED, LetterState.SIGNED)


def verify_some(job: LetterJob) -> None:
    """Verify the next files of an upload; once all are, take the letters in unless any file is none."""
    if job.enclosure is None:
        raise ValueError("an upload has its file")
    content = bytes_of(job.enclosure.storage_key)
    try:
        files = files_in(job.enclosure.name, content)
        job.total, expected = len(files), expected_in(job.call)
        found = list(job.found)
        for name, opened in files[job.done : job.done + VERIFIED_AT_ONCE]:
            found.append(_verified(name, opened(), expected, found))
    except UNREADABLE:
        found = [{"name": job.enclosure.name, "wrong": Wrong.UNREADABLE.value}]
        job.total = len(found)
    job.found, job.done = found, len(found)
    if job.done == job.total:
        _end(job)


def expected_in(call: Call) -> dict[str, Expected]:
    """Return the letters of a call that are made, void ones too, by the names of their files."""
    return {file_name(letter.number): _expected(letter) for letter in files_of(call) if letter.made}


def bytes_of(key: str) -> bytes:
    """Return the bytes of a stored file."""
    with storage().open(key) as stored:
        return stored.read()


def _verified(name: str, data: bytes, expected: Mapping[str, Expected], found: list[dict[str, Any]]) -> dict[str, Any]:
    read = read_one(name, data, expected)
    if isinstance(read, SignedLetter) and any(one.get("number") == read.number for one in found):
        read = Wrong.TWICE
    if isinstance(read, Wrong):
        return {"name": name, "wrong": read.value}
    file = put_away(BytesIO(data), f"{file_name(read.number)}.{read.kind}", read.kind)
    return {
        "name": name,
        "number": read.number,
        "kind": read.kind,
        "signatures": read.signatures,
        "file": asdict(file),
    }


def _end(job: LetterJob) -> None:
    job.ended_at = clock.now()
    if job.problems:
        return
    kept = [
        Kept(SignedLetter(one["number"], one["kind"], b"", one["signatures"]), Uploaded(**one["file"]))
        for one in job.found
    ]
    try:
        job.taken = take_signed(call=job.call, kept=kept, actor=job.begun_by)
    except DomainError as error:
        job.refusal = str(error.message)


def _refusal(letter: Letter) -> Wrong | None:
    if letter.state in OPEN:
        return None
    return Wrong.VOID if letter.state is LetterState.VOID else Wrong.SENT


def _expected(letter: Letter) -> Expected:
    made = letter.made
    if made is None:
        raise ValueError("only made letters are signed")
    key = made.storage_key
    return Expected(letter.number, made.sha256, _refusal(letter), lambda: bytes_of(key))
