"""Messages in own words: the list of a call or an organiser, and one text with a look at it."""

from flask import Blueprint, flash, redirect, render_template, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from jinja2 import UndefinedError
from werkzeug.routing import BuildError
from werkzeug.wrappers import Response

from grants.accounts.current import require_person, signed_in
from grants.accounts.queries import people_by_id
from grants.calls.notice_texts.forms import NoticeTextForm
from grants.calls.own_words import Holder, Pages
from grants.calls.queries import rules_of
from grants.errors import Conflict, Forbidden, Invalid, NotFound
from grants.notices import register
from grants.notices.rendering import render
from grants.notices.wording import services
from grants.notices.wording.editable import Editable, editable
from grants.notices.wording.places import Place
from grants.notices.wording.queries import in_force, versions_of, written_for
from grants.notices.wording.saying import said
from grants.notices.words import Words
from grants.web.languages import LANGUAGES
from grants.web.undoing import say_with_undo

blueprint = Blueprint("notice_texts", __name__)
PAGES = Pages("notice_texts", told_apart_by="event")
PREVIEW, BACK, TRY = "preview", "back", "try"
MAX_VERSION_DIGITS = 9
GROUPS = {
    register.Audience.APPLICANT: _l("To applicants"),
    register.Audience.COMMITTEE: _l("To the committee"),
}
OTHERS = _l("To others")
Page = str | Response | tuple[str, int]


@blueprint.get("/office/calls/<slug>/notices")
@signed_in
def index(slug: str) -> str:
    """List what the messages of a call say, and whose words they are."""
    return _list(PAGES.of_call(slug))


@blueprint.get("/office/organisers/<slug>/notices")
@signed_in
def of_organiser(slug: str) -> str:
    """List what the messages of an organiser say."""
    return _list(PAGES.of_organiser(slug))


@blueprint.route("/office/calls/<slug>/notices/<event>/<language>", methods=["GET", "POST"])
@signed_in
def text(slug: str, event: str, language: str) -> Page:
    """Put a message of a call in own words, look at it, try it out, or go back."""
    return _one(PAGES.of_call(slug), event, language)


@blueprint.route("/office/organisers/<slug>/notices/<event>/<language>", methods=["GET", "POST"])
@signed_in
def own(slug: str, event: str, language: str) -> Page:
    """Put a message of an organiser in own words, look at it, try it out, or go back."""
    return _one(PAGES.of_organiser(slug), event, language)


def _list(holder: Holder) -> str:
    languages = rules_of(holder.call).languages if holder.call else LANGUAGES
    return render_template(
        "calls/notice_texts/index.html",
        holder=holder,
        groups=_groups(),
        shown_languages=[one for one in languages if one in LANGUAGES],
        written=written_for(holder.organiser.id, holder.call_id),
    )


def _groups() -> list[tuple[object, list[Editable]]]:
    """Return the messages by whom they are for, those to applicants first; what is for nobody in a group is last."""
    by_audience: dict[object, list[Editable]] = {words: [] for words in (*GROUPS.values(), OTHERS)}
    for message in editable().values():
        by_audience[GROUPS.get(register.of(message.event).audience, OTHERS)].append(message)
    return [(words, messages) for words, messages in by_audience.items() if messages]


def _one(holder: Holder, event: str, language: str) -> Page:
    message = editable().get(event)
    if message is None or language not in LANGUAGES:
        raise NotFound
    place = Place(holder.organiser.id, holder.call_id, event, language)
    form, status, shown = NoticeTextForm(), 200, None
    if request.method == "POST":
        if not holder.writes:
            raise Forbidden(_("Only coordinators of the organiser can do this."))
        try:
            if (answer := _acted(holder, place, form)) is not None:
                return answer
            status = 422 if form.errors else 200
            shown = None if form.errors else _preview(holder, message, place, form)
        except Invalid as error:
            for name, told in error.fields.items():
                form[name].errors = [*form[name].errors, str(told)]
            status = error.status
        except Conflict as error:
            form.form_errors.append(str(error.message))
            status = error.status
    current, versions = in_force(place), versions_of(place)
    revision = versions[0].revision if versions else 0
    if request.method == "GET" and current is not None:
        form.subject.data, form.body.data = current.subject, current.body
    page = render_template(
        "calls/notice_texts/text.html",
        holder=holder,
        place=place,
        message=message,
        form=form,
        current=current,
        shown=shown,
        by_service=_by_service(holder, message, place) if shown is None and holder.call else None,
        versions=versions,
        seen=_seen() if request.method == "POST" and status != Conflict.status else revision,
        people=people_by_id({one.written_by_id for one in versions if one.written_by_id}),
    )
    return page, status


def _acted(holder: Holder, place: Place, form: NoticeTextForm) -> Response | None:
    """Do what was asked for; return nothing to show a preview, or a form that needs correcting."""
    actor, seen = require_person(), _seen()
    if BACK in request.form:
        last = next(iter(versions_of(place)), None)
        services.go_back(place=place, seen=seen, actor=actor)
        said = _("The text is what it was before it was put in own words.")
        if last is not None and last.body:
            typed = {"subject": last.subject, "body": last.body, "seen": last.revision + 1}
            say_with_undo(said, holder.address(place.event, place.language), **typed)
        else:
            flash(said)
        return redirect(holder.address(place.event, place.language), 303)
    if not form.validate():
        return None
    subject, body = str(form.subject.data), str(form.body.data)
    message = services.require_whole(place.event, subject, body)
    if PREVIEW in request.form:
        return None
    if TRY in request.form:
        words = _preview(holder, message, place, form)
        services.try_out(words=words, language=place.language, call_id=holder.call_id, actor=actor)
        flash(_("A test is on its way to you. Nothing is stored yet."))
        return None
    services.write(place=place, subject=subject, body=body, seen=seen, actor=actor)
    flash(_("The text is stored. Messages that are written from now on say it."))
    return redirect(holder.address(place.event, place.language), 303)


def _preview(holder: Holder, message: Editable, place: Place, form: NoticeTextForm) -> Words:
    subject, body = str(form.subject.data), str(form.body.data)
    return said(message, subject, body, place.language, _sample(holder, message), lenient=True)


def _by_service(holder: Holder, message: Editable, place: Place) -> Words | None:
    """Return what the service says in its own words, where its real data are there to say it with."""
    try:
        return render(register.of(place.event).template, place.language, _sample(holder, message))
    except (Conflict, UndefinedError, AttributeError, KeyError, TypeError, BuildError):
        return None


def _sample(holder: Holder, message: Editable) -> dict[str, object]:
    if holder.shown_by is None:
        raise Conflict(_("A preview needs a call. Prepare one first."))
    return dict(message.sample(holder.shown_by, require_person()))


def _seen() -> int:
    typed = request.form.get("seen", "")
    return int(typed) if typed.isdecimal() and typed.isascii() and len(typed) <= MAX_VERSION_DIGITS else -1
