"""The act behind the rules and the attachments of a call: handed out to everybody, kept by its officials."""

import uuid

from flask import Blueprint, Response, flash, redirect, render_template, send_file, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Answer

from grants.accounts.current import current_person, require_person, signed_in
from grants.calls import queries, services
from grants.calls.forms.files import ActForm, AttachForm
from grants.calls.models import FilePurpose
from grants.calls.policies import may_read_office
from grants.calls.views.answering import answer
from grants.calls.views.edited import edited_rules
from grants.calls.views.public import visible_call
from grants.errors import NotFound
from grants.storage import storage

blueprint = Blueprint("office_files", __name__)

Page = str | Answer | tuple[str, int]


@blueprint.get("/calls/<slug>/files/<uuid:file_id>")
def download(slug: str, file_id: uuid.UUID) -> Response:
    """Hand out a file of a call: of the version in force to everybody, of any other to its officials."""
    call = visible_call(slug)
    file = queries.file_in(call, file_id)
    public = file.since_version <= call.version
    if not public and not may_read_office(current_person(), call):
        raise NotFound
    content = storage().open(file.storage_key)
    return send_file(content, mimetype=file.media_type, as_attachment=True, download_name=file.name, etag=file.sha256)


@blueprint.get("/office/calls/<slug>/files")
@signed_in
def index(slug: str) -> str:
    """Show the file of the act and the attachments of the rules that are being prepared."""
    edited = edited_rules(slug)
    files = queries.files_of(edited.call, edited.version.number)
    acts = [file for file in files if file.purpose is FilePurpose.ACT and file.since_version == edited.version.number]
    attachments = [file for file in files if file.purpose is FilePurpose.ATTACHMENT]
    return render_template(
        "calls/office/files.html", edited=edited, call=edited.call, acts=acts, attachments=attachments
    )


@blueprint.route("/office/calls/<slug>/files/act", methods=["GET", "POST"])
@signed_in
def act(slug: str) -> Page:
    """Take the file of the act behind the rules that are being prepared."""
    edited = edited_rules(slug)
    form = ActForm()

    def keep() -> str:
        if form.file.uploaded:
            services.keep_act(call=edited.call, uploaded=form.file.uploaded, actor=require_person())
        return _index(slug)

    heading = _("File of the act")
    return answer(form, keep, "calls/office/file.html", linked=False, edited=edited, call=edited.call, heading=heading)


@blueprint.route("/office/calls/<slug>/files/new", methods=["GET", "POST"])
@signed_in
def attach(slug: str) -> Page:
    """Add an attachment to the rules that are being prepared."""
    edited = edited_rules(slug)
    form = AttachForm()

    def keep() -> str:
        if form.file.uploaded:
            title, uploaded = form.title.data or "", form.file.uploaded
            services.attach(call=edited.call, title=title, uploaded=uploaded, actor=require_person())
        return _index(slug)

    heading = _("Add an attachment")
    return answer(form, keep, "calls/office/file.html", linked=False, edited=edited, call=edited.call, heading=heading)


@blueprint.post("/office/calls/<slug>/files/<uuid:file_id>/remove")
@signed_in
def detach(slug: str, file_id: uuid.UUID) -> Answer:
    """Take an attachment off the rules that are being prepared, a second time without effect."""
    services.detach(call=edited_rules(slug).call, file_id=file_id, actor=require_person())
    return redirect(_index(slug), 303)


def _index(slug: str) -> str:
    flash(_("Stored."))
    return url_for("office_files.index", slug=slug)
