"""The texts of letters: what holds in a call or for an organiser, one text, and how a letter would look."""

from flask import Blueprint, Response, flash, redirect, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Answer

from grants import clock
from grants.accounts.current import require_person, signed_in
from grants.accounts.queries import people_by_id
from grants.awards.wordings import labels, services
from grants.awards.wordings.forms import WordingForm
from grants.awards.wordings.kinds import LetterKind
from grants.awards.wordings.placeholders import parts_of, words_of
from grants.awards.wordings.places import Place
from grants.awards.wordings.queries import versions_of, written_for
from grants.awards.wordings.samples import application_to_show, sample_of
from grants.awards.wordings.texts import default_text, is_written_in
from grants.awards.wordings.writing import document_of
from grants.calls.own_words import Holder, Pages
from grants.calls.queries import rules_of
from grants.documents.content import Document
from grants.documents.making import make
from grants.errors import Conflict, Forbidden, Invalid, NotFound
from grants.web.languages import LANGUAGES
from grants.web.undoing import say_with_undo

blueprint = Blueprint("wordings", __name__)
PAGES = Pages("wordings", told_apart_by="kind")
PREVIEW, BACK = "preview", "back"
MAX_VERSION_DIGITS = 9
Page = str | Answer | tuple[str, int]


@blueprint.get("/office/calls/<slug>/wordings")
@signed_in
def index(slug: str) -> str:
    """List what the letters of a call say, and whose words they are."""
    return _list(PAGES.of_call(slug))


@blueprint.get("/office/organisers/<slug>/wordings")
@signed_in
def of_organiser(slug: str) -> str:
    """List what the letters of an organiser say."""
    return _list(PAGES.of_organiser(slug))


@blueprint.route("/office/calls/<slug>/wordings/<kind>/<language>", methods=["GET", "POST"])
@signed_in
def text(slug: str, kind: str, language: str) -> Page:
    """Put a text of a call's letters in own words, look how a letter would be, or go back."""
    return _one(PAGES.of_call(slug), kind, language)


@blueprint.route("/office/organisers/<slug>/wordings/<kind>/<language>", methods=["GET", "POST"])
@signed_in
def own(slug: str, kind: str, language: str) -> Page:
    """Put a text of an organiser's letters in own words, look how a letter would be, or go back."""
    return _one(PAGES.of_organiser(slug), kind, language)


@blueprint.get("/office/calls/<slug>/wordings/<kind>/<language>/preview.pdf")
@signed_in
def printed(slug: str, kind: str, language: str) -> Response:
    """Show how a letter with the text in force would be printed."""
    holder = PAGES.of_call(slug)
    document = _preview(holder, _place(holder, kind, language), None)
    return Response(make("pdf", document, at=clock.now()), mimetype="application/pdf")


def _list(holder: Holder) -> str:
    written = written_for(holder.organiser.id, holder.call_id)
    languages = rules_of(holder.call).languages if holder.call else LANGUAGES
    people = people_by_id({one.written_by_id for one in written.values() if one.written_by_id})
    return render_template(
        "awards/wordings/index.html",
        holder=holder,
        kinds=LetterKind,
        shown_languages=[one for one in languages if one in LANGUAGES],
        written=written,
        people=people,
        labels=labels,
        has_text=is_written_in,
    )


def _one(holder: Holder, kind: str, language: str) -> Page:
    place = _place(holder, kind, language)
    form, status, document = WordingForm(), 200, None
    if request.method == "POST":
        if not holder.writes:
            raise Forbidden(_("Only coordinators of the organiser can do this."))
        try:
            if (answer := _acted(holder, place, form)) is not None:
                return answer
            status = 422 if form.errors else 200
            document = None if form.errors else _preview(holder, place, str(form.words.data))
        except Invalid as error:
            form.words.errors = [*form.words.errors, *map(str, error.fields.values())]
            status = error.status
        except Conflict as error:
            form.form_errors.append(str(error.message))
            status = error.status
    versions = versions_of(place)
    last = versions[0] if versions else None
    in_force, whose = _in_force(holder, place)
    if request.method == "GET":
        form.words.data = in_force
    page = render_template(
        "awards/wordings/text.html",
        holder=holder,
        place=place,
        form=form,
        document=document,
        in_force=in_force,
        whose=whose,
        has_text=is_written_in({}, place.kind, place.language),
        versions=versions,
        seen=_seen() if request.method == "POST" and status != Conflict.status else last.revision if last else 0,
        people=people_by_id({one.written_by_id for one in versions if one.written_by_id}),
        parts=parts_of(place.kind),
        words=sorted(words_of(place.kind)),
        labels=labels,
    )
    return page, status


def _acted(holder: Holder, place: Place, form: WordingForm) -> Answer | None:
    """Do what was asked for; return nothing to show a preview, or a form that needs correcting."""
    actor, seen = require_person(), _seen()
    if BACK in request.form:
        last = next(iter(versions_of(place)), None)
        services.go_back(place=place, seen=seen, actor=actor)
        said = _("The text is what it was before it was put in own words.")
        if last is not None and last.words:
            again = holder.address(place.kind, place.language)
            say_with_undo(said, again, words=last.words, seen=last.revision + 1)
        else:
            flash(said)
    elif not form.validate():
        return None
    elif PREVIEW in request.form:
        services.require_whole(kind=place.kind, words=str(form.words.data))
        return None
    else:
        services.write(place=place, words=str(form.words.data), seen=seen, actor=actor)
        flash(_("The text is stored. Letters that are prepared from now on say it."))
    return redirect(holder.address(place.kind, place.language), 303)


def _preview(holder: Holder, place: Place, words: str | None) -> Document:
    """Return a letter with words that are typed, or with those in force; raise Conflict without any call."""
    if holder.shown_by is None:
        raise Conflict(_("A preview needs a call. Prepare one first."))
    person, call = require_person(), holder.shown_by
    application = application_to_show(call, person)
    chosen = words if words is not None else _in_force(holder, place)[0]
    facts = sample_of(place.kind, rules_of(call), application, person, {(place.kind, place.language): chosen})
    return document_of(facts, place.language)


def _in_force(holder: Holder, place: Place) -> tuple[str, str]:
    """Return the words in force and whose they are: of the call, the organiser or the service."""
    known = written_for(holder.organiser.id, holder.call_id).get((place.kind, place.language))
    if known is None:
        return default_text(place.kind, place.language), "service"
    return known.words, "call" if known.call_id else "organiser"


def _place(holder: Holder, kind: str, language: str) -> Place:
    if kind not in set(LetterKind) or language not in LANGUAGES:
        raise NotFound
    return Place(holder.organiser.id, holder.call_id, LetterKind(kind), language)


def _seen() -> int:
    typed = request.form.get("seen", "")
    return int(typed) if typed.isdecimal() and typed.isascii() and len(typed) <= MAX_VERSION_DIGITS else -1
