"""How far a job of letters has come, what came of it, and the file that was made."""

from uuid import UUID

from flask import Response, redirect, render_template, url_for
from werkzeug.wrappers import Response as AnyResponse

from grants.accounts.current import require_person, signed_in
from grants.applications.files import hand_out
from grants.awards.letters import labels
from grants.awards.letters.jobs.models import JobKind, LetterJob
from grants.awards.letters.jobs.queries import job_in
from grants.awards.letters.jobs.services import begin_printing
from grants.awards.letters.policies import assisted_call, lettered_call
from grants.awards.letters.queries import unsigned_in
from grants.awards.letters.signed import Wrong
from grants.awards.letters.views.blueprint import blueprint
from grants.awards.stakes import require_impartial_reader
from grants.calls.models import Call
from grants.errors import NotFound

MOST_NAMED = 50
"""Letters still missing that are named after an upload."""


@blueprint.post("/print")
@signed_in
def to_print(slug: str) -> AnyResponse:
    """Let the letters that can be sent be joined into one file to be printed; a second click leads to the same job."""
    call = assisted_call(slug, require_person())
    job = begin_printing(call=call, actor=require_person())
    return redirect(url_for("letters.job", slug=call.slug, job_id=job.id), 303)


@blueprint.get("/jobs/<uuid:job_id>")
@signed_in
def job(slug: str, job_id: UUID) -> str:
    """Show how far a job has come, and each letter's result; the page can be left and come back to."""
    call, found = _job(slug, job_id)
    missing = unsigned_in(call) if found.kind is JobKind.VERIFY and found.ended_at else []
    return render_template(
        "awards/letters/job.html",
        call=call,
        job=found,
        is_print=found.kind is JobKind.PRINT,
        missing=[letter.number for letter in missing[:MOST_NAMED]],
        lacking=len(missing),
        wrong={one.value: words for one, words in labels.WRONG.items() if one in Wrong},
    )


@blueprint.get("/jobs/<uuid:job_id>/file")
@signed_in
def job_file(slug: str, job_id: UUID) -> Response:
    """Hand out the letters to print."""
    _call, found = _job(slug, job_id)
    if found.kind is not JobKind.PRINT or found.enclosure is None:
        raise NotFound
    return hand_out(found.enclosure)


def _job(slug: str, job_id: UUID) -> tuple[Call, LetterJob]:
    call = lettered_call(slug, require_person())
    found = job_in(call, job_id)
    require_impartial_reader(call, require_person())
    return call, found
